"""What judging costs: verdicts a second, independence, standing, and suggestions by record size.

    python bench/rules.py [--claims 10000 1000000]

Everything is measured in one run on one machine; the ratios are what to read.
Records are made up with a fixed seed. `bench/RESULTS.md` holds the last run.
"""

import argparse
import json
import platform
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import claims
from claims.desk.base import held
from claims.records import Claim
from claims.rules.case import Case
from claims.rules.counting import counted
from claims.rules.independence import independence
from claims.rules.standing import standing_of_figure
from claims.rules.verdict import compare, origins_for
from claims.store.engine import open_engine, read_url, reading
from claims.store.queries.case import figure_case
from claims.store.queries.lookups import figures_by_slug

OUTLETS, SOURCES, RUNS = 300, 40, 5
ON_ONE_FIGURE = 10_000
ON_EACH_OTHER = 100


def drafts(size: int) -> Iterator[dict[str, object]]:
    """One figure with up to 10,000 claims, and the rest spread over small ones."""
    chance = random.Random(7)
    for number in range(size):
        big = number < min(ON_ONE_FIGURE, size // 2)
        figure = "big" if big else f"small-{number // ON_EACH_OTHER}"
        day = f"2025-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
        toll = chance.choice([100, 150, 200, 250, 300]) * (1 if big else 10)
        yield {
            "key": f"k{number}",
            "statement": f"{toll} people were hurt in place {number}, a source said",
            "figure": figure,
            "quantity": f"{chance.choice(['about ', 'at least ', ''])}{toll}",
            "source": f"source {chance.randrange(SOURCES)}",
            "reporter": f"outlet {chance.randrange(OUTLETS)}",
            "said": day,
            "hedge": chance.choice(["certain", "probable", "possible"]),
            "report": {"url": f"https://bench.example/{number // 3}"},
        }


def fill(folder: Path, size: int) -> tuple[Path, float]:
    """A database of this size, and how long the import took."""
    lines, database = folder / f"{size}.jsonl", folder / f"{size}.db"
    with lines.open("w") as file:
        for draft in drafts(size):
            draft["report"] = {"url": f"https://bench.example/{draft['reporter']}/{draft['key']}"}
            file.write(json.dumps(draft) + "\n")
    start = time.perf_counter()
    with claims.open(str(database), user="bench", keys=folder / "keys") as desk:
        summary = desk.import_file(lines)
    assert summary.rejected == 0, summary
    lines.unlink()
    return database, time.perf_counter() - start


def median(measured: Callable[[], object]) -> float:
    """The median of several runs, in seconds."""
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        measured()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def judge(case: Case, figure: Claim) -> list[tuple[str, str]]:
    """Rows of the table for the one large figure, without the database."""
    assert figure.figure is not None
    counting = counted(case, figure.figure)
    origins = origins_for(case, counting[:1])
    pairs = list(pairwise(counting))
    verdicts = median(lambda: [compare(a, b, case, origins) for a, b in pairs])
    about = figure.figure
    grouping = median(lambda: independence(_anew(case), counting))
    standing = median(lambda: standing_of_figure(_anew(case), about))
    return [
        ("verdicts a second, origins given", f"{len(pairs) / verdicts:,.0f}"),
        (f"independence of a figure with {len(counting):,} claims", f"{grouping * 1000:,.0f} ms"),
        (f"standing of the same, {len(counting):,} claims", f"{standing * 1000:,.0f} ms"),
    ]


def _anew(case: Case) -> Case:
    """The same case, which has worked out nothing yet and so remembers nothing."""
    return replace(case)


def large_figure(database: Path) -> list[tuple[str, str]]:
    """The rules on the one large figure."""
    with reading(open_engine(read_url(str(database)))) as connection:
        figure = figures_by_slug(connection, ["big"])["big"].record
        one = held(connection, "k0", Claim).record
        with claims.open(str(database)) as desk:
            case = figure_case(connection, figure.id, desk.tolerance)
    return judge(case, one)


def suggestions(database: Path, size: int) -> float:
    """The median time of suggesting for claims on small figures, in seconds."""
    chance = random.Random(11)
    keys = [f"k{chance.randrange(max(size // 2, size - 5000), size)}" for _ in range(20)]
    with claims.open(str(database)) as desk:
        desk.suggest(keys[0])
        return statistics.median(median(lambda key=key: desk.suggest(key)) for key in keys)  # type: ignore[misc]  # a default binds the loop's value


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--claims", type=int, nargs="+", default=[20_000, 200_000])
    sizes = parser.parse_args().claims
    print(f"{platform.machine()}, Python {platform.python_version()}, medians of {RUNS} runs\n")
    print("| what | measured |\n|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        for place, size in enumerate(sizes):
            database, took = fill(Path(folder), size)
            print(f"| import of {size:,} claims | {size / took:,.0f} claims/s |")
            if place == 0:
                for what, measured in large_figure(database):
                    print(f"| {what} | {measured} |")
            each = suggestions(database, size)
            print(f"| suggestions for one claim among {size:,} | {each * 1000:,.1f} ms |")
            sys.stdout.flush()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
