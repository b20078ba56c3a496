"""What the ledger says of one record, its entries oldest first; and when it was last written."""

from collections.abc import Hashable
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, bindparam, func, select, text

from claims.store.ledger import LedgerEntry, read_entry
from claims.store.queries.redactions import with_redactions
from claims.store.tables import Entry, table_of
from claims.store.then import looking_at_now

_ENTRIES = table_of(Entry)
_LAST_ENTRY_AT = select(func.max(_ENTRIES.c.recorded_at))  # every write asks it
_LAST_ROW = text("SELECT rowid, digest FROM entries ORDER BY rowid DESC LIMIT 1")
# A snapshot that reads alike is the same one, and sees the same: but for a standby, which does
# not tell who is writing, and a cluster, each of whose servers has its own.
_SNAPSHOT = text(
    "SELECT pg_current_snapshot()::text || ' ' || pg_postmaster_start_time()::text "
    "WHERE NOT pg_is_in_recovery() "
    "AND NOT EXISTS (SELECT FROM pg_extension WHERE extname = 'citus')"
)

# The entries of one record, built once: whoever asks several things at once asks this with them.
ENTRIES = (
    select(_ENTRIES).where(_ENTRIES.c.subject == bindparam("subject")).order_by(_ENTRIES.c.version)
)


def entries_of(connection: Connection, subject: UUID) -> list[LedgerEntry]:
    """All entries of a record, oldest first."""
    rows = connection.execute(ENTRIES, {"subject": subject}).mappings()
    return with_redactions(connection, [read_entry(row) for row in rows])


def last_entry_at(connection: Connection) -> datetime | None:
    """When the newest entry of the ledger was written; None while there is none."""
    last: datetime | None = connection.scalar(_LAST_ENTRY_AT)
    return last


def ledger_mark(connection: Connection) -> Hashable | None:
    """How far the ledger goes now, whatever is looked at; None where that cannot be told."""
    with looking_at_now(connection):
        if connection.dialect.name == "sqlite":
            row = connection.execute(_LAST_ROW).first()
            return "empty" if row is None else tuple(row)
        snapshot: str | None = connection.scalar(_SNAPSHOT)
        return snapshot
