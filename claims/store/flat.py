"""A new SQLite file of flat tables for others to read; no record of ours, and never opened as one.

The same rows give the same bytes, with the same version of SQLite. Rows are streamed;
what is held is one page of them.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from claims.store.engine import read_url, translate

APPLICATION_ID = 0x434C4D46  # "CLMF": how such a file is told from a record
_MAGIC = b"SQLite format 3\x00"
_AT = slice(68, 72)  # where the header of a file has its application id

Row = tuple[object, ...]
Rows = Iterable[tuple[str, list[Row]]]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: what it holds, and the table and column that it leads to."""

    name: str
    about: str
    type: str = "TEXT"
    leads_to: str | None = None  # as SQL has it: sources(name)


@dataclass(frozen=True, slots=True)
class Flat:
    """A table: its columns, of which the first `keys` are its key, and those that are searched."""

    name: str
    about: str
    columns: tuple[Column, ...]
    keys: int = 1
    searched: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class View:
    """A view: a query with a description of each of its columns."""

    name: str
    about: str
    columns: tuple[tuple[str, str], ...]
    query: str


def is_flat(path: Path) -> bool:
    """Whether a file is one that was written here."""
    with path.open("rb") as stream:
        head = stream.read(_AT.stop)
    return head.startswith(_MAGIC) and head[_AT] == APPLICATION_ID.to_bytes(4, "big")


def is_database(path: Path) -> bool:
    """Whether a file is an SQLite database of any kind."""
    with path.open("rb") as stream:
        return stream.read(len(_MAGIC)) == _MAGIC


def lay_out(path: Path, tables: Iterable[Flat], views: Iterable[View], rows: Rows) -> None:
    """Write all tables with these rows into a file that is not there yet."""
    known = {table.name: table for table in tables}
    with _file(path) as connection:
        for table in known.values():
            connection.execute(_table(table))
        for name, page in rows:
            connection.executemany(_insertion(known[name]), page)
        for table in known.values():
            for statement in (*_indexes(table), *_search(table)):
                connection.execute(statement)
        for view in views:
            connection.execute(f"CREATE VIEW {view.name} AS {view.query}")


@contextmanager
def _file(path: Path) -> Iterator[sqlite3.Connection]:
    """One transaction without a journal: a file that is not whole is thrown away."""
    try:
        connection = sqlite3.connect(path, isolation_level=None)
        try:
            connection.execute("PRAGMA journal_mode = OFF")
            connection.execute("PRAGMA synchronous = OFF")
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.execute("BEGIN")
            yield connection
            connection.execute("COMMIT")
        finally:
            connection.close()
    except sqlite3.Error as error:
        raise translate(error, read_url(path)) from error


# All names and queries are ours; values are bound.


def _table(table: Flat) -> str:
    lines = [_column(column) for column in table.columns]
    keys = ", ".join(f'"{column.name}"' for column in table.columns[: table.keys])
    lines.append(f"PRIMARY KEY ({keys})")
    return f'CREATE TABLE "{table.name}" ({", ".join(lines)})'


def _column(column: Column) -> str:
    leads = "" if column.leads_to is None else f" REFERENCES {column.leads_to}"
    return f'"{column.name}" {column.type}{leads}'


def _insertion(table: Flat) -> str:
    marks = ", ".join("?" * len(table.columns))
    return f'INSERT INTO "{table.name}" VALUES ({marks})'  # noqa: S608  see above


def _indexes(table: Flat) -> Iterator[str]:
    """Datasette counts and follows what leads here by these."""
    for column in table.columns[1:]:
        if column.leads_to is not None:
            name = f"{table.name}_{column.name}"
            yield f'CREATE INDEX "{name}" ON "{table.name}" ("{column.name}")'


def _search(table: Flat) -> Iterator[str]:
    """An index of words over the table, which keeps no second copy of its texts."""
    if not table.searched:
        return
    index, columns = f"{table.name}_fts", ", ".join(table.searched)
    options = f"content=\"{table.name}\", tokenize='unicode61 remove_diacritics 2'"
    yield f"CREATE VIRTUAL TABLE {index} USING fts5({columns}, {options})"
    yield f"INSERT INTO {index} ({index}) VALUES ('rebuild')"  # noqa: S608  see above
    yield f"INSERT INTO {index} ({index}) VALUES ('optimize')"  # noqa: S608  see above
