"""What the tables and their twins hold of one record, given its entries: pure, and the only rule.

The gateway writes what this gives for the newest entry; laying a database down
anew and verifying one call it on all entries of each record.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Table

from claims.errors import DatabaseError
from claims.records import RECORDS, Record
from claims.store.former import CHANGED_AT, REPLACED_AT, REVISION
from claims.store.ledger import LedgerEntry
from claims.store.projection import FORMER, LAYOUTS, Row, rows_of
from claims.values.identity import short_ref
from claims.vocab import Action

Folded = dict[Table, list[Row]]


def fold(entries: Sequence[LedgerEntry]) -> Folded:
    """All rows of one record, in its tables and in their twins; `entries` are oldest first."""
    own = LAYOUTS[entries[0].kind].owners
    folded: Folded = {table: [] for one in own for table in (one, FORMER[one])}
    for place, record in enumerate(read_records(entries)):
        now = stamped_rows(record, entries[0], entries[place])
        if place == len(entries) - 1:
            folded |= now
            continue
        for table, rows in now.items():
            folded[FORMER[table]] += _replaced(rows, entries[place], entries[place + 1].at)
    return folded


def stamped_rows(record: Record, first: LedgerEntry, last: LedgerEntry) -> Folded:
    """The rows that hold a record as its last entry left it."""
    rows = rows_of(record)
    stamp = {
        REVISION: last.version,
        "logged_at": first.at,
        "logged_by": first.by,
        CHANGED_AT: last.at,
        "changed_by": last.by,
    }
    return {LAYOUTS[record.kind].main: [{**rows.main, **stamp}], **rows.children}


def _replaced(rows: list[Row], entry: LedgerEntry, replaced_at: datetime) -> Iterator[Row]:
    held = {REVISION: entry.version, CHANGED_AT: entry.at, REPLACED_AT: replaced_at}
    return ({**row, **held} for row in rows)


def read_records(entries: Sequence[LedgerEntry]) -> list[Record]:
    """The record as each of its entries left it.

    Where a payload was erased, what the next redaction put in its place stands for it.
    """
    records: list[Record] = []
    redaction: LedgerEntry | None = None
    for entry in reversed(entries):
        redaction = entry if entry.action is Action.REDACT else redaction
        held = redaction if entry.record is None else entry
        if held is None or held.record is None:
            raise DatabaseError(
                "payload_missing",
                f"{short_ref(entry.kind, entry.subject)}: revision {entry.version} has no payload, "
                "and no redaction says why",
                hint="`claims verify` tells what else is wrong",
            )
        records.append(read_record(held, held.record))
    return records[::-1]


def read_record(entry: LedgerEntry, payload: dict[str, Any]) -> Record:
    """The record in the payload of an entry, of this or of an earlier form."""
    record = RECORDS[entry.kind]
    if entry.format > record.format:
        raise DatabaseError(
            "format_newer",
            f"{short_ref(entry.kind, entry.subject)}: revision {entry.version} was written by a "
            "newer version of this program",
            hint="upgrade claims-desk",
        )
    return record.from_payload(entry.subject, payload)
