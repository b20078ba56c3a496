"""What has to be kept so that the rules find out who only passes on what others found.

A source that is quoted, and passes on what others say of the same figure, may add no origin
to it: the rules look, in what he passed on and in what he said himself, for a number that
agrees with what he is quoted for.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import select

from claims.records import Ruling
from claims.rules.agreement import Agreements
from claims.rules.groups import Groups
from claims.store.projection import ATTRIBUTIONS, CLAIMS
from claims.store.queries.light import AMONG, NUMBERS, light_quantity
from claims.store.queries.raw import Raw, identities, raw_columns
from claims.store.queries.stored import in_slices
from claims.store.queries.weighing.scan import Row, Scan
from claims.store.sending import Asked, ask_bare
from claims.values.quantity import Quantity
from claims.vocab import Stance

_Said = tuple[bool, Quantity | None]  # whether it denies that, or asserts it
_Speech = tuple[Raw, Any, Row]  # who speaks in it, or whoever he is; for whom; the claim
_Pools = dict[tuple[Raw, bool], dict[Any, Agreements[Raw]]]
_OWN, _RELAYED = "own", "relayed"

_NUMBERS = select(*raw_columns(CLAIMS, "id", "stance"), *NUMBERS).where(AMONG)


@dataclass(frozen=True, slots=True)
class Quoted:
    """Whoever is quoted on the figure and passes on what others say of it; what to keep of it."""

    origins: frozenset[Raw] = frozenset()
    claims: frozenset[Raw] = frozenset()


@dataclass(frozen=True)
class Quoting:
    """The claims that count, those of which the row does not tell enough, and the rulings."""

    scanned: Scan
    counted: list[Row]
    odd: set[Raw]
    rulings: tuple[Ruling, ...]
    tolerance: Decimal

    def quoted(self) -> Quoted:
        """All that they are quoted for, and what the rules find of theirs that agrees with it."""
        same = self._same()
        speakers = {same.get(one, one) for one in self._speakers()}
        able = {one for one, who in same.items() if who in speakers} | (speakers - same.keys())
        quotes = [row for row in self.counted if row[1] in able and row[5] is not None]
        if not quotes:
            return Quoted()
        whose = {row[0]: same.get(row[1], row[1]) for row in quotes}
        speeches = list(self._speeches(same, set(whose.values())))
        said = self._said([*whose, *(row[0] for _, _, row in speeches)])
        found = self._agreeing(whose, self._pools(speeches, said), said)
        return Quoted(frozenset(row[1] for row in quotes), frozenset({*whose, *found}))

    def _speakers(self) -> set[Raw]:
        """Everybody who tells what another said, or himself."""
        found = {row[6] for row in self.counted}
        found |= {row[5] for row in self.counted}
        found.discard(None)
        later = select(*raw_columns(ATTRIBUTIONS, "source_id")).where(ATTRIBUTIONS.c.position > 0)
        for part in in_slices(identities(self.odd)):
            found |= set(
                self.scanned.connection.scalars(later.where(ATTRIBUTIONS.c.claim_id.in_(part)))
            )
        return found

    def _same(self) -> dict[Raw, Raw]:
        """Of the sources that rulings call the same, over any number of them, one for all."""
        standing = [one for one in self.rulings if one.same and one.withdrawn is None]
        sides = {one for ruling in standing for one in (ruling.a, ruling.b)}
        origin: dict[UUID, UUID] = {}
        for part in in_slices(sides):
            asked = select(CLAIMS.c.id, CLAIMS.c.origin_id).where(CLAIMS.c.id.in_(part))
            origin |= {row.id: row.origin_id for row in self.scanned.connection.execute(asked)}
        groups: Groups[UUID] = Groups()
        for one in standing:
            groups.merge(origin.get(one.a, one.a), origin.get(one.b, one.b))
        raw = self.scanned.raw
        sources = {origin.get(one, one) for one in sides}
        return {raw(one): raw(groups.find(one)) for one in sources}

    def _speeches(self, same: Mapping[Raw, Raw], wanted: set[Raw]) -> Iterator[_Speech]:
        """What any of these passed on of others, or said himself, in the order of the rules.

        Where editors ruled on origins, each root may turn out to be the speaker: what he passed
        on is told apart by all its roots, since any of them may be left out.
        """
        unnamed, by_root = self.scanned.unnamed, bool(self.rulings)
        theirs = {one for one, who in same.items() if who in wanted} | wanted
        able = [row for row in self.counted if row[6] in theirs or (row[5] or row[1]) in theirs]
        for row in sorted(able, key=lambda row: (row[1] in unnamed, row[0])):
            origin, quoted_by, reporter = row[1], row[5], row[6]
            if quoted_by is None:
                if origin in theirs:
                    yield same.get(origin, origin), _OWN, row
                continue
            use = (origin, quoted_by if origin in unnamed else None)
            for speaker in {quoted_by, reporter} & theirs:
                if by_root or speaker != origin:
                    yield same.get(speaker, speaker), use if by_root else _RELAYED, row

    def _said(self, claims: Iterable[Raw]) -> dict[Raw, _Said]:
        said: dict[Raw, _Said] = {}
        for part in in_slices(claims):
            for row in ask_bare(self.scanned.connection, Asked(_NUMBERS, {"wanted": part})):
                quantity = None if row[2] is None else light_quantity(*row[2:])
                said[row[0]] = (row[1] == Stance.DENIES, quantity)
        return said

    def _pools(self, speeches: Iterable[_Speech], said: Mapping[Raw, _Said]) -> _Pools:
        """What each said himself, and what he passed on, to be looked up by a number."""
        pools: _Pools = {}
        for speaker, kind, row in speeches:
            denies, quantity = said[row[0]]
            known = pools.setdefault((speaker, denies), {})
            known.setdefault(kind, Agreements(self.tolerance)).add(quantity, row[0])
        return pools

    def _agreeing(
        self, whose: Mapping[Raw, Raw], pools: _Pools, said: Mapping[Raw, _Said]
    ) -> Iterator[Raw]:
        """What is found for each quote: left alone, it is found again."""
        for claim, source in whose.items():
            denies, quantity = said[claim]
            for pool in pools.get((source, denies), {}).values():
                if (found := pool.find(quantity)) is not None:
                    yield found
