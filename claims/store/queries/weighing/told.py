"""What people said of a figure's claims, with every claim that it is about."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import Column, select

from claims.records import Figure, Link, Notice, Ruling
from claims.rules.case import Case
from claims.rules.counting import stands
from claims.store.projection import CLAIMS, LAYOUTS
from claims.store.queries.case import NOTICES, family, with_controllers
from claims.store.queries.closure import LINKS, closed
from claims.store.queries.light import light_claims
from claims.store.queries.raw import Raw, identities
from claims.store.queries.stored import among, by_id, stored
from claims.store.queries.weighing.scan import Scan

FEW = 5_000  # links, or notices, that are looked through rather than asked for


@dataclass(frozen=True, slots=True)
class Told:
    """What people said, and the claims on the figure that it is about."""

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
    own = {row[0] for row in scanned.rows}
    links = _links_at(scanned, own)
    here = {end for one in links for end in (one.claim, one.to) if scanned.raw(end) in own}
    beside = closed(connection, links, here)
    notices = _notices_at(scanned, own)
    noticed = _noticed(scanned, notices.values())
    claims = light_claims(connection, {*ruled, *noticed, *here, *beside.claims})
    abroad = [one for one in claims.values() if one.figure != figure]
    targets = {one.id for one in abroad} | {one.report for one in abroad}
    elsewhere = among(connection, Notice, NOTICES.c.target_id, targets)
    notices |= {one.record.id: one.record for one in elsewhere}
    case = Case(
        claims=claims,
        sources=with_controllers(connection, ruled),
        figures={**figures, **family(connection, {one.figure for one in abroad} - set(figures))},
        links=beside.links,
        notices=tuple(notices.values()),
        rulings=tuple(rulings),
        tolerance=tolerance,
    )
    return Told(case, frozenset(one.id for one in claims.values() if one.figure == figure))


def _links_at(scanned: Scan, own: set[Raw]) -> list[Link]:
    """The standing links that begin or end at a claim of the figure."""
    ends = (LINKS.c.claim_id, LINKS.c.to_id)
    return list(_standing_at(scanned, Link, ends, own, [CLAIMS.c.id]).values())


def _notices_at(scanned: Scan, own: set[Raw]) -> dict[UUID, Notice]:
    """The standing notices on a claim of the figure, or on a report of one."""
    reports = {row[7] for row in scanned.rows}
    named = [CLAIMS.c.id, CLAIMS.c.report_id]
    return _standing_at(scanned, Notice, (NOTICES.c.target_id,), own | reports, named)


def _standing_at(
    scanned: Scan,
    kind: type[Any],
    columns: tuple[Column[Any], ...],
    own: set[Raw],
    named: list[Column[Any]],
) -> dict[UUID, Any]:
    """The records that stand and of which a column names one of `own`.

    Few are looked through, whatever they are about; of many only those are asked for that the
    database finds by what the figure's claims are `named`.
    """
    main = LAYOUTS[kind.kind].main
    standing = main.c.withdrawn.is_(None)
    asked = select(main.c.id, *columns).where(standing).limit(FEW + 1)
    rows = scanned.connection.execute(asked).all()
    if len(rows) <= FEW:
        found = {one for one, *ends in rows if any(scanned.raw(end) in own for end in ends)}
        return _records(by_id(scanned.connection, kind, found).values())
    of_figure = [select(name).where(CLAIMS.c.figure_id == scanned.figure) for name in named]
    where = [standing & column.in_(one) for column in columns for one in of_figure]
    return _records(one for each in where for one in stored(scanned.connection, kind, each))


def _records(found: Iterable[Any]) -> dict[UUID, Any]:
    return {one.record.id: one.record for one in found}


def _noticed(scanned: Scan, notices: Iterable[Notice]) -> set[UUID]:
    """The claims of the figure that were taken back, or whose report was."""
    targets = scanned.raws(one.target for one in notices)
    if not targets:
        return set()
    return identities(row[0] for row in scanned.rows if row[0] in targets or row[7] in targets)
