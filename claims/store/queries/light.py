"""Claims and reports with what weighing a figure takes of them, and nothing else.

What rules print, statements and remarks above all, is left out: these are no records to show.
"""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, bindparam, select

from claims.chain import Chain, Hop
from claims.records import Claim, Report
from claims.store.lanes import ODD
from claims.store.projection import CLAIMS, REPORTS
from claims.store.queries.building import QUANTITY, date_of, quantity_of
from claims.store.queries.stored import by_id, in_slices

_CLAIM = select(
    *(CLAIMS.c[name] for name in QUANTITY),
    *(CLAIMS.c[name] for name in ("origin_id", "quoted_by", "reporter_id", "report_id")),
    *(CLAIMS.c[name] for name in ("id", "figure_id", "lane", "stance", "modality")),
    *(CLAIMS.c[name] for name in ("said", "as_of")),
).where(CLAIMS.c.id.in_(bindparam("wanted", expanding=True)))
_REPORT = select(
    *(REPORTS.c[name] for name in ("id", "reporter", "url", "version", "title", "published"))
).where(REPORTS.c.id.in_(bindparam("wanted", expanding=True)))


def light_claims(connection: Connection, wanted: Iterable[UUID]) -> dict[UUID, Claim]:
    """The claims of these identities; those whose row does not tell enough are read in full."""
    found: dict[UUID, Claim] = {}
    whole: list[UUID] = []
    for part in in_slices(wanted):
        for row in connection.execute(_CLAIM, {"wanted": part}).all():
            if row.lane is None or row.lane >= ODD:
                whole.append(row.id)
            else:
                found[row.id] = _claim(row)
    if whole:
        found |= {one: held.record for one, held in by_id(connection, Claim, whole).items()}
    return found


def _claim(row: Row[Any]) -> Claim:
    values: tuple[Any, ...] = tuple(row)
    text, *numbers, origin, quoted_by, reporter, report = values[:11]
    identifier, figure, _, stance, modality, said, as_of = values[11:]
    return Claim.of(
        id=identifier,
        figure=figure,
        quantity=None if text is None else quantity_of(text, *numbers),
        stance=stance,
        modality=modality,
        chain=_chain(origin, quoted_by, reporter),
        report=report,
        said=date_of(said),
        as_of=date_of(as_of),
    )


@lru_cache(maxsize=1 << 14)
def _chain(origin: UUID, quoted_by: UUID | None, reporter: UUID) -> Chain:
    """The chain of a row that tells all of it: one hop, two, or three."""
    if quoted_by is None:
        return Chain((Hop(source=origin),))
    last = () if quoted_by == reporter else (Hop(source=reporter),)
    return Chain((Hop(source=origin), Hop(source=quoted_by), *last))


def light_reports(connection: Connection, wanted: Iterable[UUID]) -> dict[UUID, Report]:
    """The reports of these identities: which item they are, at which version, and its day."""
    return {
        row.id: Report.of(
            id=row.id,
            reporter=row.reporter,
            url=row.url,
            version=row.version,
            title=row.title,
            published=date_of(row.published),
        )
        for part in in_slices(wanted)
        for row in connection.execute(_REPORT, {"wanted": part}).all()
    }
