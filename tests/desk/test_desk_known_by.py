"""What was known by a day: what was published later is left out, whenever it was logged."""

from contextlib import suppress
from typing import TYPE_CHECKING, Any

import pytest

from claims.errors import ConflictError, InputError, NotFoundError
from claims.schemas.views import Recorded
from tests.history import live_a_while, seeds

if TYPE_CHECKING:
    from claims.desk import Desk
    from tests.ground import Clock

DAY = "2025-02-15"
EARLY, LATE = "2025-02-01", "2025-03-01"


def log(desk: "Desk", key: str, published: str | None, **fields: Any) -> Recorded:
    known: dict[str, Any] = {
        "figure": "toll",
        "quantity": "4,700",
        "source": f"Agency {key}",
        "reporter": f"Outlet {key}",
        "tags": ["war"],
    }
    return desk.log(f"Said by {key}", key=key, published=published, **{**known, **fields})


@pytest.fixture
def early(desk: "Desk") -> Recorded:
    """A claim that was published in time."""
    return log(desk, "early", EARLY)


@pytest.fixture
def late(desk: "Desk", early: Recorded) -> Recorded:
    """A claim that was published after the day, and logged in the same hour."""
    return log(desk, "late", LATE)


def found(desk: "Desk", **conditions: Any) -> list[str | None]:
    return [line.key for line in desk.at(known_by=DAY).find(**conditions)]


@pytest.mark.parametrize(
    ("published", "is_known"),
    [
        ("2025-02-14", True),
        (DAY, True),
        ("2025-02-16", False),
        ("2025-02", True),  # it may have been in time
        ("2025-03", False),
        ("2025-02-15T23:59Z", True),
        ("2025-02-16T00:00Z", False),
        ("2025-02-16T08:00+09:00", True),  # the evening before, in UTC
        ("../2025-06", True),
        (None, True),
    ],
)
def test_a_claim_is_known_once_it_may_have_been_published(
    desk: "Desk", published: str | None, is_known: bool
) -> None:
    log(desk, "it", published)

    assert found(desk) == (["it"] if is_known else [])


@pytest.mark.parametrize(("said", "is_known"), [(EARLY, True), (LATE, False), (None, True)])
def test_a_claim_from_an_undated_report_is_told_by_when_it_was_said(
    desk: "Desk", said: str | None, is_known: bool
) -> None:
    log(desk, "it", None, said=said)

    assert found(desk) == (["it"] if is_known else [])


@pytest.mark.parametrize(
    "conditions",
    [{}, {"figure": "toll"}, {"tag": "war"}, {"words": "Said"}],
    ids=["all", "figure", "tag", "words"],
)
def test_no_way_of_finding_leads_to_what_came_later(
    desk: "Desk", late: Recorded, conditions: dict[str, str]
) -> None:
    assert found(desk, **conditions) == ["early"]


@pytest.mark.parametrize("ref", ["late", "ref", "id"])
def test_what_came_later_is_unknown_by_every_name(desk: "Desk", late: Recorded, ref: str) -> None:
    name = {"late": "late", "ref": late.ref, "id": str(late.id)}[ref]

    with pytest.raises(NotFoundError) as refused:
        desk.at(known_by=DAY).show(name)

    assert "known by 2025-02-15T23:59:59.999999Z" in refused.value.message
    assert "in the record now" in refused.value.hint


def test_a_figure_counts_what_was_known(desk: "Desk", late: Recorded) -> None:
    now, then = desk.figure_view("toll"), desk.at(known_by=DAY).figure_view("toll")

    assert (now.mentions, now.origins) == (2, 2)
    assert (then.mentions, then.origins) == (1, 1)


def test_a_link_needs_both_its_ends(desk: "Desk", early: Recorded, late: Recorded) -> None:
    desk.link(late, "contradicts", early, reason="another number")
    desk.link(early, "updates", late, reason="or the other way round")

    assert len(desk.trace("early").links) == 2
    assert desk.at(known_by=DAY).trace("early").links == ()


def test_a_report_that_came_later_is_left_out(desk: "Desk", late: Recorded) -> None:
    published = [report.published for report in desk.at(known_by=DAY).reports()]

    assert published == [EARLY]


@pytest.mark.parametrize(("date", "notices"), [(EARLY, 1), (LATE, 0), (None, 1)])
def test_a_notice_counts_from_its_date(
    desk: "Desk", early: Recorded, date: str | None, notices: int
) -> None:
    desk.retract(early, reason="they took it back", notice_date=date)

    assert len(desk.at(known_by=DAY).trace("early").notices) == notices


def test_a_notice_on_what_came_later_is_left_out(desk: "Desk", late: Recorded) -> None:
    notice = desk.retract(late, reason="they took it back")

    with pytest.raises(NotFoundError):
        desk.at(known_by=DAY).history(notice)


def test_a_review_of_what_came_later_is_left_out(
    desk: "Desk", early: Recorded, late: Recorded
) -> None:
    reviews = [desk.review(early), desk.review(late)]
    then = desk.at(known_by=DAY)

    assert then.history(reviews[0]).kind == "review"
    with pytest.raises(NotFoundError):
        then.history(reviews[1])


def test_a_refusal_about_what_came_later_is_left_out(
    desk: "Desk", early: Recorded, late: Recorded
) -> None:
    refusal = desk.refuse(early, "repeats", late, reason="not so")

    with pytest.raises(NotFoundError):
        desk.at(known_by=DAY).history(refusal)


def test_a_story_of_ours_counts_from_its_date(desk: "Desk", late: Recorded) -> None:
    for name, date in (("a", EARLY), ("b", LATE), ("c", None)):
        desk.story(f"https://our.example/{name}", date=date, rests_on=["early", "late"])

    stories = desk.at(known_by=DAY).stories()

    assert [story.url[-1] for story in stories] == ["a", "c"]
    assert {story.rests_on for story in stories} == {("early",)}


def test_sources_figures_rulings_and_waivers_stay(desk: "Desk", late: Recorded) -> None:
    desk.rule("Agency early", "same", late, reason="one desk")
    desk.waive("unreviewed", reason="we know")
    then = desk.at(known_by=DAY)

    assert {source.name for source in then.sources()} == {source.name for source in desk.sources()}
    assert [figure.slug for figure in then.figures()] == ["toll"]
    assert "unreviewed" not in {one.code for one in then.lint()}
    assert then.sourcing_report(claim="early").claims


def test_the_later_version_of_a_report_is_left_out(desk: "Desk", clock: "Clock") -> None:
    url = "https://news.example/1"
    desk.report(url, text="The first version.", published=EARLY)
    clock.tick()
    desk.report(url, text="The second version.", published=LATE)

    assert [report.version for report in desk.at(known_by=DAY).reports(url)] == [1]
    assert desk.at(known_by=DAY).report_view(url).version == 1


def test_it_goes_together_with_record_time(
    desk: "Desk", clock: "Clock", early: Recorded, late: Recorded
) -> None:
    moment = clock.now
    clock.tick()
    log(desk, "backfilled", EARLY)
    clock.tick()
    desk.set_report(str(desk.show("late").report.ref), published=EARLY)  # it came out earlier

    assert set(found(desk)) == {"backfilled", "late", "early"}
    both = desk.at(known_by=DAY, as_of=moment)
    assert {line.key for line in both.find()} == {"early"}
    assert {line.key for line in desk.at(as_of=moment).find()} == {"late", "early"}


def test_a_report_says_by_when(desk: "Desk", late: Recorded) -> None:
    then = desk.at(known_by=DAY)

    assert then.sourcing_report(figure=["toll"]).as_json()["known_by"] == (
        "2025-02-15T23:59:59.999999Z"
    )
    assert "**Known by:** 2025-02-15 23:59:59.999999 UTC" in then.sourcing(figure=["toll"])
    assert "**Known by:**" not in desk.sourcing(figure=["toll"])


@pytest.mark.parametrize("seed", seeds(0, 1))
@pytest.mark.parametrize("day", ["2025-03", "2025-05-15"])
def test_what_was_known_hangs_together(desk: "Desk", seed: int, day: str) -> None:
    """Nothing that is left out is missed by anything that is asked."""
    life = live_a_while(desk, seed=seed, steps=60)
    for report in desk.reports():
        published = life.dice.choice(("2025-02", "2025-05", "2025-06"))
        with suppress(ConflictError):  # two reports without an address would be one
            desk.set_report(report.ref, published=published)
    then = desk.at(known_by=day)
    assert 0 < len(then.find(limit=1000)) < len(desk.find(limit=1000))

    then.lint()
    then.suggest()
    for line in then.find(limit=1000):
        then.trace(line.ref)
        then.cascade(line.ref)
    for figure in then.figures():
        then.figure_view(figure.slug)
        then.sourcing(figure=[figure.slug])
    for source in then.sources():
        then.history(source.ref)
    for report in then.reports():
        then.cascade(report.ref)
    for story in then.stories():
        then.history(story.ref)


def test_an_open_date_has_no_end(desk: "Desk") -> None:
    with pytest.raises(InputError, match="has no end"):
        desk.at(known_by="2025-02/..")
