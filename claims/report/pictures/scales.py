"""From numbers and days to places on a picture, and the round ones to write at its edges."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from claims.report.language import Words
from claims.report.numbers_and_dates import number_words

_DAY = timedelta(days=1)
_EPOCH = datetime(1, 1, 1, tzinfo=UTC)
_STEPS = (1, 2, 5, 10)
_SCIENTIFIC = Decimal(10) ** 15
_FINEST = 9
_MONTHS = 12
# A tick every so many days, else months: the first of each that gives few enough.
_DAYS = (1, 2, 7, 14)
_MONTH_STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 6000, 12000, 60000)
_LAST_YEAR = date.max.year


@dataclass(frozen=True, slots=True)
class Scale:
    """A straight line from a span of values to a span of places."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        """The place of a value; the middle where all values are one."""
        if self.high == self.low:
            return (self.start + self.end) / 2
        share = (value - self.low) / (self.high - self.low)
        return self.start + share * (self.end - self.start)


def number_ticks(low: Decimal, high: Decimal, most: int = 6) -> tuple[Decimal, ...]:
    """Round numbers (1, 2 or 5 and zeros) from at most `low` to at least `high`."""
    least = max(abs(low), abs(high)).scaleb(-_FINEST)  # finer steps than this are noise
    span = max(high - low, least) or Decimal(1)
    step = Decimal(1).scaleb((span / most).adjusted())
    step *= next(one for one in _STEPS if one * step * most >= span)
    first, last = low // step * step, -(-high // step) * step
    if first > low:  # Decimal divides towards zero
        first -= step
    if last < high:
        last += step
    count = int((last - first) / step) + 1
    return tuple((first + step * index).normalize() + 0 for index in range(count))


def tick_words(value: Decimal, words: Words) -> str:
    """A round number as people write it; a huge one by its power of ten."""
    return f"{value:.0E}" if abs(value) >= _SCIENTIFIC else number_words(value, words)


def days(moment: datetime) -> float:
    """Days since the first of the calendar."""
    return (moment - _EPOCH) / _DAY


def day_ticks(low: float, high: float, most: int = 7) -> tuple[tuple[float, str], ...]:
    """Round dates between two days, each as precise as the steps are."""
    span = high - low
    for step in _DAYS:
        if span / step <= most:
            return tuple(_days(low, high, step))
    months = next((step for step in _MONTH_STEPS if span / 30.44 / step <= most), _MONTH_STEPS[-1])
    return tuple(_months(low, high, months))


def _days(low: float, high: float, step: int) -> Iterator[tuple[float, str]]:
    at = -(-low // step) * step
    while at <= high:
        yield at, (_EPOCH + _DAY * at).date().isoformat()
        at += step


def _months(low: float, high: float, step: int) -> Iterator[tuple[float, str]]:
    first = _EPOCH + _DAY * max(low, 0)
    at = -(-((first.year - 1) * _MONTHS + first.month - 1) // step) * step
    while at // _MONTHS + 1 <= _LAST_YEAR:
        day = date(at // _MONTHS + 1, at % _MONTHS + 1, 1)
        place = float(day.toordinal() - 1)
        if place > high:
            return
        if place >= low:
            whole_years = step % _MONTHS == 0
            yield place, f"{day.year:04}" if whole_years else f"{day.year:04}-{day.month:02}"
        at += step
