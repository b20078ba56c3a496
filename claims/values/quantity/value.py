"""A quantity: the words as printed, and what they mean.

Frozen, and checked once at construction by `Meaning`: bounds are only those that
were printed, numbers are Decimal in plain form, and a range never runs downwards.
"""

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Self

from claims.values.quantity.columns import as_comparator, meaning_of_cells
from claims.values.quantity.faults import MAX_TEXT, invalid
from claims.values.quantity.interval import Interval
from claims.values.quantity.meaning import Meaning
from claims.values.quantity.numbers import DEFAULT_TOLERANCE, numbers_agree
from claims.values.quantity.printing import print_meaning
from claims.values.quantity.units import as_unit, same_unit
from claims.vocab import Comparator

_POINTS = (Comparator.EXACT, Comparator.NONE)
_BOUNDS = (Comparator.AT_LEAST, Comparator.MORE_THAN, Comparator.UP_TO, Comparator.FEWER_THAN)


@dataclass(frozen=True, slots=True)
class Quantity:
    """What was printed ("at least 12") and what it means; absent bounds are None."""

    text: str
    comparator: Comparator
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    unit: str | None = None
    convention: str | None = None

    def __post_init__(self) -> None:
        if not self.text.strip() or len(self.text) > MAX_TEXT:
            raise invalid(f"the text of a quantity has 1 to {MAX_TEXT} characters")
        object.__setattr__(self, "text", self.text.strip())
        meaning = self.meaning
        for name in ("value", "low", "high", "unit"):
            object.__setattr__(self, name, getattr(meaning, name))

    @classmethod
    def of(  # noqa: PLR0913 - one keyword for each column of a table
        cls,
        value: Decimal | int | None = None,
        *,
        low: Decimal | int | None = None,
        high: Decimal | int | None = None,
        comparator: Comparator | str | None = None,
        unit: str | None = None,
        text: str | None = None,
    ) -> Self:
        """Build one from structured columns; the comparator is worked out unless given.

        Without `text` it is the canonical print. Columns that do not fit are refused.
        """
        told = None if comparator is None else as_comparator(comparator)
        return cls.meant(
            meaning_of_cells({"value": value, "low": low, "high": high}, told, unit), text=text
        )

    @classmethod
    def meant(cls, meaning: Meaning, *, text: str | None = None) -> Self:
        """The quantity with that meaning, printed as `text` or else canonically."""
        return cls(
            text=print_meaning(meaning) if text is None else text,
            comparator=meaning.comparator,
            value=meaning.value,
            low=meaning.low,
            high=meaning.high,
            unit=meaning.unit,
            convention=meaning.convention,
        )

    @classmethod
    def known(  # noqa: PLR0913 - one keyword for each field
        cls,
        text: str,
        comparator: Comparator,
        value: Decimal | None = None,
        *,
        low: Decimal | None = None,
        high: Decimal | None = None,
        unit: str | None = None,
        convention: str | None = None,
    ) -> Self:
        """The quantity of parts that are right already, as checked before: nothing is checked."""
        made = object.__new__(cls)
        put = object.__setattr__
        put(made, "text", text)
        put(made, "comparator", comparator)
        put(made, "value", value)
        put(made, "low", low)
        put(made, "high", high)
        put(made, "unit", unit)
        put(made, "convention", convention)
        return made

    def in_unit(self, unit: str | None) -> Self:
        """The same numbers in this unit."""
        return self.known(
            self.text,
            self.comparator,
            self.value,
            low=self.low,
            high=self.high,
            unit=None if unit is None else as_unit(unit),
            convention=self.convention,
        )

    @property
    def meaning(self) -> Meaning:
        """All but the words; two quantities with equal meanings mean the same."""
        return _meaning(
            self.comparator, self.value, self.low, self.high, self.unit, self.convention
        )

    @property
    def is_bound(self) -> bool:
        """One side only was printed: at least, more than, up to, fewer than."""
        return self.comparator in _BOUNDS

    @property
    def is_derived(self) -> bool:
        """Its interval comes from our convention table, not from a printed number."""
        return self.convention is not None

    def interval(self, tolerance: Decimal = DEFAULT_TOLERANCE) -> Interval:
        """The numbers that it allows; `tolerance` widens only what is approximate."""
        return _interval(self.meaning, tolerance)

    def same_numbers_as(self, other: "Quantity") -> bool:
        """The numbers in print are the same, whatever the comparators: a lost "about" shows here.

        Vague words have no number and are never the same as one.
        """
        return _printed(self.meaning) == _printed(other.meaning)

    def agrees_as_printed(self, other: "Quantity") -> bool:
        """Same comparator, numbers and convention; a unit that one does not print is no matter."""
        mine = (self.comparator, self.value, self.low, self.high, self.convention)
        theirs = (other.comparator, other.value, other.low, other.high, other.convention)
        return mine == theirs and same_unit(self.unit, other.unit)

    def agrees_with(self, other: "Quantity", tolerance: Decimal = DEFAULT_TOLERANCE) -> bool:
        """Both can be true of one thing: plain numbers agree rounded, others when they overlap.

        Units are not looked at: what is counted is the figure's business.
        """
        if self.comparator in _POINTS and other.comparator in _POINTS:
            assert self.value is not None, "a plain number has a value"
            assert other.value is not None, "a plain number has a value"
            return numbers_agree(self.value, other.value, tolerance)
        return self.interval(tolerance).overlaps(other.interval(tolerance))

    def canonical(self) -> str:
        """Its meaning in canonical words, which `parse_quantity` reads back."""
        return print_meaning(self.meaning)

    def __str__(self) -> str:
        return self.text


# Figures compare every claim with every other, so both are remembered; `typed` keeps a
# float from passing for the Decimal that equals it.
_meaning = lru_cache(maxsize=4096, typed=True)(Meaning)
_interval = lru_cache(maxsize=4096, typed=True)(Meaning.interval)


def _printed(meaning: Meaning) -> tuple[Decimal | str | None, ...]:
    """The numbers in print; a bound of one number repeats that number."""
    if meaning.shape is not None:
        return (meaning.value,)
    return (meaning.value, meaning.low, meaning.high, meaning.convention)
