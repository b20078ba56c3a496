"""Who a claim goes back to: its root.

Guaranteed: a named root is its source; an unnamed one is a speaker of its own for each
outlet that quotes it, since "officials" is a description and not an identity. Only an
editor's ruling tells two claims with one root apart.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from claims.messages import tell
from claims.records import Claim, Ruling, Source
from claims.rules.case import Case
from claims.vocab import Kind, SourceKind

BRANCHES = (SourceKind.AGENCY, SourceKind.MILITARY, SourceKind.GOVERNMENT)


class OriginKey(NamedTuple):
    """One root: a source; if unnamed with who quotes it; if ruled apart with its claim."""

    source: UUID
    quoted_by: UUID | None = None
    apart: UUID | None = None

    @property
    def is_named(self) -> bool:
        """It is known who this is."""
        return self.quoted_by is None


@dataclass(frozen=True, slots=True, eq=False)
class Root:
    """A root while origins are being worked out: one object for each key, quick to look up."""

    key: OriginKey
    is_named: bool
    name: str


class Roots:
    """The roots of a case's claims, with its standing rulings taken into account."""

    def __init__(self, case: Case) -> None:
        self._case = case
        self._unnamed = {
            source.id
            for source in case.sources.values()
            if source.source_kind is SourceKind.UNNAMED
        }
        self._named: dict[UUID, Root] = {}
        self._uses: dict[OriginKey, Root] = {}
        self._apart: dict[UUID, Root] = {}
        self.rulings = tuple(
            ruling for ruling in _latest(case.standing_rulings) if self._is_here(ruling)
        )
        for ruling in self.rulings:
            self._tell_apart(ruling)

    def of(self, claim: Claim) -> Root:
        """The claim's root."""
        if self._apart and claim.id in self._apart:
            return self._apart[claim.id]
        hops = claim.chain.hops
        source = hops[0].source
        if (known := self._named.get(source)) is not None:
            return known
        if source not in self._unnamed:
            return self.of_source(source)
        key = OriginKey(source, hops[min(1, len(hops) - 1)].source)
        if key not in self._uses:
            self._uses[key] = self._root(key)
        return self._uses[key]

    def of_source(self, source: UUID) -> Root:
        """The root that a named source is."""
        if source not in self._named:
            self._named[source] = self._root(OriginKey(source))
        return self._named[source]

    def side(self, record: UUID, kind: Kind, among: Iterable[Root]) -> list[Root]:
        """The roots that one side of a ruling means.

        A claim means its root; a named source itself; an unnamed one every use of it
        `among` these, which is what an editor says who rules on the bare name.
        """
        if kind is Kind.CLAIM:
            return [self.of(self._case.claims[record])]
        if record not in self._unnamed:
            return [self.of_source(record)]
        return [root for root in among if root.key.source == record]

    def _root(self, key: OriginKey) -> Root:
        return Root(key, key.is_named, root_name(self._case, key))

    def _is_here(self, ruling: Ruling) -> bool:
        sides = ((ruling.a, ruling.a_kind), (ruling.b, ruling.b_kind))
        return all(
            record in (self._case.claims if kind is Kind.CLAIM else self._case.sources)
            for record, kind in sides
        )

    def _tell_apart(self, ruling: Ruling) -> None:
        """Two claims with one root that are ruled distinct: the second gets its own."""
        if ruling.same or not ruling.a_kind is ruling.b_kind is Kind.CLAIM:
            return
        one, two = (self.of(self._case.claims[side]) for side in (ruling.a, ruling.b))
        if one is two and ruling.a != ruling.b:
            self._apart[ruling.b] = self._root(two.key._replace(apart=ruling.b))


def last_controller(case: Case, source: UUID) -> UUID:
    """The source itself, or the last whose editorial command it is under.

    A branch of a state judges for itself, whoever it is recorded under: the way up
    ends at an agency, a military or a government. Of a circle of them, one for all.
    """
    passed = [source]
    while (known := case.sources.get(passed[-1])) and known.controlled_by:
        if known.source_kind in BRANCHES:
            break
        if known.controlled_by in passed:
            return min(passed[passed.index(known.controlled_by) :])
        passed.append(known.controlled_by)
    return passed[-1]


def root_name(case: Case, key: OriginKey) -> str:
    """A root in words: "NIS", "officials (quoted by NYT)"."""
    named = _name(case.sources.get(key.source))
    if key.quoted_by in (None, key.source):
        return named
    by = _name(case.sources.get(key.quoted_by))
    return tell("quoted_by", "{name} (quoted by {by})", name=named, by=by)


def _latest(rulings: Iterable[Ruling]) -> Iterator[Ruling]:
    """Of several rulings on one pair the last; ids grow with time."""
    ordered = sorted(rulings, key=lambda ruling: ruling.id.int)
    yield from {frozenset((ruling.a, ruling.b)): ruling for ruling in ordered}.values()


def _name(source: Source | None) -> str:
    return tell("unknown_source", "an unknown source") if source is None else source.name
