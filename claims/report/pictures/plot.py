"""The frame of the picture over time: its edges, its scales, and a spot for every mark."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from claims.report.language import Words
from claims.report.pictures.places import Place, near
from claims.report.pictures.scales import Scale, day_ticks, number_ticks, tick_words
from claims.report.pictures.shapes import SIZE
from claims.report.pictures.svg import Svg, element, line, text, width

_WIDE, _TALL = 720.0, 330.0
_RIGHT, _TOP, _AXIS, _STRIP = 26.0, 30.0, 24.0, 30.0
_UNDATED = 64.0
_LEAST_DAYS = 6.0
_TRIES = 8
_FIRST = datetime(1, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Plot:
    """Scales in both directions; a strip below for claims without a number, one for no date."""

    days: Scale
    numbers: Scale
    ticks: tuple[Decimal, ...]
    has_bare: bool
    has_undated: bool
    is_dated: bool

    width = _WIDE

    @property
    def height(self) -> float:
        """With the axis, and the strip where it is needed."""
        return self.bottom + _AXIS + (_STRIP if self.has_bare else 0)

    @property
    def top(self) -> float:
        """Where the numbers end."""
        return _TOP

    @property
    def bottom(self) -> float:
        """Where the numbers begin."""
        return _TALL

    def x(self, day: float) -> float:
        """The place of a day, kept within the picture."""
        return max(self.days.start, min(self.days.end, self.days(day)))

    def y(self, value: float) -> float:
        """The place of a number, kept within the picture."""
        return max(self.top, min(self.bottom, self.numbers(value)))

    def spots(self, marks: Iterable[Place]) -> dict[str, tuple[float, float]]:
        """Where each mark stands; one that would cover another moves aside."""
        taken: list[tuple[float, float]] = []
        found = {}
        for place in marks:
            x, y = self._spot(place)
            for _ in range(_TRIES):
                if all(abs(x - a) > 1.9 * SIZE or abs(y - b) > 1.9 * SIZE for a, b in taken):
                    break
                x = x + 2 * SIZE if x + 2 * SIZE < _WIDE - SIZE else x - 5 * SIZE
            taken.append((x, y))
            found[place.row.name] = (x, y)
        return found

    def _spot(self, place: Place) -> tuple[float, float]:
        x = self.days.end + _UNDATED / 2 + 12 if place.x is None else self.x(place.x)
        if place.y is None:
            return x, self.bottom + _AXIS + _STRIP / 2
        return x, self.y(float(place.y))

    def axes(self, unit: str, words: Words) -> Iterator[Svg]:
        """Lines and words at the edges."""
        left, right = self.days.start, self.days.end
        told = words.pictures
        title = told["axis_unit"].format(unit=unit) if unit else told["axis"]
        yield text(8, 16, title, class_="t q", room=_WIDE / 2)
        for tick in self.ticks:
            y = self.y(float(tick))
            yield line((left - 8, y), (right + 8, y), "axis" if tick == 0 else "grid")
            yield text(left - 12, y + 4, tick_words(tick, words), class_="t q", anchor="end")
        for day, date in day_ticks(self.days.low, self.days.high) if self.is_dated else ():
            x = self.x(day)
            yield line((x, self.bottom), (x, self.bottom + 5), "axis")
            yield text(x, self.bottom + 18, date, class_="t q", anchor="middle")
        yield line((left - 8, self.bottom), (right + 8, self.bottom), "axis")
        if self.has_undated:
            x = right + _UNDATED / 2 + 12
            yield line((right + 12, self.top), (right + 12, self.bottom), "grid")
            yield text(x, self.bottom + 18, told["no_date"], class_="t q", anchor="middle")
        if self.has_bare:
            y = self.bottom + _AXIS
            yield element(
                "rect", x=left - 8, y=y, width=_WIDE - left - 4, height=_STRIP, class_="lane"
            )
            yield text(left - 12, y + 13, told["no_number_above"], class_="t q", anchor="end")
            yield text(left - 12, y + 25, told["no_number_below"], class_="t q", anchor="end")

    def span_words(self, words: Words) -> str:
        """From which day to which: ", 2025-01-16 to 2025-06-17"."""
        if not self.is_dated:
            return ""
        ends = {"low": _iso(self.days.low), "high": _iso(self.days.high)}
        return f", {words.told['between'].format(**ends)}"


def plot_of(found: Sequence[Place], words: Words) -> Plot:
    """A plot that all of these fit into."""
    undated = any(one.x is None for one in found)
    dated = [day for one in found for day in (one.since, one.until, one.seen) if day is not None]
    low, high = (min(dated), max(dated)) if dated else (0.0, 1.0)
    spare = max(_LEAST_DAYS - (high - low), 0) / 2
    ticks = number_ticks(*_range(found))
    left = min(max(width(tick_words(tick, words)) for tick in ticks) + 30, 150)
    right = _WIDE - _RIGHT - (_UNDATED if undated else 0)
    return Plot(
        days=Scale(max(low - spare, 0), high + spare, left, right),
        numbers=Scale(float(ticks[0]), float(ticks[-1]), _TALL, _TOP),
        ticks=ticks,
        has_bare=any(one.y is None for one in found),
        has_undated=undated,
        is_dated=bool(dated),
    )


def _range(found: Sequence[Place]) -> tuple[Decimal, Decimal]:
    """From zero, or below, to the greatest end of an interval."""
    ends = [Decimal(0)]
    for one in found:
        if one.span is not None:
            ends += [end for end in (near(one.span.low), near(one.span.high)) if end is not None]
        if one.y is not None:
            ends.append(one.y)
    return min(ends), max(ends)


def _iso(day: float) -> str:
    return (_FIRST + timedelta(days=day)).date().isoformat()
