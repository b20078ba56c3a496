"""What the record supports: of a figure, and of each claim.

Guaranteed: standing is computed from the newest standing claim of each origin, never typed
in. A conflict between two origins outranks their agreement with others; one origin against
itself is never a conflict; an unnamed speaker alone supports nothing.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from claims.quantity import Quantity
from claims.records import Claim, Link
from claims.rules.case import Case
from claims.rules.contest import Contest
from claims.rules.counting import counted, is_retracted, stands
from claims.rules.independence import Independence, OriginKey, independence
from claims.rules.merging import JOINING
from claims.rules.newest import REPLACING, Lane, Reading, leads, readings, superseded
from claims.rules.printed import printed_range
from claims.rules.verdict import MEANINGS, Comparison
from claims.vocab import LinkBasis, Relation, SourceKind, Stance, Standing, Verdict

_WEIGHING = {*MEANINGS, *JOINING, Relation.RETRACTS}


@dataclass(frozen=True)
class FigureStanding:
    """A figure's standing with all that it rests on.

    `newest` has the claim that speaks for each origin, and `low` and `high` the least and
    greatest number printed in those; `standing_of` covers every claim of the figure;
    `comparisons` are those between origins, all of them if `is_complete`.
    """

    standing: Standing
    low: Decimal | None
    high: Decimal | None
    rests_on: tuple[UUID, ...]
    links: tuple[Link, ...]
    newest: Mapping[OriginKey, UUID]
    standing_of: Mapping[UUID, Standing]
    comparisons: tuple[Comparison, ...]
    independence: Independence
    is_complete: bool


def standing_of_figure(case: Case, figure_id: UUID) -> FigureStanding:
    """What the record supports of a figure; every claim of it must be in the case."""
    every = [claim for claim in case.claims.values() if claim.figure == figure_id]
    counting = counted(case, figure_id)
    origins = independence(case, counting)
    replaced = superseded(case, counting, origins)
    live = readings(case, (claim for claim in counting if claim.id not in replaced), origins)
    speaking = leads(case, live)
    contest = Contest(case, origins, live, list(speaking.values()))
    contest.decide()
    standing_of = {claim.id: _off_record(case, claim) for claim in every}
    standing_of |= dict.fromkeys(replaced, Standing.SUPERSEDED)
    standing_of |= {claim.id: _of(contest, one) for one in live for claim in one.claims}
    newest = _newest(speaking)
    low, high = printed_range(_asserted(newest.values()))
    return FigureStanding(
        standing=_of_figure(standing_of.values(), contest),
        low=low,
        high=high,
        rests_on=tuple(reading.face.id for reading in speaking.values()),
        links=_links(case, every),
        newest={key: claim.id for key, claim in newest.items()},
        standing_of={claim.id: standing_of[claim.id] for claim in every},
        comparisons=tuple(contest.comparisons),
        independence=origins,
        is_complete=contest.is_complete,
    )


def standing_of_claim(case: Case, claim: Claim) -> Standing:
    """What the record supports of one claim.

    With a figure it is its part of the figure's standing. Without one, only people join
    it to others: a link to a claim of another, named origin corroborates or contests it.
    """
    if claim.figure is not None:
        return standing_of_figure(case, claim.figure).standing_of[claim.id]
    if not stands(case, claim):
        return _off_record(case, claim)
    links = [link for link in case.links_of.get(claim.id, ()) if link.basis is not LinkBasis.RULE]
    if any(_replaces(case, link, claim) for link in links):
        return Standing.SUPERSEDED
    alone = _off_record(case, claim)
    if claim.id not in case.links_of and (alone is Standing.SINGLE_ORIGIN or not case.ruled):
        return alone
    return _by_links(case, claim, links)


def _by_links(case: Case, claim: Claim, links: Iterable[Link]) -> Standing:
    """Contested, corroborated or neither, as people say; one origin is no second voice."""
    origins = independence(case, _reached(case, claim))
    said = set()
    for link in links:
        other = link.to if link.claim == claim.id else link.claim
        if other in origins.claims and not origins.same_origin(claim.id, other):
            unknown = [origins.is_unknown(end) for end in (claim.id, other)]
            said.add((MEANINGS.get(link.relation), any(unknown), all(unknown)))
    if any(verdict is Verdict.CONTRADICTS and not all_ for verdict, _, all_ in said):
        return Standing.CONTESTED
    if any(verdict is Verdict.CORROBORATES and not any_ for verdict, any_, _ in said):
        return Standing.CORROBORATED
    return Standing.UNSOURCED if origins.is_unknown(claim.id) else Standing.SINGLE_ORIGIN


def _reached(case: Case, claim: Claim) -> list[Claim]:
    """The claim, and what standing links lead to from it over any number of steps."""
    reached = {claim.id: claim}
    frontier = [claim.id]
    while frontier:
        ends = {
            end
            for one in frontier
            for link in case.links_of.get(one, ())
            for end in (link.claim, link.to)
        }
        found = [case.claims[end] for end in ends - reached.keys() if end in case.claims]
        frontier = [one.id for one in found if stands(case, one)]
        reached |= {one.id: one for one in found if stands(case, one)}
    return list(reached.values())


def _replaces(case: Case, link: Link, claim: Claim) -> bool:
    later = case.claims.get(link.claim)
    points_here = link.to == claim.id and link.claim != claim.id
    return points_here and link.relation in REPLACING and (later is None or stands(case, later))


def _off_record(case: Case, claim: Claim) -> Standing:
    """What is to be said of a claim that nothing is weighed against."""
    if claim.withdrawn is not None:
        return Standing.WITHDRAWN
    if is_retracted(case, claim):
        return Standing.RETRACTED
    if claim.id in case.fallen:
        return Standing.UNSOURCED
    source = case.sources.get(claim.chain.origin.source)
    unnamed = source is not None and source.source_kind is SourceKind.UNNAMED
    return Standing.UNSOURCED if unnamed else Standing.SINGLE_ORIGIN


def _of(contest: Contest, reading: Reading) -> Standing:
    if reading in contest.contested:
        return Standing.CONTESTED
    if reading in contest.supported:
        return Standing.CORROBORATED
    unknown = contest.origins.is_unknown(reading.face.id)
    return Standing.UNSOURCED if unknown else Standing.SINGLE_ORIGIN


def _of_figure(standings: Iterable[Standing], contest: Contest) -> Standing:
    """Of the leads; several origins that are merely compatible are as good as one."""
    kinds = set(standings)
    on_record = kinds - {Standing.WITHDRAWN}
    if kinds and not on_record:
        return Standing.WITHDRAWN
    if on_record == {Standing.RETRACTED}:
        return Standing.RETRACTED
    if not contest.origins.origins:
        return Standing.UNSOURCED
    leading = {_of(contest, lead) for lead in contest.leads}
    if Standing.CONTESTED in leading:
        return Standing.CONTESTED
    return Standing.CORROBORATED if Standing.CORROBORATED in leading else Standing.SINGLE_ORIGIN


def _newest(speaking: Mapping[Lane, Reading]) -> dict[OriginKey, Claim]:
    """The claim that speaks for each origin: on what happened, before what was planned."""
    ordered = sorted(speaking.items(), key=lambda item: item[0][1])
    return {key: reading.face for (key, _), reading in ordered}


def _asserted(claims: Iterable[Claim]) -> Iterator[Quantity]:
    for claim in claims:
        if claim.stance is Stance.ASSERTS and claim.quantity is not None:
            yield claim.quantity


def _links(case: Case, claims: Iterable[Claim]) -> tuple[Link, ...]:
    """The standing links at these claims that can weigh, in the order of making."""
    found = {link.id: link for claim in claims for link in case.links_of.get(claim.id, ())}
    weighing = (link for link in found.values() if link.relation in _WEIGHING)
    return tuple(sorted(weighing, key=lambda link: link.id.int))
