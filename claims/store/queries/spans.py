"""The claims that may be of a span of time, newest first, out of the indexes of their dates.

A claim's own time is that of as_of, else of said, else of its report, for its beginning and
its end each. So it is asked for in as many ways as it may come by its beginning, each of them
a stretch of an index. All claims of the span are found; which of the others found are not of it
the conditions tell. Like the index of words it is asked as it is now, also for the record as it
was: then what the tables held before is asked as well.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    Select,
    Subquery,
    Table,
    and_,
    bindparam,
    case,
    false,
    func,
    select,
    text,
    true,
    union,
)

from claims.store.projection import CLAIMS, FORMER, REPORTS
from claims.store.queries.finding import looks
from claims.store.sending import Asked, ask
from claims.store.tables.times import LONG, LONGEST_SHORT
from claims.store.then import NOW, looking_at_now, looks_at

NEAR = 2_000  # claims that are looked at before the indexes are asked
FEW = 5_000  # claims without a date, so that it is best to begin with these
_EVER = {"since": datetime.min.replace(tzinfo=UTC), "until": datetime.max.replace(tzinfo=UTC)}
_SINCE, _UNTIL = (bindparam(name, type_=CLAIMS.c.said_latest.type) for name in _EVER)
_MARGIN = LONGEST_SHORT + timedelta(days=1)  # whatever an engine rounds
_BEGUN = bindparam("begun", type_=CLAIMS.c.said_latest.type)
_BEFORE = bindparam("before", type_=CLAIMS.c.id.type)
_MOST = bindparam("most", type_=Integer())

_NEAREST = select(CLAIMS.c.id).where(CLAIMS.c.id < _BEFORE).order_by(CLAIMS.c.id.desc())
_NEAREST_IDS = _NEAREST.limit(_MOST).subquery().c.id
_LEAST = select(_NEAREST_IDS).order_by(_NEAREST_IDS).limit(1)

_DATES = ("as_of_earliest", "said_earliest", "as_of_latest", "said_latest")


def _dateless(claims: Table) -> ColumnElement[bool]:
    return and_(*(claims.c[name].is_(None) for name in _DATES))


def _found_dateless(claims: Table) -> ColumnElement[bool]:
    """The same; so put that the claims are found by their reports, and then looked at."""
    return func.coalesce(*(claims.c[name] for name in _DATES)).is_(None)


_DATELESS = select(CLAIMS.c.id).where(_dateless(CLAIMS)).limit(_MOST).subquery()
_SOME_DATELESS = select(func.count().label("number")).select_from(_DATELESS)


def span_of(given: Mapping[str, Any]) -> dict[str, datetime]:
    """The span that these conditions ask for; empty where they ask for none."""
    return {name: given[name] for name in _EVER if name in given}


def far_back(connection: Connection, before: UUID) -> UUID:
    """The last claim that is looked at before the indexes are asked."""
    with looking_at_now(connection):
        (found,) = ask(connection, Asked(_LEAST, {"before": before, "most": NEAR}))
    return found[0]["id"] if found else before


def in_span(
    connection: Connection, span: Mapping[str, datetime], before: UUID, limit: int
) -> Iterator[UUID]:
    """Those before this one; as many at a time are asked for as a page may take."""
    now, few = looks_at(connection) == NOW, _are_few(connection)
    question = _question(connection.dialect.name, now, few)
    ever = {**_EVER, **span}
    begun = max(ever["since"], _EVER["since"] + _MARGIN) - _MARGIN
    for number in looks(limit):
        wanted = {**ever, "begun": begun, "before": before, "most": number}
        with looking_at_now(connection):
            found = [row["id"] for row in ask(connection, Asked(question, wanted))[0]]
        yield from found
        if len(found) < number:
            return
        before = found[-1]


def _are_few(connection: Connection) -> bool:
    """Whether few claims have no date of their own, so that these are begun with."""
    if connection.dialect.name != "sqlite":
        return True  # a server has counted, and knows best what to begin with
    with looking_at_now(connection):
        (found,) = ask(connection, Asked(_SOME_DATELESS, {"most": FEW}))
    return bool(found[0]["number"] < FEW)


@lru_cache(maxsize=8)
def _question(engine: str, now: bool, few: bool) -> Select[Any]:
    tables = [[table] if now else [table, FORMER[table]] for table in (CLAIMS, REPORTS)]
    found = union(
        *(
            select(_newest(way))
            for claims in tables[0]
            for way in (*_dated(claims, engine), *_by_report(claims, tables[1], engine, few))
        )
    ).subquery()
    return select(found.c.id).order_by(found.c.id.desc()).limit(_MOST)


def _newest(way: Select[tuple[UUID]]) -> Subquery:
    """The newest of them; so put that they are not looked for in the order of all claims."""
    (identity,) = way.selected_columns
    return way.order_by(func.coalesce(identity, _BEFORE).desc()).limit(_MOST).subquery()


def _dated(claims: Table, engine: str) -> Iterator[Select[tuple[UUID]]]:
    """The claims that have a date of their own; those that begin, by as_of or said, and others."""
    of = claims.c
    ends = func.coalesce(of.as_of_latest, of.said_latest, _SINCE) >= _SINCE
    no_as_of, neither = of.as_of_earliest.is_(None), of.said_earliest.is_(None)
    for begins in _begins(CLAIMS, engine, of.as_of_earliest):
        yield select(of.id).where(begins, ends, _older(claims))
    for begins in _begins(CLAIMS, engine, of.said_earliest):
        yield select(of.id).where(no_as_of, begins, ends, _older(claims))
    for last in (
        of.as_of_latest >= _SINCE,
        and_(of.as_of_latest.is_(None), of.said_latest >= _SINCE),
    ):
        yield select(of.id).where(no_as_of, neither, last, _older(claims))


def _by_report(
    claims: Table, reports: list[Table], engine: str, few: bool
) -> Iterator[Select[tuple[UUID]]]:
    """The claims that have no date but that of their report."""
    for report in reports:
        first, last = report.c.published_earliest, report.c.published_latest
        ends = func.coalesce(last, _SINCE) >= _SINCE
        joined = select(claims.c.id).join_from(claims, report, report.c.id == claims.c.report_id)
        joined = joined.where(_dateless(claims) if few else _found_dateless(claims), _older(claims))
        for begins in _begins(REPORTS, engine, first):
            yield joined.where(begins, ends)
        yield joined.where(first.is_(None), last >= _SINCE)


def _begins(kind: Table, engine: str, first: ColumnElement[Any]) -> Iterator[ColumnElement[bool]]:
    """That a span begins early enough: not long before it, or is a long one."""
    yield first.between(_BEGUN, _UNTIL)
    yield and_(text(LONG[kind.name][engine]), first <= _UNTIL)


def _older(claims: Table) -> ColumnElement[bool]:
    """That a claim is before the one given; so put that no index is chosen for it."""
    return case((claims.c.id < _BEFORE, true()), else_=false())
