"""What links and notices say that the editor should hear of."""

from collections import defaultdict
from collections.abc import Iterator
from uuid import UUID

from claims.messages import listed, tell
from claims.records import Claim, Link
from claims.rules.case import Case
from claims.rules.counting import is_retracted
from claims.rules.findings.value import Finding
from claims.rules.resting import resting_on
from claims.rules.verdict import compare, origins_for
from claims.rules.wording import reporter_name
from claims.vocab import FindingCode, LinkBasis, Reason, Relation, Verdict

_Judged = tuple[Claim, Claim, Relation]

_JUDGED = (Relation.CORROBORATES, Relation.CONTRADICTS)
_WHY = {
    Reason.STANCE: "one of them neither asserts nor denies",
    Reason.MODALITY: "one is planned or supposed, the other happened",
    Reason.FIGURE: "they are on different figures",
    Reason.QUANTITY: "one of them has no number",
    Reason.WINDOW: "they speak of different times",
}


def fallen_ground(case: Case) -> Iterator[Finding]:
    """Claims in force that rest on something that was taken back."""
    fallen = [claim.id for claim in case.claims.values() if is_retracted(case, claim)]
    for resting in resting_on(case, fallen):
        claim, ground = case.claims[resting.claim], case.claims[resting.path[0]]
        if not is_retracted(case, claim):
            name = reporter_name(case, ground)
            message = tell(
                "retracted_upstream",
                "It rests on a claim of {name} that was taken back. {why}",
                name=name,
                why=resting.why,
            )
            yield Finding.on(claim, FindingCode.RETRACTED_UPSTREAM, message, *resting.path)


def incomparable_links(case: Case) -> Iterator[Finding]:
    """People's links between claims that the rule would not compare at all."""
    for pairs in _by_figures(case).values():
        origins = origins_for(case, [claim for one, two, _ in pairs for claim in (one, two)])
        for one, two, relation in pairs:
            comparison = compare(one, two, case, origins)
            if comparison.rule_verdict is Verdict.NOT_COMPARABLE:
                why = listed(
                    tell(f"hardly_{reason}", _WHY[reason]) for reason in comparison.reasons
                )
                message = tell(
                    "link_not_comparable",
                    "A link says that it {relation} another claim, but {why}.",
                    relation=tell(f"relations.{relation}", str(relation)),
                    why=why,
                )
                yield Finding.on(one, FindingCode.LINK_NOT_COMPARABLE, message, two.id)


def _by_figures(case: Case) -> dict[frozenset[UUID | None], list[_Judged]]:
    """The judged pairs, put together where they share their origins."""
    found: dict[frozenset[UUID | None], list[_Judged]] = defaultdict(list)
    for link in case.standing_links:
        one, two = case.claims.get(link.claim), case.claims.get(link.to)
        if one is not None and two is not None and _is_judged(link, one, two):
            found[frozenset((one.figure, two.figure))].append((one, two, link.relation))
    return found


def _is_judged(link: Link, one: Claim, two: Claim) -> bool:
    """Made by people, and between figures: other claims are joined by people only."""
    if link.basis is LinkBasis.RULE or link.relation not in _JUDGED or one.id == two.id:
        return False
    if one.withdrawn is not None or two.withdrawn is not None:
        return False
    return one.figure is not None and two.figure is not None
