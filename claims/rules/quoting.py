"""Who is quoted without his source adds nothing to what he relays.

Guaranteed: a named root that elsewhere in the set relays or reports an agreeing claim of
another source gives up its claim to that source's group, unless it published the finding
itself. Decided for each claim: quoted for another finding, the same root stays an origin.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from uuid import UUID

from claims.messages import tell
from claims.records import Claim
from claims.rules.agreement import Agreements
from claims.rules.merging import Member, Merge, MergeRule, Merging
from claims.rules.roots import Root
from claims.vocab import Kind, Stance

_Subject = tuple[Root, UUID | None, bool]


def merge_quoted_relays(merging: Merging) -> None:
    """Let each claim that only quotes a relay count for what the relay passed on."""
    leads = _Relays(merging).leads()
    settled: set[Member] = set()
    for start in leads:
        path = []
        member = start
        while member in leads and member not in settled:
            settled.add(member)
            path.append(member)
            member = leads[member]
        for quote in reversed(path):
            _give_up(merging, quote, leads[quote])


def _give_up(merging: Merging, quote: Member, relayed: Member) -> None:
    """Count one claim for the origin of another, unless it does already or may not."""
    own, other, groups = quote.root, relayed.origin, merging.groups
    if groups.find(own) is groups.find(other) or groups.are_apart(own, other):
        return
    groups.share_walls(own, other)
    quote.origin = other
    why = tell(
        "merged_quoted_relay",
        "{name} adds no origin: it passes on the same finding of {other} elsewhere.",
        name=own.name,
        other=other.name,
    )
    what = (quote.claim.id, relayed.claim.id)
    merging.merges.append(Merge(MergeRule.QUOTED_RELAY, what, why))


@dataclass
class _Index:
    """Members by who speaks in them, figure and stance: none is compared that cannot agree."""

    tolerance: Decimal
    _subjects: dict[_Subject, Agreements[Member]] = field(default_factory=dict)

    def add(self, speaker: Root, member: Member) -> None:
        subject = _subject(speaker, member)
        known = self._subjects.get(subject)
        if known is None:
            known = self._subjects[subject] = Agreements(self.tolerance)
        known.add(member.claim.quantity, member)

    def find(self, speaker: Root, member: Member) -> Member | None:
        """One in which this speaker speaks and that agrees with this one."""
        known = self._subjects.get(_subject(speaker, member))
        return None if known is None else known.find(member.claim.quantity)


def _subject(speaker: Root, member: Member) -> _Subject:
    return speaker, member.claim.figure, member.claim.stance is Stance.DENIES


@dataclass
class _Relays:
    """What each root relayed for others, and what it published as its own finding."""

    merging: Merging
    _same_as: dict[UUID, Root] = field(default_factory=dict)

    def leads(self) -> dict[Member, Member]:
        """For each claim that only quotes a relay, the claim that was relayed."""
        able = [member for member in self.merging.members.values() if _can_agree(member.claim)]
        quoted = self._quoted(able)
        # A finding of somebody named is the better explanation of what a relay passes on.
        able.sort(key=lambda member: not member.root.is_named)
        relayed, own = self._index(able, set(quoted.values()))
        found = {member: relayed.find(root, member) for member, root in quoted.items()}
        return {
            member: lead
            for member, lead in found.items()
            if lead is not None and own.find(quoted[member], member) is None
        }

    def _quoted(self, able: Iterable[Member]) -> dict[Member, Root]:
        """Those whose root is named, quoted by another, and not ruled to be some other."""
        ruled = self._ruled_same()
        return {
            member: self._identity(member.claim.chain.hops[0].source)
            for member in able
            if member.root.is_named
            and len(member.claim.chain.hops) > 1
            and not (ruled and member.claim.id in ruled)
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

    def _index(self, able: Iterable[Member], wanted: set[Root]) -> tuple[_Index, _Index]:
        tolerance = self.merging.case.tolerance
        relayed, own = _Index(tolerance), _Index(tolerance)
        for member in able:
            root, hops = self.merging.groups.find(member.root), member.claim.chain.hops
            if len(hops) == 1 and root in wanted:
                own.add(root, member)
            for hop in hops[1:]:
                speaker = self._identity(hop.source)
                if speaker in wanted and speaker is not root:
                    relayed.add(speaker, member)
        return relayed, own


def _can_agree(claim: Claim) -> bool:
    return claim.figure is not None and claim.stance.takes_a_side
