"""Records out of their tables, in bulk: one statement a table, whatever the number asked for."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from itertools import islice
from typing import Any, Generic, TypeVar
from uuid import UUID

from sqlalchemy import Column, Connection, Select, Table, bindparam, select, true
from sqlalchemy.sql.elements import ColumnElement

from claims.records import (
    Record,
)
from claims.store.projection import (
    LAYOUTS,
)
from claims.store.queries.building import BUILDERS, READ_CHILDREN, Children
from claims.store.sending import Asked, Found, ask
from claims.store.then import NOW, looks_at

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class Stored(Generic[R]):
    """A record with what its first and last entries say of it."""

    record: R
    ref: str
    revision: int
    logged_at: datetime
    logged_by: str
    changed_at: datetime
    changed_by: str


_ALL = true()
SLICE = 10_000
_WANTED = "wanted"


def stored(
    connection: Connection, kind: type[R], where: ColumnElement[bool] = _ALL
) -> list[Stored[R]]:
    """The records of this kind whose row meets `where`, in the order they were logged."""
    asked = asking(kind, where)
    first, *others = asked.statements
    rows = connection.execute(first).mappings().all()
    hanging = [connection.execute(one).mappings().all() for one in others if rows]
    return _built(kind, asked, [rows, *hanging]) if rows else []


def by_id(connection: Connection, kind: type[R], ids: Iterable[UUID]) -> dict[UUID, Stored[R]]:
    """The records of these identities; those that are not there are left out."""
    found = among(connection, kind, LAYOUTS[kind.kind].main.c.id, ids)
    return {one.record.id: one for one in found}


def among(
    connection: Connection, kind: type[R], column: Column[Any], values: Iterable[Hashable]
) -> list[Stored[R]]:
    """The records of this kind whose `column` is one of these, each once."""
    asked = _asking_among(kind, column)
    slices = (
        stored_as_asked(connection, kind, asked, {_WANTED: part}) for part in in_slices(values)
    )
    return [one for found in slices for one in found]


def page_of(
    connection: Connection, kind: type[R], *, after: UUID | None, limit: int | None
) -> list[Stored[R]]:
    """The records of this kind in the order they were logged: so many, after this one."""
    main = LAYOUTS[kind.kind].main
    statement = select(main.c.id).order_by(main.c.id).limit(limit)
    if after is not None:
        statement = statement.where(main.c.id > after)
    return list(by_id(connection, kind, connection.scalars(statement)).values())


def in_slices(values: Iterable[Hashable]) -> Iterator[list[Any]]:
    """The different values, as many at a time as a statement may hold on every engine."""
    rest = iter(dict.fromkeys(values))
    while part := list(islice(rest, SLICE)):
        yield part


@dataclass(frozen=True, slots=True)
class Asking:
    """The statements that read records of one kind: their own rows, and those that hang on them."""

    main: Select[Any]
    children: dict[Table, tuple[str, Select[Any]]]

    @property
    def statements(self) -> Iterator[Select[Any]]:
        """All of them, that of the records' own rows first."""
        yield self.main
        for _, statement in self.children.values():
            yield statement


def asking(kind: type[Record], where: ColumnElement[bool]) -> Asking:
    """The statements for the records whose row meets `where`."""
    layout = LAYOUTS[kind.kind]
    main = layout.main
    ids = select(main.c.id).where(where)
    children = {
        table: (owner, _children_of(table.c[owner], table, ids))
        for table, owner in layout.children.items()
        if table in READ_CHILDREN
    }
    columns = [column for column in main.columns if column.name not in _BESIDE]
    return Asking(select(*columns).where(where).order_by(main.c.id), children)


# What rows hold for searches and indexes, and what follows from the record itself.
_BESIDE = {
    *(f"{date}_{end}" for date in ("said", "as_of", "published") for end in ("earliest", "latest")),
    *("effective_hedge", "origin_id", "reporter_id", "quoted_by", "lane", "item_key"),
}


def _children_of(owner: Column[Any], table: Table, ids: Select[UUID]) -> Select[Any]:
    return select(table).where(owner.in_(ids)).order_by(owner, table.c.position)


@lru_cache(maxsize=64)  # one for each column that records are looked up by
def _asking_among(kind: type[Record], column: Column[Any]) -> Asking:
    return asking(kind, column.in_(bindparam(_WANTED, expanding=True)))


def stored_as_asked(
    connection: Connection, kind: type[R], asked: Asking, wanted: Mapping[str, Any]
) -> list[Stored[R]]:
    """The records that these statements find, in the order they were logged.

    `wanted` is what their parameters stand for; the statements are built once and kept.
    """
    first, *others = (Asked(one, wanted) for one in asked.statements)
    if looks_at(connection) == NOW:
        return _built(kind, asked, ask(connection, first, *others))
    (rows,) = ask(connection, first)  # what hangs on nothing takes long to find among the former
    return _built(kind, asked, [rows, *ask(connection, *others)]) if rows else []


def _built(kind: type[R], asked: Asking, found: Sequence[Sequence[Found]]) -> list[Stored[R]]:
    """The records that are in the rows that these statements have found."""
    rows, *hanging = found
    children = {
        table: _by_owner(hung, owner)
        for hung, (table, (owner, _)) in zip(hanging, asked.children.items(), strict=True)
    }
    build: Callable[[Found, Children], Any] = BUILDERS[kind]
    return [_stored(row, build(row, children)) for row in rows]


def _stored(row: Found, record: R) -> Stored[R]:
    return Stored(
        record=record,
        ref=row["ref"],
        revision=row["revision"],
        logged_at=row["logged_at"],
        logged_by=row["logged_by"],
        changed_at=row["changed_at"],
        changed_by=row["changed_by"],
    )


def _by_owner(rows: Iterable[Found], owner: str) -> dict[int, list[Found]]:
    grouped: dict[int, list[Found]] = defaultdict(list)
    for row in rows:
        grouped[row[owner].int].append(row)
    return grouped
