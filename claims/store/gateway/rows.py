"""Many rows into one table, past SQLAlchemy's work on each of their values.

Every value goes through the bind processor of its column; that, and the statement, are
found once for a table and its engine. SQLite takes some hundred rows a statement, which
takes a quarter less time than row by row, a server as many as there are by binary COPY.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial
from itertools import chain
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Dialect, Enum, Table, insert

from claims.store.behind import send
from claims.store.projection import Row
from claims.store.sending import is_one_trip, put, told
from claims.store.tables import ArchivedRaw, ArchivedText, Entry, Leaf, table_of

AT_ONCE = (512, 64)  # rows in one statement of SQLite, as long as there are so many
PARAMETERS = 32_000  # of which it takes 32,766
FEW = 8  # rows, up to which columns have too few values to be gone through one by one
COPIED = 20  # rows from which on COPY pays

Convert = Callable[[Any], Any]
Values = tuple[Any, ...]


ENTRIES, LEAVES = table_of(Entry), table_of(Leaf)
ARCHIVE, ARCHIVE_RAW = table_of(ArchivedText), table_of(ArchivedRaw)


def insert_rows(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Insert these rows, all of the columns that the first one has; none is no statement."""
    if not rows:
        return
    writer = _writer(table, connection.dialect, tuple(rows[0]))
    values = writer.values(rows)
    if can_copy(connection, len(values)):
        send(connection, partial(_copy, connection, writer, values))
        return
    start = 0
    for together in writer.sizes:
        while len(values) - start >= together:
            flat = tuple(chain.from_iterable(values[start : start + together]))
            send(connection, partial(put, connection, writer.many(together), flat))
            start += together
    if start < len(values):
        rest = writer.parameters(values[start:])
        many = len(rest) > 1
        given = rest if many else rest[0]
        send(connection, partial(put, connection, writer.statement, given, many=many))


@dataclass(frozen=True, slots=True)
class _Column:
    """A column, what a server calls its type, and how its values are made what drivers take."""

    name: str
    sent_as: str
    convert: Convert | None
    repeats: bool  # few different values in a batch, each of them one object

    def value(self, row: Row) -> Any:
        """The value of this column in one row, as the driver takes it."""
        found = row[self.name]
        return found if self.convert is None else self.convert(found)

    def values(self, rows: Sequence[Row]) -> Iterable[Any]:
        """The values of this column in these rows, as the driver takes them."""
        values = map(itemgetter(self.name), rows)
        if self.convert is None:
            return values
        if not self.repeats:
            return map(self.convert, values)
        found = list(values)
        places = list(map(id, found))  # to hash words would take longer than to convert them
        different = dict(zip(places, found, strict=True))
        known = {place: self.convert(one) for place, one in different.items()}
        return map(known.__getitem__, places)


@dataclass(frozen=True)
class _Writer:
    """How one table is filled through one driver."""

    table: str
    statement: str
    columns: tuple[_Column, ...]
    positional: bool

    @property
    def names(self) -> tuple[str, ...]:
        """The columns that are filled."""
        return tuple(column.name for column in self.columns)

    @cached_property
    def sizes(self) -> tuple[int, ...]:
        """How many rows one statement may take, most first; none for a driver that names values."""
        most = PARAMETERS // len(self.columns) if self.positional else 0
        return tuple(size for size in AT_ONCE if size <= most)

    def many(self, rows: int) -> str:
        """The statement for so many rows."""
        return several(self.statement, rows)

    @cached_property
    def copy(self) -> str:
        """The statement that any number of rows is sent after."""
        names = ", ".join(f'"{name}"' for name in self.names)
        return f'COPY "{self.table}" ({names}) FROM STDIN (FORMAT BINARY)'

    def values(self, rows: Sequence[Row]) -> list[Values]:
        """The rows as the driver takes them: column by column, where that pays."""
        if len(rows) < FEW:
            return [tuple([column.value(row) for column in self.columns]) for row in rows]
        return list(zip(*(column.values(rows) for column in self.columns), strict=True))

    def parameters(self, values: list[Values]) -> list[Any]:
        """What stands for the marks of the statement."""
        if self.positional:
            return values
        return [dict(zip(self.names, row, strict=True)) for row in values]


@lru_cache(maxsize=256)
def several(statement: str, rows: int) -> str:
    """An `INSERT … VALUES (…)` of one row as that of so many."""
    head, marks = statement.split(" VALUES ")
    return f"{head} VALUES {', '.join([marks] * rows)}"


def can_copy(connection: Connection, rows: int) -> bool:
    """Whether so many rows are sent after a COPY."""
    server = connection.dialect.name == "postgresql"
    return server and rows >= COPIED and not is_one_trip(connection)


@contextmanager
def copying(connection: Connection, statement: str) -> Iterator[Any]:
    """Send rows to a server past SQLAlchemy, which has no word for it; errors are as from it."""
    cursor: Any = connection.connection.cursor()
    with told(connection, statement), closing(cursor), cursor.copy(statement) as copy:
        yield copy


def _copy(connection: Connection, writer: _Writer, values: list[Values]) -> None:
    with copying(connection, writer.copy) as copy:
        copy.set_types([column.sent_as for column in writer.columns])
        for row in values:
            copy.write_row(row)


@lru_cache(maxsize=256)
def _writer(table: Table, dialect: Dialect, names: tuple[str, ...]) -> _Writer:
    compiled = insert(table).compile(dialect=dialect, column_keys=list(names))
    order = compiled.positiontup or names
    columns = tuple(_column(table, name, dialect) for name in order)
    return _Writer(table.name, str(compiled), columns, bool(compiled.positiontup))


def _column(table: Table, name: str, dialect: Dialect) -> _Column:
    kind = table.c[name].type
    convert: Convert | None = kind.dialect_impl(dialect).bind_processor(dialect)
    sent_as = kind.compile(dialect).partition("(")[0].lower()
    return _Column(name, _SENT_AS.get(sent_as, sent_as), convert, isinstance(kind, Enum))


# What the driver calls a type, where the server has a longer word for it.
_SENT_AS = {
    "timestamp": "timestamptz",  # ours all have a zone
    "integer": "int4",
    "boolean": "bool",
}
