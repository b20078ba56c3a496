"""Erasing what a record said, once a redaction of it stands in the ledger.

Headers and digests stay, so the tree and every proof hold as before. The trigger on
the ledger allows this and no other change. What SQLite keeps in free pages is
overwritten here, what it keeps elsewhere by `claims.store.cleaning`.
"""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Connection, delete, insert, select, update

from claims.store.folding import fold
from claims.store.gateway.indexing import forget, index_claim
from claims.store.ledger import read_entry
from claims.store.projection import ARCHIVE_BANDS, FORMER, LAYOUTS
from claims.store.tables import ArchivedRaw, ArchivedText, Entry
from claims.vocab import Action, Kind


def overwrite_what_is_freed(connection: Connection) -> None:
    """From now on this connection leaves nothing legible in what it deletes."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA secure_delete = ON")


def erase(connection: Connection, kind: Kind, subject: UUID, version: int) -> None:
    """Erase the payloads of a record before the redaction that is this version, twins and words.

    The payloads of earlier redactions stay: they say by whom, when and why.
    """
    earlier = (Entry.subject == subject) & (Entry.version < version)
    there = Entry.payload.is_not(None) & (Entry.action != Action.REDACT)
    erased = update(Entry).where(earlier & there).values(payload=None, salt=None)
    connection.execute(erased)
    if kind is Kind.CLAIM:
        forget(connection, subject)
    _fold_twins_anew(connection, kind, subject)
    if kind is Kind.CLAIM:
        index_claim(connection, subject)


def _fold_twins_anew(connection: Connection, kind: Kind, subject: UUID) -> None:
    """What the record held before is from now on what stands in for it, at every moment."""
    found = select(Entry.__table__).where(Entry.subject == subject).order_by(Entry.version)
    folded = fold([read_entry(row) for row in connection.execute(found).mappings()])
    for table, owner in LAYOUTS[kind].owners.items():
        twin = FORMER[table]
        connection.execute(delete(twin).where(twin.c[owner] == subject))
        if folded[twin]:
            connection.execute(insert(twin), folded[twin])


def erase_texts(connection: Connection, hashes: Sequence[str]) -> None:
    """Erase archived texts and raw bytes; their hashes stay, so that it is seen they were there."""
    if not hashes:
        return
    connection.execute(delete(ARCHIVE_BANDS).where(ARCHIVE_BANDS.c.sha256.in_(hashes)))
    named = ArchivedText.sha256.in_(hashes)
    connection.execute(update(ArchivedText).where(named).values(content=b""))
    raw = ArchivedRaw.sha256.in_(hashes)
    connection.execute(update(ArchivedRaw).where(raw).values(content=b""))
