"""A line of an import and the draft that it holds.

An export `--with-ids` is taken too: what only a rebuild can keep (identities, who
wrote what and when, what was withdrawn) is left out of it here.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from claims.desk.rejects import DRAFT, RAW, without_mark
from claims.errors import InputError
from claims.formats.readers import Line
from claims.schemas.drafts import DRAFTS, AnyDraft, ClaimDraft, StoryDraft
from claims.schemas.fields import nearest, read_draft
from claims.schemas.judgements import RefusalDraft, RulingDraft
from claims.values.identity import SHOWN, read_ref, uuid_range

MARK = "changed_at"  # what every line of an export with ids has, and no other
STAMPS = frozenset({"id", "revision", "logged_at", "logged_by", MARK, "changed_by"})
BESIDE = frozenset({"quote_at", "report_id", "supersedes", "text_sha256", "raw_sha256"})
HISTORY = frozenset({"link", "notice", "review", "rating", "key"})
_TOLD = ("url", "title", "published")  # by any of which a report is known without its claim
_WHOLE_UUID = 32


@dataclass(frozen=True, slots=True)
class Item:
    """A line with the draft that it holds, and the identity kept for it where it has to wait."""

    line: Line
    draft: AnyDraft
    as_id: UUID | None = None


def is_dumped(line: Line) -> bool:
    """Whether a line comes from an export with ids."""
    fields = line.fields or {}
    return (MARK in fields or DRAFT in fields) and MARK in _own(line)


def _own(line: Line) -> dict[str, Any]:
    """What the line says itself, where that can be read."""
    fields = line.fields or {}
    return {} if RAW in fields else without_mark(fields)


def is_history(line: Line) -> bool:
    """Whether a line of an export with ids says nothing that the plain export would.

    Links, notices, reviews and ratings stand in their claims once more; so does a report that
    is known by its claim alone. The keys of a ledger are not another's.
    """
    if not is_dumped(line):
        return False
    fields = _own(line)
    record = fields.get("record")
    if record == "report":
        return not any(fields.get(name) for name in _TOLD)
    return record in HISTORY or (record != "claim" and "withdrawn" in fields)


def read_item(line: Line) -> Item:
    """The draft in a line."""
    if line.error is not None:
        raise line.error
    fields = without_mark(line.fields or {})
    if is_dumped(line):
        left_out = STAMPS | BESIDE
        fields = {name: value for name, value in fields.items() if name not in left_out}
    return Item(line, _draft(fields))


def _draft(fields: dict[str, Any]) -> AnyDraft:
    record = fields.get("record", "claim")
    model = DRAFTS.get(record) if isinstance(record, str) else None
    if model is None:
        near = nearest(str(record), list(DRAFTS))
        raise InputError(
            "value_unknown", f"{record!r} is none of {', '.join(DRAFTS)}{near}", field="record"
        )
    return read_draft(model, fields)


def short_names(draft: AnyDraft) -> list[str]:
    """The claims that a draft refers to by what may be a key as well as part of a reference.

    As long as the whole file is not read, `c-1` may be the key of a line further down.
    """
    return [name for name in _referred(draft) if _is_part(name)]


def _referred(draft: AnyDraft) -> Iterable[str]:
    match draft:
        case ClaimDraft():
            return [link.to for link in draft.links] if draft.links else ()
        case StoryDraft():
            return draft.rests_on or ()
        case RulingDraft():
            return [side.claim for side in (draft.a, draft.b) if side.claim is not None]
        case RefusalDraft():
            return draft.claim, draft.to
        case _:
            return ()


def _is_part(name: str) -> bool:
    ref = read_ref(name)
    if ref is not None:
        return len(ref[1]) < SHOWN
    return uuid_range(name) is not None and len(name.replace("-", "")) < _WHOLE_UUID
