"""What people decided of claims and reports, as it is handed in: in their drafts, or in lines.

An export writes these and an import takes them, so that a record can move whole:
what was taken back, read again, ruled and refused, with its reason.
"""

import re
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from claims.schemas.fields import Address, Draft, EdtfDate, Prose, Why, Word, as_list
from claims.vocab import FindingCode, Relation


class RetractionDraft(Draft):
    """A notice by whoever published: why it was taken back, when, and where that stands."""

    reason: Why
    date: EdtfDate | None = None
    url: Address | None = None


def _retraction(value: object) -> object:
    """A reason alone, or all that the notice says; in a cell of a table as JSON."""
    if not isinstance(value, str):
        return value
    return as_list(value) if value.lstrip().startswith("{") else {"reason": value}


Retraction = Annotated[
    RetractionDraft,
    BeforeValidator(_retraction),
    Field(description="its publisher took it back: the reason, or {reason, date, url}"),
]


class ReviewDraft(Draft):
    """Somebody has read a claim against its report."""

    note: Prose | None = None
    outdated: Annotated[
        bool, Field(description="it was read before its last revision or withdrawal")
    ] = False


_NUMBER = re.compile(r"-?[0-9]{1,20}(\.[0-9]{1,20})?")


def _digits(value: object) -> object:
    """A number as it is written, as text or, where JSON has it so, as a number."""
    text = str(value).strip() if isinstance(value, int | float | str) else ""
    if isinstance(value, bool) or not _NUMBER.fullmatch(text):
        raise PydanticCustomError(
            "quantity_unreadable", "{value} is no number", {"value": repr(value)}
        )
    return text


Digits = Annotated[str, BeforeValidator(_digits)]


class VerdictDraft(Draft):
    """What somebody made of a claim, in words or as a number on a scale."""

    author: Annotated[
        Word | None, Field(description="who rated it, where that is not the report's reporter")
    ] = None
    text: Annotated[Word | None, Field(description="the verdict as printed")] = None
    value: Annotated[Digits | None, Field(description="its place on the author's scale")] = None
    best: Annotated[Digits | None, Field(description="the best of that scale")] = None
    worst: Annotated[Digits | None, Field(description="the worst of that scale")] = None

    @model_validator(mode="after")
    def _check_verdict(self) -> "VerdictDraft":
        if self.text is None and self.value is None:
            raise PydanticCustomError(
                "field_missing", "a rating says something: in words (`text`) or by its `value`"
            )
        return self


class SideDraft(Draft):
    """One side of a ruling: a source by name, or a claim by key, whose origin is meant."""

    source: Word | None = None
    claim: Word | None = None

    @model_validator(mode="after")
    def _check_one(self) -> "SideDraft":
        if (self.source is None) == (self.claim is None):
            raise PydanticCustomError(
                "field_missing", "a side is either a `source` or a `claim`; give one of them"
            )
        return self


def _side(value: object) -> Any:
    return {"source": value} if isinstance(value, str) else value


Side = Annotated[SideDraft, BeforeValidator(_side)]


class RulingDraft(Draft):
    """An editor's word that two origins are, or are not, the same."""

    record: Literal["ruling"] = "ruling"
    a: Side
    relation: Literal["same", "distinct"]
    b: Side
    reason: Why


class RefusalDraft(Draft):
    """A suggested link that was refused, and is not suggested again."""

    record: Literal["refusal"] = "refusal"
    claim: Word
    relation: Relation
    to: Word
    reason: Why


class WaiverDraft(Draft):
    """A finding that this desk has switched off."""

    record: Literal["waiver"] = "waiver"
    code: FindingCode
    reason: Why
