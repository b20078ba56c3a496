"""Finding claims: by words, by what they hang on, newest first, page by page."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, ScalarSelect, func, or_, select
from sqlalchemy.sql.elements import ColumnElement

from claims.records import Claim
from claims.store.projection import ATTRIBUTIONS, CLAIM_TAGS, CLAIMS, REPORTS
from claims.store.queries.stored import Stored, by_id
from claims.vocab import Hedge

PAGE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """What is looked for; everything given must hold. Dates compare with the claim's own time."""

    words: str = ""
    figure: UUID | None = None
    source: UUID | None = None
    reporter: UUID | None = None
    report: UUID | None = None
    tag: str | None = None
    hedge: Hedge | None = None
    since: datetime | None = None
    until: datetime | None = None
    before: UUID | None = None
    limit: int = PAGE


def search(connection: Connection, wanted: Search) -> list[Stored[Claim]]:
    """The claims that meet every condition, newest first; `before` ends the page before."""
    statement = (
        select(CLAIMS.c.id)
        .where(*_conditions(wanted))
        .order_by(CLAIMS.c.id.desc())
        .limit(wanted.limit)
    )
    ids = list(connection.scalars(statement))
    found = by_id(connection, Claim, ids)
    return [found[identifier] for identifier in ids]


def _conditions(wanted: Search) -> list[ColumnElement[bool]]:
    exact = (
        (CLAIMS.c.figure_id, wanted.figure),
        (CLAIMS.c.reporter_id, wanted.reporter),
        (CLAIMS.c.report_id, wanted.report),
        (CLAIMS.c.effective_hedge, wanted.hedge),
    )
    conditions = [column == value for column, value in exact if value is not None]
    conditions += [_has(word) for word in wanted.words.split()]
    if wanted.before is not None:
        conditions.append(CLAIMS.c.id < wanted.before)
    if wanted.tag is not None:
        tagged = select(CLAIM_TAGS.c.claim_id).where(CLAIM_TAGS.c.tag == wanted.tag)
        conditions.append(CLAIMS.c.id.in_(tagged))
    if wanted.source is not None:
        spoken = select(ATTRIBUTIONS.c.claim_id).where(ATTRIBUTIONS.c.source_id == wanted.source)
        conditions.append(CLAIMS.c.id.in_(spoken))
    return conditions + _in_time(wanted)


def _in_time(wanted: Search) -> list[ColumnElement[bool]]:
    """The claim's own time (as_of, else said, else published) touches the span asked for."""
    conditions: list[ColumnElement[bool]] = []
    if wanted.since is not None:
        published = _of_report(REPORTS.c.published_latest)
        last = func.coalesce(CLAIMS.c.as_of_latest, CLAIMS.c.said_latest, published)
        conditions.append(last >= wanted.since)
    if wanted.until is not None:
        published = _of_report(REPORTS.c.published_earliest)
        first = func.coalesce(CLAIMS.c.as_of_earliest, CLAIMS.c.said_earliest, published)
        conditions.append(first <= wanted.until)
    return conditions


def _of_report(date: ColumnElement[datetime]) -> ScalarSelect[datetime]:
    """A date of the claim's report; not by a join, which would keep a page from ending early."""
    return select(date).where(REPORTS.c.id == CLAIMS.c.report_id).scalar_subquery()


def _has(word: str) -> ColumnElement[bool]:
    return or_(
        CLAIMS.c.statement.icontains(word, autoescape=True),
        CLAIMS.c.quote.icontains(word, autoescape=True),
        CLAIMS.c.note.icontains(word, autoescape=True),
    )
