"""The measurements of the table, each by its name and in a process of its own.

    python -m bench.probe NAME --claims 10000 [100000] [--folder F] [--runs 3] [--server]

What it prints last is a line of JSON: results as in `bench/bars.py`. `bench/table.py` runs
them all; each can be run alone.
"""

import argparse
import json
import multiprocessing
import os
import random
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from bench.bars import Result
from bench.importing import ROOT
from bench.million import figure_of, record_of, words_of

if TYPE_CHECKING:
    from bench.reading import Searched

SQLITE, POSTGRESQL = "SQLite", "PostgreSQL"
CONTINUUM_MOST = 10_000  # it takes minutes for these, and as long for each further one
Given = argparse.Namespace


def importing(given: Given) -> Iterator[Result]:
    """An import beside the driver; a process for each run, or its peak would be that of others."""
    from bench.importing import measure  # noqa: PLC0415  only what is asked for is loaded

    (size,) = given.claims
    runs = [_apart(partial(measure, size, 1, server=given.server)) for _ in range(given.runs)]
    found = {name: statistics.median(run[name] for run in runs) for name in runs[0]}
    where, row = (POSTGRESQL, "import_postgresql") if given.server else (SQLITE, "import_sqlite")
    ours, bar = (f"{found[name]:,.0f} claims/s" for name in ("ours", "bare"))
    yield Result(row=row, where=where, claims=size, ours=ours, bar=bar, value=found["ratio"])
    peak = max(run["peak"] for run in runs)
    yield Result(
        row="import_memory", where=where, claims=size, ours=f"{peak:,.0f} MB", bar="", value=peak
    )


def _apart(work: Callable[[], dict[str, float]]) -> dict[str, float]:
    """What this gives in a process of its own; `EOFError` where it ended without."""
    context = multiprocessing.get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=lambda: sender.send(work()))
    process.start()
    sender.close()
    try:
        found: dict[str, float] = receiver.recv()
    finally:
        process.join()
    return found


def writing(given: Given) -> Iterator[Result]:
    """One claim, logged and committed."""
    from bench.writing import measure  # noqa: PLC0415  as above

    (size,) = given.claims
    found = measure(given.folder, size, 100 * given.runs, server=given.server)
    where, row = (POSTGRESQL, "log_postgresql") if given.server else (SQLITE, "log_sqlite")
    ours, bar = (
        f"{found[name]:.2f} ms (p95 {found[f'{name}_p95']:.2f})" for name in ("ours", "bare")
    )
    ratio = found["ours"] / found["bare"]
    yield Result(row=row, where=where, claims=size, ours=ours, bar=bar, value=ratio)


def writers(given: Given) -> Iterator[Result]:
    """16 writers, far from the server; the first line is judged, the others explain it."""
    from bench.writers import BASE, measure  # noqa: PLC0415  as above

    asked = argparse.Namespace(writers=16, logs=8 * given.runs, milliseconds=2.0)
    rates = measure(asked)
    ours = rates.pop("desk.log")
    for side, rate in rates.items():
        yield Result(
            row="writers",
            where=POSTGRESQL,
            claims=BASE,
            ours=f"{ours:,.0f} tx/s",
            bar=f"{rate:,.0f} tx/s: {side}",
            value=ours / rate,
        )


def provenance(given: Given) -> Iterator[Result]:
    """Where one claim comes from, in records small and large."""
    from bench.provenance import measured  # noqa: PLC0415  as above

    first = None
    for size in given.claims:
        found = dict(measured(record_of(given.folder, size)))
        yield from _traced(size, found["trace"], found["bar"], first)
        first = first or found["trace"]


def _traced(
    size: int, took: float, bar: float, first: float | None, *, where: str = SQLITE
) -> Iterator[Result]:
    shown = (f"{took:.2f} ms", f"{bar:.2f} ms")
    yield _result("provenance", size, *shown, took / bar, where=where)
    if first is not None:
        shown = (f"{took:.2f} ms", f"{first:.2f} ms")
        yield _result("provenance_growth", size, *shown, took / first, where=where)


def figure(given: Given) -> Iterator[Result]:
    """Counts, range and standing of figures small and large: first, as of before, and again."""
    import claims  # noqa: PLC0415  as above
    from bench.figure import START, again, first, median  # noqa: PLC0415  as above

    smaller = None
    for size in given.claims:
        with claims.open(str(figure_of(given.folder, size))) as desk:
            past = desk.at(as_of=START + timedelta(hours=1))
            now = median(lambda desk=desk: first(desk))  # type: ignore[misc]  # a default binds the loop's value
            then = median(lambda past=past: first(past))  # type: ignore[misc]  # as above
            kept = median(lambda desk=desk: again(desk))  # type: ignore[misc]  # as above
        shown = f"{now:.1f} ms"
        if smaller is None:
            yield _result("figure", size, shown, "", now)
        else:
            yield _result("figure_growth", size, shown, f"{smaller:.1f} ms", now / smaller)
        yield _result("figure_again", size, f"{kept:.1f} ms", shown, kept)
        yield _result("figure_as_of", size, f"{then:.1f} ms", shown, then / now)
        smaller = smaller or now


def search(given: Given) -> Iterator[Result]:
    """The slowest first page of all single words, and the last page of all beside its first."""
    import claims  # noqa: PLC0415  as above
    from bench.reading import searched  # noqa: PLC0415  as above

    (size,) = given.claims
    with claims.open(str(words_of(given.folder, size))) as desk:
        yield from _searched(searched(desk, time.process_time), size, SQLITE)


def _searched(found: "Searched", size: int, where: str) -> Iterator[Result]:
    single = {asked: took for asked, took in found.words.items() if " " not in asked.strip()}
    several = {asked: took for asked, took in found.words.items() if asked not in single}
    took, half = max(single.values()), statistics.median(single.values())
    slowest = [max(some, key=some.__getitem__) for some in (single, several)]
    beside = f"median {half:.1f} ms; {slowest[1]}: {several[slowest[1]]:.1f} ms"
    shown = (f"{took:.1f} ms: {slowest[0] or 'no word'}", beside)
    yield _result("search_first", size, *shown, took, where=where)
    shown = (f"{found.deepest:.1f} ms", f"{found.first:.1f} ms")
    yield _result("page_depth", size, *shown, found.deepest / found.first, where=where)


def serving(given: Given) -> Iterator[Result]:
    """Searches and provenance on a server."""
    from bench.provenance import BAR  # noqa: PLC0415  as above
    from bench.reading import served  # noqa: PLC0415  as above

    first = None
    for size in given.claims:
        found = served(given.folder, size, BAR)
        yield from _searched(found.searched, size, POSTGRESQL)
        yield from _traced(size, found.trace, found.bare, first, where=POSTGRESQL)
        first = first or found.trace


STREAMS = {"JSON Lines": ["export"], "CSV": ["export", "--format", "csv"]}


def streaming(given: Given) -> Iterator[Result]:
    """All that is recorded, written out by the command; what a report takes, `bench.reports` says.

    Beside it the driver, which hands over the same rows and makes nothing of them.
    """
    from bench.streams import read  # noqa: PLC0415  as above

    for what, command in STREAMS.items():
        before = ""
        for size in given.claims:
            database = str(record_of(given.folder, size))
            begun = [sys.executable, "-m", "claims", "--db", database, *command]
            seconds, peak, said = watched(begun)
            began = time.process_time()
            read(database)
            bare = size / (time.process_time() - began)
            rate = 0.0 if said else size / seconds
            shown = said or f"{rate:,.0f} claims/s, {peak:,.0f} MB"
            beside = f"{bare:,.0f} claims/s: the driver{before}"
            yield _result("stream", size, f"{what}: {shown}", beside, rate)
            before = f"; with {size:,}: {peak:,.0f} MB"


def watched(command: list[str]) -> tuple[float, float, str]:
    """Seconds of the processor, peak of memory in MB, and what it complained of, of a command."""
    with tempfile.TemporaryFile() as errors:
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=errors)
        _, status, usage = os.wait4(process.pid, 0)
        errors.seek(0)
        said = errors.read().decode().strip()
    failed = f"failed: {' '.join(said.split()) or status}" if status else ""
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, failed


def continuum(given: Given) -> Iterator[Result]:
    """Versioned inserts and updates."""
    from bench import peers  # noqa: PLC0415  as above

    size = min([*given.claims, CONTINUUM_MOST])
    found = peers.continuum(given.folder, peers.installed(given.folder), size)
    for how in ("insert", "update"):
        ours, theirs = found[f"ours_{how}"], found[f"theirs_{how}"]
        shown = (f"{ours:,.0f} claims/s", f"{theirs:,.0f} claims/s")
        yield _result(f"continuum_{how}", size, *shown, ours / theirs)


def sqlite_utils(given: Given) -> Iterator[Result]:
    """The same lines through its command."""
    from bench import peers  # noqa: PLC0415  as above

    (size,) = given.claims
    found = peers.sqlite_utils(given.folder, peers.installed(given.folder), size)
    shown = (f"{found['ours']:,.0f} claims/s", f"{found['theirs']:,.0f} claims/s")
    yield _result("sqlite_utils", size, *shown, found["ours"] / found["theirs"])


def starting(given: Given) -> Iterator[Result]:
    """What the command takes to say its version, and how to use it."""
    del given
    bare = _started(["-c", "pass"])
    for name in ("version", "help"):
        took = _started(["-m", "claims", f"--{name}"])
        shown = (f"{took:.0f} ms", f"{bare:.0f} ms: `python -c pass`")
        yield Result(
            row=f"start_{name}", where="", claims=0, ours=shown[0], bar=shown[1], value=took
        )


def _started(arguments: list[str]) -> float:
    """The median of ten, in milliseconds; one before them compiles what is imported."""
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": ""}
    times = []
    for _ in range(11):
        began = time.perf_counter()
        command = [sys.executable, *arguments]
        subprocess.run(command, check=True, capture_output=True, env=environment)
        times.append((time.perf_counter() - began) * 1000)
    return statistics.median(times[1:])


def _result(  # noqa: PLR0913  the fields of a line
    row: str, size: int, ours: str, bar: str, value: float, *, where: str = SQLITE
) -> Result:
    return Result(row=row, where=where, claims=size, ours=ours, bar=bar, value=value)


PROBES: dict[str, Callable[[Given], Iterator[Result]]] = {
    "importing": importing,
    "writing": writing,
    "writers": writers,
    "provenance": provenance,
    "figure": figure,
    "search": search,
    "serving": serving,
    "streaming": streaming,
    "continuum": continuum,
    "sqlite-utils": sqlite_utils,
    "starting": starting,
}


def _stop(number: int, _: object) -> None:
    """Whoever runs out of time leaves no server behind."""
    sys.exit(128 + number)


def main() -> None:
    """Run one and print what it found."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("name", choices=PROBES)
    parser.add_argument("--claims", type=int, nargs="+", default=[10_000])
    parser.add_argument("--folder", type=Path, default=ROOT / "build" / "bench")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--server", action="store_true", help="on PostgreSQL")
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    signal.signal(signal.SIGTERM, _stop)
    sys.path.insert(0, str(ROOT / "bench"))  # as where one of its scripts is run
    random.seed(7)
    print(json.dumps(list(PROBES[given.name](given))))


if __name__ == "__main__":
    main()
