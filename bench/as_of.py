"""What looking back costs: the same questions asked of now, of then, and of what was known by then.

    python bench/as_of.py [--claims 10000]

One figure holds all the claims, and every tenth was revised a day later, so that looking
at the day before takes rows from the twins. All is measured in one run on one machine; the
ratios (then to now, in brackets) are what to read. `bench/RESULTS.md` holds the last run.
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
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import claims

OUTLETS, SOURCES, RUNS, REVISED_EACH = 300, 40, 5, 10
START = datetime(2025, 7, 7, tzinfo=UTC)


class Clock:
    """A clock that is moved by hand."""

    now = START

    def __call__(self) -> datetime:
        """What the desk reads."""
        return self.now


def draft(number: int, chance: random.Random) -> dict[str, object]:
    """A claim on the figure, with a relay, a tag and a report of its own."""
    toll, outlet = chance.choice([100, 150, 200, 250, 300]), chance.randrange(OUTLETS)
    day = f"2025-{1 + number % 5:02}-{chance.randint(1, 28):02}"
    return {
        "key": f"k{number}",
        "statement": f"{toll} people were hurt in place {number}, a source said",
        "figure": "toll",
        "quantity": f"{chance.choice(['about ', 'at least ', ''])}{toll}",
        "source": f"source {chance.randrange(SOURCES)}",
        "via": [f"relay {chance.randrange(SOURCES)}"],
        "reporter": f"outlet {outlet}",
        "said": day,
        "published": day,
        "hedge": chance.choice(["certain", "probable", "possible"]),
        "report": {"url": f"https://bench.example/{outlet}/{number}"},
        "tags": ["bench", f"tag-{number % 50}"],
    }


def fill(folder: Path, size: int) -> Path:
    """A database with one figure of this size, each tenth of its claims revised a day later."""
    chance, clock = random.Random(7), Clock()
    lines, database = folder / "claims.jsonl", folder / "claims.db"
    with lines.open("w") as file:
        file.writelines(json.dumps(draft(number, chance)) + "\n" for number in range(size))
    with claims.open(str(database), user="bench", clock=clock, keys=folder / "keys") as desk:
        summary = desk.import_file(lines)
        assert summary.rejected == 0, summary
        clock.now = START + timedelta(days=1)
        for number in range(0, size, REVISED_EACH):
            desk.revise(f"k{number}", reason="read again", hedge="alleged")
    return database


QUESTIONS: dict[str, Callable[[claims.Desk], object]] = {
    "figure_view": lambda desk: desk.figure_view("toll"),
    "history of a claim": lambda desk: desk.history("k0"),
    "find, two words": lambda desk: desk.find("hurt place"),
    "find, by tag": lambda desk: desk.find(tag="tag-7"),
    "find, by source": lambda desk: desk.find(source="source 7"),
    "find, since and until": lambda desk: desk.find("hurt", since="2025-02", until="2025-03"),
    "all sources": lambda desk: desk.sources(),
    "all reports": lambda desk: desk.reports(),
}
MOMENTS: dict[str, dict[str, datetime]] = {
    "as of the end": {"as_of": START + timedelta(days=2)},
    "as of before the revisions": {"as_of": START},
    "known by the end of March": {"known_by": datetime(2025, 4, 1, tzinfo=UTC)},
    "both": {"as_of": START, "known_by": datetime(2025, 4, 1, tzinfo=UTC)},
}


def seconds(ask: Callable[[claims.Desk], object], desk: claims.Desk) -> float:
    """The processor's time for one question, SQLite's in it; other work on the machine is not."""
    start = time.process_time()
    ask(desk)
    return time.process_time() - start


def compared(desk: claims.Desk, ask: Callable[[claims.Desk], object]) -> Iterator[str]:
    """How long a question takes now, and at each moment with its ratio to now; asked in turns."""
    desks = [desk, *(desk.at(**moment) for moment in MOMENTS.values())]
    rounds = [[seconds(ask, one) for one in desks] for _ in range(RUNS)]
    now, *then = map(statistics.median, zip(*rounds, strict=True))
    yield f"{now * 1000:,.1f} ms"
    yield from (f"{one * 1000:,.1f} ms ({one / now:.2f})" for one in then)


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--claims", type=int, default=10_000)
    size = parser.parse_args().claims
    versions = f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}"
    print(f"{platform.machine()}, {versions}, {size:,} claims")
    print(f"medians of {RUNS} rounds, in processor time\n")
    print(f"| what | now | {' | '.join(MOMENTS)} |\n|---|---|{'---|' * len(MOMENTS)}")
    with (
        tempfile.TemporaryDirectory() as folder,
        claims.open(str(fill(Path(folder), size))) as desk,
    ):
        for what, ask in QUESTIONS.items():
            print(f"| {what} | {' | '.join(compared(desk, ask))} |")
            sys.stdout.flush()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
