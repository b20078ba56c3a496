"""Two claims side by side, with everything that the rows of the verdict ask about them.

Guaranteed: each question is answered from the values alone, and the same for (a, b) and
(b, a); what nearly every row asks is answered once.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from uuid import UUID

from claims.records import Claim
from claims.rules.agreement import span
from claims.rules.case import Case
from claims.rules.independence import Independence
from claims.rules.timing import claim_time, is_later, same_statement, same_window
from claims.values.quantity import Interval, Quantity
from claims.vocab import Basis, Comparator, Stance


@dataclass(slots=True, eq=False)
class Pair:
    """Two claims of one case, and the origins of all claims of their figures.

    `same_figure`: they count the same; claims without a figure count nothing. `same_origin`:
    both count for one origin, seen over all claims of the figure. `same_window`: they speak of
    a time that may be the same. `same_stance`: both assert, or both deny. `quantities` are both,
    in the order of a and b; None where one is missing.
    """

    case: Case
    a: Claim
    b: Claim
    origins: Independence
    same_figure: bool = field(init=False)
    same_origin: bool = field(init=False)
    same_window: bool = field(init=False)
    same_stance: bool = field(init=False)
    quantities: tuple[Quantity, Quantity] | None = field(init=False)

    def __post_init__(self) -> None:
        a, b = self.a, self.b
        self.same_figure = a.figure is not None and a.figure == b.figure
        self.same_origin = self.origins.same_origin(a.id, b.id)
        self.same_window = same_window(self.case, a, b)
        self.same_stance = a.stance is b.stance
        self.quantities = (
            None if a.quantity is None or b.quantity is None else (a.quantity, b.quantity)
        )

    @property
    def tolerance(self) -> Decimal:
        """How far "around" reaches."""
        return self.case.tolerance

    @property
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
    def both_deny(self) -> bool:
        """Two denials: what the one denies the other need not assert."""
        return self.same_stance and self.a.stance is Stance.DENIES

    @property
    def denial_and_assertion(self) -> tuple[Claim, Claim] | None:
        """The claim that denies, then the one that asserts."""
        if self.same_stance or not self.both_take_a_side:
            return None
        return (self.a, self.b) if self.a.stance is Stance.DENIES else (self.b, self.a)

    @property
    def unknown_origin(self) -> bool:
        """Nobody is named behind one of them."""
        return self.origins.is_unknown(self.a.id) or self.origins.is_unknown(self.b.id)

    @property
    def same_statement(self) -> bool:
        """One origin said both at one time."""
        return same_statement(self.case, self.a, self.b, self.origins)

    @property
    def later_and_earlier(self) -> tuple[Claim, Claim] | None:
        """By when they were said, or by the version of the item."""
        if is_later(self.case, self.a, self.b):
            return self.a, self.b
        return (self.b, self.a) if is_later(self.case, self.b, self.a) else None

    @property
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

    @property
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
