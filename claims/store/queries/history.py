"""What the ledger says of one record, its entries oldest first; and when it was last written."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, bindparam, func, select

from claims.store.ledger import LedgerEntry, read_entry
from claims.store.queries.redactions import with_redactions
from claims.store.sending import Asked, Found, ask
from claims.store.tables import Entry

_LAST_ENTRY_AT = Asked(
    select(func.max(Entry.recorded_at).label("last"))
)  # built once: every write asks it

# The entries of one record, built once: whoever asks several things at once asks this with them.
ENTRIES = (
    select(Entry.__table__).where(Entry.subject == bindparam("subject")).order_by(Entry.version)
)


def entries_of(connection: Connection, subject: UUID) -> list[LedgerEntry]:
    """All entries of a record, oldest first."""
    (rows,) = ask(connection, Asked(ENTRIES, {"subject": subject}))
    return entries_in(connection, rows)


def entries_in(connection: Connection, rows: Iterable[Found]) -> list[LedgerEntry]:
    """The entries in the rows that `ENTRIES` found."""
    return with_redactions(connection, [read_entry(row) for row in rows])


def last_entry_at(connection: Connection) -> datetime | None:
    """When the newest entry of the ledger was written; None while there is none."""
    ((row,),) = ask(connection, _LAST_ENTRY_AT)
    last: datetime | None = row["last"]
    return last
