"""What people decide: links, retractions, withdrawals, reviews, rulings, stories."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from claims.errors import ConflictError, InputError, NotFoundError
from claims.schemas.views import Recorded
from tests.factories import Make

if TYPE_CHECKING:
    from claims.desk import Desk
    from tests.ground import Clock, Counts


@pytest.fixture
def two(claim_factory: Make) -> tuple[Recorded, Recorded]:
    """Two claims."""
    return claim_factory(key="a"), claim_factory(key="b")


Two = tuple[Recorded, Recorded]


# Links


def test_a_link_stands_with_its_reason_author_time_and_basis(
    desk: "Desk", two: Two, clock: "Clock"
) -> None:
    link = desk.link(two[0], "corroborates", two[1], reason="own estimate")

    (shown,) = desk.trace(two[0]).links
    assert (shown.ref, shown.from_, shown.relation, shown.to) == (
        link.ref,
        "a",
        "corroborates",
        "b",
    )
    assert (shown.reason, shown.by, shown.at, shown.basis) == (
        "own estimate",
        "mj",
        clock.now,
        "human",
    )


def test_a_link_is_seen_from_both_its_ends(desk: "Desk", two: Two) -> None:
    desk.link("a", "corroborates", "b", reason="own estimate")

    assert desk.trace("a").links == desk.trace("b").links
    assert desk.show("b").links == ()


@pytest.mark.parametrize("end", ["a", "self"])
def test_a_claim_is_not_linked_to_itself(desk: "Desk", two: Two, end: str) -> None:
    with pytest.raises(InputError) as refused:
        desk.link("a", "repeats", two[0] if end == "self" else end, reason="?")

    assert refused.value.code == "link_to_itself"


def test_a_link_to_an_unknown_claim_is_refused(desk: "Desk", two: Two) -> None:
    with pytest.raises(NotFoundError, match="'nowhere' leads to no claim"):
        desk.link("a", "repeats", "nowhere", reason="?")


def test_an_unknown_relation_is_refused_with_those_there_are(desk: "Desk", two: Two) -> None:
    with pytest.raises(InputError, match="none of corroborates, contradicts"):
        desk.link("a", "likes", "b", reason="?")


@pytest.mark.parametrize("reason", ["", "   ", None])
def test_a_link_needs_a_reason(desk: "Desk", two: Two, reason: Any) -> None:
    with pytest.raises(InputError):
        desk.link("a", "repeats", "b", reason=reason)


def test_the_same_link_does_not_stand_twice(desk: "Desk", two: Two) -> None:
    desk.link("a", "repeats", "b", reason="the same words")

    with pytest.raises(InputError, match="the same words") as refused:
        desk.link("a", "repeats", "b", reason="again")

    assert refused.value.code == "link_exists"
    desk.link("b", "repeats", "a", reason="the other way round")
    desk.link("a", "translates", "b", reason="another relation")


@pytest.mark.parametrize("by_ends", [True, False])
def test_a_link_is_taken_back_and_stays_in_the_record(
    desk: "Desk", two: Two, clock: "Clock", by_ends: bool
) -> None:
    link = desk.link("a", "repeats", "b", reason="the same words")
    moment = clock.tick()

    if by_ends:
        desk.unlink("a", "repeats", "b", reason="not so")
    else:
        desk.unlink(link, reason="not so")

    (shown,) = desk.trace("a").links
    assert (shown.withdrawn, shown.withdrawn_by, shown.withdrawn_at) == ("not so", "mj", moment)
    assert desk.show("a").links == ()


def test_a_link_is_taken_back_once(desk: "Desk", two: Two) -> None:
    link = desk.link("a", "repeats", "b", reason="the same words")
    desk.unlink(link, reason="not so")

    with pytest.raises(ConflictError, match="not so") as refused:
        desk.unlink("a", "repeats", "b", reason="again")

    assert refused.value.code == "link_withdrawn"


def test_a_link_that_was_taken_back_may_be_made_again(desk: "Desk", two: Two) -> None:
    desk.unlink(desk.link("a", "repeats", "b", reason="x"), reason="not so")

    desk.link("a", "repeats", "b", reason="so after all")

    assert [link.reason for link in desk.show("a").links] == ["so after all"]
    desk.unlink("a", "repeats", "b", reason="no")
    assert desk.show("a").links == ()


def test_a_link_that_is_not_there_cannot_be_taken_back(desk: "Desk", two: Two) -> None:
    with pytest.raises(NotFoundError) as refused:
        desk.unlink("a", "repeats", "b", reason="?")

    assert refused.value.code == "link_unknown"


def test_the_links_of_a_draft_are_made_with_the_claim(desk: "Desk", two: Two) -> None:
    links = [{"relation": "updates", "to": "a", "reason": "newer"}]

    claim = desk.log("Newer", reporter="BBC", links=links)

    assert [(link.relation, link.to) for link in desk.show(claim).links] == [("updates", "a")]


# Retraction and withdrawal


@pytest.mark.parametrize("target", ["claim", "report"])
def test_a_retraction_is_a_notice_with_its_date_and_address(
    desk: "Desk", two: Two, target: str
) -> None:
    ref: Any = two[0] if target == "claim" else desk.show("a").report.ref

    desk.retract(ref, reason="made up", notice_date="2025-06-01", notice_url="https://n.example")

    (notice,) = desk.trace("a").notices
    assert (notice.reason, notice.date, notice.url) == (
        "made up",
        "2025-06-01",
        "https://n.example",
    )
    assert notice.target_kind == target


def test_retracting_twice_is_refused(desk: "Desk", two: Two) -> None:
    desk.retract("a", reason="made up")

    with pytest.raises(ConflictError, match="made up") as refused:
        desk.retract("a", reason="again")

    assert refused.value.code == "retracted_already"


def test_a_retraction_by_mistake_can_be_withdrawn_and_made_again(
    desk: "Desk", two: Two, clock: "Clock"
) -> None:
    notice = desk.retract("a", reason="of another claim")

    desk.withdraw(notice, reason="mixed up")
    clock.tick()
    desk.retract("a", reason="this time it is right")

    assert [one.withdrawn for one in desk.trace("a").notices] == ["mixed up", None]


def test_a_withdrawn_claim_stays_in_the_record(desk: "Desk", two: Two) -> None:
    desk.withdraw("a", reason="logged twice")

    shown = desk.show("a")
    assert (shown.withdrawn, shown.standing, shown.revision) == ("logged twice", "withdrawn", 2)
    assert desk.trace("a").notices == ()


def test_withdrawing_twice_is_refused(desk: "Desk", two: Two) -> None:
    desk.withdraw("a", reason="logged twice")

    with pytest.raises(ConflictError, match="2025-07-07 by mj: logged twice") as refused:
        desk.withdraw("a", reason="again")

    assert refused.value.code == "claim_withdrawn"


NEEDS_A_REASON: dict[str, Callable[["Desk"], Any]] = {
    "retract": lambda desk: desk.retract("a", reason=" "),
    "withdraw": lambda desk: desk.withdraw("a", reason=""),
    "refuse": lambda desk: desk.refuse("a", "repeats", "b", reason=""),
    "rule": lambda desk: desk.rule("a", "same", "b", reason=""),
    "waive": lambda desk: desk.waive("jump", reason=" "),
    "set_report": lambda desk: desk.set_report(desk.show("a").report.ref, title="x", reason=""),
}


@pytest.mark.parametrize("verb", NEEDS_A_REASON)
def test_every_judgement_needs_a_reason(
    desk: "Desk", two: Two, verb: str, counts: "Counts"
) -> None:
    before = counts()

    with pytest.raises(InputError, match="reason"):
        NEEDS_A_REASON[verb](desk)

    assert counts() == before


# Reviews, rulings, refusals, waivers


def test_a_review_is_of_the_claim_as_it_then_stood(desk: "Desk", two: Two, open_desk: Any) -> None:
    other = open_desk("zz")
    other.review("a", note="read against the report")

    desk.revise("a", reason="typo", note="x")

    (review,) = desk.trace("a").reviews
    assert (review.by, review.note, review.reviewed_revision) == (
        "zz",
        "read against the report",
        1,
    )


def test_a_withdrawn_claim_is_not_reviewed(desk: "Desk", two: Two) -> None:
    desk.withdraw("a", reason="logged twice")

    with pytest.raises(ConflictError):
        desk.review("a")


@pytest.mark.parametrize("sides", [("NIS", "GUR"), ("a", "b"), ("NIS", "a")])
def test_a_ruling_takes_sources_or_claims(
    desk: "Desk", two: Two, source_factory: Make, sides: tuple[str, str]
) -> None:
    source_factory(name="NIS")
    source_factory(name="GUR")

    ruling = desk.rule(sides[0], "distinct", sides[1], reason="two agencies")

    (revision,) = desk.history(ruling).revisions
    assert (revision.action, revision.by) == ("rule", "mj")


def test_a_ruling_on_one_origin_is_refused(desk: "Desk", source: Recorded) -> None:
    with pytest.raises(InputError) as refused:
        desk.rule(source, "same", source, reason="?")

    assert refused.value.code == "ruling_on_itself"


def test_a_ruling_says_same_or_distinct(desk: "Desk", two: Two) -> None:
    with pytest.raises(InputError, match="neither same nor distinct"):
        desk.rule("a", "alike", "b", reason="?")


def test_a_ruling_can_be_withdrawn(desk: "Desk", two: Two) -> None:
    ruling = desk.rule("a", "same", "b", reason="one wire")

    desk.withdraw(ruling, reason="two wires")

    with pytest.raises(ConflictError):
        desk.withdraw(ruling, reason="again")


def test_an_unknown_finding_cannot_be_waived(desk: "Desk") -> None:
    with pytest.raises(InputError, match="none of single_origin"):
        desk.waive("boredom", reason="?")


# Stories


def test_a_story_rests_on_claims_each_once(desk: "Desk", two: Two) -> None:
    desk.story("https://our.example", date="2025-07-01", rests_on=["a", two[1].ref, "a"])

    (story,) = desk.trace("a").stories
    assert (story.date, story.rests_on) == ("2025-07-01", ("a", "b"))
    assert desk.trace("b").stories == (story,)


def test_a_story_is_one_by_its_address(desk: "Desk", two: Two) -> None:
    desk.story("https://our.example", rests_on=["a"])

    again = desk.story("https://our.example", title="Losses", rests_on=["a", "b"])

    (story,) = desk.stories()
    assert (again.status, story.revision) == ("set", 2)
    assert (story.title, story.rests_on) == ("Losses", ("a", "b"))


def test_a_story_on_an_unknown_claim_is_refused(desk: "Desk", two: Two) -> None:
    with pytest.raises(NotFoundError) as refused:
        desk.story("https://our.example", rests_on=["a", "nowhere"])

    assert refused.value.place.field == "rests_on.1"
    assert desk.stories() == []
