"""Which claims rest on others, and by which way.

A claim rests on another that it repeats, derives from or translates by a standing link;
on one whose outlet stands in its chain as a source, when it gives the same number for
the same figure, not earlier and with no other named origin; and on one in an earlier
version of its own item that it still repeats. Found breadth-first, so that the way
told is a shortest one; each claim is told once.
"""

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID

from claims.messages import tell
from claims.records import Claim
from claims.rules.case import Case
from claims.rules.drift.relaying import RELAYING, is_before
from claims.rules.timing import item_of, precedence
from claims.rules.wording import reporter_name
from claims.vocab import Relation, SourceKind

_DISSENT = (Relation.CORRECTS, Relation.RETRACTS, Relation.CONTRADICTS, Relation.DENIES)
_WORDS = {
    Relation.REPEATS: "repeats",
    Relation.DERIVED_FROM: "is derived from",
    Relation.TRANSLATES: "translates",
}


@dataclass(frozen=True, slots=True)
class Resting:
    """A claim that rests on what was taken back, and the claims that lead there, nearest last."""

    claim: UUID
    path: tuple[UUID, ...]
    why: str


def resting_on(case: Case, seeds: Iterable[UUID]) -> tuple[Resting, ...]:
    """Everything that rests on these claims over any number of steps, nearest first."""
    ground = _Ground(case)
    paths: dict[UUID, tuple[UUID, ...]] = {seed: () for seed in seeds if seed in case.claims}
    frontier = deque(paths)
    found: list[Resting] = []
    while frontier:
        below = frontier.popleft()
        for claim, why in ground.above(case.claims[below]):
            if claim.id not in paths:
                paths[claim.id] = (*paths[below], below)
                frontier.append(claim.id)
                found.append(Resting(claim.id, paths[claim.id], why))
    return tuple(found)


class _Ground:
    """What stands on what, looked up from below."""

    def __init__(self, case: Case) -> None:
        self._case = case
        self._linked: dict[UUID, list[tuple[UUID, Relation]]] = defaultdict(list)
        self._dissent: set[tuple[UUID, UUID]] = set()
        for link in case.standing_links:
            if link.relation in RELAYING:
                self._linked[link.to].append((link.claim, link.relation))
            elif link.relation in _DISSENT:
                self._dissent.add((link.claim, link.to))
        self._quoting: dict[tuple[UUID, UUID], list[Claim]] = defaultdict(list)
        self._versions: dict[str | UUID, list[Claim]] = defaultdict(list)
        told = (claim for claim in case.claims.values() if claim.withdrawn is None)
        for claim in sorted(told, key=lambda claim: precedence(case, claim)):
            self._versions[item_of(case, claim)].append(claim)
            for source in {hop.source for hop in claim.chain.hops[:-1]} if claim.figure else ():
                assert claim.figure is not None, "looked at above"
                self._quoting[claim.figure, source].append(claim)

    def above(self, below: Claim) -> Iterator[tuple[Claim, str]]:
        """The claims that rest on this one directly, each with a sentence."""
        outlet = reporter_name(self._case, below)
        for identifier, relation in self._linked[below.id]:
            claim = self._case.claims.get(identifier)
            if claim is not None and claim.withdrawn is None:
                name = reporter_name(self._case, claim)
                yield (
                    claim,
                    tell(
                        "rests_by_link",
                        "By a link, {name}'s claim {verb} {outlet}'s.",
                        name=name,
                        verb=tell(f"relations.{relation}", _WORDS[relation]),
                        outlet=outlet,
                    ),
                )
        yield from self._by_chain(below, outlet)
        for claim in self._versions[item_of(self._case, below)]:
            if self._is_later_version(claim, below) and self._says_the_same(claim, below):
                yield (
                    claim,
                    tell(
                        "rests_by_version",
                        "A later version of {outlet}'s own item still says it.",
                        outlet=outlet,
                    ),
                )

    def _by_chain(self, below: Claim, outlet: str) -> Iterator[tuple[Claim, str]]:
        if below.figure is None:
            return
        for claim in self._quoting[below.figure, below.chain.reporter.source]:
            if claim.report == below.report or is_before(self._case, claim, below):
                continue
            if self._has_it_from(claim, below) and self._says_the_same(claim, below):
                name = reporter_name(self._case, claim)
                yield (
                    claim,
                    tell(
                        "rests_by_chain",
                        "{name} names {outlet} in its chain and gives the same number.",
                        name=name,
                        outlet=outlet,
                    ),
                )

    def _has_it_from(self, claim: Claim, below: Claim) -> bool:
        """Its origin is somebody whom the claim below names too, or nobody named."""
        root = claim.chain.origin.source
        known = self._case.sources.get(root)
        if known is not None and known.source_kind is SourceKind.UNNAMED:
            return True
        return root in {hop.source for hop in below.chain}

    def _is_later_version(self, claim: Claim, below: Claim) -> bool:
        here, there = (self._case.reports.get(one.report) for one in (claim, below))
        return here is not None and there is not None and here.version > there.version

    def _says_the_same(self, claim: Claim, below: Claim) -> bool:
        """The same figure and stance, with numbers that agree or with none on either side."""
        if (claim.id, below.id) in self._dissent or claim.stance is not below.stance:
            return False
        if claim.figure is None or claim.figure != below.figure:
            return False
        if claim.quantity is None or below.quantity is None:
            return claim.quantity is below.quantity
        return claim.quantity.agrees_with(below.quantity, self._case.tolerance)
