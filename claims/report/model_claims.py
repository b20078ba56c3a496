"""The claim of a sourcing report: all that the record says of it, and what was done to it."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, SkipValidation

from claims.schemas.views import (
    HopView,
    Moment,
    NoticeView,
    Number,
    RatingView,
    ReportView,
    StoryView,
    View,
)
from claims.vocab import (
    Action,
    Comparator,
    FindingCode,
    Hedge,
    LinkBasis,
    Method,
    Modality,
    Relation,
    Severity,
    Stance,
    Standing,
)

# Where a quote stands: found in the archived text, not found in it, or with nothing to look in.
QuoteState = Literal["found", "not_in_text", "not_archived", "redacted"]
# Whether the text of a report is kept: yes, no, or its hash is recorded and the text is gone.
ArchiveState = Literal["kept", "not_archived", "redacted", "missing"]

# A sentence of ours: kept as it was made, so that another language can tell it anew.
Sentence = Annotated[str, SkipValidation]


class QuantityPart(View):
    """A quantity as it was printed, and what it is taken to mean."""

    printed: str
    comparator: Comparator
    value: Number | None
    low: Number | None
    high: Number | None
    unit: str | None
    convention: str | None
    meaning: Sentence


class QuotePart(View):
    """The words as printed, and their place (characters from, to) in the archived text."""

    words: str
    state: QuoteState
    start: int | None
    end: int | None


class ReportPart(ReportView):
    """The report that a claim was read from, whether its text is kept, and newer versions."""

    archived: ArchiveState
    newer_versions: tuple[Sentence, ...]


class LinkPart(View):
    """A link of a claim, told from its side."""

    ref: str
    from_: str = Field(serialization_alias="from")
    relation: Relation
    to: str
    outgoing: bool
    other: str
    other_statement: str
    reason: str
    basis: LinkBasis
    by: str
    at: Moment
    withdrawn: str | None
    withdrawn_by: str | None
    withdrawn_at: Moment | None


class ReviewPart(View):
    """Who read a claim against its report, at which revision, and whether it is still that one."""

    ref: str
    by: str
    at: Moment
    reviewed_revision: int
    current: bool
    by_logger: bool
    note: str | None


class ChangePart(View):
    """One field before and after, with names where the record has identities."""

    field: str
    before: Sentence | None
    after: Sentence | None


class RevisionPart(View):
    """An entry after the first: what was changed, by whom, and why, or that this was erased."""

    revision: int
    action: Action
    at: Moment
    by: str
    reason: str | None
    changes: tuple[ChangePart, ...]
    redacted: str | None = None


class Event(View):
    """Something recorded after a claim was logged that bears on it."""

    at: Moment
    by: str
    what: Sentence


class FindingPart(View):
    """What an auditor should know of a claim or figure; `anchor` is where the manual tells more."""

    code: FindingCode
    severity: Severity
    about: str
    message: Sentence
    others: tuple[str, ...]
    anchor: str


class Piece(View):
    """A piece of a sentence; what bends the number or holds back is set off."""

    text: str
    set_off: bool


class ClaimPart(View):
    """One claim in full; `sentence` is what an editor could print of it."""

    ref: str
    id: UUID
    key: str | None
    name: str
    statement: str
    figure: str | None
    quantity: QuantityPart | None
    quote: QuotePart | None
    report: ReportPart
    attribution: Sentence
    wording: tuple[Sentence, ...]
    chain: tuple[HopView, ...]
    effective_hedge: Hedge
    stance: Stance
    modality: Modality
    method: Method
    said: str | None
    as_of: str | None
    published: str | None
    standing: Standing
    withdrawn: str | None
    links: tuple[LinkPart, ...]
    notices: tuple[NoticeView, ...]
    revision: int
    revisions: tuple[RevisionPart, ...]
    logged_at: Moment
    logged_by: str
    reviews: tuple[ReviewPart, ...]
    since_logged: tuple[Event, ...]
    stories: tuple[StoryView, ...]
    findings: tuple[FindingPart, ...]
    tags: tuple[str, ...]
    note: str | None
    sentence: str = ""
    sentence_pieces: tuple[Piece, ...] = ()
    ratings: tuple[RatingView, ...] = ()
