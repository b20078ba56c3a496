"""What an import costs beside the bare inserts of the same rows, and how much memory it takes.

    python bench/importing.py [--claims 10000] [--runs 3] [--server]

The file is imported with everything an import does: reading, checking, resolving names,
ledger, tree and signatures. Then every row that came of it is read out and written again
into an empty database of the same tables, keys and indexes by the driver alone, in one
transaction: `executemany` on SQLite, binary COPY on PostgreSQL (`--server`), which is
started for the run. The ratio (bare time by ours) is what to read: 1.00 is as fast as the
driver. `bench/RESULTS.md` has the last run.
"""

import argparse
import json
import os
import platform
import random
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

OUTLETS, SOURCES, FIGURES = 300, 200, 50
ROOT = Path(__file__).parents[1]


def draft(number: int, chance: random.Random) -> dict[str, object]:
    """A claim of two or three hops with a report of its own, every third with a tag."""
    toll, outlet = chance.randrange(10, 9_000), chance.randrange(OUTLETS)
    day = f"202{3 + number % 3}-{1 + number % 12:02}-{chance.randint(1, 28):02}"
    line: dict[str, object] = {
        "key": f"k{number}",
        "statement": f"{toll} people were hurt near place {number}, an official said on {day}",
        "quote": f"around {toll} people were hurt",
        "figure": f"toll-{number % FIGURES}",
        "quantity": f"{chance.choice(['around ', 'at least ', ''])}{toll}",
        "source": f"Source {chance.randrange(SOURCES)}",
        "reporter": f"Outlet {outlet}",
        "said": day,
        "published": day,
        "hedge": chance.choice(["certain", "probable", "possible"]),
        "report": {"url": f"https://bench.example/{outlet}/{number}", "title": f"Report {number}"},
    }
    if number % 2:
        line["via"] = [f"Relay {chance.randrange(SOURCES)}"]
    if number % 3 == 0:
        line["tags"] = ["bench"]
    return line


def write_lines(path: Path, size: int) -> None:
    """The file to import: the same bytes each time."""
    chance = random.Random(7)
    with path.open("w") as file:
        file.writelines(json.dumps(draft(number, chance)) + "\n" for number in range(size))


IMPORT = """
import claims, resource, sys, time
with claims.open(sys.argv[2], user="bench", keys=sys.argv[3]) as desk:
    began, used = time.perf_counter(), time.process_time()
    summary = desk.import_file(sys.argv[1])
    assert summary.rejected == 0, summary
    wall, cpu = time.perf_counter() - began, time.process_time() - used
    print(wall, cpu, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


def make(database: str, keys: Path) -> None:
    """A database with all tables, and a key to sign with."""
    command = [sys.executable, "-m", "claims", "--db", database, "--as", "bench", "init"]
    environment = {**os.environ, "CLAIMS_KEYS": str(keys)}
    subprocess.run(command, check=True, capture_output=True, env=environment, cwd=ROOT)


def import_once(lines: Path, database: str, keys: Path) -> tuple[float, float, float]:
    """Seconds of the clock, of the processor, and the peak of memory in MB, of one import."""
    command = [sys.executable, "-c", IMPORT, str(lines), database, str(keys)]
    found = subprocess.run(command, check=True, capture_output=True, text=True)
    wall, cpu, memory = (float(word) for word in found.stdout.split())
    return wall, cpu, memory


def bare_sqlite(filled: str, path: str) -> float:
    """Seconds for the driver to write every row of the filled database, in one transaction."""
    source = sqlite3.connect(filled)
    rows = dict(_rows_of(source))
    source.close()
    target = sqlite3.connect(path, isolation_level=None)
    # the floor is SQLite as it comes: pages of 4 kB, whatever ours has
    for pragma in ("journal_mode = DELETE", "page_size = 4096"):
        target.execute(f"PRAGMA {pragma}")
    target.execute("VACUUM")
    for pragma in ("journal_mode = WAL", "synchronous = NORMAL", "foreign_keys = ON"):
        target.execute(f"PRAGMA {pragma}")
    began = time.perf_counter()
    target.execute("BEGIN IMMEDIATE")
    target.execute("PRAGMA defer_foreign_keys = ON")
    for name, (columns, values) in rows.items():
        marks = ", ".join("?" * len(columns))
        # what an empty database has already (its key, and a checkpoint) is passed over
        target.executemany(
            f"INSERT OR IGNORE INTO {name} ({', '.join(columns)}) VALUES ({marks})", values
        )
    target.execute("COMMIT")
    seconds = time.perf_counter() - began
    target.close()
    return seconds


Rows = tuple[list[str], list[tuple[object, ...]]]


def _rows_of(source: sqlite3.Connection) -> Iterator[tuple[str, Rows]]:
    """All rows of a database by table; of the index of words, what it was given."""
    tables = source.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY rowid")
    for (name,) in tables.fetchall():
        if name.startswith(("alembic_version", "sqlite_", "cache_words_")):
            continue
        if name == "cache_words":
            source.execute(
                "CREATE VIRTUAL TABLE temp.told USING fts5vocab(main, cache_words, instance)"
            )
            told = source.execute("SELECT doc, group_concat(term, ' ') FROM told GROUP BY doc")
            yield name, (["rowid", "words"], told.fetchall())
            continue
        found = source.execute(f"SELECT * FROM {name}")
        yield name, ([column[0] for column in found.description], found.fetchall())
    words = source.execute("SELECT word FROM cache_words_all").fetchall()
    yield "cache_words_all", (["word"], words)


def bare_postgresql(filled: str, path: str) -> float:
    """Seconds for binary COPY to write every row of the filled database, in one transaction."""
    import psycopg  # noqa: PLC0415  only where a server is asked for

    rows = {}
    with psycopg.connect(_plain(filled)) as source:
        tables = source.execute(
            "SELECT c.oid::regclass::text FROM pg_class c JOIN pg_namespace n"
            " ON n.oid = relnamespace WHERE relkind = 'r' AND nspname = 'public' ORDER BY c.oid"
        )
        for (name,) in tables.fetchall():
            if name not in ("alembic_version", "signing_keys"):
                with source.cursor().copy(f"COPY {name} TO STDOUT (FORMAT BINARY)") as copy:
                    rows[name] = b"".join(map(bytes, copy))
    with psycopg.connect(_plain(path)) as target:
        key_entries = "DELETE FROM entries; DELETE FROM leaves; DELETE FROM tiles; "
        target.execute(key_entries + "DELETE FROM checkpoints")
        target.commit()
        began = time.perf_counter()
        for name, content in rows.items():
            with target.cursor().copy(f"COPY {name} FROM STDIN (FORMAT BINARY)") as copy:
                copy.write(content)
        target.commit()
        return time.perf_counter() - began


def _plain(url: str) -> str:
    return url.replace("postgresql+psycopg://", "postgresql://")


@contextmanager
def places(*, server: bool, folder: Path) -> Iterator[Iterator[str]]:
    """Names of databases that do not exist yet, one after the other."""
    if not server:
        yield (str(folder / f"{number}.db") for number in range(1_000))
        return
    sys.path.insert(0, str(ROOT))
    from tests import servers  # noqa: PLC0415  the server that the tests have

    os.environ.setdefault("TMPDIR", str(folder))
    servers.reserve()
    try:
        yield _databases(servers.server_url())
    finally:
        servers.release()


def _databases(url: str) -> Iterator[str]:
    import psycopg  # noqa: PLC0415  only where a server is asked for

    for number in range(1_000):
        with psycopg.connect(_plain(url), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE bench_{number}")
        yield url.replace("/postgres?", f"/bench_{number}?")


def measure(size: int, runs: int, *, server: bool) -> dict[str, float]:
    """Medians: claims a second of ours and of the driver, their ratio, the peak in MB."""
    bare = bare_postgresql if server else bare_sqlite
    ours, floor, cpus, peaks = [], [], [], []
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        lines, keys = folder / "claims.jsonl", folder / "keys"
        write_lines(lines, size)
        with places(server=server, folder=folder) as names:
            for _ in range(runs):
                filled, empty = next(names), next(names)
                for name in (filled, empty):
                    make(name, keys)
                wall, cpu, memory = import_once(lines, filled, keys)
                ours.append(wall)
                cpus.append(cpu)
                peaks.append(memory)
                floor.append(bare(filled, empty))
                if not server:
                    Path(filled).unlink()
                    Path(empty).unlink()
    wall, least = statistics.median(ours), statistics.median(floor)
    return {
        "ours": size / wall,
        "processor": size / statistics.median(cpus),
        "bare": size / least,
        "ratio": least / wall,
        "peak": max(peaks),
    }


def main() -> None:
    """Run it and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--claims", type=int, default=10_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--server", action="store_true", help="on PostgreSQL")
    asked = parser.parse_args()
    found = measure(asked.claims, asked.runs, server=asked.server)
    print(
        f"{platform.machine()}, Python {platform.python_version()}, "
        f"{'PostgreSQL' if asked.server else f'SQLite {sqlite3.sqlite_version}'}, "
        f"{asked.claims:,} claims, {asked.runs} runs"
    )
    print(f"ours, claims/s            {found['ours']:10,.0f}")
    print(f"  of one processor's time {found['processor']:10,.0f}")
    print(f"the driver, claims/s      {found['bare']:10,.0f}")
    print(f"ratio                     {found['ratio']:10.2f}")
    print(f"peak, MB                  {found['peak']:10.0f}")


if __name__ == "__main__":
    main()
