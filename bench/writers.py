"""Many writers on a server some way off: our ledger beside a hash chain with a locked head.

    python -m bench.writers [--writers 16] [--logs 25] [--milliseconds 2]

Each writer is a process with a connection of its own, and waits so long whenever its driver
would wait for an answer of the server, so for all sides alike: what is sent together (libpq's
pipeline) waits once; a BEGIN, a statement or a COMMIT by itself each as well. Ours is
`desk.log`, with all that it reads, checks and seals. The chain is the bare driver: it writes
the same rows of the same claims (without our tree: leaves, tiles, checkpoints) and then,
instead, locks the head row (`SELECT … FOR UPDATE`), inserts an entry with the hash of the one
before for each of ours, and moves the head. "locked first" does so before the other rows, as
programs do that hash what they write in its order; "desk.log, chained" is ours with that chain
in place of the tree, so that nothing else differs.
"""

import argparse
import functools
import hashlib
import json
import multiprocessing
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import Any

import psycopg
from psycopg.waiting import Wait
from sqlalchemy import Connection, event

import claims
from bench.importing import import_once, make, places
from bench.million import lines_of
from bench.writing import Statement, Writes, copied, fresh, send

BASE = 3_000  # claims that are there before: all names are known by then
TREE = ("leaves", "tiles", "checkpoints")
CHAIN = """
    CREATE TABLE bench_chain (number bigint PRIMARY KEY, previous bytea, digest bytea);
    CREATE TABLE bench_head (id int PRIMARY KEY, number bigint, digest bytea);
    INSERT INTO bench_head VALUES (1, 0, '')
"""


class Job:
    """What one writer is to do, and where; all begin at once."""

    def __init__(self, database: str, keys: Path, writer: int, asked: argparse.Namespace) -> None:
        self.database, self.keys, self.writer = database, keys, writer
        self.pause: float = asked.milliseconds / 1000
        self.drafts = fresh(keys.parent / f"claims-{BASE}.jsonl", asked.logs + 1, f"w{writer}")

    def timed(self, start: Barrier, work: Iterator[object]) -> float:
        """Do one piece to be warm and, once all are, the rest, far from the server; the end."""
        next(work)
        stretch(self.pause)
        start.wait()
        for _ in work:
            pass
        return time.monotonic()


def stretch(seconds: float) -> None:
    """From here on the server is so far away, for this process."""
    owner, name = psycopg.Connection, "wait"
    wait = getattr(owner, name)

    @functools.wraps(wait)
    def waiting(self: Any, answer: Any, *given: Any, **named: Any) -> Any:
        return wait(self, _later(answer, seconds), *given, **named)

    setattr(owner, name, waiting)


def _later(answer: Any, seconds: float) -> Any:
    """What the driver does to get an answer, each time so long before it looks for one."""
    ready = None
    while True:
        try:
            step = answer.send(ready)
        except StopIteration as done:
            return done.value
        if step == Wait.R:
            time.sleep(seconds)
        ready = yield step


def digests(statements: list[Statement]) -> list[bytes]:
    """The hash of each entry that is written here."""
    entries = [one for one in statements if one[0].startswith("INSERT INTO entries")]
    rows = [row for _, given, many in entries for row in (given if many else [given])]
    return [hashlib.sha256(repr(row).encode()).digest() for row in rows]


def chain(cursor: Any, entries: list[bytes]) -> None:
    """Chain these entries to the last one."""
    found = cursor.execute("SELECT number, digest FROM bench_head WHERE id = 1 FOR UPDATE")
    number, last = found.fetchone()
    rows = []
    for digest in entries:
        number, previous = number + 1, last
        last = hashlib.sha256(previous + digest).digest()
        rows.append((number, previous, last))
    cursor.executemany("INSERT INTO bench_chain VALUES (%s, %s, %s)", rows)
    cursor.execute("UPDATE bench_head SET number = %s, digest = %s WHERE id = 1", (number, last))


def ours(job: Job, start: Barrier, _: list[list[Statement]]) -> float:
    """`desk.log` as it is."""
    with claims.open(job.database, user="bench", keys=job.keys) as desk:
        return job.timed(start, (desk.log(**draft) for draft in job.drafts))


def ours_chained(job: Job, start: Barrier, _: list[list[Statement]]) -> float:
    """`desk.log` with a chain in place of the tree."""
    with claims.open(job.database, user="bench", keys=job.keys / "none") as desk:
        engine = desk._engine  # noqa: SLF001  the chain goes into its transaction
        writes = Writes(engine)

        def chained(connection: Connection) -> None:
            if sent := writes.take():
                chain(connection.connection.cursor(), digests(sent))

        event.listen(engine, "commit", chained)
        return job.timed(start, (desk.log(**draft) for draft in job.drafts))


def bare(job: Job, start: Barrier, sent: list[list[Statement]], *, first: bool = False) -> float:
    """The driver alone: rows and chain, or chain and rows."""

    def work() -> Iterator[object]:
        for statements in sent:
            cursor, entries = connection.cursor(), digests(statements)
            if first:
                chain(cursor, entries)
            send(cursor, statements)
            if not first:
                chain(cursor, entries)
            connection.commit()
            yield statements

    with psycopg.connect(job.database.replace("+psycopg", "")) as connection:
        return job.timed(start, work())


SIDES: dict[str, Callable[[Job, Barrier, list[list[Statement]]], float]] = {
    "desk.log": ours,
    "the chain, locked last": bare,
    "the chain, locked first": functools.partial(bare, first=True),
    "desk.log, chained": ours_chained,
}


def captured(job: Job) -> list[list[Statement]]:
    """What the driver is to write for these claims, the rows of our tree aside."""
    with claims.open(job.database, user="bench", keys=job.keys / "none") as desk:
        writes, found = Writes(desk._engine), []  # noqa: SLF001  what it sends is to be sent again
        for draft in job.drafts:
            desk.log(**draft)
            found.append([one for one in writes.take() if one[0].split()[2] not in TREE])
    return found


def together(side: str, jobs: list[Job], sent: list[list[list[Statement]]]) -> float:
    """Transactions a second of all writers together."""
    context = multiprocessing.get_context("fork")
    start, ends = context.Barrier(len(jobs) + 1), context.Queue()

    def run(number: int) -> None:
        ends.put(SIDES[side](jobs[number], start, sent[number]))

    processes = [context.Process(target=run, args=(number,)) for number in range(len(jobs))]
    for process in processes:
        process.start()
    start.wait(timeout=300)
    began = time.monotonic()
    last: float = max(ends.get(timeout=600) for _ in processes)
    for process in processes:
        process.join()
    return sum(len(job.drafts) - 1 for job in jobs) / (last - began)


def measure(asked: argparse.Namespace) -> dict[str, float]:
    """Transactions a second, of each side."""
    found = {}
    with (
        tempfile.TemporaryDirectory() as made,
        places(server=True, folder=Path(made)) as names,
    ):
        base, keys = next(names), Path(made) / "keys"
        make(base, keys)
        import_once(lines_of(Path(made), BASE), base, keys)
        with psycopg.connect(base.replace("+psycopg", "")) as connection:
            connection.execute(CHAIN)
        scratch = copied(base, "bench_scratch")
        sent = [captured(Job(scratch, keys, number, asked)) for number in range(asked.writers)]
        for number, side in enumerate(SIDES):
            database = copied(base, f"bench_writers_{number}")
            jobs = [Job(database, keys, writer, asked) for writer in range(asked.writers)]
            found[side] = together(side, jobs, sent)
    return found


def main() -> None:
    """Run it and print what it found."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--writers", type=int, default=16)
    parser.add_argument("--logs", type=int, default=25, help="claims of each writer")
    parser.add_argument("--milliseconds", type=float, default=2)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    found = measure(asked)
    if asked.json:
        print(json.dumps(found))
        return
    print(f"{asked.writers} writers, {asked.milliseconds:g} ms, {os.cpu_count()} cores")
    print("| side | transactions/s | ours to it |\n|---|---|---|")
    for side, rate in found.items():
        print(f"| {side} | {rate:,.0f} | {found['desk.log'] / rate:.1f} |")


if __name__ == "__main__":
    main()
