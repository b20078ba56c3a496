"""What the entries in a proof say of the record, as a person reads it."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from uuid import UUID

from claims.ledger.proofs.document import ProvenEntry, Redaction, Told
from claims.ledger.proofs.reading import parts
from claims.vocab import Action, Kind

_IDENTITY = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}")
_NAMED_BY = {
    Kind.SOURCE: ("name",),
    Kind.FIGURE: ("slug",),
    Kind.REPORT: ("url", "title"),
    Kind.CLAIM: ("statement",),
    Kind.STORY: ("url",),
}


def told(
    entry: ProvenEntry, mentions: Iterable[ProvenEntry], redaction: ProvenEntry | None
) -> Told:
    """What these entries say of the record; raises `ValueError` where they say nothing clear."""
    header = entry.header
    body = {} if entry.payload is None else entry.payload
    content, reason = body.get("record"), body.get("reason")
    if entry.payload is not None and not isinstance(content, dict):
        raise ValueError("the payload holds no record")
    if not isinstance(reason, str | None):
        raise ValueError("the reason is no text")  # noqa: TRY004  what is wrong is the document
    names = {one.header.subject: _name(one) for one in mentions}
    return Told(
        kind=header.kind,
        ref=header.ref,
        revision=header.version,
        action=header.action,
        recorded_at=header.recorded_at,
        recorded_by=header.recorded_by,
        reason=reason,
        content=None if content is None else _named(content, names),
        redaction=None if redaction is None else _redaction(entry, redaction),
    )


def _name(mention: ProvenEntry) -> str:
    """What people call a record: its name, or its reference and what it says."""
    record = (mention.payload or {}).get("record")
    fields = _NAMED_BY.get(Kind(mention.header.kind), ())
    held = (record.get(field) for field in fields) if isinstance(record, dict) else ()
    name = next((one for one in held if isinstance(one, str) and one), None)
    if name is None:
        return mention.header.ref
    return f"{mention.header.ref}: {name}" if mention.header.kind == Kind.CLAIM else name


def _named(value: Any, names: Mapping[str, str]) -> Any:
    if isinstance(value, dict):
        return {field: _named(part, names) for field, part in value.items()}
    if isinstance(value, list):
        return [_named(part, names) for part in value]
    return names.get(value, value) if isinstance(value, str) else value


def _redaction(entry: ProvenEntry, redaction: ProvenEntry) -> Redaction:
    by, reason = redaction.header, (redaction.payload or {}).get("reason")
    if entry.payload is not None:
        raise ValueError("its content is said to be erased, and stands there")
    if (by.subject, by.action) != (entry.header.subject, Action.REDACT) or (
        by.version <= entry.header.version
    ):
        raise ValueError("what is said to have erased it is no redaction of it")
    if not isinstance(reason, str):
        raise ValueError("the redaction has no reason")  # noqa: TRY004  the document is wrong
    return Redaction(
        recorded_at=by.recorded_at,
        recorded_by=by.recorded_by,
        reason=reason,
    )


def identities(value: Any) -> Iterator[UUID]:
    """Every identity that a payload mentions."""
    if isinstance(value, str) and _IDENTITY.fullmatch(value):
        yield UUID(value)
    for part in parts(value):
        yield from identities(part)
