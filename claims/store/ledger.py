"""An entry of the ledger as a value: out of its row, and as the header that is hashed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

import orjson

from claims.vocab import Action, Kind


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """One entry: its header, and what its payload holds if it was not erased.

    `erased` names the archived texts that it erases; `redacted` are the words that
    tell of its own payload's redaction, where a query has looked for them.
    """

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
    erased: tuple[str, ...] = ()
    redacted: str | None = None

    def header(self) -> dict[str, Any]:
        """The header as JSON values; a leaf of the tree hashes their canonical form."""
        return {
            "subject": str(self.subject),
            "version": self.version,
            "kind": self.kind,
            "action": self.action,
            "recorded_at": printed(self.at),
            "recorded_by": self.by,
            "format": self.format,
            "digest": self.digest,
        }


def header_of(row: Mapping[str, Any]) -> dict[str, Any]:
    """The header of the entry in a row, as `canonical` writes it; its payload is not looked at."""
    return {
        "subject": row["subject"],
        "version": row["version"],
        "kind": row["kind"],
        "action": row["action"],
        "recorded_at": printed(row["recorded_at"]),
        "recorded_by": row["recorded_by"],
        "format": row["format"],
        "digest": row["digest"],
    }


@lru_cache(maxsize=256)  # all that is written in one go has one moment
def printed(moment: datetime) -> str:
    """An instant as a header has it: UTC, to the microsecond."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


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
        erased=tuple(body.get("erased", ())),
    )
