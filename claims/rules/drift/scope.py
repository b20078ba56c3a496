"""A number that the same statement gives for the whole, or for a part, printed for this figure.

"600 casualties", where the speaker had 600 killed among 4,700 casualties: the number is
his, what it counts is not. Of the two claims that share the number, the one drifted that
other reports of the statement contradict; if that does not tell, the later.
"""

from collections import defaultdict
from collections.abc import Iterator
from uuid import UUID

from claims.messages import tell
from claims.records import Claim
from claims.rules.case import Case
from claims.rules.drift.numbers import same_number
from claims.rules.drift.relaying import rival_wordings
from claims.rules.drift.value import Drift
from claims.rules.family import is_derived
from claims.rules.statements import Statements
from claims.rules.timing import precedence
from claims.rules.wording import quantity_words, reporter_name
from claims.values.quantity import Quantity
from claims.vocab import Comparator, FindingCode


class Scopes:
    """Wholes and parts, and what the same statements say of them."""

    def __init__(self, case: Case, statements: Statements) -> None:
        self._case = case
        self._statements = statements
        self._kin: dict[UUID, list[UUID]] = defaultdict(list)
        for figure in case.figures.values():
            if figure.part_of is not None:
                self._kin[figure.id].append(figure.part_of)
                self._kin[figure.part_of].append(figure.id)

    def drift(self, claim: Claim) -> Drift | None:
        """The claim's number is that of a part or of the whole, if it is."""
        if claim.quantity is None or claim.figure not in self._kin:
            return None
        if claim.chain.is_own_finding or is_derived(claim) or self._is_vouched_for(claim):
            return None
        for figure in self._kin[claim.figure]:
            for other in self._agreeing(claim, figure):
                if self._is_the_drifter(claim, other):
                    return self._drift(claim, other)
        return None

    def _agreeing(self, claim: Claim, figure: UUID) -> Iterator[Claim]:
        for other in rival_wordings(self._case, claim, self._statements, figure):
            if self._shares_the_number(claim, other):
                yield other

    def _shares_the_number(self, a: Claim, b: Claim) -> bool:
        """The number itself: that 2,700 may be rounded to 3,000 is no sign.

        Zero is no coincidence worth telling, and a vague word is no number.
        """
        if a.quantity is None or b.quantity is None:
            return False
        if any(_says_little(quantity) for quantity in (a.quantity, b.quantity)):
            return False
        return a.quantity.same_numbers_as(b.quantity)

    def _is_vouched_for(self, claim: Claim) -> bool:
        """An earlier report of the statement has the number for this same figure."""
        mine = precedence(self._case, claim)
        return any(
            precedence(self._case, other) < mine for other, agrees in self._beside(claim) if agrees
        )

    def _is_contradicted(self, claim: Claim) -> bool:
        """Another report of the statement has another number for the claim's figure."""
        return not all(agrees for _, agrees in self._beside(claim))

    def _beside(self, claim: Claim) -> Iterator[tuple[Claim, bool]]:
        """Other reports on the claim's own figure, and whether they agree, rounding aside."""
        for other in rival_wordings(self._case, claim, self._statements):
            if claim.quantity is not None and other.quantity is not None:
                agrees = same_number(other.quantity, claim.quantity, self._case.tolerance)
                yield other, agrees

    def _is_the_drifter(self, claim: Claim, other: Claim) -> bool:
        here, there = self._is_contradicted(claim), self._is_contradicted(other)
        if here is not there:
            return here
        return precedence(self._case, other) < precedence(self._case, claim)

    def _drift(self, claim: Claim, other: Claim) -> Drift:
        before, after = self._words(other), self._words(claim)
        here, there = reporter_name(self._case, claim), reporter_name(self._case, other)
        sentence = tell(
            "measure_changed",
            "{here} has {after}; in the same statement, as {there} has it, the number is "
            "{before}: the measure changed.",
            here=here,
            after=after,
            there=there,
            before=before,
        )
        return Drift(FindingCode.MEASURE_DRIFT, claim.id, other.id, before, after, sentence)

    def _words(self, claim: Claim) -> str:
        """The quantity, named by its figure where it prints no unit."""
        assert claim.quantity is not None, "only claims with a number share one"
        assert claim.figure is not None, "only claims on figures have kin"
        words = quantity_words(claim)
        return (
            words if claim.quantity.unit else f"{words} ({self._case.figures[claim.figure].title})"
        )


def _says_little(quantity: Quantity) -> bool:
    return quantity.comparator in (Comparator.NONE, Comparator.VAGUE)
