"""Finding one agreeing quantity among many without comparing with each.

Guaranteed: `find` returns an item exactly when `Quantity.agrees_with` holds for some
quantity that was added (two absent ones agree), and always the same one; the cost of a
look-up grows with the logarithm of what was added, not with its number.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property, lru_cache
from operator import itemgetter
from typing import Generic, TypeVar

from claims.values.quantity import Interval, Quantity, numbers_agree
from claims.values.quantity.numbers import EXACT
from claims.vocab import Comparator

Item = TypeVar("Item")

_POINTS = (Comparator.EXACT, Comparator.NONE)
_Start = tuple[bool, Decimal, bool]
_End = tuple[bool, Decimal, bool]
_Numbers = tuple[Comparator, Decimal | None, Decimal | None, Decimal | None, str | None]


@lru_cache(maxsize=1 << 16)
def span(quantity: Quantity, tolerance: Decimal) -> Interval:
    """The numbers that a quantity allows, worked out once."""
    return quantity.interval(tolerance)


def _numbers(quantity: Quantity) -> _Numbers:
    return (
        quantity.comparator,
        quantity.value,
        quantity.low,
        quantity.high,
        quantity.convention,
    )


@dataclass
class Agreements(Generic[Item]):
    """Things said of one figure with one stance, to be looked up by a quantity that agrees.

    What is printed the same is found first, then what agrees as a plain number, then
    what overlaps between two bounds, and last what overlaps through an open end.
    """

    tolerance: Decimal
    _bare: Item | None = None
    _same: dict[_Numbers, tuple[Quantity, Item]] = field(default_factory=dict)
    _found: dict[_Numbers, Item | None] = field(default_factory=dict)

    def add(self, quantity: Quantity | None, item: Item) -> None:
        """Take one in; among equals the one that came first is found."""
        if quantity is None:
            self._bare = self._bare or item
            return
        self._same.setdefault(_numbers(quantity), (quantity, item))

    def find(self, quantity: Quantity | None) -> Item | None:
        """One that agrees, if there is one; all must have been added before."""
        if quantity is None:
            return self._bare
        numbers = _numbers(quantity)
        if (same := self._same.get(numbers)) is not None:
            return same[1]
        if numbers not in self._found:
            self._found[numbers] = self._search(quantity)
        return self._found[numbers]

    def _search(self, quantity: Quantity) -> Item | None:
        if quantity.comparator not in _POINTS:
            return self._all.find(quantity, self.tolerance)
        assert quantity.value is not None, "a plain number has a value"
        plain = self._plain.find(quantity.value)
        return self._soft.find(quantity, self.tolerance) if plain is None else plain

    @cached_property
    def _plain(self) -> "_Points[Item]":
        points: dict[Decimal, Item] = {}
        for quantity, item in self._same.values():
            if quantity.comparator in _POINTS and quantity.value is not None:
                points.setdefault(quantity.value, item)
        return _Points(self.tolerance, points)

    @cached_property
    def _soft(self) -> "_Tiers[Item]":
        return _Tiers(
            (span(quantity, self.tolerance), item)
            for quantity, item in self._same.values()
            if quantity.comparator not in _POINTS
        )

    @cached_property
    def _all(self) -> "_Tiers[Item]":
        return _Tiers(
            (span(quantity, self.tolerance), item) for quantity, item in self._same.values()
        )


class _Points(Generic[Item]):
    """Plain numbers, found by the rule of `numbers_agree`: one is the other, rounded."""

    def __init__(self, tolerance: Decimal, items: dict[Decimal, Item]) -> None:
        self._tolerance = tolerance
        self._items = items
        self._values = sorted(items)

    def find(self, value: Decimal) -> Item | None:
        for other in (value, *self._finer(value), *self._coarser(value)):
            if other in self._items and numbers_agree(value, other, self._tolerance):
                return self._items[other]
        return None

    def _finer(self, value: Decimal) -> Iterator[Decimal]:
        """The nearest on either side, within half a step of the last digit: no others agree."""
        if not value:
            return
        half = Decimal((0, (5,), _place(value) - 1))
        place = bisect_left(self._values, value)
        for other in self._values[max(place - 1, 0) : place + 1]:
            if abs(EXACT.subtract(value, other)) <= half:
                yield other

    def _coarser(self, value: Decimal) -> Iterator[Decimal]:
        """Those that are this number rounded, to whichever digit."""
        last = value.adjusted() + 1 if value else _place(value)
        for place in range(_place(value) + 1, last + 1):
            rounded = value.quantize(Decimal((0, (1,), place)), ROUND_HALF_UP, EXACT)
            if rounded in self._items:
                yield rounded


def _place(value: Decimal) -> int:
    """The power of ten of the last digit that is not zero."""
    exponent = value.normalize(EXACT).as_tuple().exponent
    assert isinstance(exponent, int), "numbers are finite"
    return exponent


class _Tiers(Generic[Item]):
    """Intervals with two ends before those with one."""

    def __init__(self, spans: Iterable[tuple[Interval, Item]]) -> None:
        every = list(spans)
        self._any = bool(every)
        self._closed = _Spans([one for one in every if not one[0].is_open_ended])
        self._open = _Spans([one for one in every if one[0].is_open_ended])

    def find(self, quantity: Quantity, tolerance: Decimal) -> Item | None:
        if not self._any:
            return None
        interval = span(quantity, tolerance)
        closed = self._closed.find(interval)
        return self._open.find(interval) if closed is None else closed


class _Spans(Generic[Item]):
    """Intervals by where they begin, each with the one before it that reaches furthest."""

    def __init__(self, spans: list[tuple[Interval, Item]]) -> None:
        ordered = sorted(((_start(one[0]), one) for one in spans), key=itemgetter(0))
        self._starts = [start for start, _ in ordered]
        self._furthest: list[tuple[Interval, Item]] = []
        furthest: _End | None = None
        for _, spanned in ordered:
            end = _end(spanned[0])
            if furthest is None or end > furthest:
                furthest, last = end, spanned
            self._furthest.append(last)

    def find(self, interval: Interval) -> Item | None:
        """Of those that begin early enough, the one that reaches furthest, if far enough."""
        begun = len(self._starts)
        if interval.high is not None:  # what begins where an open end is begins too late
            begun = bisect_left(self._starts, (True, interval.high, not interval.high_open))
        if not begun:
            return None
        reached, item = self._furthest[begun - 1]
        return item if interval.may_not_exceed(reached) else None


def _start(interval: Interval) -> _Start:
    return (interval.low is not None, interval.low or Decimal(0), interval.low_open)


def _end(interval: Interval) -> _End:
    return (interval.high is None, interval.high or Decimal(0), not interval.high_open)
