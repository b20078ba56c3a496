"""The record of a source: what it said, and what held, was contradicted, denied or taken back."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Literal
from uuid import UUID

from claims.desk.showing import text
from claims.desk.viewing.records import source_view
from claims.desk.viewing.sourcing.claims import in_time_order
from claims.desk.viewing.sourcing.material import Material
from claims.records import Claim, Source
from claims.report.model_record import Outcome, SourceCounts, SourceLine, SourcePart
from claims.rules.counting import stands
from claims.rules.verdict import Comparison, compare
from claims.store.queries.stored import Stored
from claims.values.identity import short_ref
from claims.vocab import Kind, Relation, Stance, Standing, Verdict

MOST_PAIRS = 20_000  # compared one by one; beyond, what speaks for each origin now has to do

_Met = dict[UUID, dict[Outcome, list[UUID]]]


def source_part(
    material: Material, one: Stored[Source], above: Mapping[UUID, Source]
) -> SourcePart:
    """The record of this source over the claims in scope, on a time line; `above` controls it."""
    ordered = sorted(
        (held.record for held in material.wanted.values()),
        key=lambda claim: in_time_order(material, claim),
    )
    own = [claim for claim in ordered if claim.chain.origin.source == one.record.id]
    met, is_complete = _met(material, own)
    lines = tuple(_line(material, one.record.id, claim, met) for claim in ordered)
    return SourcePart(
        definition=source_view(one, above),
        counts=_counts(lines),
        lines=lines,
        is_complete=is_complete,
    )


def _line(material: Material, source: UUID, claim: Claim, met: _Met) -> SourceLine:
    found = met.get(claim.id, {})
    figure = None if claim.figure is None else material.case.figures[claim.figure]
    outcomes = dict.fromkeys([*found, *_fallen(material, claim)])
    published = material.reports[claim.report].record.published
    return SourceLine(
        ref=short_ref(Kind.CLAIM, claim.id),
        name=material.called(claim.id),
        time=text(claim.as_of or claim.said or published),
        role=_role(source, claim),
        figure=None if figure is None else figure.slug,
        statement=claim.statement,
        quantity=None if claim.quantity is None else claim.quantity.text,
        stance=claim.stance,
        standing=material.standing[claim.id],
        outcomes=tuple(outcomes),
        by=tuple(dict.fromkeys(material.called(other) for of in found.values() for other in of)),
    )


def _role(source: UUID, claim: Claim) -> Literal["origin", "relay", "reporter"]:
    hops = claim.chain.hops
    if hops[0].source == source:
        return "origin"
    return "reporter" if hops[-1].source == source else "relay"


def _fallen(material: Material, claim: Claim) -> Iterator[Outcome]:
    """What became of the claim itself."""
    if claim.withdrawn is not None:
        yield "withdrawn"
    elif not stands(material.case, claim):
        yield "retracted"
    elif material.standing[claim.id] is Standing.SUPERSEDED:
        yield "superseded"


def _counts(lines: Iterable[SourceLine]) -> SourceCounts:
    lines = list(lines)
    own = [line for line in lines if line.role == "origin"]
    number = {
        name: sum(name in line.outcomes for line in own)
        for name in ("held", "contradicted", "denied", "retracted", "superseded", "withdrawn")
    }
    return SourceCounts(
        said=len(own),
        relayed=sum(line.role == "relay" for line in lines),
        published=sum(line.role == "reporter" for line in lines),
        open=sum(not line.outcomes for line in own),
        **number,
    )


def _met(material: Material, own: list[Claim]) -> tuple[_Met, bool]:
    """What each claim of the source met with from others, and whether all were compared."""
    met: _Met = defaultdict(lambda: defaultdict(list))
    _by_links(material, {claim.id for claim in own}, met)
    comparisons, is_complete = _comparisons(material, own)
    for one in comparisons:
        for mine, other in ((one.from_, one.to), (one.to, one.from_)):
            outcome = _outcome(material, one, other)
            if outcome is not None:
                _note(met, mine, outcome, other)
    return {claim.id: met[claim.id] for claim in own if claim.id in met}, is_complete


def _note(met: _Met, mine: UUID, outcome: Outcome, other: UUID) -> None:
    if other not in met[mine][outcome]:
        met[mine][outcome].append(other)


def _by_links(material: Material, own: set[UUID], met: _Met) -> None:
    """What people judged."""
    for link in sorted(material.case.standing_links, key=lambda link: link.id.int):
        for mine, other in ((link.claim, link.to), (link.to, link.claim)):
            outcome = _judged(link.relation, denied=mine == link.to)
            if mine in own and outcome and _counts_for(material, other):
                _note(met, mine, outcome, other)


def _judged(relation: Relation, *, denied: bool) -> Outcome | None:
    if relation is Relation.CORROBORATES:
        return "held"
    if relation is Relation.DENIES:
        return "denied" if denied else None
    return "contradicted" if relation is Relation.CONTRADICTS else None


def _counts_for(material: Material, claim: UUID) -> bool:
    other = material.case.claims.get(claim)
    return other is not None and stands(material.case, other)


def _outcome(material: Material, one: Comparison, other: UUID) -> Outcome | None:
    if not _counts_for(material, other):
        return None
    if one.verdict is Verdict.CORROBORATES:
        return "held"
    if one.verdict is not Verdict.CONTRADICTS:
        return None
    return "denied" if material.case.claims[other].stance is Stance.DENIES else "contradicted"


def _comparisons(material: Material, own: list[Claim]) -> tuple[list[Comparison], bool]:
    """The claims of the source against all others of their figures, each while they are few."""
    mine = {claim.id: claim for claim in own if claim.figure and stands(material.case, claim)}
    others = _others(material, mine)
    if sum(len(others[claim.figure]) for claim in mine.values() if claim.figure) > MOST_PAIRS:
        known = [one for state in material.states.values() for one in state.comparisons]
        return [one for one in known if {one.from_, one.to} & set(mine)], False
    return [
        compare(claim, other, material.case)
        for claim in mine.values()
        if claim.figure
        for other in others[claim.figure]
    ], True


def _others(material: Material, mine: Mapping[UUID, Claim]) -> Mapping[UUID, list[Claim]]:
    """The standing claims of others, by figure."""
    found: dict[UUID, list[Claim]] = defaultdict(list)
    for claim in material.case.claims.values():
        if claim.figure and claim.id not in mine and stands(material.case, claim):
            found[claim.figure].append(claim)
    return found
