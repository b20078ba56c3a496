"""Opening a database: the engine with what each dialect needs, and whether it is ours.

SQLite runs in WAL mode with foreign keys on; a writing transaction takes its
lock at the start (`BEGIN IMMEDIATE`), so that two writers wait for each other
instead of failing half-way. On a server nothing waits for ever, reading least of all;
whoever looks after it may say otherwise (docs/postgresql.md).
"""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection as Connection  # so that the desk can name them
from sqlalchemy import Engine as Engine
from sqlalchemy import create_engine, event, make_url
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.pool import ConnectionPoolEntry

from claims.errors import ClaimsError, ConflictError, DatabaseBusyError, DatabaseError, InputError
from claims.store.behind import keep_order
from claims.store.then import check_writable, shadow_reads

APPLICATION_ID = 0x434C4D53  # "CLMS": how SQLite files of ours are told from others
BUSY_SECONDS = 600  # writers queue for as long as a bulk import of several takes
_WRITING = "claims_writing"

POOLED = 5  # connections that an engine keeps to a server, and how many more at a rush
OVERFLOW = 10
RECYCLED_AFTER = 1_800  # seconds; what lies between us and a server forgets idle connections
# How we connect to a server, unless the URL says otherwise.
_CONNECTING = {
    "connect_timeout": "10",
    "fallback_application_name": "claims",
    "keepalives_idle": "60",
}
# How long a statement may take, or wait for somebody's lock, where nobody has said so: neither
# the URL, nor the role, the database or the server.
PATIENCE = {"statement_timeout": "120s", "lock_timeout": "60s"}
# What a connection to a server sets: moments are read in UTC, as elsewhere the end of the year
# 9999 is beyond what Python holds; and what a Citus cluster needs, which means nothing elsewhere.
_SETTINGS = (
    "SET TIME ZONE 'UTC'",
    "SET citus.multi_shard_modify_mode TO 'sequential'",
    "SET citus.enable_repartition_joins TO on",
    "SET citus.enable_local_reference_table_foreign_keys TO off",
    *(
        f"SELECT set_config('{name}', '{value}', false) WHERE current_setting('{name}') = '0'"
        for name, value in PATIENCE.items()
    ),
)

# How much of an SQLite file a connection holds in memory: an import goes over all its indexes.
_HELD_KIB = 8_000

E = TypeVar("E", bound=ClaimsError)


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
    try:
        engine = create_engine(url, **_options(url, busy_seconds))
    except (NoSuchModuleError, ImportError) as error:
        raise DatabaseError(
            "database_url_unreadable",
            f"no driver for {url.drivername!r} is installed",
            hint="name an SQLite file; for PostgreSQL install `claims-desk[postgresql]`",
        ) from error
    shadow_reads(engine)
    keep_order(engine)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    elif engine.dialect.name == "postgresql":
        event.listen(engine, "connect", _prepare_postgresql)
    return engine


def _options(url: URL, busy_seconds: float) -> dict[str, Any]:
    """How the driver connects, and how many connections to a server are kept, and for how long."""
    if _is_sqlite(url):
        return {"connect_args": {"timeout": busy_seconds}}
    if url.get_backend_name() != "postgresql":
        return {}
    connect = {name: value for name, value in _CONNECTING.items() if name not in url.query}
    return {
        "connect_args": connect,
        "pool_size": POOLED,
        "max_overflow": OVERFLOW,
        "pool_recycle": RECYCLED_AFTER,
        "pool_pre_ping": True,  # a server that was restarted is not found out half-way
    }


def _prepare_sqlite(connection: Any, entry: ConnectionPoolEntry) -> None:
    del entry
    connection.isolation_level = None  # the driver begins nothing behind our back
    cursor = connection.cursor()
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute(f"PRAGMA cache_size = -{_HELD_KIB}")
    cursor.close()


def _prepare_postgresql(connection: Any, entry: ConnectionPoolEntry) -> None:
    del entry
    connection.execute("; ".join(_SETTINGS))
    connection.commit()


def _begin_sqlite(connection: Connection) -> None:
    writing = connection.get_execution_options().get(_WRITING, False)
    begin = "BEGIN IMMEDIATE" if writing else "BEGIN"
    driver: Any = connection.connection.driver_connection
    driver.execute(begin)  # past SQLAlchemy, which would take ten times as long


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """One consistent view of the record, for any number of statements.

    It is of the moment that the engine looks at (`claims.store.then`).
    """
    with _translated(engine.url), engine.connect() as connection:
        if engine.dialect.name == "postgresql":  # else each statement sees what is newest
            connection.execution_options(isolation_level="REPEATABLE READ")
        yield connection
        if engine.dialect.name == "postgresql":  # a rollback has it forget what it prepared
            connection.commit()


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One transaction: committed when the block ends, rolled back when it raises."""
    check_writable(engine)
    with (
        _translated(engine.url),
        engine.connect().execution_options(**{_WRITING: True}) as connection,
        connection.begin() as transaction,
    ):
        if engine.dialect.name == "postgresql":  # a batch takes as long as it takes
            connection.exec_driver_sql("SET LOCAL statement_timeout TO 0")
        yield connection
        with _translated(engine.url, committing=True):
            transaction.commit()


@contextmanager
def _translated(url: URL, *, committing: bool = False) -> Iterator[None]:
    try:
        yield
    except DBAPIError as error:
        if error.connection_invalidated and committing:
            raise DatabaseError(
                "commit_unknown",
                f"{shown(url)}: the connection broke while the work was being committed",
                hint="it may have been written: look before you repeat it",
            ) from error
        if error.connection_invalidated:
            raise _as_error(*_UNREACHABLE, name=shown(url), kind=DatabaseBusyError) from error
        raise translate(error.orig, url) from error
    except PoolTimeoutError as error:
        busy = ("database_busy", "all connections to it are in use", "try again in a moment")
        raise _as_error(*busy, name=shown(url), kind=DatabaseBusyError) from error
    except sqlite3.Error as error:  # from what is sent past SQLAlchemy
        raise translate(error, url) from error


def _is_sqlite(url: URL) -> bool:
    return url.get_backend_name() == "sqlite"


def shown(url: URL) -> str:
    """A database as people name it: a file by its path, a server without its password."""
    if _is_sqlite(url):
        return url.database or ":memory:"
    return url.render_as_string(hide_password=True)


def translate(original: BaseException | None, url: URL) -> DatabaseError | InputError:
    """Our error for a driver's, by what SQLite or the server calls it."""
    name = shown(url)
    code = getattr(original, "sqlite_errorname", None) or getattr(original, "sqlstate", None) or ""
    for prefix, ours, sentence, hint in _TRANSLATIONS:
        if code.startswith(prefix):
            kind = DatabaseBusyError if code in _PASSING else _KINDS.get(ours, DatabaseError)
            return _as_error(ours, sentence, hint, name=name, kind=kind)
    if not code and "NUL (0x00)" in str(original):  # psycopg does not even send it
        return InputError("text_unreadable", "it holds a NUL character")
    if not code and type(original).__name__ == "OperationalError" and not _is_sqlite(url):
        ours, sentence, hint = _UNREACHABLE
        return _as_error(ours, f"{sentence}: {original}", hint, name=name, kind=DatabaseError)
    return DatabaseError("database_failed", f"{name}: {original}")


def _as_error(code: str, sentence: str, hint: str, *, name: str, kind: type[E]) -> E:
    return kind(code, f"{name}: {sentence}", hint=hint)


_KINDS: dict[str, type[DatabaseError | InputError]] = {
    "record_conflict": ConflictError,
    "write_conflict": DatabaseBusyError,
}
# A server that stops, starts, or has no connection left: it wrote nothing, and soon will again.
_PASSING = ("57P01", "57P02", "57P03", "53300")
_UNREACHABLE = ("database_unreachable", "the server cannot be reached", "check the address")
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
    ("23505", "write_conflict", "somebody wrote the same record first", "try again"),
    ("23", "record_conflict", "it does not fit what is recorded", "look again, then repeat"),
    ("40", "write_conflict", "somebody wrote at the same moment", "try again in a moment"),
    ("55P03", "write_conflict", "another program holds on to it", "try again in a moment"),
    ("25006", "database_read_only", "it cannot be written to", "write to the primary server"),
    ("42501", "database_read_only", "this user may not do that", "ask for the role claims_writer"),
    ("28", "database_unreachable", "the server does not let this user in", "check user, password"),
    ("3D", "database_unreachable", "there is no such database", "make it with `createdb`"),
    ("53100", "database_full", "the server's disk is full", "make room and repeat the command"),
    ("53", "database_unreachable", "the server has no room for one more", "try again in a moment"),
    (
        "57014",
        "database_failed",
        "the server gave up: it took too long",
        "ask for less at a time, or raise statement_timeout (docs/postgresql.md)",
    ),
    ("57P", "database_unreachable", "the server is stopping or starting", "try again in a moment"),
    ("08", *_UNREACHABLE),
    ("XX", "database_damaged", "the server found it damaged", "ask who looks after the server"),
)
