"""The sourcing report as one frozen structure: facts, codes, and the sentences the rules gave.

Nothing in it depends on the clock: the same record gives the same report. The JSON
format is this structure; every other format is a rendering of it. Text from outside
stands here exactly as it was recorded; making it harmless is each renderer's business.
"""

from typing import Annotated, Final, Literal

from pydantic import Field
from pydantic.json_schema import SkipJsonSchema

from claims.report.bundle import ProofBundle
from claims.report.language import Words, words_in
from claims.report.model_claims import ClaimPart, FindingPart, RevisionPart, Sentence
from claims.report.model_record import SourcePart, StoryPart
from claims.rules.merging import MergeRule
from claims.schemas.views import (
    FigureView,
    Moment,
    Number,
    StandingLine,
    View,
)
from claims.vocab import (
    Modality,
    Reason,
    SourceKind,
    Stance,
    Standing,
)

ENGLISH: Final = words_in("en")


class Scope(View):
    """What the report was asked for."""

    kind: Literal["figure", "claim", "report", "source", "tag", "story", "span"]
    names: tuple[Sentence, ...]
    claims: int
    since: str | None = None
    until: str | None = None


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
    modality: Modality
    statement: str
    quantity: str | None
    said: str | None
    attribution: Sentence
    on_figure: bool


class UnnamedSpeaker(View):
    """Somebody quoted without a name, and the claims that rest on him alone."""

    described_as: str
    quoted_by: str
    claims: tuple[str, ...]


class Origin(View):
    """Sources that count as one origin, their claims, and those that speak for it now."""

    sources: tuple[str, ...]
    kinds: tuple[SourceKind, ...]
    named: bool
    claims: tuple[str, ...]
    newest: tuple[str, ...]


class MergePart(View):
    """Why two roots count as one."""

    rule: MergeRule
    sentence: Sentence


class RulingPart(View):
    """An editor's word on two origins."""

    ref: str
    a: Sentence
    b: Sentence
    same: bool
    reason: str
    by: str
    at: Moment


class Conflict(View):
    """Two claims that cannot both be right: by the rules, by somebody's judgement, or both."""

    from_: str = Field(serialization_alias="from")
    to: str
    from_says: Sentence
    to_says: Sentence
    reasons: tuple[Reason, ...]
    sentence: Sentence
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


class CheckpointPart(View):
    """The signed head of the tree that the report rests on; `root` is in base64."""

    origin: str
    size: int
    root: str
    key: str
    note: str


class SourcingReport(View):
    """Who said what, to whom, how sure, who else says so, and what was not checked.

    `as_of` is the moment of the record that was asked for, else that of its last entry;
    `known_by` the last moment of publication, where what came out later is left out.
    `words` are those that other formats are printed with; they are no part of the JSON.
    """

    title: Sentence
    scope: Scope
    as_of: Moment | None
    last_entry: Moment | None
    known_by: Moment | None
    tolerance: Number
    figures: tuple[FigurePart, ...]
    unfigured: tuple[ClaimRow, ...]
    unfigured_conflicts: tuple[Conflict, ...]
    claims: tuple[ClaimPart, ...]
    not_checked: tuple[Sentence, ...]
    source: SourcePart | None = None
    story: StoryPart | None = None
    checkpoint: CheckpointPart | None = None
    proofs: ProofBundle | None = None
    language: str = "en"
    words: Annotated[Words, SkipJsonSchema(), Field(exclude=True, repr=False)] = ENGLISH
