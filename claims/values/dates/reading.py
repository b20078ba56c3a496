"""From text to `PartialDate`: intervals and sets here, what they are made of in `single`.

Guaranteed: the result depends on nothing but the text, and reading what a
`PartialDate` prints gives an equal one.
"""

from datetime import datetime
from functools import lru_cache

from claims.errors import InputError
from claims.values.dates.partial import PartialDate
from claims.values.dates.single import read_moment, read_single, unreadable

LONGEST = 100

_Bounds = tuple[datetime | None, datetime | None]


@lru_cache(maxsize=8192)
def parse_date(text: str) -> PartialDate:
    """Read a date, a time, an interval or a set in EDTF; white space around it is dropped.

    `date_unreadable`, `date_naive`, `date_inverted` and `date_out_of_range` are the
    codes of what is refused.
    """
    given = _checked(text)
    start, slash, end = given.partition("/")
    if slash and "/" not in end:
        return PartialDate(given, *_read_range(given, start, end))
    if given[0] + given[-1] in ("{}", "[]"):
        return PartialDate(given, *_read_set(given))
    return PartialDate(given, *read_single(given))


def instant(text: str) -> datetime:
    """Read one moment, in UTC: a time with its offset, or the start of a day in UTC."""
    given = _checked(text)
    moment = read_moment(given)
    if moment is None:
        raise InputError(
            "date_not_an_instant",
            f"{given!r} is not one moment",
            hint="write 2025-02-15T00:00Z, or 2025-02-15 for the start of that day in UTC",
        )
    return moment


def _checked(text: str) -> str:
    # Before stripping, since the cache keeps what it was given.
    if len(text) > LONGEST:
        raise unreadable(text[:40] + "…", f"it is longer than {LONGEST} characters")
    given = text.strip()
    if not given:
        raise unreadable(text, "it is empty")
    return given


def _read_range(whole: str, start: str, end: str) -> _Bounds:
    """Span from the start of one date to the end of another; no text or `..` is no bound."""
    # The library raises on ../2023-05, so that ranges are ours.
    earliest = None if start in ("", "..") else read_single(start)[0]
    latest = None if end in ("", "..") else read_single(end)[1]
    if earliest is None and latest is None:
        raise unreadable(whole, "it has neither a start nor an end")
    if earliest is not None and latest is not None and latest < earliest:
        raise InputError(
            "date_inverted", f"the span {whole!r} ends before it starts", hint="swap its two ends"
        )
    return earliest, latest


def _read_set(whole: str) -> _Bounds:
    """Span all members of a set, whether all are meant (`{}`) or one of them (`[]`)."""
    # The library does not look at members in the middle, nor at ranges that run backwards.
    members = [_read_member(whole, member) for member in whole[1:-1].split(",")]
    starts = [start for start, _ in members if start is not None]
    ends = [end for _, end in members if end is not None]
    return (
        min(starts) if len(starts) == len(members) else None,
        max(ends) if len(ends) == len(members) else None,
    )


def _read_member(whole: str, member: str) -> _Bounds:
    if not member:
        raise unreadable(whole, "a member of the set is missing")
    start, dots, end = member.partition("..")
    return _read_range(whole, start, end) if dots else read_single(member)
