"""A figure's case reduced to the claims that weigh on it, with two counts of all."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Select, bindparam, func, select

from claims.records import Figure
from claims.rules.case import Case
from claims.store.lanes import ODD
from claims.store.projection import CLAIMS, REPORTS
from claims.store.queries.light import light, light_sources
from claims.store.queries.raw import Raw, identities, raw_columns
from claims.store.queries.stored import in_slices
from claims.store.queries.weighing.quoted import Quoted, Quoting
from claims.store.queries.weighing.scan import Row, Scan, scan
from claims.store.queries.weighing.told import Told, told_of
from claims.store.sending import Asked, ask_bare

SMALL = 50  # claims of a figure and its kin that are sooner all read than chosen from
MOST = 5_000  # claims that links, notices and rulings are about; beyond, all are read

_ID = raw_columns(CLAIMS, "id")
_VERSIONS = select(*raw_columns(REPORTS, "id")).where(
    REPORTS.c.item_key.in_(bindparam("items", expanding=True))
)


@dataclass(frozen=True, slots=True)
class Weighing:
    """A case in which a figure's claims are reduced to those that weigh; two counts of all.

    `origins` are the sources at the roots of all its claims, `unnamed` those whom nobody names.
    """

    case: Case
    mentions: int
    outlets: int
    origins: frozenset[UUID]
    unnamed: frozenset[UUID]


def is_small(connection: Connection, figures: Iterable[UUID]) -> bool:
    """Whether these figures have so few claims that all may be read."""
    on_them = select(CLAIMS.c.id).where(CLAIMS.c.figure_id.in_(list(figures))).limit(SMALL + 1)
    found = connection.scalar(select(func.count()).select_from(on_them.subquery()))
    return (found or 0) <= SMALL


def weighing(
    connection: Connection,
    figure: UUID,
    figures: Mapping[UUID, Figure],
    tolerance: Decimal,
) -> Weighing | None:
    """What weighs on a figure; None where so much was said of it that all has to be read.

    `figures` is its family.
    """
    scanned = scan(connection, figure)
    told = told_of(scanned, figures, tolerance)
    if len(told.about) > MOST:
        return None
    uncounted = scanned.raws(told.uncounted())
    counted = [row for row in scanned.rows if row[2] is not None and row[0] not in uncounted]
    case = _with_records(scanned, told.case, _kept(scanned, told, counted))
    origins = {row[1] for row in scanned.rows}
    return Weighing(
        case=_with_versions(scanned, case),
        mentions=len({row[7] for row in counted}),
        outlets=len({row[6] for row in counted}),
        origins=frozenset(identities(origins)),
        unnamed=frozenset(identities(origins & scanned.unnamed)),
    )


# What has to be kept


def _kept(scanned: Scan, told: Told, counted: list[Row]) -> set[Raw]:
    if not counted:
        return set(_off_record(scanned, told))
    odd = set(_odd(counted))
    rulings, tolerance = told.case.rulings, told.case.tolerance
    quoted = Quoting(scanned, counted, odd, rulings, tolerance).quoted()
    kept = odd.union(quoted.claims, _last(scanned, told, counted, quoted))
    return kept | _first_of_roots(scanned, counted) if rulings else kept


def _odd(counted: Iterable[Row]) -> Iterator[Raw]:
    """Where the row does not tell enough: a long chain, dates on a hop, days open at the end."""
    for one, _, lane, latest, earliest, *_ in counted:
        if (lane or 0) >= ODD or (latest is None and earliest is not None):
            yield one


def _last(scanned: Scan, told: Told, counted: list[Row], quoted: Quoted) -> Iterator[Raw]:
    """Of each root and lane, what may have been said last, of those that are not kept anyway."""
    about = scanned.raws(told.about)
    by_root: dict[Any, list[tuple[Raw, Raw, Raw]]] = defaultdict(list)
    unnamed, published, nobody = scanned.unnamed, scanned.published, (None, None)
    for one, origin, lane, latest, earliest, quoted_by, _, _ in counted:
        if lane is None or lane >= ODD or one in about:
            continue
        if quoted_by is not None and origin in quoted.origins:
            continue
        alike = (origin, lane, quoted_by) if origin in unnamed else (origin, lane)
        if latest is not None:
            by_root[alike].append((one, earliest, latest))
        elif earliest is None:
            by_root[alike].append((one, *published.get(one, nobody)))
    for claims in by_root.values():
        last = max((earliest for _, earliest, _ in claims if earliest is not None), default=None)
        for one, _, latest in claims:
            if latest is None or last is None or latest >= last:
                yield one


def _first_of_roots(scanned: Scan, counted: list[Row]) -> set[Raw]:
    first: dict[Any, Raw] = {}
    for one, origin, _, _, _, quoted_by, *_ in counted:
        root = (origin, quoted_by) if origin in scanned.unnamed else origin
        first[root] = min(one, first.get(root, one))
    return set(first.values())


def _off_record(scanned: Scan, told: Told) -> Iterator[Raw]:
    """One claim that was withdrawn, and one that takes no side and stands, where there are any."""
    of_figure = _of(scanned.figure).limit(1)
    standing = of_figure.where(CLAIMS.c.withdrawn.is_(None))
    other = standing.where(CLAIMS.c.id.not_in(told.about)) if told.about else standing
    for asked in (of_figure.where(CLAIMS.c.withdrawn.is_not(None)), other):
        yield from scanned.connection.scalars(asked)


# The records


def _with_records(scanned: Scan, told: Case, kept: set[Raw]) -> Case:
    """The case with these claims, and all that its claims refer to."""
    read = light(scanned.connection, kept - scanned.raws(told.claims))
    claims = {**told.claims, **read.claims}
    chains = {id(claim.chain): claim.chain for claim in claims.values()}
    speakers = {hop.source for chain in chains.values() for hop in chain.hops}
    return replace(
        told,
        claims=claims,
        sources=light_sources(scanned.connection, speakers | set(told.sources)),
        reports={**told.reports, **read.reports},
    )


def _with_versions(scanned: Scan, known: Case) -> Case:
    """The case with the claims on the figure from other versions of its claims' items."""
    own = (claim for claim in known.claims.values() if claim.figure == scanned.figure)
    here = {claim.report for claim in own}
    items = {known.reports[one].item_key for one in here if one in known.reports}
    versions = {
        one
        for part in in_slices(items)
        for (one,) in ask_bare(scanned.connection, Asked(_VERSIONS, {"items": part}))
    }
    others = {
        one
        for part in in_slices(identities(versions - scanned.raws(here)))
        for one in scanned.connection.scalars(
            _of(scanned.figure).where(CLAIMS.c.report_id.in_(part))
        )
    }
    more = others - scanned.raws(known.claims)
    return _with_records(scanned, known, more) if more else known


def _of(figure: UUID) -> Select[Any]:
    return select(*_ID).where(CLAIMS.c.figure_id == figure)
