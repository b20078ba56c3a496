"""The value: a date's text with the span of time it covers, and how two spans lie.

Guaranteed: relations look at spans only, never at the text. An end that is open or
unknown (None) may lie anywhere beyond, so that it can rule nothing out: it overlaps
whatever it could reach, and is never wholly before or after anything.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal, Self

from claims.errors import InputError

Precision = Literal["instant", "day", "month", "year", "span"]

REST_OF_SECOND = timedelta(microseconds=999_999)


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date that may be a second, a day, a month, a year or any span; made by `parse_date`.

    `earliest` and `latest` are the first and the last microsecond covered, in UTC;
    None is an open or unknown end.
    """

    text: str
    earliest: datetime | None
    latest: datetime | None

    @classmethod
    def of_day(cls, day: date) -> Self:
        """Cover that day in UTC; a datetime, which is a date to Python, keeps its time."""
        if isinstance(day, datetime):
            return cls.of_instant(day)
        first = datetime.combine(day, time.min, UTC)
        return cls(day.isoformat(), first, datetime.combine(day, time.max, UTC))

    @classmethod
    def of_instant(cls, moment: datetime) -> Self:
        """Cover the second that holds `moment`, written in UTC; a naive datetime is refused."""
        if moment.utcoffset() is None:
            raise naive(moment.isoformat())
        first = moment.astimezone(UTC).replace(microsecond=0)
        text = first.replace(tzinfo=None).isoformat() + "Z"
        return cls(text, first, first + REST_OF_SECOND)

    def __str__(self) -> str:
        return self.text

    @property
    def is_uncertain(self) -> bool:
        """Any part of it is marked `?` or `%`; the span is the same without the mark."""
        return "?" in self.text or "%" in self.text

    @property
    def is_approximate(self) -> bool:
        """Any part of it is marked `~` or `%`; the span is the same without the mark."""
        return "~" in self.text or "%" in self.text

    @property
    def precision(self) -> Precision:
        """What the span amounts to: `2025-05-XX` is a month, `2025-01/2025-04` a span."""
        if self.earliest is None or self.latest is None:
            return "span"
        if self.latest - self.earliest < timedelta(minutes=1):
            return "instant"
        # The last microsecond of a day, month or year is the one before the next begins;
        # the next is not computed, since 9999-12-31 has none.
        if self.earliest.time() != time.min or self.latest.time() != time.max:
            return "span"
        return _calendar_unit(self.earliest.date(), self.latest.date())

    def overlaps(self, other: "PartialDate") -> bool:
        """Whether some instant can be in both."""
        return not (self.starts_after(other) or self.ends_before(other))

    def equals_span(self, other: "PartialDate") -> bool:
        """Whether both cover the same time, however they are written."""
        return (self.earliest, self.latest) == (other.earliest, other.latest)

    def is_within(self, other: "PartialDate") -> bool:
        """Whether `other` covers all of this one; a span is within itself."""
        starts_in = other.earliest is None or (
            self.earliest is not None and other.earliest <= self.earliest
        )
        ends_in = other.latest is None or (self.latest is not None and self.latest <= other.latest)
        return starts_in and ends_in

    def starts_after(self, other: "PartialDate") -> bool:
        """Whether all of this one comes after all of `other`."""
        if self.earliest is None or other.latest is None:
            return False
        return self.earliest > other.latest

    def ends_before(self, other: "PartialDate") -> bool:
        """Whether all of this one comes before all of `other`."""
        return other.starts_after(self)


def naive(text: str) -> InputError:
    """Refuse a time of day that does not say where it was."""
    return InputError(
        "date_naive",
        f"the time {text!r} does not say which time zone it is in",
        hint="add Z for UTC or an offset: 2025-04-30T14:05Z, 2025-04-30T14:05+09:00",
    )


def _calendar_unit(first: date, last: date) -> Precision:
    """Name the unit of which two days are the first and the last."""
    if first == last:
        return "day"
    length = monthrange(last.year, last.month)[1]
    if first.year != last.year or (first.day, last.day) != (1, length):
        return "span"
    if first.month == last.month:
        return "month"
    return "year" if (first.month, last.month) == (1, 12) else "span"
