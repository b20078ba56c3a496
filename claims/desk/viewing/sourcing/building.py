"""The sourcing report, put together from what was loaded; nothing here asks the database."""

from uuid import UUID

from claims.desk.viewing.sourcing.claims import claim_part, in_time_order
from claims.desk.viewing.sourcing.conflicts import unfigured_conflicts
from claims.desk.viewing.sourcing.figures import claim_rows, figure_part
from claims.desk.viewing.sourcing.findings import findings_by_record, of_figure
from claims.desk.viewing.sourcing.material import Material
from claims.desk.viewing.sourcing.unchecked import not_checked
from claims.records import Claim
from claims.report.model import Scope, SourcingReport


def build(material: Material, *, title: str, scope: Scope) -> SourcingReport:
    """The report: figures by slug, claims figure by figure and in the order of their time."""
    found = findings_by_record(material)
    by_slug = sorted(material.figures.values(), key=lambda one: one.record.slug)
    figures = tuple(
        figure_part(material, one, of_figure(material, one.record, found)) for one in by_slug
    )
    place: dict[UUID | None, int] = {one.record.id: rank for rank, one in enumerate(by_slug)}
    place[None] = len(by_slug)
    wanted = [one.record for one in material.wanted.values()]
    ordered = sorted(
        wanted, key=lambda claim: (place[claim.figure], in_time_order(material, claim))
    )
    claims = tuple(
        claim_part(material, material.wanted[claim.id], found.get(claim.id, ()))
        for claim in ordered
    )
    return SourcingReport(
        title=title,
        scope=scope,
        as_of=material.then.as_of or material.last_entry,
        last_entry=material.last_entry,
        known_by=material.then.known_by,
        tolerance=material.case.tolerance,
        figures=figures,
        unfigured=claim_rows(material, filter(_is_unfigured, wanted)),
        unfigured_conflicts=unfigured_conflicts(material),
        claims=claims,
        not_checked=not_checked(material, figures, claims),
    )


def _is_unfigured(claim: Claim) -> bool:
    return claim.figure is None
