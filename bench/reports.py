"""What the sourcing report of a large figure costs: put together alone, and in each format.

    python -m bench.reports [--claims 10000] [--database FILE]

The figure is that of `bench/figure.py`. Each line is a process of its own, so that its peak is
its own: seconds of the processor's time, claims a second, and the peak of its memory, for which
the first line is the ground. A database that was filled before can be named.
"""

import argparse
import multiprocessing
import platform
import resource
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import claims
from bench.figure import fill

SLUG = "toll"
NOTHING, VIEW, FINDINGS, MODEL, PDF = "nothing", "figure_view", "lint", "report", "pdf"
TASKS = (NOTHING, VIEW, FINDINGS, MODEL, "csv", "json", "md", "html", PDF)


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds of the processor, and megabytes at the peak."""

    seconds: float
    peak: float


def cost(database: str, task: str) -> Cost:
    """Do it once, in a process that has done nothing else."""
    with claims.open(database) as desk:
        desk.figures()
        began = time.process_time()
        _do(desk, task)
        seconds = time.process_time() - began
    return Cost(seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def _do(desk: claims.Desk, task: str) -> None:
    if task == VIEW:
        desk.figure_view(SLUG)
    elif task == FINDINGS:
        desk.lint(figure=SLUG)
    elif task == MODEL:
        desk.sourcing_report(figure=[SLUG])
    elif task == PDF:
        desk.sourcing_pdf(figure=[SLUG])
    elif task != NOTHING:
        desk.sourcing(figure=[SLUG], format=task)


def measure(database: Path) -> None:
    """Print the table."""
    with claims.open(str(database)) as desk:
        size = len(desk.figure_view(SLUG).claims)
    print(f"{size:,} claims\n\n| what | s | claims/s | peak MB |\n|---|---|---|---|")
    spawned = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=spawned, max_tasks_per_child=1) as pool:
        for task in TASKS:
            found = pool.submit(cost, str(database), task).result()
            rate = f"{size / found.seconds:,.0f}" if task != NOTHING else ""
            print(f"| {task} | {found.seconds:,.2f} | {rate} | {found.peak:,.0f} |")
            sys.stdout.flush()


def on_a_figure(description: str | None, measure: Callable[[Path], None]) -> int:
    """Fill a database with one large figure unless one is named, and measure."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--claims", type=int, default=10_000)
    parser.add_argument("--database", type=Path)
    given = parser.parse_args()
    versions = f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}"
    print(f"{platform.machine()}, {versions}; processor time")
    with tempfile.TemporaryDirectory() as folder:
        database = given.database or Path(folder) / "claims.db"
        if not database.exists():
            fill(database, given.claims)
        measure(database)
    return 0


if __name__ == "__main__":
    raise SystemExit(on_a_figure(__doc__, measure))
