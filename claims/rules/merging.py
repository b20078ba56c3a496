"""The reasons for which the roots of claims count as one origin, quoted relays aside.

Guaranteed: an editor's walls stand before anything is merged and hold against every
rule; each merge that changed something is kept with its rule and a sentence.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Self
from uuid import UUID

from claims.messages import tell
from claims.records import Claim, Ruling
from claims.rules.case import COPYING, Case
from claims.rules.counting import stands
from claims.rules.groups import Groups
from claims.rules.roots import OriginKey, Root, Roots, last_controller, root_name
from claims.vocab import Relation


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


@dataclass(slots=True, eq=False)
class Member:
    """A claim of the set, its root, the root it counts for, and whether a link calls it a copy."""

    claim: Claim
    root: Root
    origin: Root
    is_copy: bool = False


@dataclass
class Merging:
    """A set of claims on its way into groups; `ruled` are roots that a ruling calls the same.

    `copied` are claims beside the set of which members are copies: they are not counted, but
    whoever copies one has its origin. Who draws on several of them copies none.
    """

    case: Case
    members: dict[UUID, Member]
    copied: dict[UUID, Member]
    roots: Roots
    groups: Groups[Root] = field(default_factory=Groups)
    merges: list[Merge] = field(default_factory=list)
    ruled: list[Root] = field(default_factory=list)

    @classmethod
    def begin(cls, case: Case, claims: Iterable[Claim]) -> Self:
        """Each claim counts for its own root; in the order of logging."""
        roots = Roots(case)
        members = _members(roots, claims)
        return cls(case, members, _members(roots, _copied(case, members)), roots)

    def member(self, claim: UUID) -> Member | None:
        """The claim, if it is one of the set or a member is a copy of it."""
        return self.members.get(claim) or self.copied.get(claim)

    def distinct_roots(self) -> list[Root]:
        """The roots of the set and of what it copies, in the order in which they come up."""
        everyone = (*self.members.values(), *self.copied.values())
        return list(dict.fromkeys(member.root for member in everyone))

    def merge(self, a: Root, b: Root, reason: Merge) -> None:
        """Make two origins one, and note why, unless they are one or a ruling forbids it."""
        if self.groups.merge(a, b):
            self.merges.append(reason)


def _members(roots: Roots, claims: Iterable[Claim]) -> dict[UUID, Member]:
    found = {}
    for claim in sorted(claims, key=lambda claim: claim.id.int):
        root = roots.of(claim)
        found[claim.id] = Member(claim, root, root)
    return found


def _copied(case: Case, members: Collection[UUID]) -> list[Claim]:
    """The standing claims beside the set of which its members are copies, at any remove."""
    found: dict[UUID, Claim] = {}
    for copy in members:
        original = case.original_of(copy)
        while original is not None and original not in found and original not in members:
            claim = case.claims.get(original)
            if claim is None or not stands(case, claim):
                break
            found[original] = claim
            original = case.original_of(original)
    return list(found.values())


def merge_by_rulings(merging: Merging) -> None:
    """Raise the walls of "distinct", then merge what is ruled "same"."""
    sides = list(_sides(merging))
    for ruling, here, there in sides:
        if not ruling.same:
            merging.groups.raise_wall(here, there)
    present = {merging.groups.find(root) for root in merging.distinct_roots()}
    for ruling, here, there in sides:
        if ruling.same and here and there:
            merging.ruled += [*here, *there]
            for root in [*here[1:], *there]:
                _merge_as_ruled(merging, ruling, (here[0], root), present)


def _merge_as_ruled(
    merging: Merging, ruling: Ruling, roots: tuple[Root, Root], present: set[Root]
) -> None:
    """Merge two; `present` gains the new group.

    Noted where both are of the set, and where it tells who an unnamed speaker is.
    """
    groups = {merging.groups.find(root) for root in roots}
    if not merging.groups.merge(*roots):
        return
    tells = roots[0].is_named != roots[1].is_named
    if groups <= present or (tells and groups & present):
        why = tell(
            "merged_ruling",
            "{one} and {two} count once: an editor ruled that they are the same ({reason}).",
            one=roots[0].name,
            two=roots[1].name,
            reason=ruling.reason,
        )
        merging.merges.append(Merge(MergeRule.RULING, (ruling.a, ruling.b), why))
    if groups & present:
        present.add(merging.groups.find(roots[0]))


def _sides(merging: Merging) -> Iterator[tuple[Ruling, list[Root], list[Root]]]:
    among = merging.distinct_roots() if merging.roots.rulings else []
    for ruling in merging.roots.rulings:
        here = merging.roots.side(ruling.a, ruling.a_kind, among)
        there = merging.roots.side(ruling.b, ruling.b_kind, among)
        yield ruling, here, there


def merge_by_controllers(merging: Merging) -> None:
    """Named roots under one controller count once."""
    under: dict[UUID, list[Root]] = defaultdict(list)
    for root in merging.distinct_roots():
        if root.is_named:
            under[last_controller(merging.case, root.key.source)].append(root)
    for controller, roots in under.items():
        for place, root in enumerate(roots):
            _join_first(merging, controller, roots[:place], root)


def _join_first(merging: Merging, controller: UUID, before: list[Root], root: Root) -> None:
    """Merge with the first under the same controller that no ruling keeps away."""
    above = root_name(merging.case, OriginKey(controller))
    for other in before:
        why = tell(
            "merged_controller",
            "{one} and {two} count once: {above} has the last word over both.",
            one=other.name,
            two=root.name,
            above=above,
        )
        what = (other.key.source, root.key.source)
        merging.merge(other, root, Merge(MergeRule.CONTROLLER, what, why))
        if merging.groups.find(other) is merging.groups.find(root):
            return


def merge_by_links(merging: Merging) -> None:
    """A claim that repeats, derives from or translates another has the other's origin."""
    for link in sorted(merging.case.standing_links, key=lambda link: link.id.int):
        one, two = merging.member(link.claim), merging.member(link.to)
        if link.relation not in COPYING or one is None or two is None:
            continue
        if not (link.claim in merging.members and link.to in merging.members) and (
            merging.case.original_of(link.claim) is None
        ):
            continue
        words = link.relation.replace("_", " ")
        verb = f"is {words}" if link.relation is Relation.DERIVED_FROM else words
        why = tell(
            "merged_link",
            "{one} and {two} count once: a link says that a claim of the one {verb} one of the "
            "other.",
            one=one.origin.name,
            two=two.origin.name,
            verb=tell(f"relations.{link.relation}", verb),
        )
        merging.merge(one.origin, two.origin, Merge(MergeRule.LINK, (link.claim, link.to), why))
        one.is_copy = merging.groups.find(one.origin) is merging.groups.find(two.origin)


def note_shared_uses(merging: Merging) -> None:
    """Several claims that quote one unnamed speaker through one outlet were one all along."""
    uses: dict[Root, list[UUID]] = defaultdict(list)
    for identifier, member in merging.members.items():
        if not member.root.is_named and member.origin is member.root:
            uses[member.root].append(identifier)
    for root, claims in uses.items():
        if len(claims) > 1:
            why = tell(
                "merged_same_use",
                "{number} claims rest on {name}: one unknown speaker, counted for none.",
                number=len(claims),
                name=root.name,
            )
            merging.merges.append(Merge(MergeRule.SAME_USE, tuple(claims), why))
