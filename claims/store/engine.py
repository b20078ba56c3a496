"""Opening a database: the engine with what each dialect needs, and whether it is ours.

SQLite runs in WAL mode with foreign keys on; a writing transaction takes its
lock at the start (`BEGIN IMMEDIATE`), so that two writers wait for each other
instead of failing half-way.
"""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection as Connection  # so that the desk can name them
from sqlalchemy import Engine as Engine
from sqlalchemy import create_engine, event, make_url
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlalchemy.pool import ConnectionPoolEntry

from claims.errors import ConflictError, DatabaseError
from claims.store.then import NOW, THEN, check_writable, shadow_reads

APPLICATION_ID = 0x434C4D53  # "CLMS": how SQLite files of ours are told from others
BUSY_SECONDS = 30
_WRITING = "claims_writing"


def read_url(database: str | Path) -> URL:
    """The URL of a database given as a URL or as the path of an SQLite file."""
    text = str(database)
    if "://" not in text:
        return URL.create("sqlite", database=text)
    try:
        return make_url(text)
    except (ArgumentError, ValueError) as error:  # a port that is no number is a ValueError
        shown = re.sub(r"//[^/@]*@", "//***@", text)
        raise DatabaseError(
            "database_url_unreadable",
            f"cannot read the database URL {shown!r}",
            hint="write a file name, or postgresql+psycopg://user@host/name",
        ) from error


def open_engine(url: URL, *, busy_seconds: float = BUSY_SECONDS) -> Engine:
    """An engine with our settings; nothing is connected yet."""
    connect = {"timeout": busy_seconds} if url.get_backend_name() == "sqlite" else {}
    try:
        engine = create_engine(url, connect_args=connect)
    except (NoSuchModuleError, ImportError) as error:
        raise DatabaseError(
            "database_url_unreadable",
            f"no driver for {url.drivername!r} is installed",
            hint="name an SQLite file; other engines need their driver installed",
        ) from error
    shadow_reads(engine)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, entry: ConnectionPoolEntry) -> None:
    del entry
    connection.isolation_level = None  # the driver begins nothing behind our back
    cursor = connection.cursor()
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    writing = connection.get_execution_options().get(_WRITING, False)
    begin = "BEGIN IMMEDIATE" if writing else "BEGIN"
    connection.exec_driver_sql(begin, execution_options={THEN: NOW})


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """One consistent view of the record, for any number of statements.

    It is of the moment that the engine looks at (`claims.store.then`).
    """
    with _translated(engine.url), engine.connect() as connection:
        if engine.dialect.name == "postgresql":  # else each statement sees what is newest
            connection.execution_options(isolation_level="REPEATABLE READ")
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One transaction: committed when the block ends, rolled back when it raises."""
    check_writable(engine)
    with (
        _translated(engine.url),
        engine.connect().execution_options(**{_WRITING: True}) as connection,
        connection.begin(),
    ):
        yield connection


@contextmanager
def _translated(url: URL) -> Iterator[None]:
    try:
        yield
    except DBAPIError as error:
        raise translate(error.orig, url) from error
    except sqlite3.Error as error:  # from what is sent past SQLAlchemy
        raise translate(error, url) from error


def shown(url: URL) -> str:
    """A database as people name it: a file by its path, a server without its password."""
    if url.get_backend_name() == "sqlite":
        return url.database or ":memory:"
    return url.render_as_string(hide_password=True)


def translate(original: BaseException | None, url: URL) -> DatabaseError | ConflictError:
    """Our error for a driver's, by what SQLite or the server calls it."""
    name = shown(url)
    code = getattr(original, "sqlite_errorname", None) or getattr(original, "sqlstate", None) or ""
    for prefix, kind, sentence, hint in _TRANSLATIONS:
        if code.startswith(prefix):
            return _as_error(kind, f"{name}: {sentence}", hint)
    return DatabaseError("database_failed", f"{name}: {original}")


def _as_error(code: str, message: str, hint: str) -> DatabaseError | ConflictError:
    if code == "record_conflict":
        return ConflictError(code, message, hint=hint)
    return DatabaseError(code, message, hint=hint)


_TRANSLATIONS = (
    ("SQLITE_BUSY", "database_locked", "another program is writing to it", "try again in a moment"),
    ("SQLITE_LOCKED", "database_locked", "another program is writing to it", "try again"),
    ("SQLITE_READONLY", "database_read_only", "it cannot be written to", "check its permissions"),
    ("SQLITE_CANTOPEN", "database_unreachable", "it cannot be opened", "check the path"),
    ("SQLITE_NOTADB", "database_foreign", "it is not an SQLite database", "check the path"),
    ("SQLITE_CORRUPT", "database_damaged", "it is damaged", "restore it from a copy"),
    ("SQLITE_FULL", "database_full", "the disk is full", "make room and repeat the command"),
    ("SQLITE_IOERR", "database_unreachable", "the disk gave an error", "check the disk"),
    ("SQLITE_CONSTRAINT", "record_conflict", "somebody wrote the same record first", "try again"),
    ("23", "record_conflict", "somebody wrote the same record first", "try again"),
    ("08", "database_unreachable", "the server cannot be reached", "check the address"),
)
