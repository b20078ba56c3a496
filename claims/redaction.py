"""What stands in for a record whose content was erased: what others hang on, and nothing it said.

The words that tell of the redaction stand in its own text fields. So whatever prints
the record tells by whom, when and why it was redacted, and needs to know nothing of it.
"""

from dataclasses import dataclass
from datetime import date
from functools import singledispatch
from typing import Any

from claims.records import (
    Claim,
    Figure,
    Link,
    Notice,
    Rating,
    Record,
    Refusal,
    Report,
    Review,
    Ruling,
    Source,
    Story,
    Waiver,
    field_names,
)
from claims.values.chain import Chain, Hop
from claims.values.identity import short_ref
from claims.vocab import Method, Modality, Stance

_DONE = "redacted by "


@dataclass(frozen=True, slots=True)
class Redaction:
    """By whom, on which day (UTC) and why something was erased."""

    by: str
    on: date
    reason: str

    def __str__(self) -> str:
        return f"[{self._told}]"

    def of(self, record: Record) -> str:
        """The same, with the reference of what was redacted, so that no two read alike."""
        return f"[{record.kind} {short_ref(record.kind, record.id)} {self._told}]"

    @property
    def _told(self) -> str:
        """One line, whatever the reason was written in."""
        return " ".join(f"{_DONE}{self.by} on {self.on.isoformat()}: {self.reason}".split())


def stand_in(record: Record, redaction: Redaction) -> Record:
    """The record without anything that was said in it."""
    kept = _kept(record, redaction)
    return type(record)(id=record.id, **kept)


def tells_of_redaction(text: str) -> bool:
    """Whether a text is the words that stand in place of another."""
    return text.startswith(f"[{_DONE}")


def is_stand_in(record: Record) -> bool:
    """Whether a record tells of itself that it was redacted."""
    ref = short_ref(record.kind, record.id)
    match record:
        case Claim():
            return record.statement == record.withdrawn and tells_of_redaction(record.statement)
        case Source():
            return record.name.startswith(f"[{record.kind} {ref} {_DONE}")
        case Report():
            title = record.title or ""
            return record.url is None and title.startswith(f"[{record.kind} {ref} {_DONE}")
        case Figure():
            return record.slug == _slug(record)
        case Story():
            return record.url == _address(record)
        case _:
            return False


def words_in(record: Record) -> str:
    """The words that tell of the redaction of a record that `is_stand_in`."""
    match record:
        case Claim():
            return record.statement
        case Source():
            return record.name
        case Report() | Figure() | Story():
            return record.title or record.called
        case _:
            return record.called


def _slug(record: Figure) -> str:
    return f"redacted-{short_ref(record.kind, record.id).partition('-')[2]}"


def _address(record: Story) -> str:
    return f"redacted:{short_ref(record.kind, record.id)}"


@singledispatch
def _kept(record: Record, redaction: Redaction) -> dict[str, Any]:
    del redaction
    raise TypeError(f"nothing stands in for a {type(record).__name__}")


@_kept.register
def _(record: Claim, redaction: Redaction) -> dict[str, Any]:
    """Withdrawn, so that it counts for nothing; under its key, so that no file brings it back."""
    return {
        "key": record.key,
        "statement": str(redaction),
        "figure": record.figure,
        "stance": Stance.ASSERTS,
        "modality": Modality.OCCURRED,
        "method": Method.UNSTATED,
        "chain": Chain((Hop(source=record.chain.reporter.source),)),
        "report": record.report,
        "withdrawn": str(redaction),
    }


@_kept.register
def _(record: Source, redaction: Redaction) -> dict[str, Any]:
    return {"name": redaction.of(record), "source_kind": record.source_kind}


@_kept.register
def _(record: Figure, redaction: Redaction) -> dict[str, Any]:
    return {
        "slug": _slug(record),
        "title": str(redaction),
        "basis": record.basis,
        "part_of": record.part_of,
        "complete_parts": record.complete_parts,
    }


@_kept.register
def _(record: Report, redaction: Redaction) -> dict[str, Any]:
    """Its title is unlike any other, so that it is an item of its own."""
    return {
        "title": redaction.of(record),
        "reporter": record.reporter,
        "published": record.published,
        "version": record.version,
        "supersedes": record.supersedes,
        "text_sha256": record.text_sha256,
        "raw_sha256": record.raw_sha256,
    }


@_kept.register
def _(record: Story, redaction: Redaction) -> dict[str, Any]:
    return {
        "url": _address(record),
        "title": str(redaction),
        "date": record.date,
        "rests_on": record.rests_on,
    }


@_kept.register
def _(record: Review, redaction: Redaction) -> dict[str, Any]:
    return {"claim": record.claim, "revision": record.revision, "note": str(redaction)}


@_kept.register
def _(record: Rating, redaction: Redaction) -> dict[str, Any]:
    """Withdrawn, so that no verdict is read in what stands in for one."""
    kept = {name: getattr(record, name) for name in ("claim", "author", "report")}
    return {**kept, "text": str(redaction), "withdrawn": str(redaction)}


@_kept.register(Link)
@_kept.register(Notice)
@_kept.register(Ruling)
@_kept.register(Refusal)
@_kept.register(Waiver)
def _(record: Link | Notice | Ruling | Refusal | Waiver, redaction: Redaction) -> dict[str, Any]:
    """The judgement stays; the reasons for it, and for taking it back, go."""
    kept = {name: getattr(record, name) for name in field_names(type(record))}
    if kept.get("withdrawn") is not None:
        kept["withdrawn"] = str(redaction)
    if "url" in kept:
        kept["url"] = None
    return {**kept, "reason": str(redaction)}
