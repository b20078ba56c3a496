"""Redacting a record: its content is to go for good, and something is to stand in for it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC

from claims.errors import ConflictError
from claims.records import Record, Report
from claims.redaction import Redaction, is_stand_in, stand_in, words_in
from claims.store.actions.plan import Plan
from claims.store.folding import read_records
from claims.store.ledger import LedgerEntry
from claims.store.queries.history import entries_of
from claims.store.queries.redactions import erased_texts, kept_raws
from claims.store.queries.stored import Stored
from claims.values.identity import short_ref
from claims.vocab import Action


@dataclass(frozen=True, slots=True)
class Erasure:
    """How many payloads a redaction erases, which archived texts, and which raw bytes, by hash."""

    payloads: int = 0
    texts: tuple[str, ...] = ()
    raws: tuple[str, ...] = ()


def plan_redaction(plan: Plan, known: Stored[Record], reason: str) -> Erasure:
    """Plan to erase all that was recorded of a record; nothing where nothing is left of it."""
    entries = entries_of(plan.connection, known.record.id)
    payloads = sum(map(_is_there, entries))
    if not payloads:
        return Erasure()
    texts = _texts(plan, entries)
    raws = _raws(plan, entries, texts)
    author = plan.author
    on = author.at.astimezone(UTC).date()
    redaction = Redaction(by=author.name, on=on, reason=reason)
    plan.write(
        Action.REDACT,
        stand_in(known.record, redaction),
        version=known.revision + 1,
        reason=reason,
        erased=tuple(sorted({*texts, *raws})),
    )
    return Erasure(payloads, texts, raws)


def refuse_redacted(record: Record) -> None:
    """Raise where a record was redacted: nothing new is recorded of it, by hand or by a file."""
    if is_stand_in(record):
        raise ConflictError(
            f"{record.kind}_redacted",
            f"{short_ref(record.kind, record.id)} is not to be changed: {words_in(record)}",
            hint="what was redacted is not recorded again",
        )


def _is_there(entry: LedgerEntry) -> bool:
    """Whether there is something to erase; what a redaction says stays for good."""
    return entry.record is not None and entry.action is not Action.REDACT


def _texts(plan: Plan, entries: list[LedgerEntry]) -> tuple[str, ...]:
    """The archived texts that the record has named, those aside that were erased before."""
    named = {one.text_sha256 for one in _reports(entries) if one.text_sha256 is not None}
    return tuple(sorted(named - set(erased_texts(plan.connection, named))))


def _raws(plan: Plan, entries: list[LedgerEntry], texts: tuple[str, ...]) -> tuple[str, ...]:
    """The raw bytes that the record has named, and all that these texts were read from."""
    named = {one.raw_sha256 for one in _reports(entries) if one.raw_sha256 is not None}
    return tuple(sorted(kept_raws(plan.connection, named, beside=texts)))


def _reports(entries: list[LedgerEntry]) -> Iterator[Report]:
    return (record for record in read_records(entries) if isinstance(record, Report))
