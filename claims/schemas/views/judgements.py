"""What the rules say, and what the record says on a figure."""

from pydantic import Field

from claims.schemas.views.base import Number, View
from claims.schemas.views.claims import StandingLine
from claims.schemas.views.things import FigureView, StoryView
from claims.vocab import (
    FindingCode,
    Reason,
    Relation,
    Severity,
    Standing,
    Verdict,
)


class FigureSummary(View):
    """What the record says on a figure in short: its four counts, range and standing."""

    figure: str
    definition: FigureView
    mentions: int
    outlets: int
    origins: int
    unknown: int
    low: Number | None
    high: Number | None
    standing: Standing


class FigureState(FigureSummary):
    """What the record says on a figure: its four counts, range, standing and claims."""

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
