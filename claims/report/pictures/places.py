"""Where each claim of a figure stands in time and number, claims that look alike as one mark."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from claims.errors import InputError
from claims.report.model import ClaimRow
from claims.report.pictures.origins import Group
from claims.report.pictures.scales import days
from claims.values.dates import PartialDate, parse_date
from claims.values.quantity import Interval, Quantity, parse_quantity
from claims.vocab import Comparator, Standing

FALLEN = (Standing.RETRACTED, Standing.WITHDRAWN)
_AROUND = (Comparator.APPROXIMATELY, Comparator.VAGUE)
_FARTHEST = Decimal("1e60")


@dataclass(frozen=True, slots=True)
class Place:
    """One mark: the claims that it stands for (the first speaks for all), and where it stands.

    `since` to `until` are the days that they are about, `seen` the first day on which one was
    published; `span` is the interval of the number, None where none was given.
    """

    rows: tuple[ClaimRow, ...]
    group: Group | None
    since: float | None
    until: float | None
    seen: float | None
    span: Interval | None

    @property
    def row(self) -> ClaimRow:
        """The claim that speaks for the mark."""
        return self.rows[0]

    @property
    def x(self) -> float | None:
        """The middle of the days that it is about."""
        if self.since is None or self.until is None:
            return self.since if self.until is None else self.until
        return (self.since + self.until) / 2

    @property
    def y(self) -> Decimal | None:
        """The number at which the mark stands: the one printed, else the middle of the range."""
        if self.span is None:
            return None
        if self.row.value is not None:
            return near(self.row.value)
        low, high = self.span.low, self.span.high
        if low is None or high is None:
            return near(high if low is None else low)
        return near((low + high) / 2)

    @property
    def is_struck(self) -> bool:
        """Taken back by its publisher, or logged by mistake."""
        return self.row.standing in FALLEN

    @property
    def is_derived(self) -> bool:
        """Its ends were printed by nobody: a tolerance or a convention made them."""
        return self.row.comparator in _AROUND

    @property
    def weighs(self) -> bool:
        """It can stand in the line of its origin's newer and newer numbers."""
        return self.y is not None and not self.is_struck and self.row.stance.takes_a_side


def near(value: Decimal | None) -> Decimal | None:
    """The number, or the farthest that can be drawn."""
    return None if value is None else max(-_FARTHEST, min(_FARTHEST, value))


def places(
    rows: Iterable[ClaimRow], origins: Mapping[str, Group], tolerance: Decimal
) -> tuple[Place, ...]:
    """The marks of these claims, in order of time."""
    alike: dict[tuple[object, ...], list[ClaimRow]] = {}
    for row in rows:
        alike.setdefault(_look(row, origins.get(row.name)), []).append(row)
    found = [_place(same, origins.get(same[0].name), tolerance) for same in alike.values()]
    return tuple(sorted(found, key=_order))


def told_date(row: ClaimRow) -> str | None:
    """The time of a claim, as the rules take it: what it is about, else said, else published."""
    return row.as_of or row.said or row.published


def _look(row: ClaimRow, group: Group | None) -> tuple[object, ...]:
    """Everything about a claim that its mark shows."""
    number = (row.comparator, row.value, row.low, row.high)
    state = (row.effective_hedge, row.stance, row.standing in FALLEN)
    return (group and group.letter, told_date(row), *number, *state)


def _place(rows: list[ClaimRow], group: Group | None, tolerance: Decimal) -> Place:
    date = _date(told_date(rows[0]))
    seen = [start for row in rows if (start := _start(_date(row.published))) is not None]
    return Place(
        rows=tuple(rows),
        group=group,
        since=_start(date),
        until=None if date is None else _day(date.latest),
        seen=min(seen, default=None),
        span=_span(rows[0], tolerance),
    )


def _date(text: str | None) -> PartialDate | None:
    if text is None:
        return None
    try:
        return parse_date(text)
    except InputError:
        return None


def _start(date: PartialDate | None) -> float | None:
    return None if date is None else _day(date.earliest)


def _day(moment: datetime | None) -> float | None:
    return None if moment is None else days(moment)


def _span(row: ClaimRow, tolerance: Decimal) -> Interval | None:
    if row.comparator is None:
        return None
    if row.comparator is Comparator.VAGUE:
        return _vague(row, tolerance)
    known = Quantity.known(
        row.quantity or "?", row.comparator, row.value, low=row.low, high=row.high
    )
    return known.interval(tolerance)


def _vague(row: ClaimRow, tolerance: Decimal) -> Interval | None:
    """What our convention takes the words for; none where they are of another language."""
    try:
        return parse_quantity(row.quantity or "").interval(tolerance)
    except InputError:
        return None


def _order(place: Place) -> tuple[bool, float, float, str]:
    x = place.x
    return (x is None, x or 0, -len(place.rows), place.row.name)


def joined(
    found: Iterable[Place], updates: Iterable[tuple[str, str]]
) -> Iterator[tuple[Place, Place]]:
    """Marks with the one that took their place: of the same origin, or by somebody's link."""
    last: dict[str, Place] = {}
    named: dict[str, Place] = {}
    pairs: dict[tuple[str, str], tuple[Place, Place]] = {}
    for place in found:
        named.update(dict.fromkeys((row.name for row in place.rows), place))
        if place.group is None or not place.weighs or place.x is None:
            continue
        before = last.get(place.group.letter)
        if before is None or before.x is None or before.x < place.x:
            last[place.group.letter] = place
            if before is not None:
                pairs[before.row.name, place.row.name] = (before, place)
    for newer, older in updates:
        a, b = named.get(older), named.get(newer)
        if a and b and a.x != b.x and a.y is not None and b.y is not None:
            pairs[a.row.name, b.row.name] = (a, b)
    yield from pairs.values()
