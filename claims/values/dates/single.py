"""One date, without intervals and sets: from its text to the span it covers.

Guaranteed: what comes back is a pair of UTC moments, the first not after the last;
what cannot be read or does not exist is an `InputError` that says why. The bounds
are strict: a mark of doubt (`?`, `~`, `%`) says how sure, not when.
"""

import re
from calendar import isleap, month_name, monthrange
from datetime import MAXYEAR, MINYEAR, UTC, datetime, timedelta
from time import struct_time

from claims.errors import InputError
from claims.values.dates.partial import REST_OF_SECOND, naive

Span = tuple[datetime, datetime]

_REST_OF_MINUTE = timedelta(seconds=59, microseconds=999_999)
_REST_OF_DAY = timedelta(days=1, microseconds=-1)

HOW_TO_WRITE = (
    "write 2025-04-30, 2025-04 or 2025, a doubtful date as 2024-12?, a span as"
    " 2025-01/2025-04, a time as 2025-04-30T14:05Z"
)

# Days, months and years, by far the most dates, are read here. Months from 21 are seasons.
_PLAIN = re.compile(r"([0-9]{4})(?:-([01][0-9])(?:-([0-9]{2}))?)?[?~%]?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TIMED = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})(T[0-9]{2}:[0-9]{2}(:[0-9]{2}(?:\.[0-9]{1,6})?)?)"
    r"(Z|[+-](?:0[0-9]|1[0-4])(?::[0-5][0-9])?)?[?~%]?"
)
# What else the library is asked for: seasons, unspecified digits, marks on components.
# The gate matters. On other texts the library prints to stdout, which belongs to JSON
# (2025-1X), raises what it does not document, or computes powers of ten (Y1E999999999).
_OTHER = re.compile(
    r"([?~%]?([0-9X]{4})(?:[?~%]?-[?~%]?([0-9]{2}|XX)(?:[?~%]?-[?~%]?(?:[0-9]{2}|XX))?)?)[?~%]?"
)
_OTHER_YEAR = re.compile(r"Y.*|[+-][0-9]{4,}.*|[0-9]{5,6}(?:-.*)?")
# The library ends them on 31 December, which would put January outside the winter.
_ACROSS_THE_YEAR = frozenset({"24", "28", "30"})
_MONTHS_AND_SEASONS = frozenset({"XX", *(f"{n:02}" for n in (*range(1, 13), *range(21, 42)))})


def read_single(text: str) -> Span:
    """Give the first and the last microsecond of one date, season or time of day."""
    if match := _PLAIN.fullmatch(text):
        return _read_plain(text, match)
    if match := _TIMED.fullmatch(text):
        return _read_time(text, match)
    if match := _OTHER.fullmatch(text):
        return _read_other(text, match)
    if _OTHER_YEAR.fullmatch(text):
        raise _out_of_range(text)
    raise unreadable(text, "it is not a date in EDTF, the year first")


def read_moment(text: str) -> datetime | None:
    """Give the start of a day or of a time of day; None for texts of any other shape."""
    is_time = _TIMED.fullmatch(text) and text[-1] not in "?~%"
    return read_single(text)[0] if is_time or _DAY.fullmatch(text) else None


def unreadable(text: str, why: str) -> InputError:
    """Refuse a text, with the reason."""
    return InputError("date_unreadable", f"cannot read the date {text!r}: {why}", hint=HOW_TO_WRITE)


def _out_of_range(text: str) -> InputError:
    return InputError(
        "date_out_of_range",
        f"the date {text!r} is outside the years 0001 to 9999",
        hint="if nobody knows the date, leave it out",
    )


def _read_plain(text: str, match: re.Match[str]) -> Span:
    year, month, day = match.groups()
    first = _midnight(text, f"{year}-{month or '01'}-{day or '01'}")
    if day:
        return first, first + _REST_OF_DAY
    last = month or "12"
    length = monthrange(int(year), int(last))[1]
    return first, _midnight(text, f"{year}-{last}-{length}") + _REST_OF_DAY


def _midnight(text: str, day: str) -> datetime:
    """Begin a day, given as year-month-day, or say why there is no such day."""
    try:
        return datetime.fromisoformat(f"{day}T00:00Z")
    except ValueError as error:
        year, month, number = map(int, day.split("-"))
        if year not in range(MINYEAR, MAXYEAR + 1):
            raise _out_of_range(text) from error
        if month not in range(1, 13):
            raise unreadable(text, f"there is no month {month:02}") from error
        if number == 0:
            raise unreadable(text, "there is no day 00") from error
        length = monthrange(year, month)[1]
        raise unreadable(text, f"{month_name[month]} {year} has {length} days") from error


def _read_time(text: str, match: re.Match[str]) -> Span:
    """Cover the minute, the second, or the one instant of a time with a fraction."""
    day, clock, seconds, offset = match.groups()
    _midnight(text, day)
    if offset is None:
        raise naive(text)
    try:
        first = datetime.fromisoformat(f"{day}{clock}{offset}").astimezone(UTC)
    except ValueError as error:
        raise unreadable(text, str(error)) from error
    except OverflowError as error:
        raise _out_of_range(text) from error
    if seconds is None:
        return first, first + _REST_OF_MINUTE
    if "." in seconds:
        return first, first
    return first, first + REST_OF_SECOND


def _read_other(text: str, match: re.Match[str]) -> Span:
    """Ask the `edtf` library, which takes milliseconds, and check what it answers."""
    # Imported here because it costs 0.2 s of start-up, and most runs never need it.
    from edtf import EDTFParseException, parse_edtf  # noqa: PLC0415 (lazy: see above)

    bare, year, month = match.groups()
    if month and month not in _MONTHS_AND_SEASONS:
        raise unreadable(text, f"there is no month or season {month}")
    try:
        # Without the mark at its end: the library reads 2025-21, but not 2025-21?.
        parsed = parse_edtf(bare)
    except EDTFParseException as error:
        raise unreadable(text, "it is not a date in EDTF, the year first") from error
    lower, upper = _iso(parsed.lower_strict()), _iso(parsed.upper_strict())
    if month in _ACROSS_THE_YEAR:
        following = int(year) + 1
        upper = f"{following:04}-02-{28 + isleap(following)}"
    # The library lets 30 February through where a component is marked or unspecified.
    return _midnight(text, lower), _midnight(text, upper) + _REST_OF_DAY


def _iso(day: struct_time) -> str:
    return f"{day.tm_year:04}-{day.tm_mon:02}-{day.tm_mday:02}"
