"""Claims: whole, as they can be handed in again; traced; in one line; on a figure."""

from uuid import UUID

from claims.schemas.views.base import Moment, Number, View
from claims.schemas.views.links import (
    EntryView,
    LinkView,
    NoticeView,
    RatingView,
    ReviewView,
    Revision,
)
from claims.schemas.views.things import ReportView, StoryView
from claims.vocab import (
    Comparator,
    Hedge,
    Method,
    Modality,
    Relation,
    SourceKind,
    Stance,
    Standing,
)


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
    text_redacted: str | None = None


class RatingIn(View):
    """A rating as a draft's `ratings` spells it."""

    ref: str
    text: str | None
    value: str | None
    best: str | None
    worst: str | None
    author: str
    report: ReportIn


class ClaimRecord(View):
    """A claim as it can be imported again, with what is recorded beside it."""

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
    ratings: tuple[RatingIn, ...]
    effective_hedge: Hedge
    revision: int
    logged_at: Moment
    logged_by: str
    withdrawn: str | None


class ClaimView(ClaimRecord):
    """The same with what the record makes of it, for which its whole figure is weighed."""

    standing: Standing


class TraceView(View):
    """Where a claim comes from, to the last hop: what is recorded, and nothing weighed."""

    claim: ClaimRecord
    chain: tuple[HopView, ...]
    report: ReportView
    links: tuple[LinkView, ...]
    notices: tuple[NoticeView, ...]
    reviews: tuple[ReviewView, ...]
    ratings: tuple[RatingView, ...]
    stories: tuple[StoryView, ...]
    revisions: tuple[Revision, ...]
    entry: EntryView


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
