"""What tests of the record hold in their hands: a clock, counts of rows, desks to open."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

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


def count_rows(database: Path) -> dict[str, int]:
    """How many rows each table has, as somebody else who looks at the file sees them."""
    with closing(sqlite3.connect(database)) as connection:
        return {
            name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]
            for name in Base.metadata.tables
        }
