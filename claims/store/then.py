"""The record as it was: every SELECT answers from the rows that were held at a moment.

No query knows of it. A statement sent to an engine that looks at a moment gets a
`WITH` in front, in which each table that it names is shadowed by the rows that were
held then: those of the table that are old enough, and those of its twin that had not
yet been replaced. So there is one way to ask, and the number of statements is the
same. What cannot be shadowed so is refused, never answered from today.

`known_by` leaves out what was published later, whenever it was logged: reports, the
claims read from them, and all that hangs on such claims. What carries no date stays.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Dialect, Engine, Table, event

from claims.errors import InputError
from claims.store.former import CHANGED_AT, REPLACED_AT
from claims.store.projection import FORMER, LAYOUTS
from claims.store.tables import Entry, table_of
from claims.vocab import Kind

THEN = "claims_then"  # the execution option that says at what an engine looks


@dataclass(frozen=True, slots=True)
class Then:
    """What is looked at: what was recorded up to a moment, and published up to a moment.

    Both are the last instant that counts; None is no limit.
    """

    as_of: datetime | None = None
    known_by: datetime | None = None

    def __str__(self) -> str:
        limits = (("as of", self.as_of), ("known by", self.known_by))
        told = [f"{words} {_text(limit, 'T')}Z" for words, limit in limits if limit is not None]
        return " and ".join(told) or "now"


NOW = Then()


def looking_at(engine: Engine, then: Then) -> Engine:
    """The same engine, its connections and its pool, every reading of which is of then."""
    return engine.execution_options(**{THEN: then})


def looks_at(engine: Engine | Connection) -> Then:
    """At what an engine or a connection looks."""
    then = engine.get_execution_options().get(THEN) or NOW
    assert isinstance(then, Then)
    return then


def check_writable(engine: Engine) -> None:
    """Raise where this engine looks at the record as it was."""
    if looks_at(engine) != NOW:
        raise InputError(
            "desk_looks_back",
            "the record as it was cannot be written to",
            hint="write through the desk itself, or leave --as-of and --known-by out",
        )


@contextmanager
def looking_at_now(connection: Connection) -> Iterator[None]:
    """Ask the record as it is, for once, on a connection that looks at then."""
    then = looks_at(connection)
    connection.execution_options(**{THEN: NOW})
    try:
        yield
    finally:
        connection.execution_options(**{THEN: then})


def hint_if_missing(connection: Connection, hint: str, ask: Callable[[], object]) -> str:
    """What to say beside that something is not there: whether it is there by now.

    `ask` looks for it; the hint given is for what was never there.
    """
    if looks_at(connection) == NOW:
        return hint
    with looking_at_now(connection):
        return "it is in the record now; look at a later moment" if ask() else hint


def shadow_reads(engine: Engine) -> None:
    """Have this engine, and all that are made of it, heed `looking_at`."""
    event.listen(engine, "before_cursor_execute", _shadowed, retval=True)


def _shadowed(
    connection: Connection, cursor: Any, statement: str, parameters: Any, context: Any, *_: Any
) -> tuple[str, Any]:
    """The statement that is sent in place of this one."""
    del cursor
    then = context.execution_options.get(THEN) or NOW
    if then == NOW:
        return statement, parameters
    return shadowed(statement, then, connection.dialect), parameters


def shadowed(statement: str, then: Then, dialect: Dialect) -> str:
    """A SELECT as it is asked of the record as it was."""
    named = frozenset(_TABLES.findall(statement))
    if not statement.startswith("SELECT") or any(name in _TWINS for name in named):
        raise RuntimeError(f"this cannot be asked of the record as it was: {statement[:200]}")
    return _prefix(then, dialect.name, named) + statement


@lru_cache(maxsize=512)
def _prefix(then: Then, dialect: str, named: frozenset[str]) -> str:
    """The shadows of these tables and of those that they take, in the order of definition."""
    if not named:
        return ""
    shadows, wanted = _shadows(then, dialect), set(named)
    for name in reversed(shadows):  # a shadow takes only what is defined before it
        if name in wanted:
            wanted |= set(_TAKEN.findall(shadows[name]))
    shown = {name: shadows[name] for name in shadows if name in wanted}
    if dialect != "sqlite":  # before any shadow, while the names still mean the tables
        aside = sorted({name for shadow in shown.values() for name in _ASIDE.findall(shadow)})
        shown = {f"now_{name}": _select("*", name) for name in aside} | shown
    return f"WITH {', '.join(f'{name} AS NOT MATERIALIZED ({shown[name]})' for name in shown)} "


@lru_cache(maxsize=64)
def _shadows(then: Then, dialect: str) -> dict[str, str]:
    """The definition of every table's shadow."""
    return {table.name: " UNION ALL ".join(_arms(table, then, dialect)) for table in _OWNERS}


def _arms(table: Table, then: Then, dialect: str) -> Iterator[str]:
    """The rows that the table holds now and held then, and those in its twin."""
    columns = ", ".join(f't."{column.name}"' for column in table.columns)
    known = list(_known(table, then, dialect))
    here = [*_old_enough(table, then, dialect), *known]
    yield _select(columns, f"{_beneath(table, dialect)} AS t", *here)
    if then.as_of is not None and table in FORMER:
        moment = _literal(then.as_of, dialect)
        held = (f"t.{CHANGED_AT} <= {moment}", f"t.{REPLACED_AT} > {moment}")
        yield _select(columns, f"{FORMER[table].name} AS t", *held, *known)


def _select(columns: str, tables: str, *conditions: str) -> str:
    """A SELECT of names of ours, and of moments written by `_literal`."""
    where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
    return f"SELECT {columns} FROM {tables}{where}"  # noqa: S608  nothing in it is from outside


def _exists(tables: str, *conditions: str) -> str:
    return f"EXISTS ({_select('1', tables, *conditions)})"


def _leads(column: str, tables: str, *conditions: str, dialect: str) -> str:
    """That a column of a row leads to a record among these, whose alias the tables end in.

    Both ways are plans of the same cost, each where it is: SQLite would make a list of all
    that IN selects; a cluster refuses EXISTS where the record may be on another shard.
    """
    record = tables[-1]
    if dialect == "sqlite":
        return _exists(tables, f"{record}.id = t.{column}", *conditions)
    return f"t.{column} IN ({_select(f'{record}.id', tables, *conditions)})"


def _beneath(table: Table, dialect: str) -> str:
    """The table itself, where its name means its shadow."""
    return f"main.{table.name}" if dialect == "sqlite" else f"now_{table.name}"


def _old_enough(table: Table, then: Then, dialect: str) -> Iterator[str]:
    """That a row was there already: as its record was last changed before."""
    if then.as_of is None:
        return
    moment, (main, owner) = _literal(then.as_of, dialect), _OWNERS[table]
    if main is table:
        yield f"t.{_WRITTEN.get(table, CHANGED_AT)} <= {moment}"
        return
    record = f"{_beneath(main, dialect)} AS o"
    yield _leads(owner, record, f"o.{CHANGED_AT} <= {moment}", dialect=dialect)


def _known(table: Table, then: Then, dialect: str) -> Iterator[str]:
    """That what a row tells had been published."""
    if then.known_by is not None and table.name in _PUBLISHED:
        told = _PUBLISHED[table.name]
        of_claim, to_claim = (
            _leads(column, "claims AS k", dialect=dialect) for column in ("claim_id", "to_id")
        )
        by = _literal(then.known_by, dialect)
        yield told.format(by=by, of_claim=of_claim, to_claim=to_claim)


def _literal(moment: datetime, dialect: str) -> str:
    """A moment as the dialect stores it; never text from outside."""
    text = _text(moment, " ")
    return f"'{text}'" if dialect == "sqlite" else f"TIMESTAMPTZ '{text}+00:00'"


def _text(moment: datetime, between: str) -> str:
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(between, "microseconds")


# Each table with the main table of its records, and the column that names the record.
_ENTRIES = table_of(Entry)
_OWNERS: dict[Table, tuple[Table, str]] = {_ENTRIES: (_ENTRIES, "subject")} | {
    table: (layout.main, owner)
    for layout in LAYOUTS.values()
    for table, owner in layout.owners.items()
}
_WRITTEN = {_ENTRIES: "recorded_at"}

_TWINS = {twin.name for twin in FORMER.values()}
_TABLES = re.compile(rf"\b(?:{'|'.join([*(table.name for table in _OWNERS), *_TWINS])})\b")
_TAKEN = re.compile(r"\bFROM (\w+) AS k\b")
_ASIDE = re.compile(r"\bFROM now_(\w+) AS\b")

# What had been published by a moment. A record without a date is not left out; a claim read
# from an undated report is told by when it was said.
_OF_CLAIM, _TO_CLAIM = "{of_claim}", "{to_claim}"
_ON_CLAIM = _exists("claims AS k", "k.id = t.target_id")
_ON_REPORT = _exists("reports AS k", "k.id = t.target_id")
_IN_REPORT = _exists("reports AS k", "k.id = t.report_id")
_OF_STORY = _exists("stories AS k", "k.id = t.story_id")
_SAID = "(k.published_earliest IS NOT NULL OR t.said_earliest IS NULL OR t.said_earliest <= {by})"
_DATED = "(t.date_earliest IS NULL OR t.date_earliest <= {by})"
_PUBLISHED = {
    "reports": "(t.published_earliest IS NULL OR t.published_earliest <= {by})",
    "claims": _exists("reports AS k", "k.id = t.report_id", _SAID),
    **dict.fromkeys((child.name for child in LAYOUTS[Kind.CLAIM].children), _OF_CLAIM),
    "links": f"{_OF_CLAIM} AND {_TO_CLAIM}",
    "refusals": f"{_OF_CLAIM} AND {_TO_CLAIM}",
    "reviews": _OF_CLAIM,
    "ratings": f"{_OF_CLAIM} AND {_IN_REPORT}",
    "notices": f"{_DATED} AND ({_ON_CLAIM} OR {_ON_REPORT})",
    "stories": _DATED,
    "story_claims": f"{_OF_STORY} AND {_OF_CLAIM}",
}
