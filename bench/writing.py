"""What one claim costs, logged and committed, beside the bare transaction of the same rows.

    python -m bench.writing [--claims 10000] [--logs 300] [--server]

A record of that many claims is made, and a copy of it. Then one claim after the other is
logged in the first, and what that wrote (rows of the claim, its report, their entries, the
index of words, tree and checkpoint) is written to the copy by the driver alone, in one
transaction: the same statements, keys, indexes and pragmas. What the desk reads and checks
before it writes is its own cost, and so is, on a server, sealing many of them together now and
then. In the end both must hold as many rows in every table. A server is started for the run;
it does not wait for its disk, for either side.
"""

import argparse
import json
import random
import shutil
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from itertools import islice
from pathlib import Path
from typing import Any, Protocol

from sqlalchemy import Engine, create_engine, event, inspect

import claims
from bench.importing import import_once, make, places
from bench.million import lines_of

WARMING = 20
PRAGMAS = ("foreign_keys", "synchronous", "cache_size", "wal_autocheckpoint", "temp_store")
Statement = tuple[str, Any, bool]

# On a server a desk seals together what it wrote, and the last of it when it closes.
TREE = ("leaves", "tiles", "checkpoints")


class Driver(Protocol):
    """What a connection of either driver can do."""

    def cursor(self) -> Any:
        """Something to send statements with."""

    def commit(self) -> None:
        """End the transaction."""


class Writes:
    """What a desk writes, kept as its driver was given it."""

    def __init__(self, engine: Engine) -> None:
        self._sent: list[Statement] = []
        event.listen(engine, "before_cursor_execute", self._keep)

    def _keep(self, *sent: Any) -> None:
        _, _, statement, parameters, _, many = sent
        if statement.lstrip().startswith(("INSERT", "UPDATE", "DELETE")):
            self._sent.append((statement, parameters, many))

    def take(self) -> list[Statement]:
        """What was written since this was last asked."""
        sent, self._sent = self._sent, []
        return sent


def fresh(lines: Path, most: int, mark: str = "again") -> list[dict[str, Any]]:
    """Claims like those of the file, each with a key and a report of its own, of known names."""
    with lines.open() as file:
        known = [json.loads(line) for line in islice(file, 5_000)]
    chance = random.Random(11)
    made = []
    for number in range(most):
        one = chance.choice(known)
        report = {**one["report"], "url": f"{one['report']['url']}/{mark}/{number}"}
        made.append({**one, "key": f"{mark}-{number}", "report": report})
    return made


def write(driver: Driver, statements: list[Statement]) -> None:
    """The bare transaction."""
    cursor = driver.cursor()
    if isinstance(driver, sqlite3.Connection):
        cursor.execute("BEGIN IMMEDIATE")
    send(cursor, statements)
    driver.commit()


def send(cursor: Any, statements: list[Statement]) -> None:
    """One statement after the other."""
    for statement, parameters, many in statements:
        if many:
            cursor.executemany(statement, parameters)
        else:
            cursor.execute(statement, parameters)


@contextmanager
def bare(database: str, like: Engine) -> Iterator[Driver]:
    """The driver's own connection, set up as this engine's are."""
    if like.dialect.name == "sqlite":
        with closing(sqlite3.connect(database, isolation_level=None)) as connection:
            with like.connect() as other:
                for name in PRAGMAS:
                    (value,) = other.exec_driver_sql(f"PRAGMA {name}").one()
                    connection.execute(f"PRAGMA {name} = {value}")
            yield connection
        return
    import psycopg  # noqa: PLC0415  only where a server is asked for

    with psycopg.connect(database.replace("+psycopg", "")) as server:
        yield server


def copied(database: str, name: str) -> str:
    """A copy of a database that nobody uses just now."""
    if "://" not in database:
        shutil.copyfile(database, Path(database).with_name(name))
        return str(Path(database).with_name(name))
    import psycopg  # noqa: PLC0415  as above

    before, _, after = database.replace("+psycopg", "").partition("?")
    server, _, template = before.rpartition("/")
    with psycopg.connect(f"{server}/postgres?{after}", autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"'.encode())
    return database.replace(f"/{template}?", f"/{name}?")


def taken(work: Callable[[], object]) -> float:
    """Milliseconds of the clock."""
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def counts(database: str) -> dict[str, int]:
    """How many rows are in each table; what the index of words keeps for itself aside."""
    engine = create_engine(database if "://" in database else f"sqlite:///{database}")
    with engine.connect() as connection:
        names = [one for one in inspect(connection).get_table_names() if "words" not in one]
        found = {
            one: connection.exec_driver_sql(f'SELECT count(*) FROM "{one}"').scalar_one()
            for one in names
        }
    engine.dispose()
    return found


def measure(folder: Path, size: int, logs: int, *, server: bool) -> dict[str, float]:
    """Milliseconds at the median and the 95th percentile, of ours and of the driver."""
    lines = lines_of(folder, size)
    ours, least = list[float](), list[float]()
    with (
        tempfile.TemporaryDirectory() as made,
        places(server=server, folder=Path(made)) as names,
    ):
        database, keys = next(names), Path(made) / "keys"
        make(database, keys)
        import_once(lines, database, keys)
        copy = copied(database, "bench_copy")
        with claims.open(database, user="bench", keys=keys) as desk:
            engine = desk._engine  # noqa: SLF001  what it sends is what is measured
            writes = Writes(engine)
            with bare(copy, engine) as driver:
                for draft in fresh(lines, WARMING + logs):
                    ours.append(taken(lambda draft=draft: desk.log(**draft)))  # type: ignore[misc]  # a default binds the loop's value
                    sent = writes.take()
                    least.append(taken(lambda sent=sent: write(driver, sent)))  # type: ignore[misc]  # as above
        left_out = TREE if server else ()
        here, there = (counts(one) for one in (database, copy))
        differ = [name for name in here if here[name] != there[name] and name not in left_out]
        assert not differ, f"the driver wrote other rows: {', '.join(differ)}"
    return {
        "ours": statistics.median(ours[WARMING:]),
        "ours_p95": statistics.quantiles(ours[WARMING:], n=20)[-1],
        "bare": statistics.median(least[WARMING:]),
        "bare_p95": statistics.quantiles(least[WARMING:], n=20)[-1],
    }


def main() -> None:
    """Run it and print what it found."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--claims", type=int, default=10_000)
    parser.add_argument("--logs", type=int, default=300)
    parser.add_argument("--server", action="store_true", help="on PostgreSQL")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found = measure(Path(folder), asked.claims, asked.logs, server=asked.server)
    print("| what | p50, ms | p95, ms |\n|---|---|---|")
    print(f"| `desk.log` | {found['ours']:.2f} | {found['ours_p95']:.2f} |")
    print(f"| the driver | {found['bare']:.2f} | {found['bare_p95']:.2f} |")
    print(f"| ratio | {found['ours'] / found['bare']:.1f} | |")


if __name__ == "__main__":
    main()
