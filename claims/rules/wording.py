"""Two wordings of one number, side by side: did the later one lose what bounded it?

A plain number says more than "about" or "at least" it, and more than the range or the
vague word that it was taken from. Whoever widens what he passes on drifts nowhere.
"""

from dataclasses import dataclass
from decimal import Decimal

from claims.quantity import Interval, Quantity, numbers_agree
from claims.vocab import FindingCode

# Words of the press for one measure; whatever else is spelled differently is another.
_ONE_MEASURE = (
    {"dead", "death", "killed", "fatality", "fatalities", "died", "kill", "people killed"},
    {"wounded", "injured", "injury", "injuries", "hurt"},
    {"troop", "soldier", "serviceman", "servicemen"},
    {"person", "people", "individual"},
)
_SAME = {word: min(measure) for measure in _ONE_MEASURE for word in measure}


def measure(unit: str) -> str:
    """What a unit counts, so that "deaths" and "killed" are one and "casualties" another."""
    folded = unit.casefold()
    singular = folded.removesuffix("s")
    return _SAME.get(folded) or _SAME.get(singular) or singular


def same_measure(a: str | None, b: str | None) -> bool:
    """Both count the same thing, or one of them does not say what it counts."""
    return a is None or b is None or measure(a) == measure(b)


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
        """The later wording allows less, and nothing that the earlier one ruled out."""
        return not self.is_weaker and _covers(self._span(self.before), self._span(self.after))

    @property
    def lost_comparator(self) -> bool:
        """The same number, bounded otherwise, and not merely more loosely."""
        changed = self.before.comparator is not self.after.comparator or (
            self.before.low is None,
            self.before.high is None,
        ) != (self.after.low is None, self.after.high is None)
        return changed and not self.number_changed and not self.is_weaker

    def _span(self, quantity: Quantity) -> Interval:
        return quantity.interval(self.tolerance)


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
