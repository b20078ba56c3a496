"""Two wordings of one number, side by side, and whether the later lost what bounded it.

A plain number says more than "about" or "at least" it, and more than the range or the
vague word that it was taken from. Whoever widens what he passes on drifts nowhere.
"""

from dataclasses import dataclass
from decimal import Decimal

from claims.values.quantity import Interval, Quantity, numbers_agree
from claims.vocab import Comparator


def same_number(a: Quantity, b: Quantity, tolerance: Decimal) -> bool:
    """Every number that `b` prints stands in `a` too, rounding aside; vague words overlap."""
    one, two = _numbers(a), _numbers(b)
    if not one or not two:
        return a.interval(tolerance).overlaps(b.interval(tolerance))
    return all(any(numbers_agree(x, y, tolerance) for x in one) for y in two)


@dataclass(frozen=True, slots=True)
class Retold:
    """A quantity and how a later report has it."""

    before: Quantity
    after: Quantity
    tolerance: Decimal

    @property
    def number_changed(self) -> bool:
        """Another number: not one that the earlier wording prints, and no wider word for it."""
        return not (same_number(self.before, self.after, self.tolerance) or self._is_wider_word)

    @property
    def _is_wider_word(self) -> bool:
        return not _numbers(self.after) and self.is_weaker

    @property
    def is_weaker(self) -> bool:
        """Everything that the earlier wording allows, the later one allows too."""
        return _covers(self._span(self.after), self._span(self.before))

    @property
    def is_stronger(self) -> bool:
        """The same number, and the later wording allows only a part of what the earlier did."""
        narrower = _covers(self._span(self.before), self._span(self.after))
        return self.lost_comparator and narrower

    @property
    def lost_comparator(self) -> bool:
        """The same number, bounded otherwise, and not merely more loosely."""
        changed = _shape(self.before) != _shape(self.after)
        return changed and not self.number_changed and not self.is_weaker

    def _span(self, quantity: Quantity) -> Interval:
        return quantity.interval(self.tolerance)


def _shape(quantity: Quantity) -> tuple[Comparator, bool, bool]:
    """The comparator, and which sides it bounds ("nearly" and "around" differ in that)."""
    return (quantity.comparator, quantity.low is None, quantity.high is None)


def _numbers(quantity: Quantity) -> set[Decimal]:
    printed = (quantity.value, quantity.low, quantity.high)
    return {number for number in printed if number is not None}


def _covers(outer: Interval, inner: Interval) -> bool:
    """Every number in `inner` is in `outer`."""
    if outer.low is not None:
        if inner.low is None or inner.low < outer.low:
            return False
        if inner.low == outer.low and outer.low_open and not inner.low_open:
            return False
    if outer.high is None:
        return True
    if inner.high is None or inner.high > outer.high:
        return False
    return not (inner.high == outer.high and outer.high_open and not inner.high_open)
