"""What makes a thousand databases quick: listeners to every engine of a test run."""

import sqlite3
from typing import Any

from sqlalchemy import Connection, Dialect

_first: list[tuple[Dialect, Any]] = []  # the dialect of the first file, and what it has compiled


def wait_for_no_disk(connection: Any, *_: Any) -> None:
    """What a file would lose in a crash of this machine is of no use to anybody."""
    if isinstance(connection, sqlite3.Connection):
        connection.execute("PRAGMA synchronous = OFF")


def compile_once(connection: Connection) -> None:
    """All engines on files share what was compiled, as all commands of one program would.

    Those on a server do not: how they begin and end transactions is kept by their dialects.
    """
    engine = connection.engine
    if connection.dialect.name == "sqlite":
        if not _first:
            _first.append((connection.dialect, engine._compiled_cache))
        connection.dialect, engine._compiled_cache = _first[0]
        engine.dialect = connection.dialect
