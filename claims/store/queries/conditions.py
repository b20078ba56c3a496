"""The statements of a search: which claims, under which conditions, and what is shown of them.

They are built once for all searches with the same kinds of conditions. What is asked of
other tables is asked by the claim, never by a join, which would keep a page from ending early.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    Column,
    Integer,
    ScalarSelect,
    Select,
    bindparam,
    func,
    select,
    type_coerce,
)
from sqlalchemy.sql.elements import ColumnElement

from claims.store.projection import ATTRIBUTIONS, CLAIM_TAGS, CLAIMS, FIGURES, REPORTS
from claims.store.queries.finding import BESIDE_FTS5, UNINDEXED, joined_to_fts5

_Columns = Mapping[str, ColumnElement[Any]]
_OWN: _Columns = dict(CLAIMS.columns.items())
SLUG, PUBLISHED = "slug", "published"  # of the claim's figure, of its report


@lru_cache(maxsize=64)
def newest(columns: tuple[str, ...], given: tuple[str, ...], *, near: bool) -> Select[Any]:
    """The newest claims before one; where only those near it are meant, from `least` on."""
    these = [CLAIMS.c.id < bindparam("before")]
    if near:
        these.append(CLAIMS.c.id >= bindparam("least"))
    asked = select(*_shown(columns)).where(*these, *_conditions(given))
    return asked.order_by(CLAIMS.c.id.desc()).limit(bindparam("most", type_=Integer()))


@lru_cache(maxsize=64)
def among(columns: tuple[str, ...], given: tuple[str, ...]) -> Select[Any]:
    """Those of these claims."""
    these = CLAIMS.c.id.in_(bindparam("wanted", expanding=True))
    asked = select(*_shown(columns)).where(these, *_conditions(given))
    return asked.order_by(CLAIMS.c.id.desc())


@lru_cache(maxsize=64)
def in_index(columns: tuple[str, ...], given: tuple[str, ...]) -> Select[Any]:
    """Those that SQLite's index finds."""
    shown = _shown(columns, BESIDE_FTS5)
    return joined_to_fts5(shown).where(*_conditions(given, UNINDEXED))


def _shown(columns: Iterable[str], of: _Columns = _OWN) -> list[ColumnElement[Any]]:
    """The columns of a claim that have these names, or of what it names."""
    return [(_NAMED[name](of) if name in _NAMED else of[name]).label(name) for name in columns]


def _conditions(given: Iterable[str], of: _Columns = _OWN) -> Iterator[ColumnElement[bool]]:
    """What these conditions ask of the columns of a claim."""
    return (CONDITIONS[name](of, bindparam(name)) for name in given)


_Condition = Callable[[_Columns, BindParameter[Any]], ColumnElement[bool]]


def _is(name: str) -> _Condition:
    return lambda of, value: of[name] == value


def _hangs(owner: Column[Any], column: Column[Any]) -> _Condition:
    """So put that it is looked up by the claim, never by the tag or the source."""

    def condition(of: _Columns, value: BindParameter[Any]) -> ColumnElement[bool]:
        typed = type_coerce(value, column.type)
        return typed.in_(select(column).where(owner == of["id"]))

    return condition


def _last(of: _Columns) -> ColumnElement[Any]:
    """Where the claim's own time ends: that of as_of, else of said, else of its report."""
    published = _of_report(REPORTS.c.published_latest, of)
    return func.coalesce(of["as_of_latest"], of["said_latest"], published)


def _first(of: _Columns) -> ColumnElement[Any]:
    """Where it begins."""
    published = _of_report(REPORTS.c.published_earliest, of)
    return func.coalesce(of["as_of_earliest"], of["said_earliest"], published)


def _of_report(date: ColumnElement[Any], of: _Columns) -> ScalarSelect[Any]:
    """A date of the claim's report."""
    return select(date).where(REPORTS.c.id == of["report_id"]).scalar_subquery()


def _slug(of: _Columns) -> ScalarSelect[str]:
    return select(FIGURES.c.slug).where(FIGURES.c.id == of["figure_id"]).scalar_subquery()


_NAMED: dict[str, Callable[[_Columns], ColumnElement[Any]]] = {
    SLUG: _slug,
    PUBLISHED: lambda of: _of_report(REPORTS.c.published, of),
}
CONDITIONS: dict[str, _Condition] = {
    "figure": _is("figure_id"),
    "reporter": _is("reporter_id"),
    "report": _is("report_id"),
    "hedge": _is("effective_hedge"),
    "tag": _hangs(CLAIM_TAGS.c.claim_id, CLAIM_TAGS.c.tag),
    "source": _hangs(ATTRIBUTIONS.c.claim_id, ATTRIBUTIONS.c.source_id),
    "since": lambda of, value: _last(of) >= value,
    "until": lambda of, value: _first(of) <= value,
}


def in_time(since: datetime | None, until: datetime | None) -> list[ColumnElement[bool]]:
    """The claim's own time (as_of, else said, else published) touches the span asked for."""
    conditions: list[ColumnElement[bool]] = []
    if since is not None:
        conditions.append(_last(_OWN) >= since)
    if until is not None:
        conditions.append(_first(_OWN) <= until)
    return conditions
