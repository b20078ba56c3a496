"""What the ledger says of one record, its entries oldest first; and when it was last written."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, func, select

from claims.store.ledger import LedgerEntry, read_entry
from claims.store.queries.redactions import with_redactions
from claims.store.tables import Entry

_LAST_ENTRY_AT = select(func.max(Entry.recorded_at))  # built once: every write asks it


def entries_of(connection: Connection, subject: UUID) -> list[LedgerEntry]:
    """All entries of a record, oldest first."""
    statement = select(Entry.__table__).where(Entry.subject == subject).order_by(Entry.version)
    entries = [read_entry(row) for row in connection.execute(statement).mappings()]
    return with_redactions(connection, entries)


def last_entry_at(connection: Connection) -> datetime | None:
    """When the newest entry of the ledger was written; None while there is none."""
    return connection.scalar(_LAST_ENTRY_AT)
