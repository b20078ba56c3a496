"""Claims that may stand in some relation to one: few, found by keys, however large the record.

From the same figure, its wholes and parts, from the same origin, and from
near-identical texts. Every question has a limit, and prefers what was logged last.
"""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import Connection, Select, select

from claims.records import Claim, Report
from claims.store.projection import ARCHIVE_BANDS, CLAIM_BANDS, CLAIMS, REPORTS
from claims.store.queries.case import family
from claims.store.queries.lookups import archived_texts
from claims.store.queries.stored import by_id

OF_FIGURE, OF_ORIGIN, OF_FAMILY, OF_TEXT = 200, 50, 100, 100


def candidates(connection: Connection, claim: Claim) -> set[UUID]:
    """The claims worth comparing with this one, itself aside."""
    report = by_id(connection, Report, [claim.report])[claim.report].record
    found = {*_on_figures(connection, claim), *_like_texts(connection, claim, report)}
    return found - {claim.id}


def _on_figures(connection: Connection, claim: Claim) -> Iterable[UUID]:
    same_origin = (CLAIMS.c.origin_id == claim.chain.origin.source) & (
        CLAIMS.c.figure_id == claim.figure
        if claim.figure is not None
        else CLAIMS.c.figure_id.is_(None)
    )
    yield from connection.scalars(_newest(OF_ORIGIN).where(same_origin))
    if claim.figure is None:
        return
    yield from connection.scalars(_newest(OF_FIGURE).where(CLAIMS.c.figure_id == claim.figure))
    relatives = set(family(connection, [claim.figure])) - {claim.figure}
    if relatives:
        yield from connection.scalars(_newest(OF_FAMILY).where(CLAIMS.c.figure_id.in_(relatives)))


def _like_texts(connection: Connection, claim: Claim, report: Report) -> Iterable[UUID]:
    own = select(CLAIM_BANDS.c.band).where(CLAIM_BANDS.c.claim_id == claim.id)
    alike = select(CLAIM_BANDS.c.claim_id).where(CLAIM_BANDS.c.band.in_(own)).distinct()
    yield from connection.scalars(alike.order_by(CLAIM_BANDS.c.claim_id.desc()).limit(OF_TEXT))
    if report.text_sha256 is None:
        return
    bands = select(ARCHIVE_BANDS.c.band).where(ARCHIVE_BANDS.c.sha256 == report.text_sha256)
    texts = select(ARCHIVE_BANDS.c.sha256).where(ARCHIVE_BANDS.c.band.in_(bands))
    copies = (
        _newest(OF_TEXT)
        .join(REPORTS, REPORTS.c.id == CLAIMS.c.report_id)
        .where(REPORTS.c.text_sha256.in_(texts))
    )
    yield from connection.scalars(copies)


def _newest(limit: int) -> Select[UUID]:
    return select(CLAIMS.c.id).order_by(CLAIMS.c.id.desc()).limit(limit)


def texts_of(connection: Connection, claims: Iterable[Claim]) -> dict[UUID, str]:
    """The archived texts of the reports that these claims were read from, by report.

    A text that was redacted is none.
    """
    reports = by_id(connection, Report, {claim.report for claim in claims})
    kept = {one: stored.record.text_sha256 for one, stored in reports.items()}
    texts = archived_texts(connection, {sha256 for sha256 in kept.values() if sha256})
    return {report: texts[sha256] for report, sha256 in kept.items() if sha256 and texts[sha256]}
