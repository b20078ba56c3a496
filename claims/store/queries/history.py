"""What the ledger says of one record: its entries, oldest first."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson
from sqlalchemy import Connection, select

from claims.store.tables import Entry
from claims.vocab import Action, Kind


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """One entry: its header, and what its payload holds if it was not erased."""

    subject: UUID
    version: int
    kind: Kind
    action: Action
    at: datetime
    by: str
    format: int
    digest: str
    record: dict[str, Any] | None
    reason: str | None


def entries_of(connection: Connection, subject: UUID) -> list[LedgerEntry]:
    """All entries of a record, oldest first."""
    statement = select(Entry.__table__).where(Entry.subject == subject).order_by(Entry.version)
    return [read_entry(row) for row in connection.execute(statement).mappings()]


def read_entry(row: Any) -> LedgerEntry:
    """An entry of the ledger out of its row."""
    body = {} if row["payload"] is None else orjson.loads(row["payload"])
    return LedgerEntry(
        subject=row["subject"],
        version=row["version"],
        kind=row["kind"],
        action=row["action"],
        at=row["recorded_at"],
        by=row["recorded_by"],
        format=row["format"],
        digest=row["digest"],
        record=body.get("record"),
        reason=body.get("reason"),
    )
