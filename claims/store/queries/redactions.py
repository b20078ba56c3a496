"""By whom, when and why something was erased: told of every moment, also of those before."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from uuid import UUID

from sqlalchemy import Connection, bindparam, func, select

from claims.redaction import Redaction
from claims.store.ledger import LedgerEntry, read_entry
from claims.store.projection import FORMER, REPORTS
from claims.store.queries.stored import in_slices
from claims.store.tables import ArchivedRaw, ArchivedText, Entry
from claims.store.then import looking_at_now
from claims.vocab import Action

_EMPTY = select(ArchivedText.sha256).where(
    func.length(ArchivedText.content) == 0,
    ArchivedText.sha256.in_(bindparam("hashes", expanding=True)),
)


def redaction_in(entry: LedgerEntry) -> Redaction:
    """By whom, when and why, out of the entry of a redaction."""
    return Redaction(by=entry.by, on=entry.at.date(), reason=entry.reason or "")


def redactions_of(
    connection: Connection, subjects: Iterable[UUID]
) -> dict[UUID, list[LedgerEntry]]:
    """The redactions of each of these records, oldest first."""
    statement = select(Entry.__table__).where(Entry.action == Action.REDACT)
    found: dict[UUID, list[LedgerEntry]] = defaultdict(list)
    with looking_at_now(connection):
        for part in in_slices(subjects):
            mine = statement.where(Entry.subject.in_(part)).order_by(Entry.subject, Entry.version)
            for row in connection.execute(mine).mappings():
                found[row["subject"]].append(read_entry(row))
    return found


def with_redactions(connection: Connection, entries: Sequence[LedgerEntry]) -> list[LedgerEntry]:
    """These entries; those whose payload was erased tell by whom, when and why."""
    erased = {entry.subject for entry in entries if entry.record is None}
    if not erased:
        return list(entries)
    redactions = redactions_of(connection, erased)
    return [_told(entry, redactions.get(entry.subject, [])) for entry in entries]


def _told(entry: LedgerEntry, redactions: Iterable[LedgerEntry]) -> LedgerEntry:
    if entry.record is not None:
        return entry
    later = (one for one in redactions if one.version > entry.version)
    told = next((str(redaction_in(one)) for one in later), None)
    return replace(entry, redacted=told)


def erased_texts(connection: Connection, hashes: Collection[str]) -> dict[str, str]:
    """Those of these archived texts that were redacted, with the words that tell of it."""
    gone = {
        sha256
        for part in in_slices(hashes)
        for sha256 in connection.scalars(_EMPTY, {"hashes": part})
    }
    if not gone:
        return {}
    with looking_at_now(connection):
        reports = select(REPORTS.c.id).where(REPORTS.c.text_sha256.in_(gone))
        named = list(connection.scalars(reports))
    found = redactions_of(connection, named)
    return {
        sha256: str(redaction_in(entry))
        for entries in found.values()
        for entry in entries
        for sha256 in gone.intersection(entry.erased)
    }


def kept_raws(
    connection: Connection, named: Collection[str], *, beside: Collection[str]
) -> set[str]:
    """Of these raw bytes, and of all beside which a report names one of these texts, what is left.

    Pages that differ in their markup alone are different bytes with the same text.
    """
    wanted = set(named)
    with looking_at_now(connection):
        for table in (REPORTS, FORMER[REPORTS]):
            raws = select(table.c.raw_sha256).where(table.c.raw_sha256.is_not(None))
            for part in in_slices(beside):
                wanted |= set(connection.scalars(raws.where(table.c.text_sha256.in_(part))))
    left = select(ArchivedRaw.sha256).where(func.length(ArchivedRaw.content) > 0)
    return {
        sha256
        for part in in_slices(wanted)
        for sha256 in connection.scalars(left.where(ArchivedRaw.sha256.in_(part)))
    }
