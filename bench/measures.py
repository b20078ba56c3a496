"""The measurements, each in a process of its own: what the record costs where users feel it.

    python -m bench.measures NAME --folder build/bench [--claims 10000 100000]

Prints a line of JSON for each result. Everything is asked through the command and the public
facade, so that the measurements outlive what is inside.
"""

import argparse
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any

import claims
from bench import peers
from bench.material import (
    FIGURE,
    PLACES,
    ROOT,
    article_lines,
    file_of,
    record_of,
    server,
)
from bench.material import claims as command

WORDS = ("", "people", "peop", "hurt official", *PLACES, "kursk 17", "nowhere", "4,700", "reported")


@dataclass(frozen=True, slots=True)
class Result:
    """One row found: its name in `bench.table.ROWS`, what stands beside it, and what is judged."""

    row: str
    claims: int
    ours: str
    beside: str
    value: float


@dataclass(frozen=True, slots=True)
class Run:
    """Where material and records are kept, and how large the records are."""

    folder: Path
    sizes: tuple[int, ...]

    @property
    def keys(self) -> Path:
        """The folder of private keys."""
        return self.folder / "keys"


def watched(arguments: list[str], keys: Path) -> tuple[float, float]:
    """Seconds of the clock and peak of memory in MB of a command, its start included."""
    environment = {**os.environ, "CLAIMS_KEYS": str(keys), "PYTHONPATH": str(ROOT)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # as on an editor's machine
    with tempfile.TemporaryFile() as errors:
        began = time.perf_counter()
        process = subprocess.Popen(
            arguments, stdout=subprocess.DEVNULL, stderr=errors, env=environment
        )
        _, status, usage = os.wait4(process.pid, 0)
        took = time.perf_counter() - began
        if status:
            errors.seek(0)
            raise RuntimeError(errors.read().decode().strip())
    return took, usage.ru_maxrss / 1024


def ours(database: str, *arguments: str) -> list[str]:
    """The command as it is typed."""
    return [sys.executable, "-m", "claims", "--db", database, "--as", "bench", *arguments]


def importing(run: Run) -> Iterator[Result]:
    """Time, size and memory of an import; sqlite-utils and a server beside it."""
    programs = peers.installed(run.folder)
    for size in run.sizes:
        lines = str(file_of(run.folder, "articles", size))
        with tempfile.TemporaryDirectory(dir=run.folder) as made:
            mine, theirs = f"{made}/ours.db", f"{made}/theirs.db"
            command(mine, "init", keys=run.keys)
            empty = Path(mine).stat().st_size
            took, peak = watched(ours(mine, "import", lines), run.keys)
            insert = [str(programs / "sqlite-utils"), "insert", theirs, "claims", lines]
            beside, _ = watched([*insert, "--nl", "--pk", "key"], run.keys)
            command(mine, "seal", keys=run.keys)
            each = (Path(mine).stat().st_size - empty) / size
        rates = (f"{size / took:,.0f} claims/s", f"{size / beside:,.0f} claims/s: sqlite-utils")
        yield Result("import", size, *rates, beside / took)
        yield Result("bytes", size, f"{each:,.0f} bytes", "", each)
        yield Result("memory", size, f"{peak:,.0f} MB", "", peak)
        if size == run.sizes[0]:
            with server() as names:
                url = next(names)
                command(url, "init", keys=run.keys)
                there, _ = watched(ours(url, "import", lines), run.keys)
            shown = (f"{size / there:,.0f} claims/s: PostgreSQL", rates[0])
            yield Result("import_server", size, *shown, took / there)


def starting(run: Run) -> Iterator[Result]:
    """Commands that open a database, beside the libraries they stand on."""
    database = str(record_of(run.folder, "articles", run.sizes[0]))
    bare = [sys.executable, "-c", "import sqlalchemy, pydantic, click"]
    commands = {
        "find": ours(database, "find", "kursk"),
        "show": ours(database, "show", "k7"),
        "log": ours(database, "log", "It snowed", "--reporter", "Outlet 1", "--key", "start"),
    }
    for one in (bare, *commands.values()):
        watched(one, run.keys)  # compiles what is imported
    times: dict[str, list[float]] = {}
    for _ in range(9):
        for name, one in {"bare": bare, **commands}.items():
            times.setdefault(name, []).append(watched(one, run.keys)[0] * 1000)
    beside = statistics.median(times["bare"])
    for name in commands:
        took = statistics.median(times[name])
        shown = (f"{took:.0f} ms: {name}", f"{beside:.0f} ms: its libraries")
        yield Result("start", run.sizes[0], *shown, took / beside)


def median(ask: Callable[[], object], runs: int = 11) -> float:
    """Half the runs take less: milliseconds."""
    taken = []
    for _ in range(runs):
        began = time.perf_counter()
        ask()
        taken.append((time.perf_counter() - began) * 1000)
    return statistics.median(taken)


def logging(run: Run) -> Iterator[Result]:
    """One claim, logged and committed, into a record that has claims already."""
    size = run.sizes[0]
    known = list(article_lines(200))
    lines = file_of(run.folder, "articles", size)
    with tempfile.TemporaryDirectory(dir=run.folder) as made, server() as names:
        for where, database in (("SQLite", f"{made}/log.db"), ("PostgreSQL", next(names))):
            command(database, "init", keys=run.keys)
            command(database, "import", str(lines), keys=run.keys)
            with claims.open(database, user="bench", keys=run.keys) as desk:
                numbers = iter(range(1_000))

                def log(numbers: Iterator[int] = numbers, desk: claims.Desk = desk) -> None:
                    number = next(numbers)
                    draft: dict[str, Any] = dict(known[number % len(known)])
                    draft |= {"key": f"n{number}", "report": f"https://bench.example/n/{number}"}
                    desk.log(str(draft.pop("statement")), **draft)

                median(log, 20)
                took = median(log, 200)
            row = "log" if where == "SQLite" else "log_server"
            yield Result(row, size, f"{took:.1f} ms: {where}", "", took)


def reading(run: Run) -> Iterator[Result]:
    """`trace` and `show` of one claim, and searches: the slowest word, the deepest page."""
    smallest: dict[str, float] = {}
    for size in run.sizes:
        database = str(record_of(run.folder, "articles", size))
        chance = random.Random(7)
        with claims.open(database) as desk:
            for name in ("trace", "show"):
                verb = getattr(desk, name)
                times = []
                for _ in range(60):
                    key = f"k{chance.randrange(size)}"
                    times.append(median(partial(verb, key), 1))
                took = statistics.median(times[10:])
                yield Result("one", size, f"{took:.2f} ms: {name}", "", took)
                before = smallest.setdefault(name, took)
                if size != run.sizes[0]:
                    shown = (f"{took:.2f} ms: {name}", f"{before:.2f} ms")
                    yield Result("one_growth", size, *shown, took / before)
            desk.find("people")
            words = {word: median(partial(desk.find, word), 5) for word in WORDS}
            slowest = max(words, key=words.__getitem__)
            beside = f"median {statistics.median(words.values()):.1f} ms"
            took = words[slowest]
            yield Result("search", size, f"{took:.1f} ms: {slowest or 'no word'}", beside, took)
            last = f"k{size // 100}"
            first, deep = words["people"], median(partial(desk.find, "people", before=last), 5)
            yield Result("page", size, f"{deep:.1f} ms", f"{first:.1f} ms", deep / first)


def figure(run: Run) -> Iterator[Result]:
    """Counts, range and standing of a figure, first asked; then as of an earlier moment."""
    for size, row in ((1_000, "figure_1000"), (10_000, "figure_10000")):
        database = str(record_of(run.folder, "figure", size))
        now, then = _first_answer(database), _first_answer(database, as_of="2999-01-01")
        yield Result(row, size, f"{now:,.0f} ms", "", now / 1000)
        yield Result("as_of", size, f"{then:,.0f} ms", f"{now:,.0f} ms: now", then / now)


def _first_answer(database: str, **moment: str) -> float:
    """A desk that has answered nothing about this figure; what it imports is imported."""
    times = []
    for _ in range(3):
        with claims.open(database) as desk:
            looking = desk.at(**moment)
            looking.find("", limit=1)
            looking.figures()
            times.append(median(partial(looking.figure_summary, FIGURE), 1))
    return min(times)


def exporting(run: Run) -> Iterator[Result]:
    """All that is recorded, written out by the command."""
    size = run.sizes[-1]
    database = str(record_of(run.folder, "articles", size))
    small = str(record_of(run.folder, "articles", run.sizes[0]))
    for name in ("jsonl", "csv"):
        took, peak = watched(ours(database, "export", "--format", name), run.keys)
        _, before = watched(ours(small, "export", "--format", name), run.keys)
        shown = (f"{size / took:,.0f} claims/s: {name}", f"{peak:,.0f} MB")
        yield Result("export", size, *shown, size / took)
        flat = (f"{peak:,.0f} MB: {name}", f"{before:,.0f} MB with {run.sizes[0]:,}")
        yield Result("export_memory", size, *flat, peak / before)


def reporting(run: Run) -> Iterator[Result]:
    """The sourcing report of a figure of 3,000 claims."""
    size = 3_000
    database = str(record_of(run.folder, "figure", size))
    for name in ("html", "pdf"):
        with tempfile.TemporaryDirectory(dir=run.folder) as made:
            how = ("--figure", FIGURE, "--format", name, "--output", f"{made}/report.{name}")
            took, peak = watched(ours(database, "sourcing", *how), run.keys)
        yield Result(f"report_{name}", size, f"{took:.1f} s", f"{peak:,.0f} MB", took)
        if name == "pdf":
            yield Result("report_memory", size, f"{peak:,.0f} MB", "", peak)


def continuum(run: Run) -> Iterator[Result]:
    """Versioned inserts and updates of SQLAlchemy-Continuum beside ours."""
    size = min(3_000, run.sizes[0])
    lines = file_of(run.folder, "articles", size)
    hedged = lines.with_name(f"hedged-{lines.name}")
    with hedged.open("w") as file:
        for line in article_lines(size):
            file.write(json.dumps({**line, "hedge": "alleged"}) + "\n")
    theirs = peers.continuum(run.folder, lines)
    with (
        tempfile.TemporaryDirectory(dir=run.folder) as made,
        claims.open(f"{made}/ours.db", user="bench", keys=run.keys) as desk,
    ):
        mine = {
            "insert": median(partial(desk.import_file, lines), 1) / 1000,
            "update": median(partial(desk.import_file, hedged, update=True), 1) / 1000,
        }
    for how, took in mine.items():
        shown = (f"{size / took:,.0f} claims/s", f"{size / theirs[how]:,.0f} claims/s: Continuum")
        yield Result(f"continuum_{how}", size, *shown, theirs[how] / took)


MEASURES: dict[str, Callable[[Run], Iterator[Result]]] = {
    "importing": importing,
    "starting": starting,
    "logging": logging,
    "reading": reading,
    "figure": figure,
    "exporting": exporting,
    "reporting": reporting,
    "continuum": continuum,
}


def main() -> None:
    """Run one measurement and print what it found."""
    parser = argparse.ArgumentParser(description="One measurement of the bench.")
    parser.add_argument("name", choices=MEASURES)
    parser.add_argument("--folder", type=Path, default=ROOT / "build" / "bench")
    parser.add_argument("--claims", type=int, nargs="+", default=[10_000])
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    run = Run(given.folder.resolve(), tuple(given.claims))
    for result in MEASURES[given.name](run):
        print(json.dumps(asdict(result)), flush=True)


if __name__ == "__main__":
    main()
