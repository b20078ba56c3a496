"""What reads, what it covers, what is refused and why, and how two spans lie."""

import subprocess
import sys
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from claims.errors import InputError
from claims.values.dates import PartialDate, instant, parse_date

SEOUL = timezone(timedelta(hours=9))


def span(text: str) -> str:
    """The span as two short texts, so that a table of cases can be read."""
    parsed = parse_date(text)
    return f"{short(parsed.earliest)} to {short(parsed.latest)}"


def short(moment: datetime | None) -> str:
    if moment is None:
        return "open"
    assert moment.tzinfo is UTC
    text = moment.replace(tzinfo=None).isoformat()
    return text.removesuffix("T00:00:00").removesuffix("T23:59:59.999999")


def refusal(text: str) -> InputError:
    with pytest.raises(InputError) as caught:
        parse_date(text)
    return caught.value


@pytest.mark.parametrize(
    ("text", "covered"),
    [
        ("2025-04-30", "2025-04-30 to 2025-04-30"),
        ("2025-04", "2025-04-01 to 2025-04-30"),
        ("2024-02", "2024-02-01 to 2024-02-29"),
        ("1900-02", "1900-02-01 to 1900-02-28"),
        ("2025", "2025-01-01 to 2025-12-31"),
        ("0001", "0001-01-01 to 0001-12-31"),
        ("9999-12-31", "9999-12-31 to 9999-12-31"),
    ],
)
def test_years_months_and_days_cover_themselves(text: str, covered: str) -> None:
    assert span(text) == covered


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("2024-12?", "2024-12"),
        ("2025-04-30~", "2025-04-30"),
        ("2025%", "2025"),
        ("2025-06-~17", "2025-06-17"),
        ("2025-?06-17", "2025-06-17"),
        ("?2025-06", "2025-06"),
        ("2025?-06-17", "2025-06-17"),
        ("202X?", "202X"),
        ("2025-21~", "2025-21"),
        ("2025-04-30T14:05Z?", "2025-04-30T14:05Z"),
    ],
)
def test_a_mark_of_doubt_does_not_move_the_bounds(text: str, plain: str) -> None:
    assert parse_date(text).equals_span(parse_date(plain))


@pytest.mark.parametrize(
    ("text", "uncertain", "approximate"),
    [
        ("2025-04-30", False, False),
        ("2024-12?", True, False),
        ("2025-04-30~", False, True),
        ("2025%", True, True),
        ("2025-06-~17", False, True),
        ("2025-01?/2025-04~", True, True),
    ],
)
def test_a_mark_of_doubt_is_kept(text: str, uncertain: bool, approximate: bool) -> None:
    parsed = parse_date(text)

    assert (parsed.is_uncertain, parsed.is_approximate) == (uncertain, approximate)


@pytest.mark.parametrize(
    ("text", "covered"),
    [
        ("2025-01/2025-04", "2025-01-01 to 2025-04-30"),
        ("2025-01-05/2025-02", "2025-01-05 to 2025-02-28"),
        ("2025-02/2025-02-10", "2025-02-01 to 2025-02-10"),
        ("2025-02-15/2025-02", "2025-02-15 to 2025-02-28"),
        ("../2023-05", "open to 2023-05-31"),
        ("/2025-01", "open to 2025-01-31"),
        ("2024-02/..", "2024-02-01 to open"),
        ("2025-01/", "2025-01-01 to open"),
        ("202X/2031", "2020-01-01 to 2031-12-31"),
        ("2025-04-30T14:05Z/2025-05-01", "2025-04-30T14:05:00 to 2025-05-01"),
    ],
)
def test_an_interval_runs_from_the_start_of_one_date_to_the_end_of_the_other(
    text: str, covered: str
) -> None:
    assert span(text) == covered


@pytest.mark.parametrize(
    ("text", "covered"),
    [
        ("202X", "2020-01-01 to 2029-12-31"),
        ("20XX", "2000-01-01 to 2099-12-31"),
        ("2025-XX", "2025-01-01 to 2025-12-31"),
        ("2025-XX-XX", "2025-01-01 to 2025-12-31"),
        ("2024-02-XX", "2024-02-01 to 2024-02-29"),
        ("2025-21", "2025-03-01 to 2025-05-31"),
        ("2025-34", "2025-04-01 to 2025-06-30"),
    ],
)
def test_unspecified_digits_and_seasons_cover_all_that_they_could_be(
    text: str, covered: str
) -> None:
    assert span(text) == covered


@pytest.mark.parametrize("winter", ["2023-24", "2023-28", "2023-30"])
def test_a_season_that_begins_in_december_lasts_until_february(winter: str) -> None:
    assert span(winter) == "2023-12-01 to 2024-02-29"


@pytest.mark.parametrize(
    ("text", "covered"),
    [
        ("{2025-01,2025-03}", "2025-01-01 to 2025-03-31"),
        ("{2025-03,2024,2025-01}", "2024-01-01 to 2025-03-31"),
        ("{2025-03}", "2025-03-01 to 2025-03-31"),
        ("[2025-01..2025-03]", "2025-01-01 to 2025-03-31"),
        ("[2025-01..]", "2025-01-01 to open"),
        ("[..2025-01,2026]", "open to 2026-12-31"),
        ("[2025-03,202X]", "2020-01-01 to 2029-12-31"),
    ],
)
def test_a_set_spans_all_its_members(text: str, covered: str) -> None:
    assert span(text) == covered


@pytest.mark.parametrize(
    ("text", "covered"),
    [
        ("2025-04-30T14:05Z", "2025-04-30T14:05:00 to 2025-04-30T14:05:59.999999"),
        ("2025-04-30T14:05:00Z", "2025-04-30T14:05:00 to 2025-04-30T14:05:00.999999"),
        ("2025-04-30T14:05:00+09:00", "2025-04-30T05:05:00 to 2025-04-30T05:05:00.999999"),
        ("2025-04-30T05:05+09", "2025-04-29T20:05:00 to 2025-04-29T20:05:59.999999"),
        ("2025-04-30T14:05:00.25Z", "2025-04-30T14:05:00.250000 to 2025-04-30T14:05:00.250000"),
        ("9999-12-31T23:59Z", "9999-12-31T23:59:00 to 9999-12-31"),
    ],
)
def test_a_time_covers_what_it_leaves_open_in_utc(text: str, covered: str) -> None:
    assert span(text) == covered


@pytest.mark.parametrize(
    ("text", "precision"),
    [
        ("2025-04-30T14:05:00Z", "instant"),
        ("2025-04-30T14:05+09:00", "instant"),
        ("2025-04-30", "day"),
        ("2025-06-~17", "day"),
        ("2024-02", "month"),
        ("2025-12", "month"),
        ("2025-05-XX", "month"),
        ("2025", "year"),
        ("9999", "year"),
        ("2025-XX-XX", "year"),
        ("2024/2025", "span"),
        ("2025-01/2025-04", "span"),
        ("2024-12-02/2025-12-31", "span"),
        ("2025-04-30T14:00Z/2025-04-30T15:00Z", "span"),
        ("202X", "span"),
        ("../2025-01", "span"),
    ],
)
def test_precision_names_what_the_span_amounts_to(text: str, precision: str) -> None:
    assert parse_date(text).precision == precision


def test_the_text_is_kept_without_the_white_space_around_it() -> None:
    assert str(parse_date(" 2025-04-30T14:05:00+09:00\n")) == "2025-04-30T14:05:00+09:00"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("2025-02-31", "February 2025 has 28 days"),
        ("2024-02-30~", "February 2024 has 29 days"),
        ("2025-04-31T14:05Z", "April 2025 has 30 days"),
        ("2025-06-~31", "June 2025 has 30 days"),
        ("2025-13", "there is no month 13"),
        ("2025-00-10", "there is no month 00"),
        ("2025-42", "there is no month or season 42"),
        ("2025-04-00", "there is no day 00"),
        ("2025-04-30T24:00Z", "hour must be in 0..23"),
        ("2025-04-30T14:60Z", "minute must be in 0..59"),
        ("[2025-01,2025-02-30,2025-03]", "February 2025 has 28 days"),
    ],
)
def test_what_is_not_in_the_calendar_is_refused_with_the_reason(text: str, why: str) -> None:
    error = refusal(text)

    assert (error.code, why in error.message) == ("date_unreadable", True)


@pytest.mark.parametrize(
    "text",
    [
        "30/04/2025",
        "30.04.2025",
        "April 2025",
        "yesterday",
        "20250430",
        "2025-4-30",
        "2025-04-30 14:05",
        "2025-04-30T14:05+0900",
        "2025-04-30T14:05+15:00",
        "2025/04/30",
        "2025??",
        "2025-1X",
        "2025-02-1X",
        "2025-04-~32",
        "٢٠٢٥-٠٤",
        "2025S2",
        "-",
        "..",
        "{",
    ],
)
def test_other_notations_are_refused_with_the_right_one(text: str) -> None:
    error = refusal(text)

    assert error.code == "date_unreadable"
    assert repr(text) in error.message
    assert "write 2025-04-30" in error.hint


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "it is empty"),
        (" \n", "it is empty"),
        ("/", "neither a start nor an end"),
        ("../..", "neither a start nor an end"),
        ("[..]", "neither a start nor an end"),
        ("{}", "a member of the set is missing"),
        ("{2025-01,}", "a member of the set is missing"),
        ("2025" * 26, "longer than 100 characters"),
    ],
)
def test_a_text_that_says_nothing_or_too_much_is_refused(text: str, why: str) -> None:
    assert why in refusal(text).message


@pytest.mark.parametrize(
    "text",
    [
        "0000",
        "0000-13",
        "-0001",
        "12025",
        "Y12025",
        "Y1E999999999",
        "0XXX",
        "XXXX",
        "9999-24",
        "0001-01-01T00:00+09:00",
        "9999-12-31T23:59-01:00",
    ],
)
def test_years_that_no_calendar_here_holds_are_refused(text: str) -> None:
    assert refusal(text).code == "date_out_of_range"


@pytest.mark.parametrize(
    "text", ["2025-02/2025-01", "2025/2024-12-31", "[2025-03..2025-01]", "2025-06-~17/2025-21"]
)
def test_a_span_that_ends_before_it_starts_is_refused(text: str) -> None:
    error = refusal(text)

    assert (error.code, repr(text) in error.message) == ("date_inverted", True)


@pytest.mark.parametrize("text", ["2025-04-30T14:05:00", "2025-04-30T14:05/2025-05-01"])
def test_a_time_without_an_offset_is_refused(text: str) -> None:
    error = refusal(text)

    assert (error.code, "add Z" in error.hint) == ("date_naive", True)


def test_a_part_the_calendar_lacks_is_explained_before_a_missing_offset() -> None:
    assert refusal("2025-02-31T14:05").code == "date_unreadable"


def test_an_error_of_the_library_is_chained() -> None:
    assert type(refusal("2025-04-~32").__cause__).__name__ == "EDTFParseException"


def test_a_refused_text_is_shown_without_its_control_characters() -> None:
    assert "\x1b" not in refusal("\x1b[31m2025").message


def test_a_refusal_prints_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    refusal("2025-1X")

    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("one", "other", "overlaps"),
    [
        ("2025-04-30", "2025-04", True),
        ("2025-04-30", "2025-05", False),
        ("2025-01/2025-04", "2025-04-30T23:59:59Z", True),
        ("2025-04-30", "2025-04-30T05:05+09:00", False),
        ("../2025-01", "2024", True),
        ("../2025-01", "2025-02/..", False),
        ("2025-01/", "2026", True),
        ("../2025-01", "/2024", True),
    ],
)
def test_spans_overlap_when_an_instant_can_be_in_both(one: str, other: str, overlaps: bool) -> None:
    assert parse_date(one).overlaps(parse_date(other)) is overlaps


@pytest.mark.parametrize(
    ("inner", "outer", "within"),
    [
        ("2025-04-30", "2025-04", True),
        ("2025-04", "2025-04", True),
        ("2025-04", "2025-04-30", False),
        ("2025-04", "2024-02/..", True),
        ("2024-02/..", "2025", False),
        ("../2023", "../2024", True),
        ("../2024", "../2023", False),
        ("../2024", "2023/2025", False),
    ],
)
def test_a_span_is_within_another_that_covers_all_of_it(
    inner: str, outer: str, within: bool
) -> None:
    assert parse_date(inner).is_within(parse_date(outer)) is within


@pytest.mark.parametrize(
    ("later", "earlier", "wholly"),
    [
        ("2025-05-01", "2025-04", True),
        ("2025-04-30", "2025-04", False),
        ("2025-02/..", "../2025-01", True),
        ("2025-02", "2024/..", False),
        ("../2026", "2024", False),
    ],
)
def test_wholly_after_and_wholly_before_are_mirrors(later: str, earlier: str, wholly: bool) -> None:
    late, early = parse_date(later), parse_date(earlier)

    assert (late.starts_after(early), early.ends_before(late)) == (wholly, wholly)


def test_spans_are_equal_however_they_are_written() -> None:
    assert parse_date("2025-04").equals_span(parse_date("2025-04-01/2025-04-30"))
    assert not parse_date("2025-04").equals_span(parse_date("2025-04/.."))


def test_a_day_is_made_from_a_date() -> None:
    assert PartialDate.of_day(date(2025, 4, 30)) == parse_date("2025-04-30")


def test_an_instant_is_made_from_a_datetime_and_written_in_utc() -> None:
    moment = datetime(2025, 4, 30, 14, 5, 7, 123, tzinfo=SEOUL)

    assert PartialDate.of_instant(moment) == parse_date("2025-04-30T05:05:07Z")


def test_a_datetime_passed_as_a_day_keeps_its_time() -> None:
    moment = datetime(2025, 4, 30, 14, 5, tzinfo=UTC)

    assert PartialDate.of_day(moment) == PartialDate.of_instant(moment)


def test_a_naive_datetime_makes_no_date() -> None:
    with pytest.raises(InputError, match="time zone"):
        PartialDate.of_instant(datetime(2025, 4, 30, 14, 5))  # noqa: DTZ001 (what is refused)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2025-02-15T00:00Z", datetime(2025, 2, 15, tzinfo=UTC)),
        ("2025-02-15T00:00:00+09:00", datetime(2025, 2, 14, 15, tzinfo=UTC)),
        ("2025-02-15T00:00:00.5Z", datetime(2025, 2, 15, 0, 0, 0, 500_000, tzinfo=UTC)),
        (" 2025-02-15 ", datetime(2025, 2, 15, tzinfo=UTC)),
    ],
)
def test_a_moment_is_read_in_utc(text: str, moment: datetime) -> None:
    assert (instant(text), instant(text).tzinfo) == (moment, UTC)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2025-02", "date_not_an_instant"),
        ("2025-02-15?", "date_not_an_instant"),
        ("2025-02-15T00:00Z~", "date_not_an_instant"),
        ("2025-02-15/2025-02-15", "date_not_an_instant"),
        ("now", "date_not_an_instant"),
        ("2025-02-15T00:00", "date_naive"),
        ("2025-02-30", "date_unreadable"),
        ("0000-01-01", "date_out_of_range"),
        ("", "date_unreadable"),
    ],
)
def test_what_is_not_one_moment_is_refused(text: str, code: str) -> None:
    with pytest.raises(InputError) as caught:
        instant(text)

    assert caught.value.code == code


def test_plain_dates_do_without_the_library() -> None:
    program = (
        "import sys; from claims.values.dates import parse_date\n"
        "for text in ('2025-04-30', '2025-01?/..', '2025-04-30T14:05Z', '{2025,2026}'):\n"
        "    parse_date(text)\n"
        "sys.exit('edtf' in sys.modules)"
    )

    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
