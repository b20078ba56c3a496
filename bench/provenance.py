"""What one claim costs in a record of many: where it comes from, beside the bare SQL for that.

    python bench/provenance.py [--claims 10000] [--database FILE]

The record is that of `bench/figure.py`: all claims on one figure, which is the hardest case
for the standing of one of them, which `show` tells. The bar reads the rows that `trace` shows:
the claim, its hops with their sources, its report, its links both ways, and its entries.
"""

import argparse
import platform
import random
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path

from figure import fill  # type: ignore[import-not-found]  # the script beside this one

import claims

WARMTH, ASKED = 10, 100
BAR = (
    "SELECT * FROM claims WHERE id = (SELECT claim_id FROM claim_keys WHERE key = ?1)",
    """SELECT a.*, s.* FROM attributions AS a JOIN sources AS s ON s.id = a.source_id
       WHERE a.claim_id = (SELECT claim_id FROM claim_keys WHERE key = ?1) ORDER BY a.position""",
    """SELECT r.* FROM reports AS r JOIN claims AS c ON c.report_id = r.id
       WHERE c.id = (SELECT claim_id FROM claim_keys WHERE key = ?1)""",
    "SELECT * FROM links WHERE claim_id = (SELECT claim_id FROM claim_keys WHERE key = ?1)",
    "SELECT * FROM links WHERE to_id = (SELECT claim_id FROM claim_keys WHERE key = ?1)",
    """SELECT * FROM entries WHERE subject = (SELECT claim_id FROM claim_keys WHERE key = ?1)
       ORDER BY version""",
)


def medians(keys: list[str], **asked: Callable[[str], object]) -> Iterator[tuple[str, float]]:
    """Half the claims take less: milliseconds of the processor's time, SQLite's in it.

    Each claim is asked for in all these ways, another first each time; some before, for warmth.
    """
    taken: dict[str, list[float]] = {what: [] for what in asked}
    ways = list(asked)
    for key in keys:
        ways.append(ways.pop(0))
        for what in ways:
            start = time.process_time()
            asked[what](key)
            taken[what].append(time.process_time() - start)
    for what, took in taken.items():
        yield what, statistics.median(took[WARMTH:]) * 1000


def measured(database: Path) -> Iterator[tuple[str, float]]:
    """What each way of asking takes."""
    with closing(sqlite3.connect(database)) as raw:
        (size,) = raw.execute("SELECT count(*) FROM claims").fetchone()
        keys = [f"k{number}" for number in random.Random(3).sample(range(size), WARMTH + ASKED)]
        with claims.open(str(database)) as desk:
            bar = partial(_rows, raw)
            yield from medians(keys, bar=bar, history=desk.history, trace=desk.trace)
            yield from medians(keys, show=desk.show)


def _rows(raw: sqlite3.Connection, key: str) -> None:
    for one in BAR:
        raw.execute(one, (key,)).fetchall()


def main() -> int:
    """Fill a database unless one is named, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--claims", type=int, default=10_000)
    parser.add_argument("--database", type=Path)
    given = parser.parse_args()
    versions = f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}"
    print(f"{platform.machine()}, {versions}; medians of {ASKED} claims, in processor time\n")
    with tempfile.TemporaryDirectory() as folder:
        database = given.database or Path(folder) / "claims.db"
        if not database.exists():
            fill(database, given.claims)
        print("| what | ms | to the bar |\n|---|---|---|")
        bar = 0.0
        for what, took in measured(database):
            bar = bar or took
            print(f"| {what} | {took:,.2f} | {took / bar:,.1f} |")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
