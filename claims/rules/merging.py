"""The reasons for which the roots of claims count as one origin, quoted relays aside.

Guaranteed: an editor's walls stand before anything is merged and hold against every
rule; each merge that changed something is kept with its rule and a sentence.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Self
from uuid import UUID

from claims.records import Claim, Ruling
from claims.rules.case import Case
from claims.rules.groups import Groups
from claims.rules.roots import OriginKey, Roots
from claims.vocab import Relation

JOINING = (Relation.REPEATS, Relation.DERIVED_FROM, Relation.TRANSLATES)


class MergeRule(StrEnum):
    """Why roots count as one."""

    CONTROLLER = "controller"
    QUOTED_RELAY = "quoted_relay"
    LINK = "link"
    RULING = "ruling"
    SAME_USE = "same_use"


@dataclass(frozen=True, slots=True)
class Merge:
    """One merge: its rule, the records that it joined (sources or claims), and a sentence."""

    rule: MergeRule
    what: tuple[UUID, ...]
    sentence: str


@dataclass
class Merging:
    """A set of claims on its way into groups: the root of each, and the origin it counts for."""

    case: Case
    claims: dict[UUID, Claim]
    roots: Roots
    root: dict[UUID, OriginKey]
    origin: dict[UUID, OriginKey]
    groups: Groups[OriginKey] = field(default_factory=Groups)
    merges: list[Merge] = field(default_factory=list)

    @classmethod
    def begin(cls, case: Case, claims: Iterable[Claim]) -> Self:
        """Each claim counts for its own root; in the order of logging."""
        together = {claim.id: claim for claim in sorted(claims, key=lambda claim: claim.id.int)}
        roots = Roots(case)
        root = {identifier: roots.of(claim) for identifier, claim in together.items()}
        return cls(case, together, roots, root, dict(root))

    def group(self, claim: UUID) -> OriginKey:
        """What stands for the claim's group; the same for all of the group."""
        return self.groups.find(self.origin[claim])

    def distinct_roots(self) -> list[OriginKey]:
        """The roots of the set, in the order in which they come up."""
        return list(dict.fromkeys(self.root.values()))

    def merge(self, a: OriginKey, b: OriginKey, reason: Merge) -> None:
        """Make two origins one, and note why, unless they are one or a ruling forbids it."""
        if self.groups.merge(a, b):
            self.merges.append(reason)


def merge_by_rulings(merging: Merging) -> None:
    """Raise the walls of "distinct", then merge what is ruled "same"."""
    sides = list(_sides(merging))
    for ruling, here, there in sides:
        if not ruling.same:
            merging.groups.raise_wall(here, there)
    for ruling, here, there in sides:
        if not ruling.same:
            continue
        first, *others = [*here, *there] or [None]
        for key in others:
            assert first is not None, "there are others only where there is a first"
            names = f"{merging.roots.name(first)} and {merging.roots.name(key)}"
            why = f"{names} count once: an editor ruled that they are the same ({ruling.reason})."
            merging.merge(first, key, Merge(MergeRule.RULING, (ruling.a, ruling.b), why))


def _sides(merging: Merging) -> Iterator[tuple[Ruling, list[OriginKey], list[OriginKey]]]:
    among = merging.distinct_roots()
    for ruling in merging.roots.rulings:
        here = merging.roots.side(ruling.a, ruling.a_kind, among)
        there = merging.roots.side(ruling.b, ruling.b_kind, among)
        yield ruling, here, there


def merge_by_controllers(merging: Merging) -> None:
    """Named roots under one controller count once."""
    under: dict[UUID, list[OriginKey]] = defaultdict(list)
    for key in merging.distinct_roots():
        if key.is_named:
            under[_last_controller(merging.case, key.source)].append(key)
    for controller, keys in under.items():
        for place, key in enumerate(keys):
            _join_first(merging, controller, keys[:place], key)


def _join_first(
    merging: Merging, controller: UUID, before: list[OriginKey], key: OriginKey
) -> None:
    """Merge with the first under the same controller that no ruling keeps away."""
    above = merging.roots.name(OriginKey(controller))
    for other in before:
        names = f"{merging.roots.name(other)} and {merging.roots.name(key)}"
        why = f"{names} count once: {above} has the last word over both."
        what = (other.source, key.source)
        merging.merge(other, key, Merge(MergeRule.CONTROLLER, what, why))
        if merging.groups.find(other) == merging.groups.find(key):
            return


def _last_controller(case: Case, source: UUID) -> UUID:
    """The source itself, or the last of its controllers; of a circle of them, one for all."""
    passed = [source]
    while (known := case.sources.get(passed[-1])) and known.controlled_by:
        if known.controlled_by in passed:
            return min(passed[passed.index(known.controlled_by) :])
        passed.append(known.controlled_by)
    return passed[-1]


def merge_by_links(merging: Merging) -> None:
    """A claim that repeats, derives from or translates another has the other's origin."""
    for link in sorted(merging.case.standing_links, key=lambda link: link.id.int):
        ends = (link.claim, link.to)
        if link.relation not in JOINING or not all(end in merging.claims for end in ends):
            continue
        one, two = (merging.origin[end] for end in ends)
        names = f"{merging.roots.name(one)} and {merging.roots.name(two)}"
        words = link.relation.replace("_", " ")
        if link.relation is Relation.DERIVED_FROM:
            words = f"is {words}"
        why = f"{names} count once: a link says that a claim of the one {words} one of the other."
        merging.merge(one, two, Merge(MergeRule.LINK, ends, why))


def note_shared_uses(merging: Merging) -> None:
    """Several claims that quote one unnamed speaker through one outlet were one all along."""
    uses: dict[OriginKey, list[UUID]] = defaultdict(list)
    for claim, key in merging.origin.items():
        if not key.is_named and merging.root[claim] == key:
            uses[key].append(claim)
    for key, claims in uses.items():
        if len(claims) > 1:
            name = merging.roots.name(key)
            why = f"{len(claims)} claims rest on {name}: one unknown speaker, counted for none."
            merging.merges.append(Merge(MergeRule.SAME_USE, tuple(claims), why))
