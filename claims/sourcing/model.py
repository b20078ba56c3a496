"""The sourcing report as one frozen structure: facts, codes, and the sentences the rules gave.

Nothing in it depends on the clock: the same record gives the same report. The JSON
format is this structure; every other format is a rendering of it. Text from outside
stands here exactly as it was recorded; making it harmless is each renderer's business.
"""

from typing import Literal
from uuid import UUID

from pydantic import Field

from claims.rules.merging import MergeRule
from claims.schemas.views import (
    FigureView,
    HopView,
    Moment,
    NoticeView,
    Number,
    ReportView,
    StandingLine,
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
    Reason,
    Relation,
    Severity,
    SourceKind,
    Stance,
    Standing,
)

# Where a quote stands: found in the archived text, not found in it, or with nothing to look in.
QuoteState = Literal["found", "not_in_text", "not_archived"]
# Whether the text of a report is kept: yes, no, or its hash is recorded and the text is gone.
ArchiveState = Literal["kept", "not_archived", "missing"]


class Scope(View):
    """What the report was asked for."""

    kind: Literal["figure", "claim", "report", "source", "tag"]
    names: tuple[str, ...]
    claims: int


class QuantityPart(View):
    """A quantity as it was printed, and what it is taken to mean."""

    printed: str
    comparator: Comparator
    value: Number | None
    low: Number | None
    high: Number | None
    unit: str | None
    convention: str | None
    meaning: str


class QuotePart(View):
    """The words as printed, and their place (characters from, to) in the archived text."""

    words: str
    state: QuoteState
    start: int | None
    end: int | None


class ReportPart(ReportView):
    """The report that a claim was read from, whether its text is kept, and newer versions."""

    archived: ArchiveState
    newer_versions: tuple[str, ...]


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
    before: str | None
    after: str | None


class RevisionPart(View):
    """An entry after the first: what was changed, by whom, and why."""

    revision: int
    action: Action
    at: Moment
    by: str
    reason: str | None
    changes: tuple[ChangePart, ...]


class Event(View):
    """Something recorded after a claim was logged that bears on it."""

    at: Moment
    by: str
    what: str


class FindingPart(View):
    """What an auditor should know, and of what: a claim's or figure's name."""

    code: FindingCode
    severity: Severity
    message: str
    anchor: str


class ClaimPart(View):
    """One claim in full."""

    ref: str
    id: UUID
    key: str | None
    name: str
    statement: str
    figure: str | None
    quantity: QuantityPart | None
    quote: QuotePart | None
    report: ReportPart
    attribution: str
    wording: tuple[str, ...]
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


class ClaimRow(StandingLine):
    """A claim in one line of a table; one out of scope is listed, not detailed."""

    name: str
    named: bool
    hedge_given: bool
    in_scope: bool


class Voices(View):
    """A party to the matter, and the sources that the record holds to speak for it."""

    party: str
    speaking_for_it: tuple[str, ...]


class PartyStatement(View):
    """A claim whose speaker is a party to the matter or is controlled by one."""

    party: str
    speaker: str
    claim: str
    stance: Stance
    statement: str
    quantity: str | None
    said: str | None
    attribution: str
    on_figure: bool


class UnnamedSpeaker(View):
    """Somebody quoted without a name, and the claims that rest on him alone."""

    described_as: str
    quoted_by: str
    claims: tuple[str, ...]


class Origin(View):
    """Sources that count as one origin, and their claims."""

    sources: tuple[str, ...]
    kinds: tuple[SourceKind, ...]
    named: bool
    claims: tuple[str, ...]


class MergePart(View):
    """Why two roots count as one."""

    rule: MergeRule
    sentence: str


class RulingPart(View):
    """An editor's word on two origins."""

    ref: str
    a: str
    b: str
    same: bool
    reason: str
    by: str
    at: Moment


class Conflict(View):
    """Two claims that cannot both be right: by the rules, by somebody's judgement, or both."""

    from_: str = Field(serialization_alias="from")
    to: str
    from_says: str
    to_says: str
    reasons: tuple[Reason, ...]
    sentence: str
    by_rule: bool
    judged_by: tuple[str, ...]


class FigurePart(View):
    """One figure: what is counted, what the record makes of it, and why."""

    definition: FigureView
    whole: str | None
    parts: tuple[str, ...]
    parties: tuple[Voices, ...]
    mentions: int
    outlets: int
    origins: int
    unknown: int
    low: Number | None
    high: Number | None
    standing: Standing
    origin_groups: tuple[Origin, ...]
    named_claims: int
    unnamed_claims: int
    unnamed_speakers: tuple[UnnamedSpeaker, ...]
    party_statements: tuple[PartyStatement, ...]
    merges: tuple[MergePart, ...]
    rulings: tuple[RulingPart, ...]
    conflicts: tuple[Conflict, ...]
    overridden_conflicts: tuple[Conflict, ...]
    findings: tuple[FindingPart, ...]
    revisions: tuple[RevisionPart, ...]
    claims: tuple[ClaimRow, ...]


class SourcingReport(View):
    """Who said what, to whom, how sure, who else says so, and what was not checked."""

    title: str
    scope: Scope
    as_of: Moment | None
    tolerance: Number
    figures: tuple[FigurePart, ...]
    unfigured: tuple[ClaimRow, ...]
    unfigured_conflicts: tuple[Conflict, ...]
    claims: tuple[ClaimPart, ...]
    not_checked: tuple[str, ...]
