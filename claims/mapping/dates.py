"""Dates as a table writes them: what fits two orders is refused unless one is declared."""

import re
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from claims.errors import InputError
from claims.schemas.fields import EdtfDate
from claims.values.dates import PartialDate, parse_date

Order = Literal["day-first", "month-first", "year-first"]
_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_NUMERIC = re.compile(r"([0-9]{1,4})([-./ ])([0-9]{1,2})\2([0-9]{1,4})")
_DAY_MONTH = re.compile(r"([0-9]{1,2})(?:st|nd|rd|th)?[ -]([A-Za-z]{3,9})\.?,?[ -]([0-9]{4})")
_MONTH_DAY = re.compile(r"([A-Za-z]{3,9})\.?[ -]([0-9]{1,2})(?:st|nd|rd|th)?,?[ -]([0-9]{4})")
_MONTH = re.compile(r"([A-Za-z]{3,9})\.?,?[ -]([0-9]{4})")
_YEAR = 4


def _format(text: str) -> str:
    if "%y" in text or "%d" not in text or "%Y" not in text:
        raise ValueError("a format names the day (%d), the month and the whole year (%Y)")
    return text


class Dates(BaseModel):
    """The `[dates]` of a mapping: how dates are written, and between which days they lie."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    order: Annotated[Order | None, Field(description="of numbers, where the year is last")] = None
    formats: Annotated[
        tuple[Annotated[str, AfterValidator(_format)], ...],
        Field(description="as Python's strptime has them, tried before anything else"),
    ] = ()
    earliest: EdtfDate | None = None
    latest: EdtfDate | None = None

    def read(self, text: str) -> str:
        """The date in EDTF; one that does not exist, or may be two, is refused."""
        found = self._found(" ".join(text.split()))
        day = _parsed(found)
        if self.earliest is not None and not _may_follow(day, self.earliest):
            raise self._outside(text)
        if self.latest is not None and not _may_follow(self.latest, day):
            raise self._outside(text)
        return found

    def _outside(self, text: str) -> InputError:
        return InputError(
            "date_outside",
            f"{text!r} is not between {self.earliest or '…'} and {self.latest or '…'}",
            hint="correct the row, or the span under [dates]",
        )

    def _found(self, text: str) -> str:
        declared = self._by_format(text)
        if declared is not None:
            return declared
        if match := _NUMERIC.fullmatch(text):
            first, _, second, third = match.groups()
            if len(first) == _YEAR:
                return f"{first}-{int(second):02}-{int(third):02}"
            return self._year_last(text, int(first), int(second), third)
        return _in_words(text)

    def _by_format(self, text: str) -> str | None:
        for one in self.formats:
            try:
                return datetime.strptime(text, one).date().isoformat()  # noqa: DTZ007  a day alone
            except ValueError:
                continue
        return None

    def _year_last(self, text: str, first: int, second: int, year: str) -> str:
        if len(year) != _YEAR:
            raise InputError(
                "date_unreadable",
                f"the year of {text!r} has {len(year)} digits",
                hint="write it out in the row",
            )
        if self.order == "year-first":
            raise InputError("date_unreadable", f"{text!r} does not begin with its year")
        order = self.order or _only_order(text, first, second, year)
        day, month = (first, second) if order == "day-first" else (second, first)
        if month not in range(1, 13) and day in range(1, 13):
            raise InputError(
                "date_unreadable",
                f"{text!r} has no month {month}, and dates are declared to be {order}",
                hint="correct the row, or the order under [dates]",
            )
        return _iso(text, year, month, day)


def _in_words(text: str) -> str:
    """A date whose month is a word; any other text as it is, which EDTF may know."""
    if match := _DAY_MONTH.fullmatch(text):
        return _iso(text, match[3], _month(text, match[2]), int(match[1]))
    if match := _MONTH_DAY.fullmatch(text):
        return _iso(text, match[3], _month(text, match[1]), int(match[2]))
    if match := _MONTH.fullmatch(text):
        return f"{match[2]}-{_month(text, match[1]):02}"
    return text


def _only_order(text: str, first: int, second: int, year: str) -> Order:
    """The order that a date fits; refused where it fits both."""
    if first > 12 or second > 12 or first == second:  # noqa: PLR2004  months of a year
        return "month-first" if second > 12 else "day-first"  # noqa: PLR2004
    one, other = (f"{year}-{b:02}-{a:02}" for a, b in ((first, second), (second, first)))
    raise InputError(
        "date_ambiguous",
        f"{text!r} may be {one} or {other}",
        hint="declare under [dates] order = 'day-first' or 'month-first'",
    )


def _iso(text: str, year: str, month: int, day: int) -> str:
    found = f"{year}-{month:02}-{day:02}"
    try:
        _parsed(found)
    except InputError as error:
        why = error.message.partition(": ")[2]
        raise InputError(
            "date_unreadable", f"there is no day {text!r}: {why}", hint="correct the row"
        ) from error
    return found


def _month(text: str, name: str) -> int:
    fitting = [
        place
        for place, month in enumerate(_MONTHS, 1)
        if month.startswith(name.lower().rstrip("."))
    ]
    if len(fitting) != 1:
        raise InputError("date_unreadable", f"{text!r}: {name!r} is no month")
    return fitting[0]


@lru_cache(maxsize=4096)
def _parsed(found: str) -> PartialDate:
    return parse_date(found)


def _may_follow(later: PartialDate, earlier: PartialDate) -> bool:
    return not later.ends_before(earlier)


def days_before(day: str, days: int) -> str:
    """The day that many days before this one."""
    try:
        return (date.fromisoformat(day) - timedelta(days=days)).isoformat()
    except (ValueError, OverflowError) as error:
        raise InputError("date_unreadable", f"{day!r} is not one day") from error
