"""Wholes with their parts, and what one origin says of each at one time.

Guaranteed: only claims that count and assert a number; of an origin's newest statement
on a figure the first report of it, its own words before sums that others made.
"""

from collections import defaultdict
from datetime import datetime
from itertools import chain
from uuid import UUID

from claims.records import Claim, Figure
from claims.rules.agreement import span
from claims.rules.case import Case
from claims.rules.counting import counted
from claims.rules.independence import OriginKey
from claims.rules.newest import superseded
from claims.rules.statements import Statements
from claims.rules.timing import first_moment, precedence, said_on, same_window
from claims.values.quantity import Interval
from claims.vocab import Method, Stance

DERIVED = (Method.DERIVED_BY_REPORTER, Method.DERIVED_BY_US)


def is_derived(claim: Claim) -> bool:
    """Somebody other than the speaker worked the number out."""
    return claim.method in DERIVED


class Family:
    """The figures of a case that are part or whole, with their claims by origin."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.parts: dict[UUID, list[Figure]] = defaultdict(list)
        for figure in case.figures.values():
            if figure.part_of is not None and figure.part_of in case.figures:
                self.parts[figure.part_of].append(figure)
        members = set(self.parts) | {part.id for parts in self.parts.values() for part in parts}
        told = [one for member in members for one in counted(case, member) if _has_number(one)]
        self.statements = Statements(case, sorted(told, key=lambda claim: precedence(case, claim)))
        self._claims: dict[UUID, list[Claim]] = defaultdict(list)
        for claim in sorted(told, key=self._newest_first):
            assert claim.figure is not None, "counted towards a figure"
            self._claims[claim.figure].append(claim)

    def on(self, figure: UUID) -> list[Claim]:
        """Every claim on a figure, the newest first."""
        return self._claims[figure]

    def span(self, claim: Claim) -> Interval:
        """The numbers that a claim allows."""
        assert claim.quantity is not None, "claims without a number are left out"
        return span(claim.quantity, self.case.tolerance)

    def can_hold(self, whole: Claim, part: Claim) -> bool:
        """The part can be at most the whole, a difference in rounding aside."""
        assert part.quantity is not None, "claims without a number are left out"
        assert whole.quantity is not None, "claims without a number are left out"
        if part.quantity.agrees_with(whole.quantity, self.case.tolerance):
            return True
        return self.span(part).may_not_exceed(self.span(whole))

    def newest(self, figure: UUID) -> list[Claim]:
        """The newest claim of each origin on a figure, none that a later word replaced."""
        claims = self._claims[figure]
        replaced = superseded(self.case, claims, self.statements.origins)
        newest: dict[OriginKey, Claim] = {}
        for claim in claims:
            if claim.id not in replaced:
                newest.setdefault(self._origin(claim), claim)
        return list(newest.values())

    def beside(self, claim: Claim, figure: UUID) -> Claim | None:
        """What the claim's origin says of another figure: in the same statement, else latest.

        About the same window and as real; None if it says nothing.
        """
        stated = [other for one in self.statements.of(claim, figure) for other in one.wordings]
        stated.sort(key=is_derived)
        latest = (one for one in self._claims[figure] if self._origin(one) == self._origin(claim))
        every = chain(stated, latest)
        return next((other for other in every if self.comparable(claim, other)), None)

    def _origin(self, claim: Claim) -> OriginKey:
        return self.statements.origins.group_of(claim.id).key

    def comparable(self, a: Claim, b: Claim) -> bool:
        """About one window, and both real or both not yet."""
        return a.modality.is_real is b.modality.is_real and same_window(self.case, a, b)

    def _newest_first(self, claim: Claim) -> tuple[float, bool, datetime, int]:
        known, said = first_moment(said_on(self.case, claim))
        day = said.timestamp() if known and said is not None else float("-inf")
        return (-day, is_derived(claim), *precedence(self.case, claim))


def _has_number(claim: Claim) -> bool:
    return claim.quantity is not None and claim.stance is Stance.ASSERTS
