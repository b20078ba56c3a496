"""What the ledger says of one record: its entries, oldest first."""

from uuid import UUID

from sqlalchemy import Connection, select

from claims.store.ledger import LedgerEntry, read_entry
from claims.store.queries.redactions import with_redactions
from claims.store.tables import Entry


def entries_of(connection: Connection, subject: UUID) -> list[LedgerEntry]:
    """All entries of a record, oldest first."""
    statement = select(Entry.__table__).where(Entry.subject == subject).order_by(Entry.version)
    entries = [read_entry(row) for row in connection.execute(statement).mappings()]
    return with_redactions(connection, entries)
