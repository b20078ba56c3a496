"""What an export costs: each format of the whole record, beside the driver reading the same rows.

    python -m bench.streams [--database FILE] [--claims 10000]

The record is that of `bench/figure.py`: each claim has a report of its own and a chain of one
to three hops, all of which a line of JSON or a row of CSV tells; JSON Lines have a line for
each report as well. Each line here is a process of its own, so that its peak is its own: seconds
of the processor's time, claims a second, and the peak of its memory, for which the first line
is the ground. The driver hands over all columns that are printed of claims, reports and hops,
and makes nothing of them.
"""

import multiprocessing
import resource
import sqlite3
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from pathlib import Path

import claims
from bench.reports import Cost, on_a_figure

NOTHING, DRIVER, IDS, DATASETTE = "nothing", "the driver", "jsonl, with ids", "datasette"
TASKS = (NOTHING, DRIVER, "jsonl", "csv", "claimreview", IDS, DATASETTE)
PRINTED = (
    """
    SELECT id, key, ref, revision, statement, quote, quote_start, figure_id, quantity, comparator,
           value, low, high, unit, convention, stance, modality, method, said, as_of, note,
           withdrawn, report_id
    FROM claims ORDER BY id
    """,
    """
    SELECT id, url, version, reporter, title, byline, published, language, note, text_sha256,
           raw_sha256, raw_type
    FROM reports ORDER BY id
    """,
    """
    SELECT claim_id, source_id, named_as, cue, hedge, said, language, original_term
    FROM attributions ORDER BY claim_id, position
    """,
)


def cost(database: str, task: str) -> Cost:
    """Do it once, in a process that has done nothing else."""
    with claims.open(database) as desk:
        desk.figures()
        began = time.process_time()
        if task == DRIVER:
            read(database)
        elif task == DATASETTE:
            with tempfile.TemporaryDirectory() as folder:
                desk.export_datasette(Path(folder) / "flat.db")
        elif task != NOTHING:
            form, _, ids = task.partition(", ")
            for _part in desk.export(form, with_ids=bool(ids)):
                pass
        seconds = time.process_time() - began
    return Cost(seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def read(database: str) -> None:
    """Have the driver read what is printed, some hundred rows at a time."""
    with closing(sqlite3.connect(database)) as raw:
        for statement in PRINTED:
            rows = raw.execute(statement)
            while rows.fetchmany(500):
                pass


def apart(database: Path, task: str) -> Cost:
    """The same in a process of its own."""
    spawned = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=spawned) as pool:
        return pool.submit(cost, str(database), task).result()


def measure(database: Path) -> None:
    """Print the table."""
    with closing(sqlite3.connect(database)) as raw:
        ((size,),) = raw.execute("SELECT count(*) FROM claims").fetchall()
    print(f"{size:,} claims\n\n| what | s | claims/s | to the driver | peak MB |")
    print("|---|---|---|---|---|")
    bar = apart(database, DRIVER).seconds
    for task in TASKS:
        found = apart(database, task)
        rate = f"{size / found.seconds:,.0f} | {bar / found.seconds:.2f}"
        shown = " | " if task == NOTHING else rate
        print(f"| {task} | {found.seconds:,.2f} | {shown} | {found.peak:,.0f} |")
        sys.stdout.flush()


if __name__ == "__main__":
    raise SystemExit(on_a_figure(__doc__, measure))
