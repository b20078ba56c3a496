"""How a moment is given, and what a desk that looks at one does and does not do."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

import pytest

from claims.errors import InputError, NotFoundError
from claims.schemas.views import Recorded
from tests.desk.test_desk_reading import READS, _hang_on, _statements, crowd
from tests.factories import Make
from tests.ground import Clock

if TYPE_CHECKING:
    from claims.desk import Desk

DAY_END = "2025-02-15T23:59:59.999999Z"

# How a moment is given


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("2025-02-15", DAY_END),
        ("2025-02", "2025-02-28T23:59:59.999999Z"),
        ("2025", "2025-12-31T23:59:59.999999Z"),
        ("2025-01/2025-02", "2025-02-28T23:59:59.999999Z"),
        ("../2025-02-15", DAY_END),
        (" 2025-02-15 ", DAY_END),
        ("2025-02-15T00:00Z", "2025-02-15T00:00:00.000000Z"),
        ("2025-02-15T00:00:07Z", "2025-02-15T00:00:07.000000Z"),
        (DAY_END, DAY_END),
        ("2025-02-15T09:30+09:00", "2025-02-15T00:30:00.000000Z"),
        (datetime(2025, 2, 15, 9, 30, tzinfo=timezone(timedelta(hours=9))), "2025-02-15T00:30:00"),
        (datetime(2025, 2, 15, microsecond=1, tzinfo=UTC), "2025-02-15T00:00:00.000001Z"),
        (date(2025, 2, 15), DAY_END),
        ("0001-01-01", "0001-01-01T23:59:59.999999Z"),
        ("9999-12-31", "9999-12-31T23:59:59.999999Z"),
    ],
)
@pytest.mark.parametrize("name", ["as_of", "known_by"])
def test_a_moment_is_an_instant_or_the_end_of_a_date(
    desk: "Desk", name: str, given: Any, meant: str
) -> None:
    looking = desk.at(**{name: given})

    assert looking.moment.startswith(f"{name.replace('_', ' ')} {meant}")


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ("2025-02-15T00:00", "date_naive"),
        (datetime(2025, 2, 15), "date_naive"),  # noqa: DTZ001  what is refused
        ("yesterday", "date_unreadable"),
        ("15.02.2025", "date_unreadable"),
        ("2025-02-30", "date_unreadable"),
        ("", "date_unreadable"),
        ("Tuesday", "date_not_an_instant"),
        ("2025-02-15T00:00Z/2025-02-16T00:00Z", "date_not_an_instant"),
        ("2025-02/..", "date_open"),
        (datetime.min.replace(tzinfo=timezone(timedelta(hours=9))), "date_out_of_range"),
    ],
)
def test_what_is_no_moment_is_refused_with_a_hint(desk: "Desk", given: Any, code: str) -> None:
    with pytest.raises(InputError) as refused:
        desk.at(as_of=given)

    assert (refused.value.code, refused.value.place.field) == (code, "as_of")
    assert refused.value.hint


def test_a_desk_looks_at_now_unless_told_otherwise(desk: "Desk") -> None:
    assert desk.moment == "now"
    assert desk.at().moment == "now"


def test_what_is_not_given_stays(desk: "Desk") -> None:
    looking = desk.at(as_of="2025-02-15").at(known_by="2025-02-15")

    assert looking.moment == f"as of {DAY_END} and known by {DAY_END}"


def test_all_that_is_written_at_a_moment_is_of_that_moment(desk: "Desk", clock: "Clock") -> None:
    for number in range(3):
        desk.source("NIS", note=f"note {number}")
    moment = clock.now
    clock.tick(0.000001)
    desk.source("NIS", note="later")

    assert desk.at(as_of=moment).source_view("NIS").note == "note 2"
    assert desk.at(as_of=moment).history("NIS").revisions[-1].revision == 3
    assert desk.at(as_of=clock.now).source_view("NIS").note == "later"


# What was not there yet


@pytest.fixture
def then(desk: "Desk", clock: "Clock", claim_factory: Make) -> "Desk":
    """A desk that looks at the moment before everything was recorded."""
    moment = clock.now - timedelta(microseconds=1)
    claim_factory(key="toll", figure="losses", source="NIS", quantity="7")
    return desk.at(as_of=moment)


def test_before_the_first_entry_the_record_is_empty(then: "Desk") -> None:
    lists = (then.find(), then.figures(), then.sources(), then.reports(), then.stories())

    assert [*lists, then.lint(), then.suggest()] == [[]] * 7


@pytest.mark.parametrize(
    "ask",
    [
        lambda desk: desk.show("toll"),
        lambda desk: desk.figure_view("losses"),
        lambda desk: desk.sourcing(figure=["losses"]),
        lambda desk: desk.source_view("NIS"),
        lambda desk: desk.find(source="NIS"),
        lambda desk: desk.history("NIS"),
        lambda desk: desk.history("losses"),
        lambda desk: desk.cascade("toll"),
    ],
)
def test_what_is_not_there_yet_is_told_to_be_there_now(
    then: "Desk", ask: Callable[["Desk"], object]
) -> None:
    with pytest.raises(NotFoundError) as refused:
        ask(then)

    assert refused.value.message.endswith(then.moment)
    assert "in the record now" in refused.value.hint


def test_what_was_never_there_is_not(then: "Desk") -> None:
    with pytest.raises(NotFoundError) as refused:
        then.show("other")

    assert refused.value.message == f"'other' leads to no claim {then.moment}"
    assert "now" not in refused.value.hint


def test_after_an_error_the_desk_still_looks_at_then(then: "Desk") -> None:
    with pytest.raises(NotFoundError):
        then.show("toll")

    assert then.find() == []


# What a desk that looks back does not do

WRITES: dict[str, Callable[["Desk"], object]] = {
    "log": lambda desk: desk.log("It happened", reporter="Yonhap"),
    "source": lambda desk: desk.source("NIS"),
    "figure": lambda desk: desk.figure("losses"),
    "report": lambda desk: desk.report("https://news.example/1"),
    "story": lambda desk: desk.story("https://our.example/1"),
    "link": lambda desk: desk.link("a", "repeats", "b", reason="so"),
    "unlink": lambda desk: desk.unlink("a", "repeats", "b", reason="not so"),
    "retract": lambda desk: desk.retract("a", reason="they did"),
    "withdraw": lambda desk: desk.withdraw("a", reason="twice"),
    "revise": lambda desk: desk.revise("a", reason="read again", note="x"),
    "review": lambda desk: desk.review("a"),
    "rule": lambda desk: desk.rule("NIS", "same", "GUR", reason="one"),
    "refuse": lambda desk: desk.refuse("a", "repeats", "b", reason="no"),
    "waive": lambda desk: desk.waive("jump", reason="we know"),
    "import": lambda desk: desk.import_file("nothing.jsonl"),
}


@pytest.mark.parametrize("limit", ["as_of", "known_by"])
@pytest.mark.parametrize("write", WRITES.values(), ids=WRITES)
def test_the_record_as_it_was_is_not_written_to(
    desk: "Desk", write: Callable[["Desk"], object], limit: str
) -> None:
    with pytest.raises(InputError) as refused:
        write(desk.at(**{limit: "2030"}))

    assert refused.value.code == "desk_looks_back"


@pytest.mark.parametrize("closed_first", [True, False])
def test_closing_one_desk_leaves_the_other_open(
    desk: "Desk", claim: Recorded, closed_first: bool
) -> None:
    looking = desk.at(as_of="2030")
    one, other = (desk, looking) if closed_first else (looking, desk)
    one.close()

    assert [line.ref for line in other.find()] == [claim.ref]


# What it costs


SETTLING = 2  # which is the last entry of then, asked before an answer is kept


def test_looking_back_takes_hardly_more_statements(desk: "Desk", claim_factory: Make) -> None:
    claims = crowd(claim_factory, 5, figure="losses")
    _hang_on(desk, claims)
    for claim in claims[:2]:
        desk.revise(claim, reason="read again", note="twice")
    then = desk.at(as_of="2030", known_by="2030")

    now = {read: _statements(desk, read, claims[0]) for read in READS}

    assert all(_statements(then, read, claims[0]) <= now[read] + SETTLING for read in READS)


def test_a_clock_that_is_set_back_a_little_records_nothing_before_the_last_entry(
    desk: "Desk", clock: Clock
) -> None:
    first = desk.log("It happened", source="NIS", reporter="Yonhap")
    last = clock.now
    clock.tick(-10)

    second = desk.log("It happened again", source="NIS", reporter="Yonhap")

    assert desk.show(second).logged_at == desk.show(first).logged_at == last
    assert desk.at(as_of=last - timedelta(seconds=5)).find() == []


def test_a_clock_that_was_far_ahead_once_does_not_set_the_time_for_good(
    desk: "Desk", clock: Clock
) -> None:
    clock.tick(3600 * 24 * 365)
    desk.log("It happened", reporter="Yonhap")
    now = clock.tick(-3600 * 24 * 365)

    assert desk.show(desk.log("It happened again", reporter="Yonhap")).logged_at == now
