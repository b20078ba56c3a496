"""Records out of their tables, in bulk: one statement a table, whatever the number asked for."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any, Generic, TypeVar
from uuid import UUID

from sqlalchemy import (
    BindParameter,
    Column,
    Connection,
    Select,
    Table,
    bindparam,
    collate,
    select,
    true,
)
from sqlalchemy.sql.elements import ColumnElement

from claims.records import Record
from claims.store.projection import LAYOUTS
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
_Ids = Select[UUID] | BindParameter[UUID]


def stored(
    connection: Connection, kind: type[R], where: ColumnElement[bool] = _ALL
) -> list[Stored[R]]:
    """The records of this kind whose row meets `where`, in the order they were logged."""
    asked = asking(kind, where)
    first, *others = asked.statements
    rows = connection.execute(first).mappings().all()
    hanging = [connection.execute(one).mappings().all() for one in others if rows]
    return built(kind, asked, iter([rows, *hanging])) if rows else []


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
    connection: Connection, kind: type[R], *, by: str = "id", after: UUID | None, limit: int | None
) -> list[Stored[R]]:
    """The records of this kind, so many after this one, in the order of a column without doubles.

    By their identities is the order in which they were logged; text is ordered by its characters.
    """
    main = LAYOUTS[kind.kind].main
    place: ColumnElement[Any] = main.c[by]
    if by != "id" and connection.dialect.name == "postgresql":
        place = collate(place, "C")
    statement = select(main.c.id).order_by(place).limit(limit)
    if after is not None:
        last = main.alias()
        statement = statement.where(
            place > select(last.c[by]).where(last.c.id == after).scalar_subquery()
        )
    page = connection.scalars(statement).all()
    found = by_id(connection, kind, page)
    return [found[one] for one in page]


def of_rows(connection: Connection, kind: type[R], rows: Sequence[Found]) -> list[Stored[R]]:
    """The records of these rows, in their order; a row has what `columns_of` names."""
    asked, left = _asking_among(kind, LAYOUTS[kind.kind].main.c.id), iter(rows)
    _, *others = asked.statements
    made = list[Stored[R]]()
    while part := list(islice(left, SLICE)):
        wanted = {_WANTED: [row["id"] for row in part]}
        hanging = ask(connection, *[Asked(one, wanted) for one in others])
        made += built(kind, asked, iter([part, *hanging]))
    return made


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
    return _asking(kind, where, select(LAYOUTS[kind.kind].main.c.id).where(where))


def _asking(kind: type[Record], where: ColumnElement[bool], ids: _Ids) -> Asking:
    """The same, where `ids` are the identities of these records."""
    layout = LAYOUTS[kind.kind]
    main = layout.main
    children = {
        table: (owner, _children_of(table.c[owner], table, ids))
        for table, owner in layout.children.items()
        if table in READ_CHILDREN
    }
    columns = [main.c[name] for name in columns_of(kind)]
    return Asking(select(*columns).where(where).order_by(main.c.id), children)


def columns_of(kind: type[Record]) -> tuple[str, ...]:
    """The columns of its row that a record is built from."""
    columns = LAYOUTS[kind.kind].main.columns
    return tuple([column.name for column in columns if column.name not in _BESIDE])


# What rows hold for searches and indexes, and what follows from the record itself.
_BESIDE = {
    *(f"{date}_{end}" for date in ("said", "as_of", "published") for end in ("earliest", "latest")),
    *("effective_hedge", "origin_id", "reporter_id", "quoted_by", "lane", "item_key", "name_key"),
}


def _children_of(owner: Column[Any], table: Table, ids: _Ids) -> Select[Any]:
    return select(table).where(owner.in_(ids)).order_by(owner, table.c.position)


_ASKING: dict[Column[Any], Asking] = {}  # one for each column that records are looked up by


def _asking_among(kind: type[Record], column: Column[Any]) -> Asking:
    """The statements for the records whose column is one of some values, built once."""
    if column not in _ASKING:
        _ASKING[column] = _build_among(kind, column)
    return _ASKING[column]


def _build_among(kind: type[Record], column: Column[Any]) -> Asking:
    wanted: BindParameter[UUID] = bindparam(_WANTED, expanding=True)
    if column is LAYOUTS[kind.kind].main.c.id:  # what hangs on them needs no look at their rows
        return _asking(kind, column.in_(wanted), wanted)
    return asking(kind, column.in_(wanted))


def stored_as_asked(
    connection: Connection, kind: type[R], asked: Asking, wanted: Mapping[str, Any]
) -> list[Stored[R]]:
    """The records that these statements find, in the order they were logged.

    `wanted` is what their parameters stand for; the statements are built once and kept.
    """
    first, *others = (Asked(one, wanted) for one in asked.statements)
    if looks_at(connection) == NOW:
        return built(kind, asked, iter(ask(connection, first, *others)))
    (rows,) = ask(connection, first)  # what hangs on nothing takes long to find among the former
    return built(kind, asked, iter([rows, *ask(connection, *others)])) if rows else []


def built(kind: type[R], asked: Asking, found: Iterator[Sequence[Found]]) -> list[Stored[R]]:
    """The records in the rows that these statements have found; no more of them is taken."""
    rows = next(found)
    children = {
        table: _by_owner(next(found), owner) for table, (owner, _) in asked.children.items()
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
