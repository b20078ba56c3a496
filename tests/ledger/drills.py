"""Starting a process that writes, killing it at a random moment, and looking at what is left."""

import os
import random
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import claims

ROOT = Path(__file__).parents[2]


@dataclass
class Drill:
    """A command on a database, and how long it takes when nobody kills it."""

    database: Path
    keys: Path
    dice: random.Random
    takes: float = 0.0
    environment: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        self.environment = {
            **os.environ,
            "CLAIMS_DATABASE_URL": str(self.database),
            "CLAIMS_USER": "mj",
            "CLAIMS_KEYS": str(self.keys),
            "PYTHONPATH": str(ROOT),
        }

    def start(self, *arguments: str) -> "subprocess.Popen[str]":
        """A process of its own; what it prints is read to the end."""
        return subprocess.Popen(
            [sys.executable, *arguments],
            cwd=self.database.parent,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self, *arguments: str) -> str:
        """To the end; it must succeed."""
        began = time.monotonic()
        process = self.start(*arguments)
        out, err = process.communicate(timeout=300)
        assert process.returncode == 0, out + err
        self.takes = time.monotonic() - began
        return out

    def kill(self, *arguments: str) -> str | None:
        """Kill it at a random moment of the time it takes; None where it was done before that."""
        process = self.start(*arguments)
        time.sleep(self.dice.uniform(0.1, 1.0) * self.takes)
        if process.poll() is None:
            os.kill(process.pid, signal.SIGKILL)
        out, _ = process.communicate(timeout=300)
        return out if process.returncode == -signal.SIGKILL else None

    def check(self) -> None:
        """Nothing half-written: ledger, tree, tables and signatures agree."""
        with claims.open(str(self.database), create=False, keys=self.keys) as desk:
            found = desk.verify()
        assert found.problems == ()


def lines(path: Path, *, number: int, prefix: str = "k") -> Path:
    """A file of claims, each with a key, some with sources and figures of their own."""
    with path.open("w", encoding="utf-8") as file:
        for place in range(number):
            file.write(
                f'{{"key": "{prefix}-{place}", "statement": "Event {place} happened",'
                f' "figure": "events", "quantity": "{place}", "source": "Speaker {place % 17}",'
                f' "reporter": "Outlet {place % 5}", "said": "2025-04-30"}}\n'
            )
    return path


# Writes one link after the other, and tells of each once it is committed.
LINKS = """
import claims, sys
with claims.open("claims.db", user="mj", create=False) as desk:
    refs = [line.ref for line in desk.find(limit=40)]
    for one in refs:
        for other in refs:
            if one != other:
                try:
                    link = desk.link(one, "qualifies", other, reason="drill")
                except claims.errors.InputError:
                    continue
                print(link.ref, flush=True)
"""

# Logs its own claims, one by one, and tells of each once it is committed.
LOGS = """
import claims, sys
name = sys.argv[1]
with claims.open("claims.db", user=name, create=False) as desk:
    for number in range(int(sys.argv[2])):
        claim = desk.log(f"{name} saw {number}", key=f"{name}-{number}",
                         source=f"Source {number % 7}", reporter=name, figure="seen",
                         quantity=str(number))
        print(claim.ref, flush=True)
"""
