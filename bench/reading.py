"""Searches and provenance as a desk answers them, on SQLite and on a PostgreSQL server.

The probes `search`, `provenance` and `serving` (`bench/probe.py`) are made of this. On SQLite
the processor's time is taken, SQLite's in it; of a server the time that passes.
"""

import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import psycopg
from sqlalchemy import select

import claims
from bench.importing import import_once, make, places
from bench.million import lines_of
from bench.search import QUESTIONS, fill, milliseconds
from claims.store.engine import open_engine, read_url, reading
from claims.store.migrate import upgrade
from claims.store.projection import CLAIMS

PAGE, ASKED = 50, 50
Clock = Callable[[], float]


@dataclass(frozen=True, slots=True)
class Searched:
    """Milliseconds: of the first page of each word, and of all claims' first and last page."""

    words: dict[str, float]
    first: float
    deepest: float


def searched(desk: claims.Desk, clock: Clock) -> Searched:
    """Search for every kind of word there is, and page through all."""
    asked = [one["words"] for one in QUESTIONS.values() if set(one) == {"words"}]
    took = {words: milliseconds(clock, partial(desk.find, words))[0] for words in asked}
    oldest = select(CLAIMS.c.id).order_by(CLAIMS.c.id).offset(PAGE).limit(1)
    with reading(desk._engine) as connection:  # noqa: SLF001  the place of the last page is asked past the desk
        before = str(connection.scalars(oldest).one())
    pages = (partial(desk.find, before=one) for one in (None, before))
    first, deepest = milliseconds(clock, *pages)
    return Searched(took, first, deepest)


@dataclass(frozen=True, slots=True)
class Served:
    """What a server took: searches, and milliseconds for the provenance of a claim, and its SQL."""

    searched: Searched
    trace: float
    bare: float


def served(folder: Path, size: int, bar: tuple[str, ...]) -> Served:
    """Ask a server that is started for it; `bar` is the bare SQL for a claim whose key is `?1`."""
    lines = lines_of(folder, size)
    with (
        tempfile.TemporaryDirectory() as made,
        places(server=True, folder=Path(made)) as names,
    ):
        with _words(next(names), size) as desk:
            found = searched(desk, time.perf_counter)
        record, keys = next(names), Path(made) / "keys"
        make(record, keys)
        import_once(lines, record, keys)
        _analyze(record)
        asked = [f"k{number}" for number in random.Random(3).sample(range(size), ASKED)]
        with claims.open(record) as desk:
            trace = median(desk.trace, asked)
        statements = [one.replace("?1", "%(key)s").encode() for one in bar]
        with psycopg.connect(record.replace("+psycopg", "")) as raw:

            def bare(key: str) -> None:
                for one in statements:
                    raw.execute(one, {"key": key}).fetchall()

            return Served(found, trace, median(bare, asked))


def median(ask: Callable[[str], object], asked: list[str]) -> float:
    """Milliseconds of the clock, half of those asked take less; the first ten are for warmth."""
    taken = []
    for one in (*asked[:10], *asked):
        began = time.perf_counter()
        ask(one)
        taken.append(time.perf_counter() - began)
    return statistics.median(taken[10:]) * 1000


@contextmanager
def _words(database: str, size: int) -> Iterator[claims.Desk]:
    engine = open_engine(read_url(database))
    upgrade(engine)
    fill(engine, size)
    engine.dispose()
    _analyze(database)
    with claims.open(database) as desk:
        yield desk


def _analyze(database: str) -> None:
    """What a server does by itself, within minutes."""
    with psycopg.connect(database.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE")
