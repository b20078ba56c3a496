"""A source's record, a story and a difference written out by hand."""

from claims.report.model import Scope
from claims.report.model_claims import ChangePart, Piece
from claims.report.model_difference import ClaimMove, Difference, FigureMove, FigureNumbers
from claims.report.model_record import (
    Changed,
    SourceCounts,
    SourceLine,
    SourcePart,
    StoryClaim,
    StoryPart,
)
from claims.schemas.views import SourceView, StoryView
from claims.vocab import Action, Kind, SourceKind, Stance, Standing
from tests.sourcing.literals import LATER, LOGGED, NIS_SAYS, conflict, revision

__all__ = ["changed", "difference", "pieces", "source_part", "story_part"]


def pieces() -> tuple[Piece, ...]:
    """Three pieces of a sentence, the middle one set off."""
    return (
        Piece(text="NIS put it at ", set_off=False),
        Piece(text="around", set_off=True),
        Piece(text=" 4,700.", set_off=False),
    )


def source_part() -> SourcePart:
    """NIS, with one claim that was contradicted."""
    return SourcePart(
        definition=SourceView(
            ref="s-00000001",
            name="NIS",
            kind=SourceKind.AGENCY,
            country="KR",
            controlled_by="Government of South Korea",
            aliases=("South Korea's spy agency",),
            note=None,
            revision=1,
            logged_at=LOGGED,
            logged_by="mj",
        ),
        counts=SourceCounts(
            said=1,
            relayed=0,
            published=0,
            held=0,
            contradicted=1,
            denied=0,
            retracted=0,
            superseded=0,
            withdrawn=0,
            open=0,
        ),
        lines=(
            SourceLine(
                ref="c-00000001",
                name="desk-0001",
                time="2025-04",
                role="origin",
                figure="nk-casualties",
                statement=NIS_SAYS,
                quantity="around 4,700",
                stance=Stance.ASSERTS,
                standing=Standing.CONTESTED,
                outcomes=("contradicted",),
                by=("desk-0004",),
            ),
        ),
        is_complete=False,
    )


def changed() -> Changed:
    """A revision of the claim."""
    return Changed(
        at=LATER,
        by="ed",
        category="revised",
        action=Action.REVISE,
        kind=Kind.CLAIM,
        ref="c-00000001",
        name="desk-0001",
        claims=("desk-0001",),
        what="claim desk-0001 was revised: quantity from “4,700” to “around 4,700”",
        reason="misread",
        changes=revision(
            ChangePart(field="quantity", before="4,700", after="around 4,700")
        ).changes,
    )


def story_part() -> StoryPart:
    """A story that rests on the claim as it was before its revision."""
    return StoryPart(
        definition=StoryView(
            ref="t-00000001",
            url="https://newsroom.example/1",
            title="Casualties",
            date="2025-05-01",
            rests_on=("desk-0001",),
            note=None,
            revision=1,
            logged_at=LOGGED,
            logged_by="mj",
        ),
        then=LOGGED,
        then_is="recorded",
        claims=(
            StoryClaim(
                ref="c-00000001",
                name="desk-0001",
                statement=NIS_SAYS,
                statement_then=NIS_SAYS,
                quantity="around 4,700",
                quantity_then="4,700",
                standing=Standing.CONTESTED,
                standing_then=Standing.SINGLE_ORIGIN,
                revision=2,
                revision_then=1,
                published="2025-05-02",
                published_after=True,
                became=(changed(),),
            ),
        ),
        summary=("desk-0001 was not corroborated then and is contested now.",),
    )


def difference() -> Difference:
    """One figure that moved, one claim and one entry."""
    numbers = FigureNumbers(
        standing=Standing.CONTESTED,
        mentions=2,
        outlets=2,
        origins=2,
        unknown=0,
        low=None,
        high=None,
    )
    return Difference(
        title="North Korean casualties",
        scope=Scope(kind="figure", names=("nk-casualties",), claims=1),
        first=LOGGED,
        second=LATER,
        first_entry=LOGGED,
        second_entry=LATER,
        known_by=None,
        summary=("nk-casualties moved.",),
        figures=(
            FigureMove(
                slug="nk-casualties",
                title="North Korean casualties",
                unit="casualties",
                before=None,
                after=numbers,
                opened=(conflict(),),
                closed=(conflict(to="desk-0003"),),
            ),
        ),
        claims=(
            ClaimMove(
                ref="c-00000001",
                name="desk-0001",
                statement=NIS_SAYS,
                before=None,
                after=Standing.CONTESTED,
            ),
        ),
        unchanged=0,
        entries=(changed(),),
    )
