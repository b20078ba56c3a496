"""Many rows into one table, past SQLAlchemy's work on each of their values.

The statement is the one that SQLAlchemy compiles, and every value goes through the
bind processor of its column; both are found once for a table and its engine.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Date, Dialect, Enum, Table, insert

from claims.store.columns import UtcDateTime
from claims.store.projection import Row
from claims.store.tables import ArchivedText, Entry, Leaf, table_of

_REPEATING = (UtcDateTime, Date, Enum)

Convert = Callable[[Any], Any]


ENTRIES, LEAVES, ARCHIVE = table_of(Entry), table_of(Leaf), table_of(ArchivedText)


def insert_rows(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Insert these rows, all of the columns that the first one has; none is no statement."""
    if not rows:
        return
    writer = _writer(table, connection.dialect, tuple(rows[0]))
    connection.exec_driver_sql(writer.statement, writer.parameters(rows))


@dataclass(frozen=True, slots=True)
class _Column:
    """A column, and how its values are made what the driver takes."""

    name: str
    convert: Convert | None
    repeats: bool  # few different values in a batch, and equal ones are written alike

    def values(self, rows: Sequence[Row]) -> Iterable[Any]:
        """The values of this column in these rows, as the driver takes them."""
        values = map(itemgetter(self.name), rows)
        if self.convert is None:
            return values
        if not self.repeats:
            return map(self.convert, values)
        found = list(values)
        known = {value: self.convert(value) for value in set(found)}
        return map(known.__getitem__, found)


@dataclass(frozen=True, slots=True)
class _Writer:
    """How one table is filled through one driver."""

    statement: str
    columns: tuple[_Column, ...]
    positional: bool

    def parameters(self, rows: Sequence[Row]) -> list[Any]:
        """The rows as the driver takes them."""
        found = zip(*(column.values(rows) for column in self.columns), strict=True)
        if self.positional:
            return list(found)
        names = [column.name for column in self.columns]
        return [dict(zip(names, row, strict=True)) for row in found]


@lru_cache(maxsize=256)
def _writer(table: Table, dialect: Dialect, names: tuple[str, ...]) -> _Writer:
    compiled = insert(table).compile(dialect=dialect, column_keys=list(names))
    order = compiled.positiontup or names
    columns = tuple(_column(table, name, dialect) for name in order)
    return _Writer(str(compiled), columns, bool(compiled.positiontup))


def _column(table: Table, name: str, dialect: Dialect) -> _Column:
    kind = table.c[name].type
    convert: Convert | None = kind.dialect_impl(dialect).bind_processor(dialect)
    return _Column(name, convert, isinstance(kind, _REPEATING))
