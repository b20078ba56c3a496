"""What the record says of two claims: one verdict, its reasons, and a sentence.

Guaranteed: comparability comes before conflict; independence is decided over all claims
of the figure, never over the two alone; a person's link overrides the rule's verdict and
both are shown.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property, partial
from uuid import UUID

from claims.records import Claim, Link
from claims.rules.case import Case
from claims.rules.counting import counted
from claims.rules.independence import Independence, independence
from claims.rules.pair import Pair
from claims.rules.rows import judge
from claims.rules.sentence import sentence
from claims.vocab import Reason, Relation, Verdict

# What a person's link makes of a verdict; qualifies, retracts, derived_from and translates
# say something else of the two and leave it as it is.
MEANINGS = {
    Relation.CORROBORATES: Verdict.CORROBORATES,
    Relation.CONTRADICTS: Verdict.CONTRADICTS,
    Relation.DENIES: Verdict.CONTRADICTS,
    Relation.REPEATS: Verdict.REPEATS,
    Relation.UPDATES: Verdict.UPDATES,
    Relation.CORRECTS: Verdict.UPDATES,
    Relation.PART_OF: Verdict.PART_OF,
}
DIRECTED = (Verdict.REPEATS, Verdict.UPDATES, Verdict.PART_OF)


@dataclass(frozen=True)
class Comparison:
    """A verdict on two claims; `reasons` are the rule's, `link` overrides where there is one.

    Its sentence is worked out when it is read: of many verdicts few are told.
    """

    verdict: Verdict
    reasons: tuple[Reason, ...]
    from_: UUID
    to: UUID
    rule_verdict: Verdict
    link: Link | None
    _told: Callable[[], str] = field(repr=False, compare=False)

    @cached_property
    def sentence(self) -> str:
        """The two claims and how they stand to each other, in one plain sentence."""
        return self._told()


def compare(
    a: Claim,
    b: Claim,
    case: Case,
    independence: Independence | None = None,
    *,
    link: Link | None = None,
) -> Comparison:
    """How `a` stands to `b`; the first of the fifteen rows that fits decides.

    `independence` is that of all that counts towards the figure, with the two claims in
    it; `origins_for` works it out where it is not given. `link` is a person's judgement that holds
    for the two though it joins others (copies of them); their own is looked up.
    """
    pair = Pair(case, a, b, independence or origins_for(case, (a, b)))
    outcome = judge(pair)
    overriding = overriding_link(case, a, b) or link
    meant = outcome.verdict if overriding is None else MEANINGS[overriding.relation]
    start, end = outcome.start.id, outcome.end.id
    if overriding is not None:
        directed = meant in DIRECTED and {overriding.claim, overriding.to} == {a.id, b.id}
        start, end = (overriding.claim, overriding.to) if directed else (a.id, b.id)
    return Comparison(
        verdict=meant,
        reasons=outcome.reasons,
        from_=start,
        to=end,
        rule_verdict=outcome.verdict,
        link=overriding,
        _told=partial(sentence, pair, outcome, overriding),
    )


def origins_for(case: Case, claims: Iterable[Claim]) -> Independence:
    """The origins of all that counts towards the figures of these claims, and of these."""
    given = {claim.id: claim for claim in claims}
    figures = {claim.figure for claim in given.values() if claim.figure is not None}
    on_figures = (claim for figure in sorted(figures) for claim in counted(case, figure))
    return independence(case, (given | {claim.id: claim for claim in on_figures}).values())


def overriding_link(case: Case, a: Claim, b: Claim) -> Link | None:
    """The last standing link of a person that says what the two are to each other."""
    if not case.judgements:
        return None
    made = case.judgements.get(frozenset((a.id, b.id)), ())
    return next((link for link in reversed(made) if link.relation in MEANINGS), None)
