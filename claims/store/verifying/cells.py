"""The cells of a table as the driver hands them over, without any conversion in between.

A value that was changed by hand may be no date, no number, no word of ours any more,
or one that reads the same and is written otherwise. So cells are compared in the form
in which they are stored, type and all.
"""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Dialect, Table

from claims.store.projection import Row

PAGE = 2_000

Raw = tuple[Any, ...]


class UnreadableCellError(Exception):
    """A cell that holds nothing that we would have written."""

    def __init__(self, column: str, value: object) -> None:
        super().__init__(f"{column} holds {value!r}")
        self.column = column
        self.value = value


class Cells:
    """From the cells of a table to values, and back."""

    def __init__(self, table: Table, dialect: Dialect) -> None:
        self.table = table
        self.names = [column.name for column in table.columns]
        self._dialect = dialect
        self._kinds = [column.type.dialect_impl(dialect) for column in table.columns]
        self._writers = [kind.bind_processor(dialect) for kind in self._kinds]
        self._readers: dict[int, Any] = {}
        self._types = [column.type.python_type for column in table.columns]
        self._nullable = [column.nullable for column in table.columns]

    def raw(self, row: Row) -> Raw:
        """The cells that hold these values."""
        return tuple(
            _stored(row[name], write) for name, write in zip(self.names, self._writers, strict=True)
        )

    def read(self, raw: Raw) -> Row:
        """The values in these cells; raises `UnreadableCellError`."""
        return {name: self.cell(place, raw[place]) for place, name in enumerate(self.names)}

    def cell(self, place: int, value: Any) -> Any:
        """The value in one cell."""
        name, reader = self.names[place], self._reader(place)
        if value is None:
            if self._nullable[place]:
                return None
            raise UnreadableCellError(name, value)
        try:
            found = value if reader is None else reader(value)
            again = _stored(found, self._writers[place])
        except (ValueError, TypeError, LookupError, ArithmeticError, AttributeError) as error:
            raise UnreadableCellError(name, value) from error
        if not isinstance(found, self._types[place]) or not same_cell(again, value):
            raise UnreadableCellError(name, value)
        return found

    def _reader(self, place: int) -> Any:
        if place not in self._readers:
            self._readers[place] = self._kinds[place].result_processor(self._dialect, None)
        return self._readers[place]


def _stored(value: Any, write: Any) -> Any:
    stored = value if write is None else write(value)
    return bytes(stored) if isinstance(stored, memoryview) else stored


def same_cell(one: Any, other: Any) -> bool:
    """Whether two cells hold the same: `1`, `1.0` and `'1'` are three different things."""
    if isinstance(one, str) and isinstance(other, str):
        return str(one) == str(other)  # a word of a vocabulary is text in its cell
    return type(one) is type(other) and one == other and str(one) == str(other)


def same_cells(one: Raw, other: Raw) -> bool:
    """Whether two rows hold the same in every cell."""
    return all(map(same_cell, one, other))


def stream(
    connection: Connection, table: Table, *order: str, where: str = "", columns: str = "*"
) -> Iterator[Raw]:
    """The rows of a table in this order, a page in memory at a time."""
    quoted = connection.dialect.identifier_preparer.quote
    names = columns if columns != "*" else ", ".join(quoted(one.name) for one in table.columns)
    condition = f" WHERE {where}" if where else ""
    by = ", ".join(quoted(name) for name in order)
    statement = f"SELECT {names} FROM {quoted(table.name)}{condition} ORDER BY {by}"  # noqa: S608  names of our own
    options = {"yield_per": PAGE}
    return map(tuple, connection.exec_driver_sql(statement, execution_options=options))
