"""Claims that cannot both be right: by the rules, by somebody's judgement, or by both."""

from collections.abc import Callable, Iterable, Iterator
from uuid import UUID

from claims.desk.viewing.sourcing.material import Material
from claims.messages import tell
from claims.records import Claim, Figure, Link
from claims.report.model import Conflict
from claims.report.words import STANCES
from claims.rules.counting import stands
from claims.rules.verdict import Comparison, compare
from claims.vocab import LinkBasis, Relation, Stance, Standing, Verdict

_AGAINST = (Relation.CONTRADICTS, Relation.DENIES)


def figure_conflicts(material: Material, figure: Figure) -> tuple[Conflict, ...]:
    """The open conflicts of a figure: between its origins, then those that people found."""
    compared = [
        one for one in material.states[figure.id].comparisons if one.verdict is Verdict.CONTRADICTS
    ]
    judged = _judged(material, lambda claim: claim.figure == figure.id, compared)
    return tuple(_conflict(material, one) for one in [*compared, *judged])


def unfigured_conflicts(material: Material) -> tuple[Conflict, ...]:
    """The conflicts that people found between claims in scope that are on no figure."""
    judged = _judged(material, lambda claim: claim.figure is None, [])
    return tuple(_conflict(material, one) for one in judged)


def overridden_conflicts(material: Material, figure: Figure) -> tuple[Conflict, ...]:
    """What the rules hold to be a contradiction and an editor's link does not."""
    return tuple(
        _conflict(material, one)
        for one in material.states[figure.id].comparisons
        if one.rule_verdict is Verdict.CONTRADICTS and one.verdict is not Verdict.CONTRADICTS
    )


def _judged(
    material: Material, fits: Callable[[Claim], bool], known: Iterable[Comparison]
) -> list[Comparison]:
    """Standing links of people that say so, beyond the pairs already known."""
    seen = {frozenset((one.from_, one.to)) for one in known}
    found = []
    for link in _links_against(material):
        pair = frozenset((link.claim, link.to))
        start, end = material.case.claims[link.claim], material.case.claims[link.to]
        if pair not in seen and (fits(start) or fits(end)):
            seen.add(pair)
            comparison = compare(start, end, material.case)
            found += [comparison] if comparison.verdict is Verdict.CONTRADICTS else []
    return found


def _links_against(material: Material) -> Iterator[Link]:
    for link in sorted(material.case.standing_links, key=lambda link: link.id.int):
        ends = (link.claim, link.to)
        here = all(end in material.case.claims for end in ends)
        if link.relation not in _AGAINST or link.basis is LinkBasis.RULE or not here:
            continue
        if all(_is_open(material, end) for end in ends):
            yield link


def _is_open(material: Material, claim: UUID) -> bool:
    newest = material.standing.get(claim) is not Standing.SUPERSEDED
    return newest and stands(material.case, material.case.claims[claim])


def _conflict(material: Material, one: Comparison) -> Conflict:
    link = None if one.link is None else material.authors.get(one.link.id)
    return Conflict(
        from_=material.called(one.from_),
        to=material.called(one.to),
        from_says=_says(material.case.claims[one.from_]),
        to_says=_says(material.case.claims[one.to]),
        reasons=one.reasons,
        sentence=one.sentence,
        by_rule=one.rule_verdict is Verdict.CONTRADICTS,
        judged_by=() if link is None else (link,),
    )


def _says(claim: Claim) -> str:
    if claim.stance is not Stance.ASSERTS:
        return tell(f"stances.{claim.stance}", STANCES[claim.stance])
    return claim.statement if claim.quantity is None else claim.quantity.text
