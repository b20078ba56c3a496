"""Who is quoted without his source adds nothing to what he relays.

Guaranteed: a named root that elsewhere in the set relays or reports an agreeing claim of
another source gives up its claim to that source's group, unless it published the finding
itself. Decided for each claim: quoted for another finding, the same root stays an origin.
"""

from dataclasses import dataclass, field
from uuid import UUID

from claims.records import Claim
from claims.rules.agreement import Agreements
from claims.rules.merging import Merge, MergeRule, Merging
from claims.rules.roots import OriginKey
from claims.vocab import Kind, Stance

_Subject = tuple[OriginKey, UUID, Stance]


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
            _give_up(merging, relayed, leads[relayed])


def _give_up(merging: Merging, claim: UUID, to: UUID) -> None:
    """Count one claim for the origin of another, unless it does already or may not."""
    own, other = merging.root[claim], merging.origin[to]
    groups = merging.groups
    if groups.find(own) == groups.find(other) or groups.are_apart(own, other):
        return
    groups.share_walls(own, other)
    merging.origin[claim] = other
    relay, source = merging.roots.name(own), merging.roots.name(other)
    why = f"{relay} adds no origin: it passes on the same finding of {source} elsewhere."
    merging.merges.append(Merge(MergeRule.QUOTED_RELAY, (claim, to), why))


@dataclass
class _Relays:
    """What each root relayed for others, and what it published as its own finding.

    Indexed by source, figure and stance, so that no two claims are compared that cannot
    agree; only sources that are somewhere quoted as a root are looked at.
    """

    merging: Merging
    relayed: dict[_Subject, Agreements] = field(default_factory=dict)
    own: dict[_Subject, Agreements] = field(default_factory=dict)
    _same_as: dict[UUID, OriginKey] = field(default_factory=dict)

    def leads(self) -> dict[UUID, UUID]:
        """For each claim that only quotes a relay, the claim that was relayed."""
        quoted = self._quoted()
        if not quoted:
            return {}
        wanted = set(quoted.values())
        # A finding of somebody named is the better explanation, so those are found first.
        for claim in sorted(
            self.merging.claims.values(), key=lambda one: not self.merging.root[one.id].is_named
        ):
            self._index(claim, wanted)
        found = {
            identifier: self._relayed(self.merging.claims[identifier], key)
            for identifier, key in quoted.items()
        }
        return {claim: lead.id for claim, lead in found.items() if lead is not None}

    def _quoted(self) -> dict[UUID, OriginKey]:
        """The claims whose root is named, quoted by another, and not ruled upon."""
        ruled = {
            record
            for ruling in self.merging.roots.rulings
            if ruling.same
            for record, kind in ((ruling.a, ruling.a_kind), (ruling.b, ruling.b_kind))
            if kind is Kind.CLAIM
        }
        return {
            claim.id: self._identity(claim.chain.origin.source)
            for claim in self.merging.claims.values()
            if not claim.chain.is_own_finding
            and self.merging.root[claim.id].is_named
            and claim.figure is not None
            and claim.stance.takes_a_side
            and claim.id not in ruled
        }

    def _identity(self, source: UUID) -> OriginKey:
        """The source, or whoever an editor ruled to be the same."""
        if source not in self._same_as:
            self._same_as[source] = self.merging.groups.find(OriginKey(source))
        return self._same_as[source]

    def _index(self, claim: Claim, wanted: set[OriginKey]) -> None:
        if claim.figure is None:
            return
        root = self.merging.groups.find(self.merging.root[claim.id])
        for hop in claim.chain.hops[1:]:
            speaker = self._identity(hop.source)
            if speaker in wanted and speaker != root:
                self._note(self.relayed, (speaker, claim.figure, claim.stance), claim)
        if claim.chain.is_own_finding and root in wanted:
            self._note(self.own, (root, claim.figure, claim.stance), claim)

    def _note(self, index: dict[_Subject, Agreements], subject: _Subject, claim: Claim) -> None:
        if subject not in index:
            index[subject] = Agreements(self.merging.case.tolerance)
        index[subject].add(claim)

    def _relayed(self, claim: Claim, root: OriginKey) -> Claim | None:
        assert claim.figure is not None, "quoted claims are on a figure"
        subject = (root, claim.figure, claim.stance)
        if (relayed := self.relayed.get(subject)) is None:
            return None
        own = self.own.get(subject)
        if own is not None and own.find(claim.quantity) is not None:
            return None
        return relayed.find(claim.quantity)
