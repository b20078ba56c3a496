"""Whether two wordings of one statement give the same number.

Guaranteed: rounding explains a difference (4,695 and 4,700), nothing else does; ranges
agree end by end, vague words when they are one entry of the convention.
"""

from collections.abc import Iterable
from decimal import Decimal
from enum import Enum, auto

from claims.values.quantity import Quantity, numbers_agree
from claims.vocab import Comparator


class Wording(Enum):
    """How far two wordings of a number are one."""

    SAME = auto()
    COMPARATOR_DIFFERS = auto()
    NUMBER_DIFFERS = auto()


def compare_wordings(a: Quantity, b: Quantity, tolerance: Decimal) -> Wording:
    """The number first, then what bounds it: a lost "about" leaves the number as it was."""
    if not same_number(a, b, tolerance):
        return Wording.NUMBER_DIFFERS
    return Wording.SAME if _bounded_alike(a, b) else Wording.COMPARATOR_DIFFERS


def same_number(a: Quantity, b: Quantity, tolerance: Decimal) -> bool:
    """The printed numbers agree, whatever the comparators."""
    if a.is_derived or b.is_derived:
        return a.convention == b.convention or _vague_fits(a, b, tolerance)
    if a.value is not None and b.value is not None:
        return numbers_agree(a.value, b.value, tolerance)
    return len(_printed(a)) == len(_printed(b)) and all(
        numbers_agree(one, two, tolerance)
        for one, two in zip(_printed(a), _printed(b), strict=True)
    )


def is_one_sided(quantity: Quantity, tolerance: Decimal) -> bool:
    """Only one end is bounded: at least, up to, or a vague word without a limit."""
    return quantity.is_bound or quantity.interval(tolerance).high is None


def bounds_agree(a: Quantity, b: Quantity, tolerance: Decimal) -> bool:
    """Two bounds in one direction with numbers that agree as printed."""
    below = (Comparator.AT_LEAST, Comparator.MORE_THAN)
    above = (Comparator.UP_TO, Comparator.FEWER_THAN)
    one_way = any(a.comparator in side and b.comparator in side for side in (below, above))
    return one_way and same_number(a, b, tolerance)


def printed_range(quantities: Iterable[Quantity]) -> tuple[Decimal | None, Decimal | None]:
    """The least and the greatest number in print; a bound counts on its own side only.

    A bound beyond the other end leaves that end open: of 14 and "at least 30" nobody
    has printed the greatest.
    """
    lows: list[Decimal] = []
    highs: list[Decimal] = []
    for quantity in quantities:
        low, high = _ends(quantity)
        lows += [] if low is None else [low]
        highs += [] if high is None else [high]
    least, greatest = min(lows, default=None), max(highs, default=None)
    open_below = least is not None and min(highs, default=least) < least
    open_above = greatest is not None and max(lows, default=greatest) > greatest
    return None if open_below else least, None if open_above else greatest


def _ends(quantity: Quantity) -> tuple[Decimal | None, Decimal | None]:
    """The printed ends: of a range both, of a bound its own, of a plain number itself twice."""
    if quantity.low is None and quantity.high is None:
        return quantity.value, quantity.value
    return quantity.low, quantity.high


def _vague_fits(a: Quantity, b: Quantity, tolerance: Decimal) -> bool:
    """Every number that one prints lies in what the other's vague word spans."""
    for vague, other in ((a, b), (b, a)):
        if vague.is_derived and not other.is_derived:
            return all(vague.interval(tolerance).contains(number) for number in _printed(other))
    return a.agrees_with(b, tolerance)


def _bounded_alike(a: Quantity, b: Quantity) -> bool:
    """The same comparator, and of "nearly" and "just over" the same side."""
    one, two = ((q.comparator, q.low is None, q.high is None, q.convention) for q in (a, b))
    return one == two


def _printed(quantity: Quantity) -> list[Decimal]:
    """The numbers in print: one value, or the ends of a range."""
    ends = [end for end in (quantity.low, quantity.high) if end is not None]
    return ends if quantity.value is None else [quantity.value]
