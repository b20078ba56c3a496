"""Leaving nothing of what was erased in the files of a database.

SQLite keeps what was overwritten in its write-ahead log until that is emptied, and
parts of rows in pages of its own. Writing the file anew and cutting the log off leaves
nothing of it; a reader who holds on to an earlier state stands in the way of both.
"""

from dataclasses import dataclass
from typing import Any

from claims.errors import DatabaseError
from claims.store.engine import Engine, reading

BUSY_SECONDS = 2.0

_EMPTY_LOG = "PRAGMA wal_checkpoint(TRUNCATE)"


@dataclass(frozen=True, slots=True)
class Left:
    """What is left to do about what was erased, and whether it is to try the same again."""

    told: str
    by_repeating: bool = True


_ON_A_SERVER = Left(
    "the server keeps what was erased until VACUUM FULL has run on its tables, and in its own "
    "log and its copies beyond that",
    by_repeating=False,
)
_HELD = Left("somebody is reading the database, so that its file may still hold what was erased")


def clean(engine: Engine, *, busy_seconds: float = BUSY_SECONDS) -> Left | None:
    """Rewrite the file without what was erased; returns what is left to do, if anything is."""
    if engine.dialect.name != "sqlite":
        return _ON_A_SERVER
    try:
        with reading(engine) as connection:
            raw: Any = connection.connection.driver_connection  # not inside a transaction
            return _rewrite(raw, busy_seconds)
    except DatabaseError as error:
        held = error.code == "database_locked"
        return _HELD if held else Left(f"its file may hold what was erased: {error.message}")


def empty_log(engine: Engine) -> None:
    """Bring all that was written into the file itself, so that it can be moved."""
    if engine.dialect.name == "sqlite":
        with reading(engine) as connection:
            raw: Any = connection.connection.driver_connection  # not inside a transaction
            raw.execute(_EMPTY_LOG)


def _rewrite(raw: Any, busy_seconds: float) -> Left | None:
    (patience,) = raw.execute("PRAGMA busy_timeout").fetchone()
    raw.execute(f"PRAGMA busy_timeout = {int(busy_seconds * 1000)}")
    try:
        raw.execute("VACUUM")
        busy, *_ = raw.execute(_EMPTY_LOG).fetchone()
    finally:
        raw.execute(f"PRAGMA busy_timeout = {patience}")
    return _HELD if busy else None
