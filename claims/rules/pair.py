"""Two claims side by side, with everything that the rows of the verdict ask about them.

Guaranteed: each question is answered once, from the values alone, and the same for (a, b)
and (b, a).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from uuid import UUID

from claims.quantity import Interval, Quantity
from claims.records import Claim
from claims.rules.agreement import span
from claims.rules.case import Case
from claims.rules.independence import Independence
from claims.rules.timing import claim_time, is_later, same_statement, same_window
from claims.vocab import Basis, Comparator, Stance


@dataclass(frozen=True)
class Pair:
    """Two claims of one case, and the origins of all claims of their figures."""

    case: Case
    a: Claim
    b: Claim
    origins: Independence

    @property
    def tolerance(self) -> Decimal:
        """How far "around" reaches."""
        return self.case.tolerance

    @cached_property
    def same_figure(self) -> bool:
        """They count the same; claims without a figure count nothing."""
        return self.a.figure is not None and self.a.figure == self.b.figure

    @cached_property
    def part_and_whole(self) -> tuple[Claim, Claim] | None:
        """The claim on the part, then the one on the whole that it belongs to."""
        if self.a.figure is None or self.b.figure is None or self.same_figure:
            return None
        if self.b.figure in wholes_of(self.case, self.a.figure):
            return self.a, self.b
        return (self.b, self.a) if self.a.figure in wholes_of(self.case, self.b.figure) else None

    @property
    def related(self) -> bool:
        """One figure, or part and whole: only these are compared."""
        return self.same_figure or self.part_and_whole is not None

    @property
    def one_is_not_real(self) -> bool:
        """One is planned or supposed, the other happened or is happening."""
        return self.a.modality.is_real != self.b.modality.is_real

    @property
    def both_take_a_side(self) -> bool:
        """Both assert or deny."""
        return self.a.stance.takes_a_side and self.b.stance.takes_a_side

    @property
    def same_stance(self) -> bool:
        """Both assert, or both deny."""
        return self.a.stance is self.b.stance

    @property
    def both_deny(self) -> bool:
        """Two denials: what the one denies the other need not assert."""
        return self.same_stance and self.a.stance is Stance.DENIES

    @property
    def denial_and_assertion(self) -> tuple[Claim, Claim] | None:
        """The claim that denies, then the one that asserts."""
        if self.same_stance or not self.both_take_a_side:
            return None
        return (self.a, self.b) if self.a.stance is Stance.DENIES else (self.b, self.a)

    @cached_property
    def same_window(self) -> bool:
        """They speak of a time that may be the same."""
        return same_window(self.case, self.a, self.b)

    @cached_property
    def same_origin(self) -> bool:
        """Both count for one origin, seen over all claims of the figure."""
        return self.origins.same_origin(self.a.id, self.b.id)

    @property
    def unknown_origin(self) -> bool:
        """Nobody is named behind one of them."""
        return self.origins.is_unknown(self.a.id) or self.origins.is_unknown(self.b.id)

    @cached_property
    def same_statement(self) -> bool:
        """One origin said both at one time."""
        return same_statement(self.case, self.a, self.b, self.origins)

    @cached_property
    def later_and_earlier(self) -> tuple[Claim, Claim] | None:
        """By when they were said, or by the version of the item."""
        if is_later(self.case, self.a, self.b):
            return self.a, self.b
        return (self.b, self.a) if is_later(self.case, self.b, self.a) else None

    @cached_property
    def by_window(self) -> tuple[Claim, Claim] | None:
        """The claim on the earlier time, then the one on the later; None where they overlap."""
        one, two = claim_time(self.case, self.a), claim_time(self.case, self.b)
        if one is None or two is None or one.overlaps(two):
            return None
        return (self.a, self.b) if one.ends_before(two) else (self.b, self.a)

    @property
    def is_cumulative(self) -> bool:
        """Both are counts that can only rise."""
        figure = None if self.a.figure is None else self.case.figures.get(self.a.figure)
        return self.same_figure and figure is not None and figure.basis is Basis.CUMULATIVE

    @cached_property
    def quantities(self) -> tuple[Quantity, Quantity] | None:
        """Both quantities, in the order of a and b."""
        if self.a.quantity is None or self.b.quantity is None:
            return None
        return self.a.quantity, self.b.quantity

    @cached_property
    def agree(self) -> bool:
        """Both numbers can be true of one thing."""
        if self.quantities is None:
            return False
        one, two = self.quantities
        if _is_plain(one) and _is_plain(two):
            return one.agrees_with(two, self.tolerance)
        return self.interval(self.a).overlaps(self.interval(self.b))

    def interval(self, claim: Claim) -> Interval:
        """The numbers that a claim of the two allows."""
        assert claim.quantity is not None, "asked only where both have a quantity"
        return span(claim.quantity, self.tolerance)

    def may_not_exceed(self, less: Claim, more: Claim) -> bool:
        """The first can be at most the second, a difference in rounding aside."""
        return self.agree or self.interval(less).may_not_exceed(self.interval(more))


def wholes_of(case: Case, figure: UUID) -> Iterator[UUID]:
    """The figures that this one is part of, the nearest first; a circle ends where it closes."""
    passed = {figure}
    known = case.figures.get(figure)
    while known is not None and known.part_of is not None and known.part_of not in passed:
        passed.add(known.part_of)
        yield known.part_of
        known = case.figures.get(known.part_of)


def _is_plain(quantity: Quantity) -> bool:
    return quantity.comparator in (Comparator.EXACT, Comparator.NONE)
