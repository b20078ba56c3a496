"""A source's record, and a story of ours: what became of what they said and rest on."""

from typing import Literal

from claims.report.model_claims import ChangePart, Sentence
from claims.schemas.views import Moment, SourceView, StoryView, View
from claims.vocab import Action, Kind, Stance, Standing

# What the record holds of a claim beside itself. `held` is corroborated by an independent origin.
Outcome = Literal["held", "contradicted", "denied", "retracted", "superseded", "withdrawn"]

Category = Literal[
    "added",
    "revised",
    "withdrawn",
    "redacted",
    "retracted",
    "link",
    "ruling",
    "review",
    "rating",
    "figure",
    "source",
    "report",
    "story",
]


class SourceLine(View):
    """A claim in the chain of which the source stands, on the time line of its record."""

    ref: str
    name: str
    time: str | None
    role: Literal["origin", "relay", "reporter"]
    figure: str | None
    statement: str
    quantity: str | None
    stance: Stance
    standing: Standing
    outcomes: tuple[Outcome, ...]
    by: tuple[str, ...]


class SourceCounts(View):
    """How many claims there are of each sort; an outcome is counted of what it said itself."""

    said: int
    relayed: int
    published: int
    held: int
    contradicted: int
    denied: int
    retracted: int
    superseded: int
    withdrawn: int
    open: int


class SourcePart(View):
    """The record of a source: what it said, and what held, was contradicted or taken back.

    `is_complete` tells whether every claim of it was compared with all others of its figure.
    """

    definition: SourceView
    counts: SourceCounts
    lines: tuple[SourceLine, ...]
    is_complete: bool


class Changed(View):
    """One entry of the ledger that bears on the scope: what was done, by whom, when and why."""

    at: Moment
    by: str
    category: Category
    action: Action
    kind: Kind
    ref: str
    name: str
    claims: tuple[str, ...]
    what: Sentence
    reason: str | None
    changes: tuple[ChangePart, ...]


class StoryClaim(View):
    """A claim that a story of ours rests on: as it was then, as it is, and what was done since.

    Where it had not been recorded by then, what it was then is null.
    """

    ref: str
    name: str
    statement: str
    statement_then: str | None
    quantity: str | None
    quantity_then: str | None
    standing: Standing
    standing_then: Standing | None
    revision: int
    revision_then: int | None
    published: str | None
    published_after: bool
    became: tuple[Changed, ...]


class StoryPart(View):
    """A story of ours; `then` is the end of its date, or when it was recorded if that was later."""

    definition: StoryView
    then: Moment
    then_is: Literal["date", "recorded"]
    claims: tuple[StoryClaim, ...]
    summary: tuple[Sentence, ...]
