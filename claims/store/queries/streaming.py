"""Claims and reports as plain rows, page by page: what an export prints, and nothing made of it.

Identities and words stay as the driver hands them over; to make records of a hundred thousand
claims takes ten times as long as to read their rows. A page is a span of identities, so that
what hangs on its claims is asked for by their first and last: the same few statements for all
pages, on the record as it was as well. (To join claims and reports would be quicker, but as of
then each page would be looked for among all reports.)
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import BindParameter, Column, Connection, Select, bindparam, func, literal, select

from claims.records import Link, Notice, Rating, Record, Review
from claims.store.projection import (
    ATTRIBUTIONS,
    CLAIM_KEYS,
    CLAIM_TAGS,
    CLAIMS,
    FIGURES,
    LAYOUTS,
    RATINGS,
    REPORTS,
    SOURCES,
)
from claims.store.queries.case import NOTICES
from claims.store.queries.raw import Raw, identities, identity, raw_columns
from claims.store.queries.stored import Asking, R, asking, in_slices, stored_as_asked
from claims.store.sending import Asked, ask_bare
from claims.values.identity import SHOWN
from claims.vocab import Kind

REF = "c-"  # how the short reference of a claim begins
_BEFORE_ALL = UUID(int=0)
_FIRST: BindParameter[UUID] = bindparam("first")
_LAST: BindParameter[UUID] = bindparam("last")


class ClaimRow(NamedTuple):
    """A claim, as far as its own row tells of it."""

    id: Raw
    key: str | None
    ref: str
    revision: int
    statement: str
    quote: str | None
    quote_start: int | None
    figure_id: Raw | None
    quantity: str | None
    comparator: str | None
    value: Any
    low: Any
    high: Any
    unit: str | None
    convention: str | None
    stance: str
    modality: str
    method: str
    said: str | None
    as_of: str | None
    note: str | None
    withdrawn: str | None
    report_id: Raw


class ReportRow(NamedTuple):
    """One version of a report."""

    id: Raw
    url: str | None
    version: int
    reporter: Raw | None
    title: str | None
    byline: str | None
    published: str | None
    language: str | None
    note: str | None
    text_sha256: str | None
    raw_sha256: str | None
    raw_type: str | None


class HopRow(NamedTuple):
    """One hop of a chain."""

    claim_id: Raw
    source_id: Raw
    named_as: str | None
    cue: str | None
    hedge: str | None
    said: str | None
    language: str | None
    original_term: str | None


class SourceRow(NamedTuple):
    """What a claim tells of a speaker."""

    id: Raw
    name: str
    source_kind: str


class FigureRow(NamedTuple):
    """What a claim tells of its figure."""

    id: Raw
    slug: str
    unit: str | None


class Span(NamedTuple):
    """The first and the last identity of a page."""

    first: UUID
    last: UUID


_ON_PAGE = CLAIMS.c.id.between(_FIRST, _LAST)
_CLAIMS = select(*raw_columns(CLAIMS, *ClaimRow._fields))
_REPORTS = select(*raw_columns(REPORTS, *ReportRow._fields))
_SOURCES = select(*raw_columns(SOURCES, *SourceRow._fields))
_FIGURES = select(*raw_columns(FIGURES, *FigureRow._fields))
_TOLD = REPORTS.c.url.is_not(None) | REPORTS.c.title.is_not(None) | REPORTS.c.published.is_not(None)
_OF_CLAIMS = select(CLAIMS.c.report_id).where(_ON_PAGE)
_BEHIND_CLAIMS = _REPORTS.where(REPORTS.c.id.in_(_OF_CLAIMS))
_HOPS = (
    select(*raw_columns(ATTRIBUTIONS, *HopRow._fields))
    .where(ATTRIBUTIONS.c.claim_id.between(_FIRST, _LAST))
    .order_by(ATTRIBUTIONS.c.claim_id, ATTRIBUTIONS.c.position)
)
_TAGS = (
    select(*raw_columns(CLAIM_TAGS, "claim_id", "tag"))
    .where(CLAIM_TAGS.c.claim_id.between(_FIRST, _LAST))
    .order_by(CLAIM_TAGS.c.claim_id, CLAIM_TAGS.c.position)
)
_KEYLESS = select(literal(REF) + func.substr(CLAIMS.c.ref, 1, SHOWN)).where(
    _ON_PAGE, CLAIMS.c.key.is_(None)
)
_TAKING_BACK = asking(Notice, NOTICES.c.target_id.in_(_OF_CLAIMS))
_TAKEN = select(CLAIM_KEYS.c.key).where(CLAIM_KEYS.c.key.in_(_KEYLESS))


def claim_pages(connection: Connection, page: int) -> Iterator[list[ClaimRow]]:
    """All claims, in the order of their identities."""
    for rows in _pages(connection, _CLAIMS, CLAIMS.c.id, page):
        yield list(map(ClaimRow._make, rows))


def report_pages(connection: Connection, page: int) -> Iterator[list[ReportRow]]:
    """All reports that are known by something of their own; earlier versions first.

    There is no index by versions: the first ones, which nearly all are, need none, and of the
    others the identities are sorted.
    """
    first = _REPORTS.where(_TOLD, REPORTS.c.version <= 1)
    for rows in _pages(connection, first, REPORTS.c.id, page):
        yield list(map(ReportRow._make, rows))
    later = select(REPORTS.c.id).where(_TOLD, REPORTS.c.version > 1)
    ordered = later.order_by(REPORTS.c.version, REPORTS.c.id).execution_options(yield_per=page)
    for ids in connection.scalars(ordered).partitions():
        found = reports_of(connection, ids)
        yield [found[one] for one in ids]


def untold_pages(connection: Connection, page: int) -> Iterator[list[ReportRow]]:
    """The reports that are known by their claim alone."""
    for rows in _pages(connection, _REPORTS.where(~_TOLD), REPORTS.c.id, page):
        yield list(map(ReportRow._make, rows))


def _pages(
    connection: Connection, rows: Select[Any], by: Column[UUID], page: int
) -> Iterator[list[tuple[Any, ...]]]:
    """What this statement selects, in the order of identities; each page asked for by itself."""
    asked = rows.where(by > bindparam("after")).order_by(by).limit(page)
    found = ask_bare(connection, Asked(asked, {"after": _BEFORE_ALL}))
    while found:
        yield found
        found = ask_bare(connection, Asked(asked, {"after": identity(found[-1][0])}))


def span_of(page: list[ClaimRow] | list[ReportRow]) -> Span:
    """From the first row of a page, as their identities go, to the last."""
    ids = [row.id for row in page]
    return Span(identity(min(ids)), identity(max(ids)))


def reports_on(connection: Connection, span: Span) -> dict[Raw, ReportRow]:
    """The reports that the claims of a page were read from."""
    return {row[0]: ReportRow._make(row) for row in _asked(connection, _BEHIND_CLAIMS, span)}


def reports_of(connection: Connection, wanted: Iterable[UUID]) -> dict[UUID, ReportRow]:
    """The reports of these identities."""
    found = dict[UUID, ReportRow]()
    for part in in_slices(wanted):
        rows = connection.execute(_REPORTS.where(REPORTS.c.id.in_(part)))
        found |= {identity(row[0]): ReportRow._make(row) for row in rows}
    return found


def chains_on(connection: Connection, span: Span) -> dict[Raw, list[HopRow]]:
    """The chains of the claims of a page, origin first."""
    hops = map(HopRow._make, _asked(connection, _HOPS, span))
    return {claim: list(chain) for claim, chain in groupby(hops, itemgetter(0))}


def tags_on(connection: Connection, span: Span) -> dict[Raw, list[str]]:
    """The tags of the claims of a page, of those that have any."""
    found = groupby(_asked(connection, _TAGS, span), itemgetter(0))
    return {claim: [tag for _, tag in tags] for claim, tags in found}


def taken_on(connection: Connection, span: Span) -> frozenset[str]:
    """The short references of claims of a page without a key that are somebody's key."""
    return frozenset(key for (key,) in _asked(connection, _TAKEN, span))


def _asked(connection: Connection, statement: Select[Any], span: Span) -> list[tuple[Any, ...]]:
    return ask_bare(connection, Asked(statement, span._asdict()))


def sources_of(connection: Connection, wanted: Iterable[Raw]) -> Iterator[SourceRow]:
    """The sources of these identities."""
    for part in in_slices(identities(wanted)):
        asked = _SOURCES.where(SOURCES.c.id.in_(part))
        yield from map(SourceRow._make, connection.execute(asked))


def figures_of(connection: Connection, wanted: Iterable[Raw]) -> Iterator[FigureRow]:
    """The figures of these identities."""
    for part in in_slices(identities(wanted)):
        asked = _FIGURES.where(FIGURES.c.id.in_(part))
        yield from map(FigureRow._make, connection.execute(asked))


def links_on(connection: Connection, span: Span) -> list[Link]:
    """The links that begin at a claim of a page and stand, oldest first."""
    found = _records(connection, Link, LAYOUTS[Kind.LINK].main.c.claim_id, span)
    return [one for one in found if one.withdrawn is None]


def reviews_on(connection: Connection, span: Span) -> list[Review]:
    """The reviews of the claims of a page, oldest first."""
    return _records(connection, Review, LAYOUTS[Kind.REVIEW].main.c.claim_id, span)


def ratings_on(connection: Connection, span: Span) -> list[Rating]:
    """The ratings of the claims of a page that stand, oldest first."""
    found = _records(connection, Rating, RATINGS.c.claim_id, span)
    return [one for one in found if one.withdrawn is None]


def notices_on(connection: Connection, span: Span) -> dict[UUID, Notice]:
    """The oldest retraction that stands of each claim, or report, of a page that has any."""
    return _oldest(_records(connection, Notice, NOTICES.c.target_id, span))


def notices_behind(connection: Connection, span: Span) -> dict[UUID, Notice]:
    """The same of the reports that the claims of a page were read from."""
    found = stored_as_asked(connection, Notice, _TAKING_BACK, span._asdict())
    return _oldest(one.record for one in found)


def _oldest(notices: Iterable[Notice]) -> dict[UUID, Notice]:
    found = dict[UUID, Notice]()
    for notice in notices:
        if notice.withdrawn is None:
            found.setdefault(notice.target, notice)
    return found


def _records(connection: Connection, kind: type[R], owner: Column[Any], span: Span) -> list[R]:
    asked = _asking_on(kind, owner)
    return [one.record for one in stored_as_asked(connection, kind, asked, span._asdict())]


@lru_cache(maxsize=8)  # one for each kind that hangs on claims
def _asking_on(kind: type[Record], owner: Column[Any]) -> Asking:
    return asking(kind, owner.between(_FIRST, _LAST))
