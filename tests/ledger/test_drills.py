"""Processes that are killed, and processes that write at once: nothing lost, nothing half-written.

What a process has told of as done must be there; ledger, tree and tables must
agree; and the same command again must bring to its end what was cut off.
"""

import json
import random
import shutil
from pathlib import Path

import pytest
from alembic.command import downgrade
from sqlalchemy import Engine

import claims
from claims.store.engine import open_engine, read_url, writing
from claims.store.migrate import alembic_config
from claims.store.state import State, state_of
from tests.history import live_a_while
from tests.ledger.drills import LINKS, LOGS, Drill, lines

pytestmark = pytest.mark.long
TIMES = 25  # of each of the four commands: a hundred in all


@pytest.fixture
def drill(tmp_path: Path) -> Drill:
    """A new database with a key, and dice."""
    drill = Drill(tmp_path / "claims.db", tmp_path / "keys", random.Random(1))
    drill.run("-m", "claims", "init")
    return drill


def copied(drill: Drill) -> None:
    """The database as it is now, to begin each round with."""
    shutil.copy(drill.database, drill.database.with_suffix(".begin"))


def begin_again(drill: Drill) -> None:
    for suffix in ("-wal", "-shm"):
        Path(f"{drill.database}{suffix}").unlink(missing_ok=True)
    shutil.copy(drill.database.with_suffix(".begin"), drill.database)


def number_of_claims(drill: Drill) -> int:
    with claims.open(str(drill.database), create=False, keys=drill.keys) as desk:
        return sum(1 for _ in desk.find(limit=100_000))


def test_an_import_that_is_killed_is_whole_batches_and_is_completed_by_the_next(
    drill: Drill, tmp_path: Path
) -> None:
    file = lines(tmp_path / "many.jsonl", number=6_000)
    copied(drill)
    drill.run("-m", "claims", "import", str(file))
    for _ in range(TIMES):
        begin_again(drill)
        drill.kill("-m", "claims", "import", str(file))
        drill.check()
        assert number_of_claims(drill) in (0, 5_000, 6_000)

        summary = json.loads(drill.run("-m", "claims", "import", str(file), "--json"))
        drill.check()
        assert summary["logged"] + summary["unchanged"] == summary["read"] == 6_000


def test_links_that_were_told_of_are_there_after_a_kill(drill: Drill, tmp_path: Path) -> None:
    drill.run("-m", "claims", "import", str(lines(tmp_path / "few.jsonl", number=30)))
    copied(drill)
    drill.run("-c", LINKS)
    for _ in range(TIMES):
        begin_again(drill)
        told = drill.kill("-c", LINKS)
        drill.check()
        refs = [line for line in (told or "").splitlines() if len(line) == len("l-00000000")]
        with claims.open(str(drill.database), create=False, keys=drill.keys) as desk:
            assert all(desk.history(ref).revisions for ref in refs)
        drill.run("-c", LINKS)
        drill.check()


def test_a_seal_that_is_killed_leaves_a_tail_or_none(drill: Drill, tmp_path: Path) -> None:
    locked = tmp_path / "no keys here"
    with claims.open(str(drill.database), user="mj", create=False, keys=locked) as desk:
        desk.import_file(lines(tmp_path / "tail.jsonl", number=4_000))
    copied(drill)
    drill.run("-m", "claims", "seal")
    for _ in range(TIMES):
        begin_again(drill)
        drill.kill("-m", "claims", "seal")
        drill.check()
        drill.run("-m", "claims", "seal")
        with claims.open(str(drill.database), create=False, keys=drill.keys) as desk:
            found = desk.verify()
        assert (found.ok, found.unsealed) == (True, 0)


def older(engine: Engine) -> None:
    """Take the newest migration back."""
    config = alembic_config()
    with writing(engine) as connection:
        config.attributes["connection"] = connection
        downgrade(config, "-1")
    engine.dispose()


def test_a_migration_that_is_killed_has_happened_or_not(drill: Drill) -> None:
    with claims.open(str(drill.database), user="mj", keys=drill.keys) as desk:
        for seed in range(6):
            live_a_while(desk, seed=seed, steps=80)
    engine = open_engine(read_url(drill.database))
    older(engine)
    copied(drill)
    drill.run("-m", "claims", "migrate")
    for _ in range(TIMES):
        begin_again(drill)
        drill.kill("-m", "claims", "migrate")
        assert state_of(engine) in (State.OLDER, State.CURRENT)
        engine.dispose()
        drill.run("-m", "claims", "migrate")
        drill.check()


def test_eight_processes_write_at_once_and_nothing_is_lost(drill: Drill) -> None:
    names = [f"writer-{number}" for number in range(8)]
    running = {name: drill.start("-c", LOGS, name, "60") for name in names}

    told = {name: process.communicate(timeout=600) for name, process in running.items()}

    assert [process.returncode for process in running.values()] == [0] * 8, told
    drill.check()
    assert number_of_claims(drill) == 8 * 60
    with claims.open(str(drill.database), create=False, keys=drill.keys) as desk:
        for out, _ in told.values():
            assert all(desk.show(ref).ref == ref for ref in out.split()[::20])


def test_eight_imports_at_once_and_nothing_is_lost(drill: Drill, tmp_path: Path) -> None:
    files = [
        lines(tmp_path / f"many-{number}.jsonl", number=1_500, prefix=f"w{number}")
        for number in range(8)
    ]
    running = [drill.start("-m", "claims", "import", str(file)) for file in files]

    told = [process.communicate(timeout=900) for process in running]

    assert [process.returncode for process in running] == [0] * 8, told
    drill.check()
    assert number_of_claims(drill) == 8 * 1_500
