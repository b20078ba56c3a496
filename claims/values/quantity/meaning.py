"""What a quantity means, apart from its words: the fields that must fit together.

Guaranteed after construction: the bounds fit the comparator (`_FIELDS`), numbers are
plain, a range does not run downwards, zero is `none`, and only a vague word names a
convention, one that exists.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Self

from claims.values.quantity.faults import invalid
from claims.values.quantity.interval import Interval
from claims.values.quantity.numbers import EXACT, as_number, as_tolerance, plain
from claims.values.quantity.units import as_unit
from claims.values.quantity.vague import vague_interval
from claims.vocab import Comparator

ZERO = Decimal(0)


class Shape(StrEnum):
    """How words bend one printed number: a comparator, and the side it bounds."""

    EXACTLY = "exactly"
    AROUND = "around"
    NEARLY = "nearly"
    JUST_OVER = "just over"
    AT_LEAST = "at least"
    MORE_THAN = "more than"
    UP_TO = "up to"
    FEWER_THAN = "fewer than"

    @property
    def bounds_below(self) -> bool:
        """The printed number is a lower bound."""
        return self in (Shape.JUST_OVER, Shape.AT_LEAST, Shape.MORE_THAN)

    @property
    def bounds_above(self) -> bool:
        """The printed number is an upper bound."""
        return self in (Shape.NEARLY, Shape.UP_TO, Shape.FEWER_THAN)


COMPARATORS = {
    Shape.EXACTLY: Comparator.EXACT,
    Shape.AROUND: Comparator.APPROXIMATELY,
    Shape.NEARLY: Comparator.APPROXIMATELY,
    Shape.JUST_OVER: Comparator.APPROXIMATELY,
    Shape.AT_LEAST: Comparator.AT_LEAST,
    Shape.MORE_THAN: Comparator.MORE_THAN,
    Shape.UP_TO: Comparator.UP_TO,
    Shape.FEWER_THAN: Comparator.FEWER_THAN,
}

# Which of value, low and high each comparator has; approximately is around, just
# over, nearly, or a range whose ends are both soft ("around 10,000 to 12,000").
_FIELDS = {
    Comparator.EXACT: ("value",),
    Comparator.NONE: ("value",),
    Comparator.APPROXIMATELY: ("value", "value low", "value high", "low high"),
    Comparator.AT_LEAST: ("value low",),
    Comparator.MORE_THAN: ("value low",),
    Comparator.UP_TO: ("value high",),
    Comparator.FEWER_THAN: ("value high",),
    Comparator.BETWEEN: ("low high", "value low high"),
    Comparator.VAGUE: ("",),
}


@dataclass(frozen=True, slots=True)
class Meaning:
    """A quantity without its words; two that are equal mean the same."""

    comparator: Comparator
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    unit: str | None = None
    convention: str | None = None

    def __post_init__(self) -> None:
        for name in ("value", "low", "high"):
            number = getattr(self, name)
            if number is not None:
                object.__setattr__(self, name, as_number(number, name))
        if self.unit is not None:
            object.__setattr__(self, "unit", as_unit(self.unit))
        self._check_fields()
        self._check_order()
        self._check_zero()
        self._check_convention()

    @classmethod
    def shaped(cls, shape: Shape, number: Decimal, unit: str | None = None) -> Self:
        """One printed number and the words that bend it; an exact zero is `none`."""
        if shape is Shape.EXACTLY and number == 0:
            return cls(Comparator.NONE, ZERO, unit=unit)
        return cls(
            COMPARATORS[shape],
            number,
            number if shape.bounds_below else None,
            number if shape.bounds_above else None,
            unit=unit,
        )

    def _check_fields(self) -> None:
        printed = (("value", self.value), ("low", self.low), ("high", self.high))
        found = " ".join([name for name, number in printed if number is not None])
        if found not in _FIELDS[self.comparator]:
            needed = " or ".join(f"({fields or 'none'})" for fields in _FIELDS[self.comparator])
            raise invalid(
                f"a quantity that is {self.comparator} takes of value, low and high "
                f"{needed}, not ({found or 'none'})"
            )

    def _check_order(self) -> None:
        low, high, value = self.low, self.high, self.value
        if low is not None and high is not None:
            if low > high:
                raise invalid(f"the range runs downwards, from {low:f} to {high:f}")
            if value is not None and not low <= value <= high:
                raise invalid(f"{value:f} is not within {low:f} to {high:f}")
        elif value is not None and not all(b in (None, value) for b in (low, high)):
            raise invalid(f"the bound of {self.comparator} is not its value {value:f}")

    def _check_zero(self) -> None:
        if (self.comparator is Comparator.NONE and self.value != 0) or (
            self.comparator is Comparator.EXACT and self.value == 0
        ):
            raise invalid("zero is `none`, and nothing else is")
        one_sided = (self.low is None) != (self.high is None)
        if self.comparator is Comparator.APPROXIMATELY and one_sided and (self.value or 0) <= 0:
            raise invalid("only a number above zero can be nearly reached or just passed")

    def _check_convention(self) -> None:
        if (self.comparator is Comparator.VAGUE) != (self.convention is not None):
            raise invalid("a convention belongs to a vague word, and a vague word has one")
        if self.convention is not None:
            vague_interval(self.convention)

    @property
    def shape(self) -> Shape | None:
        """The words that bend its one number; None for ranges and vague words."""
        if self.value is None or self.comparator is Comparator.BETWEEN:
            return None
        if self.comparator is Comparator.NONE:
            return Shape.EXACTLY
        sides = (self.low is not None, self.high is not None)
        return next(
            shape
            for shape, comparator in COMPARATORS.items()
            if comparator is self.comparator and sides == (shape.bounds_below, shape.bounds_above)
        )

    def interval(self, tolerance: Decimal) -> Interval:
        """The numbers that it allows (DESIGN, section 3)."""
        share = as_tolerance(tolerance)
        if self.convention is not None:
            return vague_interval(self.convention)
        if self.comparator is Comparator.APPROXIMATELY:
            return self._soft(share)
        if self.comparator in (Comparator.UP_TO, Comparator.FEWER_THAN):
            return self._below()
        if self.comparator in (Comparator.AT_LEAST, Comparator.MORE_THAN):
            return Interval(self.low, low_open=self.comparator is Comparator.MORE_THAN)
        if self.comparator is Comparator.BETWEEN:
            return Interval(self.low, self.high)
        return Interval(self.value, self.value)

    def _below(self) -> Interval:
        """Counts do not fall below zero; a bound that is itself below it has no floor."""
        assert self.high is not None, "checked at construction"
        if self.comparator is Comparator.UP_TO:
            return Interval(ZERO if self.high >= 0 else None, self.high)
        return Interval(ZERO if self.high > 0 else None, self.high, high_open=True)

    def _soft(self, share: Decimal) -> Interval:
        """Around, nearly, just over; without any tolerance each is the number itself."""
        one_sided = (self.low is None) != (self.high is None) and share > 0
        low = self.low if self.low is not None else self.value
        high = self.high if self.high is not None else self.value
        assert low is not None, "checked at construction"
        assert high is not None, "checked at construction"
        if not (one_sided and self.low is not None):
            low = plain(EXACT.subtract(low, EXACT.multiply(share, abs(low))))
        if not (one_sided and self.high is not None):
            high = plain(EXACT.add(high, EXACT.multiply(share, abs(high))))
        return Interval(
            low,
            high,
            low_open=one_sided and self.low is not None,
            high_open=one_sided and self.high is not None,
        )
