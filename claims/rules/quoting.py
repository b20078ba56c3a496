"""Who is quoted without his source adds nothing to what he relays.

Guaranteed: a named root that elsewhere in the set relays or reports an agreeing claim of
another source gives up its claim to that source's group, unless it published the finding
itself. Decided for each claim: quoted for another finding, the same root stays an origin.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from uuid import UUID

from claims.records import Claim
from claims.rules.agreement import Agreements
from claims.rules.merging import Member, Merge, MergeRule, Merging
from claims.rules.roots import Root
from claims.vocab import Kind, Stance

_Subject = tuple[Root, UUID | None, bool]


def merge_quoted_relays(merging: Merging) -> None:
    """Let each claim that only quotes a relay count for what the relay passed on."""
    leads = _Relays(merging).leads()
    settled: set[UUID] = set()
    for start in leads:
        path = []
        claim = start
        while claim in leads and claim not in settled:
            settled.add(claim)
            path.append(claim)
            claim = leads[claim]
        for relayed in reversed(path):
            _give_up(merging, merging.members[relayed], merging.members[leads[relayed]])


def _give_up(merging: Merging, quote: Member, relayed: Member) -> None:
    """Count one claim for the origin of another, unless it does already or may not."""
    own, other, groups = quote.root, relayed.origin, merging.groups
    if groups.find(own) is groups.find(other) or groups.are_apart(own, other):
        return
    groups.share_walls(own, other)
    quote.origin = other
    relay, source = merging.roots.name(own), merging.roots.name(other)
    why = f"{relay} adds no origin: it passes on the same finding of {source} elsewhere."
    what = (quote.claim.id, relayed.claim.id)
    merging.merges.append(Merge(MergeRule.QUOTED_RELAY, what, why))


@dataclass
class _Index:
    """Claims by who speaks in them, figure and stance: no two are compared that cannot agree."""

    tolerance: Decimal
    _subjects: dict[_Subject, Agreements] = field(default_factory=dict)

    def add(self, speaker: Root, claim: Claim) -> None:
        subject = _subject(speaker, claim)
        known = self._subjects.get(subject)
        if known is None:
            known = self._subjects[subject] = Agreements(self.tolerance)
        known.add(claim)

    def find(self, speaker: Root, claim: Claim) -> Claim | None:
        """A claim in which this speaker speaks and that agrees with this one."""
        known = self._subjects.get(_subject(speaker, claim))
        return None if known is None else known.find(claim.quantity)


def _subject(speaker: Root, claim: Claim) -> _Subject:
    return speaker, claim.figure, claim.stance is Stance.DENIES


@dataclass
class _Relays:
    """What each root relayed for others, and what it published as its own finding."""

    merging: Merging
    _same_as: dict[UUID, Root] = field(default_factory=dict)

    def leads(self) -> dict[UUID, UUID]:
        """For each claim that only quotes a relay, the claim that was relayed."""
        quoted = self._quoted()
        relayed, own = self._index(set(quoted.values()))
        leads = {}
        for identifier, root in quoted.items():
            claim = self.merging.members[identifier].claim
            lead = relayed.find(root, claim)
            if lead is not None and own.find(root, claim) is None:
                leads[identifier] = lead.id
        return leads

    def _quoted(self) -> dict[UUID, Root]:
        """The claims whose root is named, quoted by another, and not ruled to be some other."""
        ruled = self._ruled_same()
        return {
            identifier: self._identity(member.claim.chain.hops[0].source)
            for identifier, member in self.merging.members.items()
            if member.root.is_named
            and not member.claim.chain.is_own_finding
            and _can_agree(member.claim)
            and identifier not in ruled
        }

    def _ruled_same(self) -> set[UUID]:
        """The claims that a ruling names: their roots are settled."""
        sides = (
            side
            for ruling in self.merging.roots.rulings
            if ruling.same
            for side in ((ruling.a, ruling.a_kind), (ruling.b, ruling.b_kind))
        )
        return {record for record, kind in sides if kind is Kind.CLAIM}

    def _identity(self, source: UUID) -> Root:
        """The source, or whoever an editor ruled to be the same."""
        known = self._same_as.get(source)
        if known is None:
            known = self.merging.groups.find(self.merging.roots.of_source(source))
            self._same_as[source] = known
        return known

    def _index(self, wanted: set[Root]) -> tuple[_Index, _Index]:
        tolerance = self.merging.case.tolerance
        relayed, own = _Index(tolerance), _Index(tolerance)
        for member in self._named_first():
            claim, root = member.claim, self.merging.groups.find(member.root)
            if claim.chain.is_own_finding and root in wanted:
                own.add(root, claim)
            for hop in claim.chain.hops[1:]:
                speaker = self._identity(hop.source)
                if speaker in wanted and speaker is not root:
                    relayed.add(speaker, claim)
        return relayed, own

    def _named_first(self) -> Iterable[Member]:
        """A finding of somebody named is the better explanation of what a relay passes on."""
        members = [one for one in self.merging.members.values() if _can_agree(one.claim)]
        return sorted(members, key=lambda member: not member.root.is_named)


def _can_agree(claim: Claim) -> bool:
    return claim.figure is not None and claim.stance.takes_a_side
