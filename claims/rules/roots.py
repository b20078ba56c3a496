"""Who a claim goes back to: the key of its root.

Guaranteed: a named root is its source; an unnamed one is a speaker of its own for each
outlet that quotes it, since "officials" is a description and not an identity. Only an
editor's ruling tells two claims with one root apart.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple
from uuid import UUID

from claims.records import Claim, Ruling, Source
from claims.rules.case import Case
from claims.vocab import Kind, SourceKind


class OriginKey(NamedTuple):
    """One root: a source; if unnamed with who quotes it; if ruled apart with its claim."""

    source: UUID
    quoted_by: UUID | None = None
    apart: UUID | None = None

    @property
    def is_named(self) -> bool:
        """It is known who this is."""
        return self.quoted_by is None


class Roots:
    """The roots of a case's claims, with its standing rulings taken into account."""

    def __init__(self, case: Case) -> None:
        self._case = case
        self._unnamed = {
            source.id
            for source in case.sources.values()
            if source.source_kind is SourceKind.UNNAMED
        }
        self._keys: dict[UUID, OriginKey] = {}
        self.rulings = tuple(
            ruling for ruling in _latest(case.standing_rulings) if self._is_here(ruling)
        )
        for ruling in self.rulings:
            self._tell_apart(ruling)

    def of(self, claim: Claim) -> OriginKey:
        """The key of the claim's root."""
        if (known := self._keys.get(claim.id)) is not None:
            return known
        hops = claim.chain.hops
        source, quoted_by = hops[0].source, hops[min(1, len(hops) - 1)].source
        key = OriginKey(source, quoted_by if source in self._unnamed else None)
        self._keys[claim.id] = key
        return key

    def side(self, record: UUID, kind: Kind, among: Iterable[OriginKey]) -> list[OriginKey]:
        """The roots that one side of a ruling means.

        A claim means its root; a named source itself; an unnamed one every use of it
        `among` these, which is what an editor says who rules on the bare name.
        """
        if kind is Kind.CLAIM:
            return [self.of(self._case.claims[record])]
        if record not in self._unnamed:
            return [OriginKey(record)]
        return [key for key in among if key.source == record]

    def name(self, key: OriginKey) -> str:
        """The root in words: "NIS", "officials (quoted by NYT)"."""
        named = _name(self._case.sources.get(key.source))
        if key.quoted_by in (None, key.source):
            return named
        return f"{named} (quoted by {_name(self._case.sources.get(key.quoted_by))})"

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
        one, two = self.of(self._case.claims[ruling.a]), self.of(self._case.claims[ruling.b])
        if one == two and ruling.a != ruling.b:
            self._keys[ruling.b] = two._replace(apart=ruling.b)


def _latest(rulings: Iterable[Ruling]) -> Iterator[Ruling]:
    """Of several rulings on one pair the last; ids grow with time."""
    ordered = sorted(rulings, key=lambda ruling: ruling.id.int)
    yield from {frozenset((ruling.a, ruling.b)): ruling for ruling in ordered}.values()


def _name(source: Source | None) -> str:
    return "an unknown source" if source is None else source.name
