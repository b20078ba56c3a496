"""What goes out: one model for each thing that a command prints and a script gets.

Field names are those of the drafts, so that a claim that was printed can be
handed in again; names stand where the record has identities.
"""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, PlainSerializer, WithJsonSchema

from claims.vocab import (
    Action,
    Basis,
    Comparator,
    FindingCode,
    Hedge,
    Kind,
    LinkBasis,
    Method,
    Modality,
    Reason,
    Relation,
    Severity,
    SourceKind,
    Stance,
    Standing,
    Verdict,
)


def _number(value: Decimal) -> int | float | str:
    """A JSON number where that keeps every digit, else text."""
    if value == value.to_integral_value():
        return int(value)
    return float(value) if Decimal(repr(float(value))) == value else format(value, "f")


def _moment(value: datetime) -> str:
    return value.isoformat(timespec="microseconds").replace("+00:00", "Z")


Number = Annotated[
    Decimal,
    PlainSerializer(_number, when_used="json"),
    WithJsonSchema({"type": ["number", "string"]}),
]
Moment = Annotated[
    datetime,
    PlainSerializer(_moment, when_used="json"),
    WithJsonSchema({"type": "string", "format": "date-time"}),
]


class View(BaseModel):
    """Something to read; prints as the JSON document of its fields."""

    model_config = ConfigDict(frozen=True)

    def as_json(self) -> dict[str, Any]:
        """The JSON values of this view, absent ones as null."""
        return self.model_dump(mode="json", by_alias=True)


class HopView(View):
    """One speaker of a chain."""

    position: int
    role: str
    source: str
    source_ref: str
    kind: SourceKind
    country: str | None
    controlled_by: str | None
    named_as: str | None
    cue: str | None
    hedge: Hedge
    hedge_given: bool
    said: str | None
    language: str | None
    original_term: str | None


class ChainHop(View):
    """One speaker as a draft's `chain` spells it."""

    source: str
    named_as: str | None = None
    cue: str | None = None
    hedge: Hedge | None = None
    said: str | None = None
    language: str | None = None
    original_term: str | None = None


class LinkIn(View):
    """A link as a draft's `links` spells it."""

    relation: Relation
    to: str
    reason: str


class ReportIn(View):
    """The report of a claim as a draft spells it, and how to refer to it."""

    ref: str
    version: int
    url: str | None
    title: str | None
    byline: str | None
    published: str | None
    language: str | None
    text_sha256: str | None


class ClaimView(View):
    """A claim as it can be imported again, with what the record adds to it."""

    ref: str
    id: UUID
    key: str | None
    statement: str
    quote: str | None
    figure: str | None
    quantity: str | None
    unit: str | None
    stance: Stance
    modality: Modality
    method: Method
    source: str
    via: tuple[str, ...]
    reporter: str | None
    chain: tuple[ChainHop, ...] | None
    said: str | None
    as_of: str | None
    published: str | None
    hedge: Hedge | None
    hedge_cue: str | None
    report: ReportIn
    tags: tuple[str, ...]
    note: str | None
    links: tuple[LinkIn, ...]
    standing: Standing
    effective_hedge: Hedge
    revision: int
    logged_at: Moment
    logged_by: str
    withdrawn: str | None


class LinkView(View):
    """A judgement between two claims."""

    ref: str
    from_: str = Field(serialization_alias="from")
    relation: Relation
    to: str
    reason: str
    basis: LinkBasis
    by: str
    at: Moment
    withdrawn: str | None
    withdrawn_by: str | None
    withdrawn_at: Moment | None


class NoticeView(View):
    """A retraction by whoever published."""

    ref: str
    target: str
    target_kind: Kind
    reason: str
    date: str | None
    url: str | None
    by: str
    at: Moment
    withdrawn: str | None


class ReviewView(View):
    """A second pair of eyes."""

    ref: str
    claim: str
    reviewed_revision: int
    note: str | None
    by: str
    at: Moment


class Change(View):
    """One field of a record before and after."""

    field: str
    before: Any
    after: Any


class Revision(View):
    """One entry of a record, and what it changed."""

    revision: int
    action: Action
    at: Moment
    by: str
    reason: str | None
    changes: tuple[Change, ...]


class EntryView(View):
    """The header of a ledger entry."""

    subject: UUID
    version: int
    kind: Kind
    action: Action
    at: Moment
    by: str
    format: int
    digest: str


class HistoryView(View):
    """All revisions of a record, oldest first."""

    ref: str
    kind: Kind
    revisions: tuple[Revision, ...]


class TraceView(View):
    """Where a claim comes from, to the last hop."""

    claim: ClaimView
    chain: tuple[HopView, ...]
    report: "ReportView"
    links: tuple[LinkView, ...]
    notices: tuple[NoticeView, ...]
    reviews: tuple[ReviewView, ...]
    stories: tuple["StoryView", ...]
    revisions: tuple[Revision, ...]
    entry: EntryView


class SourceView(View):
    """A source with all its names."""

    ref: str
    name: str
    kind: SourceKind
    country: str | None
    controlled_by: str | None
    aliases: tuple[str, ...]
    note: str | None
    revision: int
    logged_at: Moment
    logged_by: str


class ReportView(View):
    """One published item at one version."""

    ref: str
    url: str | None
    version: int
    supersedes: str | None
    reporter: str | None
    byline: str | None
    title: str | None
    published: str | None
    language: str | None
    text_sha256: str | None
    note: str | None
    revision: int
    logged_at: Moment
    logged_by: str


class StoryView(View):
    """A publication of ours and what it rests on."""

    ref: str
    url: str
    title: str | None
    date: str | None
    rests_on: tuple[str, ...]
    note: str | None
    revision: int
    logged_at: Moment
    logged_by: str


class FigureView(View):
    """A tracked quantity as it was defined."""

    ref: str
    slug: str
    title: str
    unit: str | None
    basis: Basis
    measure: str | None
    population: str | None
    place: str | None
    since: str | None
    part_of: str | None
    complete_parts: bool
    parties: tuple[str, ...]
    note: str | None
    revision: int
    logged_at: Moment
    logged_by: str


class ClaimLine(View):
    """A claim in one line."""

    ref: str
    key: str | None
    statement: str
    figure: str | None
    quantity: str | None
    comparator: Comparator | None
    value: Number | None
    low: Number | None
    high: Number | None
    unit: str | None
    stance: Stance
    modality: Modality
    method: Method
    source: str
    via: tuple[str, ...]
    reporter: str
    hedge: Hedge
    effective_hedge: Hedge
    said: str | None
    as_of: str | None
    published: str | None


class StandingLine(ClaimLine):
    """A claim on a figure, with what the record makes of it."""

    standing: Standing


class FigureState(View):
    """What the record says on a figure: its four counts, range, standing and claims."""

    figure: str
    definition: FigureView
    mentions: int
    outlets: int
    origins: int
    unknown: int
    low: Number | None
    high: Number | None
    standing: Standing
    claims: tuple[StandingLine, ...]
    findings: tuple["FindingView", ...]


class ComparisonView(View):
    """A verdict on two claims; a person's link overrides the rule's, and both are shown."""

    verdict: Verdict
    reasons: tuple[Reason, ...]
    sentence: str
    from_: str = Field(serialization_alias="from")
    to: str
    rule_verdict: Verdict
    link: str | None


class SuggestionView(View):
    """A link that an editor may accept or refuse."""

    from_: str = Field(serialization_alias="from")
    relation: Relation
    to: str
    reasons: tuple[str, ...]
    sentence: str


class FindingView(View):
    """Something to know before printing; `ref` is a claim's, or the slug of a figure."""

    code: FindingCode
    severity: Severity
    ref: str
    message: str
    others: tuple[str, ...]
    anchor: str


class FallenClaim(View):
    """A claim that rests on what was taken back, and by which way."""

    ref: str
    statement: str
    published: str | None
    why: str
    path: tuple[str, ...]


class CascadeView(View):
    """What falls with a claim or report that was taken back, and what stands without it."""

    target: str
    taken_back: tuple[str, ...]
    notice_date: str | None
    before: tuple[FallenClaim, ...]
    after: tuple[FallenClaim, ...]
    undated: tuple[FallenClaim, ...]
    stories: tuple[StoryView, ...]
    still_standing: tuple[str, ...]


class Recorded(View):
    """What a write came to: the record it is about, what changed, and what it made on the way."""

    kind: Kind
    ref: str
    id: UUID
    status: str
    new_sources: tuple[str, ...] = ()
    new_figures: tuple[str, ...] = ()
    new_reports: tuple[str, ...] = ()


class ImportSummary(View):
    """What became of the lines of an import: `read` is the sum of the four after it."""

    read: int
    logged: int
    unchanged: int
    updated: int
    rejected: int
    new_sources: tuple[str, ...]
    new_figures: tuple[str, ...]
    new_reports: tuple[str, ...]


def jsonable(view: View | Mapping[str, Any] | list[Any] | tuple[Any, ...]) -> Any:
    """The JSON values of a view, or of views in a list."""
    if isinstance(view, View):
        return view.as_json()
    if isinstance(view, list | tuple):
        return [jsonable(one) for one in view]
    return view
