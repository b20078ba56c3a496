"""How many independent origins a set of claims goes back to, and why not more.

Guaranteed: every claim is in exactly one group; whoever is quoted without his source adds
nothing to what he passes on; an unnamed root is shown and never counted; sources under one
controller count once; accepted repeats, derivations and translations merge; an editor's
ruling overrides all of it; every merge names the rule that made it. The order of the
claims does not matter, and the cost is near-linear in their number.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from claims.records import Claim
from claims.rules.case import Case
from claims.rules.merging import (
    Member,
    Merge,
    MergeRule,
    Merging,
    merge_by_controllers,
    merge_by_links,
    merge_by_rulings,
    note_shared_uses,
)
from claims.rules.quoting import merge_quoted_relays
from claims.rules.roots import OriginKey, Root

__all__ = ["Independence", "Merge", "MergeRule", "OriginGroup", "OriginKey", "independence"]


@dataclass(frozen=True, slots=True)
class OriginGroup:
    """Claims that count as one origin: the sources at their roots, and whether one is named."""

    key: OriginKey
    sources: tuple[UUID, ...]
    claims: tuple[UUID, ...]
    known: bool


@dataclass(frozen=True)
class Independence:
    """The four numbers of a set of claims, with the groups and merges behind them."""

    mentions: int
    outlets: int
    groups: tuple[OriginGroup, ...]
    merges: tuple[Merge, ...]
    _of: Mapping[UUID, OriginGroup] = field(repr=False, compare=False)

    @property
    def origins(self) -> int:
        """Groups with a named root: what counts as independent."""
        return sum(group.known for group in self.groups)

    @property
    def unknown(self) -> int:
        """Groups with unnamed roots only: shown, never counted."""
        return len(self.groups) - self.origins

    @property
    def claims(self) -> Collection[UUID]:
        """The claims of the set."""
        return self._of.keys()

    def group_of(self, claim: UUID) -> OriginGroup:
        """The one group that the claim is in; KeyError if it is not of the set."""
        return self._of[claim]

    def same_origin(self, a: UUID, b: UUID) -> bool:
        """Both claims count for one origin."""
        return self._of[a] is self._of[b]

    def is_unknown(self, claim: UUID) -> bool:
        """Nobody is named behind the claim."""
        return not self._of[claim].known


def independence(case: Case, claims: Iterable[Claim]) -> Independence:
    """Group the claims by origin; to judge a figure, give all that count towards it."""
    given = tuple(claims)
    those = ("independence", frozenset([claim.id.int for claim in given]))
    return case.remembered(those, lambda: _independence(case, given))


def _independence(case: Case, claims: Iterable[Claim]) -> Independence:
    merging = Merging.begin(case, claims)
    merge_by_rulings(merging)
    merge_quoted_relays(merging)
    merge_by_controllers(merging)
    merge_by_links(merging)
    note_shared_uses(merging)
    groups = _groups(merging)
    return Independence(
        mentions=len({member.claim.report for member in merging.members.values()}),
        outlets=len({member.claim.chain.reporter.source for member in merging.members.values()}),
        groups=groups,
        merges=tuple(merging.merges),
        _of={claim: group for group in groups for claim in group.claims},
    )


def _groups(merging: Merging) -> tuple[OriginGroup, ...]:
    together, copied = _by_origin(merging, merging.members), _by_origin(merging, merging.copied)
    ruled: dict[Root, list[Root]] = defaultdict(list)
    for root in merging.ruled:
        ruled[merging.groups.find(root)].append(root)
    return tuple(
        _group(members, copied.get(key, []), ruled.get(key, []))
        for key, members in together.items()
    )


def _by_origin(merging: Merging, members: Mapping[UUID, Member]) -> dict[Root, list[Member]]:
    found: dict[Root, list[Member]] = defaultdict(list)
    for member in members.values():
        found[merging.groups.find(member.origin)].append(member)
    return found


def _group(members: list[Member], copied: list[Member], ruled: list[Root]) -> OriginGroup:
    """A group is known by the first of its roots, a named one if there is one.

    Somebody whom an unnamed speaker was ruled to be is a root, though nothing else names him.
    Who copies by a link brings no name of his own: a copy of what nobody signed is unsigned.
    """
    own = [member for member in (*members, *copied) if member.origin is member.root]
    first_hand = [member for member in own if not member.is_copy]
    roots = list(dict.fromkeys(member.root for member in first_hand or own))
    named = [root for root in roots if root.is_named]
    if not named:
        named = [root for root in dict.fromkeys(ruled) if root.is_named][:1]
        roots = [*named, *roots]
    return OriginGroup(
        key=(named or roots)[0].key,
        sources=tuple(dict.fromkeys(root.key.source for root in roots)),
        claims=tuple(member.claim.id for member in members),
        known=bool(named),
    )
