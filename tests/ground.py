"""What tests of the record hold in their hands: a clock, a database, counts of rows."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import URL, Connection, Engine, create_engine, event

from claims.store.engine import open_engine, read_url
from claims.store.tables import Base

if TYPE_CHECKING:
    from claims.desk import Desk

START = datetime(2025, 7, 7, 12, tzinfo=UTC)

Counts = Callable[[], dict[str, int]]
OpenDesk = Callable[..., "Desk"]


@dataclass
class Clock:
    """A clock that a test sets: `clock()` is what the desk reads."""

    now: datetime = START

    def __call__(self) -> datetime:
        return self.now

    def tick(self, seconds: float = 1) -> datetime:
        """Let time pass; returns the new moment."""
        self.now += timedelta(seconds=seconds)
        return self.now


@dataclass
class Home:
    """An empty, migrated database: a file, or on a server, where all tests of a worker use one."""

    engine: Engine
    url: str


class Wiring:
    """One engine for all tests of a worker, so that each statement is compiled once."""

    def __init__(self, template: Path) -> None:
        self.engine = open_engine(read_url(template))
        self.path = template
        event.listen(self.engine, "do_connect", self._lead)

    def _lead(self, *connecting: Any) -> None:
        """Connect to the file of the test at hand."""
        arguments = connecting[2]
        arguments[:] = [str(self.path)]


def count_rows(engine: Engine) -> dict[str, int]:
    """How many rows each table has, over a connection of its own."""
    count = " UNION ALL ".join(
        f"SELECT '{name}', count(*) FROM {name}"
        for name in Base.metadata.tables
        if not name.startswith("cache_")
    )
    with engine.connect() as connection:
        return {name: number for name, number in connection.exec_driver_sql(count)}  # noqa: C416  rows are no pairs


def empty(engine: Engine) -> None:
    """Delete every row of a test database on a server, in one go."""
    deletes = (f"DELETE FROM {name}" for name in Base.metadata.tables)
    roles = ("SET session_replication_role = replica", "SET session_replication_role = DEFAULT")
    with engine.begin() as connection:
        raw: Any = connection.connection.driver_connection
        raw.execute("; ".join((roles[0], *deletes, roles[1])))


@contextmanager
def autocommitting(url: URL) -> Iterator[Connection]:
    """A connection for what a server does outside transactions only."""
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        yield connection
    engine.dispose()
