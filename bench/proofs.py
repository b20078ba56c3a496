"""What the tree costs: writing with and without it, and proofs by the size of the ledger.

    python bench/proofs.py [--entries 10000 100000 1000000] [--claims 10000]

Everything is measured in one run on one machine, in time of the processor, so that
other work on it does not count; the ratios are what to read. The ledger is
filled with entries that no record stands behind, as only their headers are hashed; the
claims that are proved are real. `bench/RESULTS.md` holds the last run.
"""

import argparse
import json
import platform
import resource
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

from sqlalchemy import insert

import claims
from claims.desk import Desk
from claims.ledger.proofs import Trust, check, read_proof
from claims.store.engine import writing
from claims.store.tables import Entry
from claims.values.identity import new_id
from claims.vocab import Action, Kind

RUNS, LOGS, WRITES = 25, 1_000, 10
PART = 10_000

Row = dict[str, object]


def median(measured: Callable[[], object], runs: int = RUNS) -> float:
    """The median of several runs, in milliseconds."""
    times = []
    for _ in range(runs):
        start = time.process_time()
        measured()
        times.append(time.process_time() - start)
    return statistics.median(times) * 1000


# Writing


def log(desk: Desk, number: int) -> object:
    """One claim on known names."""
    return desk.log(
        f"Event {number} took 4,700 lives",
        figure="toll",
        quantity="around 4,700",
        source="NIS",
        reporter="Yonhap",
        said="2025-04-30",
        report="https://bench.example/1",
    )


def draft(number: int) -> str:
    """A line to import."""
    return json.dumps(
        {
            "key": f"k{number}",
            "statement": f"Event {number} took {number} lives",
            "figure": f"toll-{number // 100}",
            "quantity": str(number),
            "source": f"source {number % 40}",
            "reporter": f"outlet {number % 300}",
            "said": "2025-04-30",
            "report": {"url": f"https://bench.example/{number}"},
        }
    )


def writing_costs(folder: Path, claims_to_import: int) -> Iterator[tuple[str, str]]:
    """Logging and importing, with a key at hand and without, turn by turn."""
    with (
        claims.open(str(folder / "with.db"), user="bench", keys=folder / "keys") as sealing,
        claims.open(str(folder / "without.db"), user="bench", keys=folder / "none") as made,
    ):
        made.withdraw(made.signing_keys()[0].ref, reason="nothing is to be sealed here")
        times: dict[Desk, list[float]] = {sealing: [], made: []}
        for number in range(LOGS):
            for desk, taken in times.items():
                start = time.process_time()
                log(desk, number)
                taken.append(time.process_time() - start)
        for what, desk in (("sealing", sealing), ("not sealing", made)):
            p50 = statistics.median(times[desk][LOGS // 10 :]) * 1000
            yield f"`log`, {what}: median", f"{p50:.2f} ms"
        lines = folder / "lines.jsonl"
        lines.write_text("\n".join(map(draft, range(claims_to_import))) + "\n")
        for what, desk in (("sealing", sealing), ("not sealing", made)):
            start = time.process_time()
            desk.import_file(lines)
            took = time.process_time() - start
            yield f"import of {claims_to_import:,} claims, {what}", f"{took:.1f} s"


# Proofs


def filler(desk: Desk, start: int, count: int) -> Iterator[Row]:
    """Entries without a record behind them."""
    for number in range(start, start + count):
        at = desk._clock() + timedelta(microseconds=number)  # noqa: SLF001  a bench may look
        digest = sha256(str(number).encode()).digest()
        yield {
            "subject": new_id(at, number, digest[:8]),
            "version": 1,
            "kind": Kind.SOURCE,
            "action": Action.ADD,
            "recorded_at": at,
            "recorded_by": "bench",
            "format": 1,
            "digest": digest.hex(),
            "salt": None,
            "payload": None,
        }


def fill(desk: Desk, start: int, count: int) -> None:
    """Append so many entries; they are not sealed."""
    for part in range(start, start + count, PART):
        rows = list(filler(desk, part, min(PART, start + count - part)))
        with writing(desk._engine) as connection:  # noqa: SLF001  as above
            connection.execute(insert(Entry.__table__), rows)  # type: ignore[arg-type]  # a table


def prove(folder: Path, entries: int) -> Iterator[tuple[str, str]]:
    """Proofs in a ledger of this many entries, half of them before the claim that is proved."""
    named = f"{entries:,} entries"
    with claims.open(str(folder / f"{entries}.db"), user="bench", keys=folder / "keys") as desk:
        fill(desk, 0, entries // 2)
        start = time.process_time()
        sealed = desk.seal().sealed
        took = time.process_time() - start
        claim = log(desk, 0)
        fill(desk, entries // 2, entries - entries // 2)
        desk.seal()
        yield f"{named}: sealing a tail of half of them", f"{sealed / took:,.0f} entries/s"
        p50 = median(lambda: log(desk, 1), WRITES * 10)
        yield f"{named}: `log`, sealing: median", f"{p50:.2f} ms"
        reference = claim.ref  # type: ignore[attr-defined]  # what a write returns
        proof = desk.prove(reference)
        raw = proof.render().encode()
        yield f"{named}: the file", f"{len(raw) / 1024:.1f} KiB"
        without = sum(len(text) + 12 for one in proof.consistency for text in one.proof)
        yield f"{named}: of that, growth since older checkpoints", f"{without / 1024:.1f} KiB"
        yield f"{named}: hashes in its inclusion proof", f"{len(proof.entry.inclusion)}"
        yield f"{named}: making it", f"{median(lambda: desk.prove(reference)):.1f} ms"
        checking = median(lambda: check(read_proof(raw), Trust()))
        yield f"{named}: checking it", f"{checking:.1f} ms"
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    yield f"{named}: most memory so far", f"{megabytes:,.0f} MiB"


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, nargs="*", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--claims", type=int, default=10_000)
    given = parser.parse_args()
    print(f"{platform.machine()}, Python {platform.python_version()}\n")
    print("| what | measured |\n|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        parts = [writing_costs(Path(folder), given.claims)] if given.claims else []
        for part in (*parts, *(prove(Path(folder), entries) for entries in given.entries)):
            for what, measured in part:
                print(f"| {what} | {measured} |", flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
