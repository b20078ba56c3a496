"""Claims, their reports and speakers with what weighing a figure takes of them, and nothing else.

What rules print, statements and remarks above all, is left out: these are no records to show.
What the driver hands over is made a value once for all the rows in which it comes.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, bindparam, select, type_coerce
from sqlalchemy.types import NullType

from claims.records import Claim, Report, Source
from claims.store.lanes import ODD
from claims.store.projection import CLAIMS, REPORTS, SOURCES
from claims.store.queries.building import QUANTITY, date_of, quantity_of
from claims.store.queries.raw import Raw, identity, raw_columns
from claims.store.queries.stored import by_id, in_slices
from claims.store.sending import Asked, ask_bare
from claims.values.chain import Chain, Hop
from claims.values.quantity import Quantity
from claims.vocab import Comparator, Modality, SourceKind, Stance

NUMBERS = raw_columns(CLAIMS, *QUANTITY)
AMONG = type_coerce(CLAIMS.c.id, NullType()).in_(bindparam("wanted", expanding=True))

_OWN = ("id", "figure_id", "lane", "stance", "modality", "said", "as_of")
_HOPS = ("origin_id", "quoted_by", "reporter_id")
_PRINTED = ("reporter", "url", "version", "title", "published")
_CLAIM = (
    select(
        *raw_columns(CLAIMS, *_OWN, *_HOPS, "report_id"),
        *raw_columns(REPORTS, *_PRINTED),
        *NUMBERS,
    )
    .join(REPORTS, REPORTS.c.id == CLAIMS.c.report_id)
    .where(AMONG)
)
_SOURCE = select(*raw_columns(SOURCES, "id", "name", "source_kind", "controlled_by")).where(
    SOURCES.c.id.in_(bindparam("wanted", expanding=True))
)


@dataclass(frozen=True, slots=True)
class Light:
    """Claims, and the reports that they were read from, by their identities."""

    claims: Mapping[UUID, Claim]
    reports: Mapping[UUID, Report]


def light(connection: Connection, wanted: Iterable[Raw]) -> Light:
    """The claims of these identities; those whose row does not tell enough are read in full."""
    claims: dict[UUID, Claim] = {}
    reports: dict[Raw, Report] = {}
    whole: list[UUID] = []
    for part in in_slices(wanted):
        for row in ask_bare(connection, Asked(_CLAIM, {"wanted": part})):
            raw = row[10]
            if raw not in reports:
                reports[raw] = _report(identity(raw), row[11:16])
            found, lane = identity(row[0]), row[2]
            if lane is None or lane >= ODD:
                whole.append(found)
            else:
                claims[found] = _claim(found, reports[raw].id, row)
    if whole:
        claims |= {one: held.record for one, held in by_id(connection, Claim, whole).items()}
    return Light(claims, {one.id: one for one in reports.values()})


def light_sources(connection: Connection, wanted: Iterable[UUID]) -> dict[UUID, Source]:
    """The sources of these identities and whoever controls them, up to the last."""
    found: dict[UUID, Source] = {}
    frontier = set(wanted)
    while frontier:
        for part in in_slices(frontier):
            for raw, name, kind, above in ask_bare(connection, Asked(_SOURCE, {"wanted": part})):
                one = _identity(raw)
                found[one] = Source.of(
                    id=one,
                    name=name,
                    source_kind=SourceKind(kind),
                    controlled_by=None if above is None else _identity(above),
                )
        above_them = {source.controlled_by for source in found.values()}
        frontier = {one for one in above_them if one is not None and one not in found}
    return found


def _claim(found: UUID, report: UUID, row: tuple[Any, ...]) -> Claim:
    _, figure, _, stance, modality, said, as_of, origin, quoted_by, reporter = row[:10]
    return Claim.of(
        id=found,
        figure=None if figure is None else _identity(figure),
        quantity=None if row[16] is None else light_quantity(*row[16:]),
        stance=_STANCES[stance],
        modality=_MODALITIES[modality],
        chain=_chain(origin, quoted_by, reporter),
        report=report,
        said=date_of(said),
        as_of=date_of(as_of),
    )


def _report(report: UUID, row: tuple[Any, ...]) -> Report:
    """Which item it is, at which version, and its day."""
    reporter, url, version, title, published = row
    return Report.of(
        id=report,
        reporter=None if reporter is None else _identity(reporter),
        url=url,
        version=version,
        title=title,
        published=date_of(published),
    )


_STANCES = {one.value: one for one in Stance}
_MODALITIES = {one.value: one for one in Modality}
_identity = lru_cache(maxsize=1 << 14)(identity)  # the same object is sooner found the same


@lru_cache(maxsize=1 << 14)
def light_quantity(text: str, comparator: str, *numbers: Any) -> Quantity:
    """The quantity that these columns hold, as the driver hands them over."""
    value, low, high, unit, convention = numbers
    ends = (None if one is None else Decimal(str(one)) for one in (value, low, high))
    return quantity_of(text, Comparator(comparator), *ends, unit, convention)


@lru_cache(maxsize=1 << 14)
def _chain(origin: Raw, quoted_by: Raw, reporter: Raw) -> Chain:
    """The chain of a row that tells all of it: one hop, two, or three."""
    told = [origin]
    if quoted_by is not None:
        told += [quoted_by] if quoted_by == reporter else [quoted_by, reporter]
    return Chain(tuple([Hop(source=_identity(one)) for one in told]))
