"""Two versions at work: a driver each, on databases of their own."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from sqlalchemy import make_url

from tests.differential.comparing import Difference, Intended, compare
from tests.differential.histories import History
from tests.ground import autocommitting
from tests.servers import server_url

ROOT = Path(__file__).parents[2]
DRIVER = Path(__file__).parent / "driver.py"
OLD_VARIABLE = "CLAIMS_OLD"

Json = Any


class NoOldVersionError(Exception):
    """There is no checkout to compare with."""


@dataclass(frozen=True)
class Result:
    """How one history went on one engine."""

    history: str
    engine: str
    steps: int
    refused: int
    crashed: int
    answers: int
    differences: tuple[Difference, ...]
    intended: int
    seconds: tuple[float, float]


@dataclass
class Side:
    """One version's driver, waiting for histories."""

    checkout: Path
    process: subprocess.Popen[str]

    def play(self, history: Json) -> tuple[Json, float]:
        begun = time.perf_counter()
        written, read = _pipes(self.process)
        written.write(json.dumps(history, ensure_ascii=False) + "\n")
        written.flush()
        answer = read.readline()
        if not answer:
            raise RuntimeError(f"the driver of {self.checkout} ended with {self.process.wait()}")
        return json.loads(answer), time.perf_counter() - begun


def interpreter(checkout: Path) -> str:
    """The checkout's own, where it has one; else this one."""
    own = checkout / ".venv" / "bin" / "python"
    return str(own) if own.exists() else sys.executable


@contextmanager
def side(checkout: Path) -> Iterator[Side]:
    """A driver that imports `claims` from this checkout."""
    given = {name: text for name, text in os.environ.items() if not name.startswith("CLAIMS_")}
    process = subprocess.Popen(
        [interpreter(checkout), "-P", str(DRIVER)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=given | {"PYTHONPATH": str(checkout), "CLAIMS_FETCH": "off"},
        text=True,
        encoding="utf-8",
    )
    try:
        imported = json.loads(_pipes(process)[1].readline() or '{"claims": null}')["claims"]
        if imported != str(checkout):
            raise RuntimeError(f"the driver of {checkout} imports claims from {imported}")
        yield Side(checkout, process)
    finally:
        for pipe in _pipes(process):
            pipe.close()
        process.wait()


def _pipes(process: subprocess.Popen[str]) -> tuple[IO[str], IO[str]]:
    assert process.stdin is not None
    assert process.stdout is not None
    return process.stdin, process.stdout


def old_checkout(given: str | Path | None = None) -> Path:
    """The checkout to compare with: this one, or that which CLAIMS_OLD names."""
    named = given or os.environ.get(OLD_VARIABLE)
    if not named:
        raise NoOldVersionError(f"{OLD_VARIABLE} names no checkout of an older version")
    checkout = Path(named).resolve()
    if not (checkout / "claims" / "__init__.py").is_file():
        raise NoOldVersionError(f"{checkout} is no checkout of claims")
    return checkout


@dataclass(frozen=True)
class Versions:
    """The two drivers, and what may differ."""

    old: Side
    new: Side
    intended: Intended
    relabelled: bool = False

    def play(self, history: History, *, engine: str = "sqlite") -> Result:
        """Both play the history at the same time; what differs is told."""
        drawn = history.as_json()
        with ExitStack() as stack:
            databases = [
                {"database": stack.enter_context(_server_database(name))}
                if engine == "postgresql"
                else {}
                for name in ("old", "new")
            ]
            with ThreadPoolExecutor(2) as both:
                plays = [
                    both.submit(one.play, drawn | database)
                    for one, database in zip((self.old, self.new), databases, strict=True)
                ]
                (old, before), (new, after) = (play.result() for play in plays)
        return self._result(history.name, engine, (drawn, old, new), (before, after))

    def _result(
        self, name: str, engine: str, played: tuple[Json, Json, Json], seconds: tuple[float, float]
    ) -> Result:
        drawn, old, new = played
        found = list(compare(drawn, old, new, intended=self.intended, relabelled=self.relabelled))
        unmeant = tuple(one for one in found if not self.intended.permits(one))
        steps = [one for one in new["steps"] if isinstance(one, dict)]
        return Result(
            history=name,
            engine=engine,
            steps=len(drawn["steps"]),
            refused=sum("refused" in one for one in steps),
            crashed=sum("crash" in one for one in steps)
            + sum(isinstance(one, dict) and one["code"] == 99 for one in new["answers"]),
            answers=len(drawn["questions"]),
            differences=unmeant,
            intended=len(found) - len(unmeant),
            seconds=seconds,
        )


@contextmanager
def versions(
    old: Path, new: Path = ROOT, *, intended: Intended, relabelled: bool = False
) -> Iterator[Versions]:
    """Both versions, each in a process of its own."""
    with side(old) as before, side(new) as after:
        yield Versions(before, after, intended, relabelled=relabelled)


@contextmanager
def _server_database(name: str) -> Iterator[str]:
    """An empty database on the server of the tests."""
    server = make_url(server_url())
    database = f"claims_differential_{name}_{os.getpid()}"
    with autocommitting(server) as connection:
        connection.exec_driver_sql(f"DROP DATABASE IF EXISTS {database} WITH (FORCE)")
        connection.exec_driver_sql(f"CREATE DATABASE {database}")
    yield server.set(database=database).render_as_string(hide_password=False)
    with autocommitting(server) as connection:
        connection.exec_driver_sql(f"DROP DATABASE {database} WITH (FORCE)")
