"""Changing a database behind the record's back, one cell after another.

Knows nothing of the tables but what SQLite tells of them. Triggers and checks are
put out of the way first, as somebody with the file in hand would.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

EXEMPT = ("sqlite_", "work_", "cache_")


@dataclass(frozen=True)
class Change:
    """One cell that was changed, or one row that was deleted, doubled or moved."""

    table: str
    what: str
    before: Any
    after: Any

    def __str__(self) -> str:
        return f"{self.table}.{self.what}: {self.before!r} -> {self.after!r}"


def open_bare(path: Path) -> sqlite3.Connection:
    """The file without anything that would refuse a change."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("PRAGMA ignore_check_constraints = ON")
    triggers = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
    for (name,) in triggers.fetchall():
        connection.execute(f'DROP TRIGGER "{name}"')
    return connection


def tables_of(connection: sqlite3.Connection) -> list[str]:
    found = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
    return [name for (name,) in found.fetchall() if not name.startswith(EXEMPT)]


def columns_of(connection: sqlite3.Connection, table: str) -> list[str]:
    return [row[1] for row in connection.execute(f'PRAGMA table_info("{table}")')]


def other_values(value: Any) -> list[Any]:
    """What a cell might be changed to: near misses, another type, nothing."""
    match value:
        case None:
            return ["x", 0]
        case bytes():
            return [bytes([value[0] ^ 1]) + value[1:] if value else b"x", value + b"\0", value[:-1]]
        case int():
            return [value + 1, -value - 1, None]
        case float():
            return [value + 1]
        case _:
            return [f"{value} ", value[:-1] + chr(ord(value[-1]) ^ 1) if value else "x", None]


def changed_cells(path: Path, *, rows: int) -> Iterator[Change]:
    """Changes one cell, yields while it is changed, and puts it back; then the next."""
    with closing(open_bare(path)) as connection:
        for table in tables_of(connection):
            ids = [row[0] for row in connection.execute(f'SELECT rowid FROM "{table}"')]
            step = max(1, len(ids) // rows)
            for rowid in ids[::step][:rows]:
                yield from _cells_of_row(connection, table, rowid)


def _cells_of_row(connection: sqlite3.Connection, table: str, rowid: int) -> Iterator[Change]:
    for column in columns_of(connection, table):
        one = f'SELECT "{column}" FROM "{table}" WHERE rowid = ?'
        row = connection.execute(one, (rowid,)).fetchone()
        for after in other_values(row[0]):
            put = f'UPDATE "{table}" SET "{column}" = ? WHERE rowid = ?'
            try:
                connection.execute(put, (after, rowid))
            except sqlite3.IntegrityError:
                continue  # no such value may be there at all: NOT NULL, or taken already
            moved = connection.execute(one, (rowid,)).fetchone()
            place = rowid if moved is not None else after
            if connection.execute(one, (place,)).fetchone() != row:
                yield Change(table, column, row[0], after)
            connection.execute(put, (row[0], place))


def changed_rows(path: Path, *, rows: int) -> Iterator[Change]:
    """Deletes a row, or puts a copy of it in under another key; yields, and puts it back."""
    with closing(open_bare(path)) as connection:
        for table in tables_of(connection):
            ids = [row[0] for row in connection.execute(f'SELECT rowid FROM "{table}"')]
            step = max(1, len(ids) // rows)
            for rowid in [*ids[::step][:rows], *ids[-1:]]:
                yield from _deleted(connection, table, rowid)
                yield from _copied(connection, table, rowid)


def _deleted(connection: sqlite3.Connection, table: str, rowid: int) -> Iterator[Change]:
    names = ", ".join(f'"{name}"' for name in ("rowid", *columns_of(connection, table)))
    row = connection.execute(f'SELECT {names} FROM "{table}" WHERE rowid = ?', (rowid,)).fetchone()
    if row is None:
        return
    connection.execute(f'DELETE FROM "{table}" WHERE rowid = ?', (rowid,))
    yield Change(table, "a row", row, "deleted")
    marks = ", ".join("?" * len(row))
    with suppress(sqlite3.IntegrityError):
        connection.execute(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', row)


def _copied(connection: sqlite3.Connection, table: str, rowid: int) -> Iterator[Change]:
    columns = columns_of(connection, table)
    names = ", ".join(f'"{name}"' for name in columns)
    row = connection.execute(f'SELECT {names} FROM "{table}" WHERE rowid = ?', (rowid,)).fetchone()
    if row is None:
        return
    for place, value in enumerate(row):
        for after in other_values(value):
            copy = (*row[:place], after, *row[place + 1 :])
            marks = ", ".join("?" * len(copy))
            try:
                put = connection.execute(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', copy)
            except (sqlite3.IntegrityError, sqlite3.DataError):
                continue
            yield Change(table, "a row", row, copy)
            connection.execute(f'DELETE FROM "{table}" WHERE rowid = ?', (put.lastrowid,))
            return


def swapped_rows(path: Path) -> Iterator[Change]:
    """Swaps one cell of two rows of a table; yields, and swaps it back."""
    with closing(open_bare(path)) as connection:
        for table in tables_of(connection):
            ids = [row[0] for row in connection.execute(f'SELECT rowid FROM "{table}" LIMIT 2')]
            if len(ids) < 2:
                continue
            for column in columns_of(connection, table):
                yield from _swapped(connection, table, column, ids)


def _swapped(
    connection: sqlite3.Connection, table: str, column: str, ids: list[int]
) -> Iterator[Change]:
    one = f'SELECT "{column}" FROM "{table}" WHERE rowid = ?'
    values = [connection.execute(one, (rowid,)).fetchone()[0] for rowid in ids]
    put = f'UPDATE "{table}" SET "{column}" = ? WHERE rowid = ?'
    if values[0] == values[1]:
        return
    try:
        connection.execute("BEGIN")
        connection.execute(put, (values[1], ids[0]))
        connection.execute(put, (values[0], ids[1]))
        connection.execute("COMMIT")
    except sqlite3.IntegrityError:
        connection.execute("ROLLBACK")
        return
    yield Change(table, column, *values)
    connection.execute("BEGIN")
    connection.execute(put, (values[0], ids[0]))
    connection.execute(put, (values[1], ids[1]))
    connection.execute("COMMIT")
