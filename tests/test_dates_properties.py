"""What holds for every date, and for every text; the `edtf` library is the oracle."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta

from edtf import parse_edtf
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from pyparsing import ParserElement

from claims.errors import InputError
from claims.values.dates import PartialDate, instant, parse_date

days = st.dates()
moments = st.datetimes(
    min_value=datetime(1, 1, 2),  # noqa: DTZ001 (hypothesis adds the zone)
    max_value=datetime(9999, 12, 30),  # noqa: DTZ001 (hypothesis adds the zone)
    timezones=st.timezones(),
)
plain = days.flatmap(
    lambda day: st.sampled_from([day.isoformat(), day.isoformat()[:7], day.isoformat()[:4]])
)
marked = st.builds("".join, st.tuples(plain, st.sampled_from(["", "?", "~", "%"])))
times = moments.map(lambda moment: PartialDate.of_instant(moment).text)
singles = marked | times
bounds = singles | st.sampled_from(["", ".."])
intervals = st.builds("/".join, st.tuples(bounds, bounds))
sets = st.lists(marked, min_size=1, max_size=7).map(lambda members: f"{{{','.join(members)}}}")
# Texts that the gate before the library lets through, whether they make sense or not.
marks = st.sampled_from(["", "", "", "?", "~", "%"])
digits = st.text("0129X", min_size=4, max_size=4)
numbers = st.sampled_from(["XX", "00", "02", "12", "13", "21", "24", "29", "30", "31", "41", "99"])
components = st.lists(
    st.builds("".join, st.tuples(marks, st.just("-"), marks, numbers)), max_size=2
)
gated = st.builds(
    lambda parts: "".join([*parts[:2], *parts[2], parts[3]]),
    st.tuples(marks, digits, components, marks),
)
almost = st.text("0123456789-/.X?~%{}[],TZ:+YES \n", max_size=40)

# The library takes milliseconds, and 0.2 s when it is first imported.
slow = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def read(text: str) -> PartialDate | None:
    """The date, or None where the text is refused; any other exception fails the test."""
    try:
        return parse_date(text)
    except InputError:
        return None


def closed(parsed: PartialDate) -> tuple[datetime, datetime]:
    """Both bounds of a date that has both."""
    assert parsed.earliest is not None
    assert parsed.latest is not None
    return parsed.earliest, parsed.latest


@contextmanager
def remembering() -> Iterator[None]:
    """The library's parser keeps what it has tried: it reads a set six times as fast."""
    ParserElement.enable_packrat(cache_size_limit=None)
    try:
        yield
    finally:
        ParserElement.disable_memoization()


def oracle(text: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The first and the last day of a date, as the library has them."""
    with remembering():
        parsed = parse_edtf(text)
    return parsed.lower_strict()[:3], parsed.upper_strict()[:3]


@given(singles | intervals | sets | gated)
@slow
def test_reading_what_was_printed_gives_the_same_date(text: str) -> None:
    parsed = read(text)

    assert parsed is None or parse_date(str(parsed)) == parsed


@given(singles | intervals | sets | gated | almost)
@slow
def test_no_date_ends_before_it_starts(text: str) -> None:
    parsed = read(text)

    if parsed and parsed.earliest and parsed.latest:
        assert parsed.earliest <= parsed.latest


@given(st.text() | almost)
@example("2025-02-3X")
@example("2025\n")
@example("Y1E999999999")
@example("\ud800")
@example("²025")
@slow
def test_any_text_is_read_or_refused_and_nothing_else(text: str) -> None:
    read(text)


@given(st.text() | almost)
@example("9999-12-31T23:59:59.999999-14:00")
def test_any_text_is_a_moment_or_refused(text: str) -> None:
    try:
        moment = instant(text)
    except InputError:
        return
    assert moment.tzinfo is UTC


@given(singles)
def test_plain_dates_are_never_refused(text: str) -> None:
    assert parse_date(text).text == text


@given(days)
def test_a_day_lies_within_its_month_within_its_year(day: date) -> None:
    text = day.isoformat()
    month, year = parse_date(text[:7]), parse_date(text[:4])

    assert parse_date(text).is_within(month)
    assert month.is_within(year)


@given(days)
def test_a_day_follows_the_one_before_without_gap_or_overlap(day: date) -> None:
    if day == date.min:
        return
    morning, _ = closed(PartialDate.of_day(day))
    _, evening = closed(PartialDate.of_day(day - timedelta(days=1)))

    assert morning - evening == timedelta(microseconds=1)


@given(moments)
def test_an_instant_holds_the_moment_it_was_made_from(moment: datetime) -> None:
    earliest, latest = closed(parse_date(str(PartialDate.of_instant(moment))))

    assert earliest <= moment <= latest


@given(singles | intervals, singles | intervals)
def test_two_spans_overlap_or_one_comes_first(one: str, other: str) -> None:
    a, b = read(one), read(other)
    if a is None or b is None:
        return

    assert a.overlaps(b) == b.overlaps(a)
    assert [a.overlaps(b), a.starts_after(b), a.ends_before(b)].count(True) == 1


@given(singles | intervals, singles | intervals)
def test_spans_within_each_other_are_equal(one: str, other: str) -> None:
    a, b = read(one), read(other)
    if a is None or b is None:
        return

    assert (a.is_within(b) and b.is_within(a)) == a.equals_span(b)


@given(marked)
@slow
def test_plain_bounds_are_those_of_the_library(text: str) -> None:
    earliest, latest = closed(parse_date(text))

    assert (earliest.timetuple()[:3], latest.timetuple()[:3]) == oracle(text)


@given(st.lists(plain, min_size=2, max_size=5))
@settings(slow, max_examples=25)  # the library takes its time for a set
def test_the_span_of_a_set_is_that_of_the_library(members: list[str]) -> None:
    text = f"{{{','.join(members)}}}"
    earliest, latest = closed(parse_date(text))

    assert (earliest.timetuple()[:3], latest.timetuple()[:3]) == oracle(text)
