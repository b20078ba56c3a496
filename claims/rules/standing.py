"""What the record supports: of a figure, and of each claim.

Guaranteed: standing is computed from the newest standing claim of each origin, never typed
in. A conflict between two origins outranks their agreement with others; one origin against
itself is never a conflict; an unnamed speaker alone supports nothing.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Self
from uuid import UUID

from claims.records import Claim, Link
from claims.rules.case import COPYING, Case
from claims.rules.contest import Contest
from claims.rules.counting import counted, is_retracted, stands
from claims.rules.independence import Independence, OriginKey, independence
from claims.rules.newest import REPLACING, Lane, Reading, leads, readings, superseded
from claims.rules.printed import printed_range
from claims.rules.verdict import MEANINGS, Comparison
from claims.values.quantity import Quantity
from claims.vocab import LinkBasis, Relation, SourceKind, Stance, Standing, Verdict

_WEIGHING = {*MEANINGS, *COPYING, Relation.RETRACTS}


@dataclass(frozen=True)
class FigureStanding:
    """A figure's standing with all that it rests on.

    `newest` has the claim that speaks for each origin, and `low` and `high` the least and
    greatest number printed in those; `standing_of` covers every claim of the figure;
    `comparisons` are those between origins that agree, conflict, or that a person linked; every
    two were compared if `is_complete`.
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


@dataclass(frozen=True)
class Summary:
    """What a figure comes to: its standing, its printed range, and its origins."""

    standing: Standing
    low: Decimal | None
    high: Decimal | None
    independence: Independence
    is_complete: bool


@dataclass(frozen=True)
class _Weighed:
    """The claims of a figure on their way to a standing; nothing has been compared yet."""

    every: list[Claim]
    replaced: set[UUID]
    live: list[Reading]
    speaking: Mapping[Lane, Reading]
    contest: Contest

    @classmethod
    def of(cls, case: Case, figure_id: UUID) -> Self:
        every = [claim for claim in case.claims.values() if claim.figure == figure_id]
        counting = counted(case, figure_id)
        origins = independence(case, counting)
        replaced = superseded(case, counting, origins)
        standing = (claim for claim in counting if claim.id not in replaced)
        live = readings(case, standing, origins)
        speaking = leads(case, live)
        contest = Contest(case, origins, live, list(speaking.values()))
        return cls(every, replaced, live, speaking, contest)

    def range(self) -> tuple[Decimal | None, Decimal | None]:
        return printed_range(_asserted(_newest(self.speaking).values()))


def standing_of_figure(case: Case, figure_id: UUID) -> FigureStanding:
    """What the record supports of a figure; every claim of it must be in the case."""
    return case.remembered(("standing", figure_id), lambda: _standing_of(case, figure_id))


def _standing_of(case: Case, figure_id: UUID) -> FigureStanding:
    weighed = _Weighed.of(case, figure_id)
    contest = weighed.contest
    contest.decide()
    standing_of = {claim.id: _off_record(case, claim) for claim in weighed.every}
    standing_of |= dict.fromkeys(weighed.replaced, Standing.SUPERSEDED)
    standing_of |= {claim.id: _of(contest, one) for one in weighed.live for claim in one.claims}
    low, high = weighed.range()
    return FigureStanding(
        standing=_of_figure(standing_of.values(), contest),
        low=low,
        high=high,
        rests_on=tuple(reading.face.id for reading in weighed.speaking.values()),
        links=_links(case, weighed.every),
        newest={key: claim.id for key, claim in _newest(weighed.speaking).items()},
        standing_of={claim.id: standing_of[claim.id] for claim in weighed.every},
        comparisons=tuple(contest.comparisons),
        independence=contest.origins,
        is_complete=contest.is_complete,
    )


def summary_of_figure(case: Case, figure_id: UUID) -> Summary:
    """What `standing_of_figure` says of the figure itself, with no more compared than it takes."""
    weighed = _Weighed.of(case, figure_id)
    weighed.contest.decide_for(weighed.contest.leads)
    off_record = (
        _off_record(case, claim)
        for claim in weighed.every
        if claim.id not in weighed.contest.origins.claims
    )
    counting = {Standing.SUPERSEDED} if weighed.contest.origins.claims else set()
    low, high = weighed.range()
    return Summary(
        standing=_of_figure({*off_record, *counting}, weighed.contest),
        low=low,
        high=high,
        independence=weighed.contest.origins,
        is_complete=weighed.contest.is_complete,
    )


def standing_on_figure(case: Case, claim: Claim) -> Standing:
    """What `standing_of_figure` says of one claim on it, with no more compared than it takes."""
    assert claim.figure is not None, "a claim without a figure stands for itself"
    weighed = _Weighed.of(case, claim.figure)
    if claim.id in weighed.replaced:
        return Standing.SUPERSEDED
    if claim.id not in weighed.contest.origins.claims:
        return _off_record(case, claim)
    reading = next(one for one in weighed.live if any(claim.id == x.id for x in one.claims))
    weighed.contest.decide_for([reading])
    return _of(weighed.contest, reading)


def standing_of_claim(case: Case, claim: Claim) -> Standing:
    """What the record supports of one claim.

    With a figure it is its part of the figure's standing. Without one, only people join
    it to others: a link to a claim of another, named origin corroborates or contests it.
    """
    if claim.figure is not None:
        return standing_on_figure(case, claim)
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
    """The claim, those that links join to it, and what any of these copies at any remove."""
    reached = {claim.id: claim}
    frontier = {end for link in case.links_of.get(claim.id, ()) for end in (link.claim, link.to)}
    while frontier:
        found = [case.claims[end] for end in frontier - reached.keys() if end in case.claims]
        frontier = set()
        for one in found:
            if stands(case, one):
                reached[one.id] = one
                frontier.update(_copied(case, one))
    return list(reached.values())


def _copied(case: Case, claim: Claim) -> Iterator[UUID]:
    """What it repeats, derives from or translates."""
    for link in case.links_of.get(claim.id, ()):
        if link.claim == claim.id and link.relation in COPYING:
            yield link.to


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
