"""What people said of a figure's claims, with every claim that it is about."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import Column, Select, select

from claims.records import Figure, Link, Notice, Record, Ruling
from claims.rules.case import Case
from claims.rules.counting import stands
from claims.store.projection import CLAIMS, LAYOUTS
from claims.store.queries.case import NOTICES, family
from claims.store.queries.closure import LINKS, closed
from claims.store.queries.light import light, light_sources
from claims.store.queries.raw import Raw, identities, raw_columns
from claims.store.queries.stored import among, by_id, stored
from claims.store.queries.weighing.scan import Scan
from claims.store.sending import Asked, ask_bare
from claims.vocab import Relation

# What they say weighs only between claims that nothing replaced, and replaces or merges nothing.
_MERE = {
    Relation.CORROBORATES,
    Relation.CONTRADICTS,
    Relation.DENIES,
    Relation.QUALIFIES,
    Relation.PART_OF,
}

FEW = 5_000  # links, or notices, that are looked through rather than asked for


@dataclass(frozen=True, slots=True)
class Told:
    """What people said, and the claims on the figure that it is about.

    A judgement on how two claims stand to each other (`_MERE`) says nothing of either alone.
    """

    case: Case
    about: frozenset[UUID]

    def uncounted(self) -> set[UUID]:
        """Those of them that do not stand."""
        return {one for one in self.about if not stands(self.case, self.case.claims[one])}


def told_of(scanned: Scan, figures: Mapping[UUID, Figure], tolerance: Decimal) -> Told:
    """What was said of the figure's claims, and of those beside them on which they rest."""
    connection, figure = scanned.connection, scanned.figure
    rulings = [one.record for one in stored(connection, Ruling)]
    ruled = {side for one in rulings for side in (one.a, one.b)}
    own = scanned.claims
    links = _links_at(scanned, own)
    ends = {end for one in links for end in (one.claim, one.to) if scanned.raw(end) in own}
    beside = closed(connection, links, ends)
    here = {end for one in links if one.relation not in _MERE for end in (one.claim, one.to)} & ends
    notices = _notices_at(scanned, own)
    noticed = _noticed(scanned, notices.values())
    read = light(connection, scanned.raws({*ruled, *noticed, *here, *beside.claims}))
    abroad = [one for one in read.claims.values() if one.figure != figure]
    targets = {one.id for one in abroad} | {one.report for one in abroad}
    elsewhere = among(connection, Notice, NOTICES.c.target_id, targets)
    notices |= {one.record.id: one.record for one in elsewhere}
    case = Case(
        claims=read.claims,
        sources=light_sources(connection, ruled),
        figures={**figures, **family(connection, {one.figure for one in abroad} - set(figures))},
        reports=read.reports,
        links=beside.links,
        notices=tuple(notices.values()),
        rulings=tuple(rulings),
        tolerance=tolerance,
    )
    return Told(case, frozenset(read.claims.keys() - {one.id for one in abroad}))


def _links_at(scanned: Scan, own: frozenset[Raw]) -> list[Link]:
    """The standing links that begin or end at a claim of the figure."""
    ends = (LINKS.c.claim_id, LINKS.c.to_id)
    return list(_standing_at(scanned, Link, ends, own, [CLAIMS.c.id]).values())


def _notices_at(scanned: Scan, own: frozenset[Raw]) -> dict[UUID, Notice]:
    """The standing notices on a claim of the figure, or on a report of one."""
    named = [CLAIMS.c.id, CLAIMS.c.report_id]
    return _standing_at(scanned, Notice, (NOTICES.c.target_id,), own | scanned.reports, named)


def _standing_at(
    scanned: Scan,
    kind: type[Record],
    columns: tuple[Column[Any], ...],
    own: frozenset[Raw],
    named: list[Column[Any]],
) -> dict[UUID, Any]:
    """The records that stand and of which a column names one of `own`.

    Few are looked through, whatever they are about; of many only those are asked for that the
    database finds by what the figure's claims are `named`.
    """
    main = LAYOUTS[kind.kind].main
    standing = main.c.withdrawn.is_(None)
    rows = ask_bare(scanned.connection, Asked(_ends_of(kind, columns)))
    if len(rows) <= FEW:
        found = identities(one for one, *ends in rows if not own.isdisjoint(ends))
        return _records(by_id(scanned.connection, kind, found).values())
    of_figure = [select(name).where(CLAIMS.c.figure_id == scanned.figure) for name in named]
    where = [standing & column.in_(one) for column in columns for one in of_figure]
    return _records(one for each in where for one in stored(scanned.connection, kind, each))


@lru_cache(maxsize=8)  # one for links and one for notices, each compiled once
def _ends_of(kind: type[Record], columns: tuple[Column[Any], ...]) -> Select[Any]:
    main = LAYOUTS[kind.kind].main
    names = raw_columns(main, "id", *(column.name for column in columns))
    return select(*names).where(main.c.withdrawn.is_(None)).limit(FEW + 1)


def _records(found: Iterable[Any]) -> dict[UUID, Any]:
    return {one.record.id: one.record for one in found}


def _noticed(scanned: Scan, notices: Iterable[Notice]) -> set[UUID]:
    """The claims of the figure that were taken back, or whose report was."""
    targets = scanned.raws(one.target for one in notices)
    if not targets:
        return set()
    return identities(row[0] for row in scanned.rows if row[0] in targets or row[7] in targets)
