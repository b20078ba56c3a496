"""The part of the record that judging a figure or a claim takes, in a few statements."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from uuid import UUID

from sqlalchemy import Connection, or_, select

from claims.records import Claim, Figure, Notice, Report, Ruling, Source
from claims.rules.case import Case
from claims.store.projection import CLAIMS, FIGURES, LAYOUTS
from claims.store.queries.closure import closure, links_touching
from claims.store.queries.stored import Stored, among, by_id, in_slices, stored
from claims.vocab import Kind

NOTICES = LAYOUTS[Kind.NOTICE].main


@dataclass(frozen=True, slots=True)
class Gathered:
    """A case, with what is stored of its claims and reports."""

    case: Case
    claims: Mapping[UUID, Stored[Claim]]
    reports: Mapping[UUID, Stored[Report]]


def figure_case(connection: Connection, figure: UUID, tolerance: Decimal) -> Case:
    """All claims of the figure, of its wholes and of its parts, with all they rest on."""
    return gathered(connection, (), tolerance, figures=[figure]).case


def claims_case(connection: Connection, claims: Iterable[UUID], tolerance: Decimal) -> Case:
    """These claims and all others of their figures' families, with all they rest on."""
    return gathered(connection, claims, tolerance).case


def gathered(
    connection: Connection,
    claims: Iterable[UUID],
    tolerance: Decimal,
    *,
    figures: Iterable[UUID] = (),
) -> Gathered:
    """The same of these figures and claims together; each claim is read once."""
    families = family(connection, figures)
    asked = _on_figures(connection, families)
    rest = set(claims) - asked.keys()
    if rest:
        more = family(connection, figures_of(connection, rest))
        asked |= _on_figures(connection, more.keys() - families.keys())
        families |= more
        asked |= by_id(connection, Claim, rest - asked.keys())
    return _gather(connection, asked, families, tolerance)


def _on_figures(connection: Connection, figures: Iterable[UUID]) -> dict[UUID, Stored[Claim]]:
    found = among(connection, Claim, CLAIMS.c.figure_id, figures)
    return {one.record.id: one for one in found}


def figures_of(connection: Connection, claims: Iterable[UUID]) -> set[UUID]:
    """The figures that these claims are on."""
    on = select(CLAIMS.c.figure_id).where(CLAIMS.c.figure_id.is_not(None)).distinct()
    return {
        figure
        for part in in_slices(claims)
        for figure in connection.scalars(on.where(CLAIMS.c.id.in_(part)))
    }


def resting_case(connection: Connection, target: UUID, tolerance: Decimal) -> Case:
    """A claim, or the claims of a report, with all that links lead to over any number of steps."""
    on_target = select(CLAIMS.c.id).where(or_(CLAIMS.c.id == target, CLAIMS.c.report_id == target))
    found = set(connection.scalars(on_target))
    frontier = set(found)
    while frontier:
        frontier = linked(connection, frontier) - found
        found |= frontier
    case = claims_case(connection, found, tolerance)
    return case if found else _with_report(connection, case, target)


def _with_report(connection: Connection, case: Case, report: UUID) -> Case:
    """The case with a report that nothing was read from, and what took it back."""
    reports = {one: held.record for one, held in by_id(connection, Report, [report]).items()}
    notices = [one.record for one in stored(connection, Notice, NOTICES.c.target_id == report)]
    return replace(case, reports={**case.reports, **reports}, notices=(*case.notices, *notices))


def linked(connection: Connection, claims: Iterable[UUID]) -> set[UUID]:
    """The claims at either end of a link that begins or ends at one of these."""
    ids = set(claims)
    links = links_touching(connection, ids)
    return {end for one in links for end in (one.record.claim, one.record.to)} - ids


def wholes(connection: Connection) -> list[UUID]:
    """The figures that are part of no other, oldest first: one for each family."""
    statement = select(FIGURES.c.id).where(FIGURES.c.part_of.is_(None)).order_by(FIGURES.c.id)
    return list(connection.scalars(statement))


def unfigured(connection: Connection, *, page: int = 500) -> Iterator[list[UUID]]:
    """The claims without a figure, page by page."""
    bare = select(CLAIMS.c.id).where(CLAIMS.c.figure_id.is_(None)).order_by(CLAIMS.c.id).limit(page)
    found = list(connection.scalars(bare))
    while found:
        yield found
        found = list(connection.scalars(bare.where(CLAIMS.c.id > found[-1])))


def family(connection: Connection, figures: Iterable[UUID | None]) -> dict[UUID, Figure]:
    """These figures with all they are part of and all their parts, breadth first."""
    found: dict[UUID, Figure] = {}
    asked: set[UUID] = set()
    frontier = {figure for figure in figures if figure is not None}
    while frontier:
        where = or_(FIGURES.c.id.in_(frontier), FIGURES.c.part_of.in_(frontier))
        asked |= frontier
        found |= {one.record.id: one.record for one in stored(connection, Figure, where)}
        wholes = {figure.part_of for figure in found.values() if figure.part_of is not None}
        frontier = (set(found) | wholes) - asked
    return found


def with_controllers(connection: Connection, sources: Iterable[UUID]) -> dict[UUID, Source]:
    """These sources and whoever controls them, up to the last."""
    found = {one: held.record for one, held in by_id(connection, Source, sources).items()}
    while True:
        above = {source.controlled_by for source in found.values()}
        frontier = {one for one in above if one is not None and one not in found}
        if not frontier:
            return found
        found |= {one: held.record for one, held in by_id(connection, Source, frontier).items()}


def _gather(
    connection: Connection,
    asked: Mapping[UUID, Stored[Claim]],
    figures: Mapping[UUID, Figure],
    tolerance: Decimal,
) -> Gathered:
    """The case of the claims asked about; all of their figures are given."""
    rulings = [one.record for one in stored(connection, Ruling)]
    ruled = {side for one in rulings for side in (one.a, one.b)}
    beside = closure(connection, asked)
    others = by_id(connection, Claim, (beside.claims | ruled) - set(asked))
    held = {**asked, **others}
    together = {one: known.record for one, known in held.items()}
    speakers = {hop.source for claim in together.values() for hop in claim.chain} | ruled
    abroad = {claim.figure for claim in together.values()} - set(figures)
    reports = by_id(connection, Report, (claim.report for claim in together.values()))
    notices = among(connection, Notice, NOTICES.c.target_id, {*together, *reports})
    case = Case(
        claims=together,
        sources=with_controllers(connection, speakers),
        figures={**figures, **family(connection, abroad)},
        reports={identifier: one.record for identifier, one in reports.items()},
        links=beside.links,
        notices=tuple(one.record for one in notices),
        rulings=tuple(rulings),
        tolerance=tolerance,
    )
    return Gathered(case, held, reports)
