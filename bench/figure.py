"""What a large figure costs: its four counts, range and standing, beside the bare SQL of a count.

    python bench/figure.py [--claims 10000] [--database FILE]

One figure holds all the claims: 200 origins, five of them unnamed, 60 outlets of which five
are quoted by others, chains of one to three hops, days over three years, and links on two in
a hundred. The bar is one statement that counts its claims, reports and outlets and takes the
first and last day; it says nothing of origins, range or standing. What a desk has answered it
keeps: measured is the first question, the same one again, and once a claim on another figure
was logged in between (in a copy). A database that was filled before can be named, so that
100,000 claims need not be imported again.
"""

import argparse
import json
import platform
import random
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path

import claims
from claims.desk.keeping import Kept

ORIGINS, OUTLETS, RELAYS, RUNS, DAYS = 195, 60, 20, 11, 1095
START, FIRST = datetime(2026, 7, 7, tzinfo=UTC), date(2023, 1, 1)
RELATIONS = ("repeats", "updates", "contradicts", "corroborates")
BAR = """
    SELECT count(*), count(DISTINCT report_id), count(DISTINCT reporter_id),
           min(said_earliest), max(said_latest)
    FROM claims WHERE figure_id = (SELECT id FROM figures WHERE slug = 'toll')
    AND lane IS NOT NULL
"""


def origin(chance: random.Random) -> str:
    """Who says so: mostly somebody named, at times an outlet, or nobody in particular."""
    names = (f"source {chance.randrange(ORIGINS)}", f"outlet {chance.randrange(5)}")
    return chance.choices((*names, f"officials {chance.randrange(5)}"), (93, 3, 4))[0]


def happens(chance: random.Random, odds: float) -> bool:
    """Something that is so in this share of the claims."""
    return chance.random() < odds


def draft(number: int, chance: random.Random) -> dict[str, object]:
    """A claim on the figure, whose number rises with the days."""
    day = chance.randrange(DAYS)
    toll, outlet = 100 + day // 3 + chance.choice([0, 0, 0, 10, 50, -30]), chance.randrange(OUTLETS)
    given: dict[str, object] = {
        "key": f"k{number}",
        "statement": f"{toll} people were hurt in place {number}",
        "figure": "toll",
        "quantity": f"{chance.choice(['about ', 'at least ', '', ''])}{toll}",
        "source": origin(chance),
        "reporter": f"outlet {outlet}",
        "published": str(FIRST + timedelta(days=day)),
        "report": {"url": f"https://bench.example/{outlet}/{number}"},
    }
    if happens(chance, 0.5):
        given["said"] = given["published"]
    if happens(chance, 0.33):
        given["via"] = [f"relay {chance.randrange(RELAYS)}"]
    if happens(chance, 0.03):
        del given["quantity"]
        given["stance"] = "denies"
    if happens(chance, 0.03):
        given["modality"] = "planned"
    if number > RELAYS and happens(chance, 0.02):
        to = f"k{chance.randrange(number)}"
        given["links"] = [{"relation": chance.choice(RELATIONS), "to": to, "reason": "read"}]
    return given


def fill(database: Path, size: int) -> None:
    """A figure of this size, a thousand of its claims revised a day later."""
    chance, moments = random.Random(7), [START]
    lines = database.with_suffix(".jsonl")
    with lines.open("w") as file:
        file.writelines(json.dumps(draft(number, chance)) + "\n" for number in range(size))
    keys = database.parent / "keys"
    with claims.open(str(database), user="bench", clock=lambda: moments[-1], keys=keys) as desk:
        for number in range(5):
            desk.source(f"officials {number}", kind="unnamed")
        desk.figure("toll", title="Hurt", basis="cumulative")
        summary = desk.import_file(lines)
        assert summary.rejected == 0, summary
        moments.append(START + timedelta(days=1))
        for number in range(0, size, size // 1000 or 1):
            desk.revise(f"k{number}", reason="read again", hedge="alleged")


def median(ask: Callable[[], object]) -> float:
    """Half the runs take less: milliseconds of the processor's time, SQLite's in it."""
    taken = []
    for _ in range(RUNS):
        start = time.process_time()
        ask()
        taken.append(time.process_time() - start)
    return statistics.median(taken) * 1000


def first(desk: claims.Desk) -> object:
    """The question to a desk that has answered none."""
    desk._kept = Kept()  # noqa: SLF001  a desk of its own would compile every statement anew
    return desk.figure_summary("toll")


def again(desk: claims.Desk) -> object:
    """The same question once more."""
    return desk.figure_summary("toll")


def after_a_write(database: Path) -> float:
    """The median of the question after a claim elsewhere; the writing is not counted."""
    taken = []
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "claims.db"
        with closing(sqlite3.connect(database)) as raw, closing(sqlite3.connect(copy)) as to:
            raw.backup(to)
        with claims.open(str(copy), user="bench", keys=Path(folder) / "keys") as desk:
            desk.figure_summary("toll")
            for number in range(RUNS):
                desk.log(f"It snowed, {number}", figure="snow", reporter="outlet 1")
                start = time.process_time()
                desk.figure_summary("toll")
                taken.append(time.process_time() - start)
    return statistics.median(taken) * 1000


def measure(database: Path) -> None:
    """Print the table."""
    with closing(sqlite3.connect(database)) as raw:
        bar = median(lambda: raw.execute(BAR).fetchall())
    print(f"| what | ms | to the bar | to now |\n|---|---|---|---|\n| bar | {bar:,.1f} | 1 | |")
    with claims.open(str(database)) as desk:
        then = {
            "now": desk,
            "as of before the revisions": desk.at(as_of=START + timedelta(hours=1)),
            "known by the end of 2024": desk.at(known_by=datetime(2025, 1, 1, tzinfo=UTC)),
        }
        now = dict[str, float]()
        for when, one in then.items():
            for how, ask in (("first", first), ("again", again)):
                took = median(partial(ask, one))
                share = took / now.setdefault(how, took)
                print(f"| {how}, {when} | {took:,.1f} | {took / bar:.2f} | {share:.2f} |")
                sys.stdout.flush()
    took = after_a_write(database)
    share = took / now["again"]
    print(f"| again, after a claim elsewhere | {took:,.1f} | {took / bar:.2f} | {share:.2f} |")


def main() -> int:
    """Fill a database unless one is named, and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--claims", type=int, default=10_000)
    parser.add_argument("--database", type=Path)
    given = parser.parse_args()
    versions = f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}"
    print(f"{platform.machine()}, {versions}; medians of {RUNS} runs, in processor time\n")
    if given.database is not None and given.database.exists():
        measure(given.database)
        return 0
    with tempfile.TemporaryDirectory() as folder:
        database = given.database or Path(folder) / "claims.db"
        fill(database, given.claims)
        measure(database)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
