"""The span of numbers that a quantity allows. It is never empty and never inverted."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Self

from claims.values.quantity.faults import invalid


@dataclass(frozen=True, slots=True)
class Interval:
    """From `low` to `high`; None is unbounded, and an unbounded end counts as open."""

    low: Decimal | None = None
    high: Decimal | None = None
    low_open: bool = False
    high_open: bool = False

    def __post_init__(self) -> None:
        for end in (self.low, self.high):
            if end is not None and not (isinstance(end, Decimal) and end.is_finite()):
                raise invalid(f"the end of an interval is a finite Decimal, not {end!r}")
        object.__setattr__(self, "low_open", self.low_open or self.low is None)
        object.__setattr__(self, "high_open", self.high_open or self.high is None)
        if self.low is None or self.high is None:
            return
        if self.low > self.high:
            raise invalid(f"an interval cannot run from {self.low:f} down to {self.high:f}")
        if self.low == self.high and (self.low_open or self.high_open):
            raise invalid(f"an interval open at its only point {self.low:f} is empty")

    @classmethod
    def point(cls, value: Decimal) -> Self:
        """The interval that holds one number."""
        return cls(value, value)

    @property
    def is_open_ended(self) -> bool:
        """At least one end is unbounded."""
        return self.low is None or self.high is None

    def contains(self, value: Decimal) -> bool:
        """Whether the number lies within."""
        return self.overlaps(Interval.point(value))

    def overlaps(self, other: "Interval") -> bool:
        """Whether some number lies in both."""
        return self.may_not_exceed(other) and other.may_not_exceed(self)

    def may_not_exceed(self, other: "Interval") -> bool:
        """Some point of this is at most some point of the other.

        The test for part ≤ whole and for earlier ≤ later: False means that it is impossible.
        """
        if self.low is None or other.high is None:
            return True
        if self.low == other.high:
            return not (self.low_open or other.high_open)
        return self.low < other.high

    def __str__(self) -> str:
        low = "-∞" if self.low is None else f"{self.low:f}"
        high = "∞" if self.high is None else f"{self.high:f}"
        return f"{'[('[self.low_open]}{low}, {high}{'])'[self.high_open]}"
