"""A database laid down anew from its ledger is the same in every cell, or is not there at all."""

import random
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import claims
from claims.desk.rebuilding import SUFFIX
from claims.errors import DatabaseError, InputError
from claims.ledger.canonical import canonical, salted_digest
from claims.store.gateway.copying import PROOFS
from claims.store.gateway.rows import ARCHIVE, ARCHIVE_RAW, ENTRIES
from claims.store.projection import ARCHIVE_BANDS, FORMER
from claims.store.tables import Base
from tests.history import STEPS, live_a_while, seeds

if TYPE_CHECKING:
    from claims.desk import Desk
    from tests.drafts import Once
    from tests.ground import Clock

ROOT = Path(__file__).parents[2]
Cells = dict[str, list[tuple[object, ...]]]


@pytest.fixture
def new(tmp_path: Path) -> Path:
    """Where the new database is to be."""
    return tmp_path / "new" / "rebuilt.db"


@pytest.fixture(autouse=True)
def _folder(new: Path) -> None:
    new.parent.mkdir()


def cells(database: Path) -> Cells:
    """Every cell of every table that matters, as somebody sees them who knows nothing else."""
    with closing(sqlite3.connect(database)) as connection:
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        return {
            name: sorted(connection.execute(f'SELECT * FROM "{name}"').fetchall(), key=repr)
            for (name,) in tables.fetchall()
            if not name.startswith("cache_")
        }


def schema(database: Path) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(database)) as connection:
        return sorted(connection.execute("SELECT type, name, sql FROM sqlite_master"), key=repr)


def live_with_redactions(desk: "Desk", clock: "Clock", seed: int) -> None:
    """A random life in which a quarter of all claims, reports and sources are redacted."""
    dice = random.Random(seed)
    life = live_a_while(desk, seed=seed, steps=50)
    clock.tick(60)
    refs = [one.ref for one in desk.find(limit=500)]
    refs += [one.ref for one in desk.reports()] + [one.ref for one in desk.sources()]
    for ref in dice.sample(refs, len(refs) // 4):
        desk.redact(ref, reason="a court ordered it")
    for step in dice.choices(STEPS, k=20):
        with suppress(InputError):
            step(life)


@pytest.fixture
def lived(sealing_desk: "Desk", clock: "Clock", once: "Once") -> "Desk":
    """A desk on such a life."""

    def record() -> None:
        live_with_redactions(sealing_desk, clock, 3)

    once(record)
    return sealing_desk


@pytest.mark.parametrize("seed", seeds(3, 1, 2, 4))
def test_every_cell_of_every_table_is_the_same(
    sealing_desk: "Desk", clock: "Clock", database: Path, new: Path, seed: int
) -> None:
    live_with_redactions(sealing_desk, clock, seed)

    done = sealing_desk.rebuild(new)

    was = cells(database)
    assert cells(new) == was
    assert schema(new) == schema(database)
    assert (done.entries, done.texts) == (len(was["entries"]), len(was["archive"]))
    assert done.redactions > 0


def test_the_new_database_is_found_good_and_can_be_written(
    lived: "Desk", new: Path, tmp_path: Path
) -> None:
    lived.seal()
    lived.rebuild(new)

    with claims.open(str(new), user="mj", keys=tmp_path / "keys") as desk:
        desk.log("It goes on", reporter="Yonhap")
        found = desk.verify()

    assert (found.ok, found.unsealed) == (True, 0)


def test_a_full_export_with_ids_is_the_same_to_the_byte(lived: "Desk", new: Path) -> None:
    lived.rebuild(new)

    with claims.open(str(new), user="mj") as desk:
        exported = list(desk.export(with_ids=True))

    assert exported == list(lived.export(with_ids=True))


def test_tables_are_made_of_the_ledger_whatever_stands_in_them(
    desk: "Desk", database: Path, new: Path
) -> None:
    live_a_while(desk, seed=7, steps=30)
    was = cells(database)
    alter(database, "UPDATE claims SET statement = 'forged'", "DELETE FROM claim_bands")

    desk.rebuild(new)

    assert cells(new) == was


def test_what_points_ahead_is_laid_down_too(desk: "Desk", database: Path, new: Path) -> None:
    desk.source("KCTV")
    desk.source("KCNA", controlled_by="KCTV")
    desk.source("DPRK")
    desk.source("KCTV", controlled_by="DPRK")

    desk.rebuild(new)

    assert cells(new) == cells(database)


def test_an_empty_record_can_be_rebuilt(desk: "Desk", database: Path, new: Path) -> None:
    assert desk.rebuild(new).entries == 0
    assert cells(new) == cells(database)


def test_every_table_is_copied_or_made_of_the_ledger() -> None:
    copied = {table.name for table in (ENTRIES, ARCHIVE, ARCHIVE_RAW, *PROOFS)}
    made = {table.name for table in (*FORMER, *FORMER.values(), ARCHIVE_BANDS)}

    assert copied | made | {"cache_words"} == set(Base.metadata.tables)


# Where it may not be


@pytest.mark.parametrize("content", [b"SQLite format 3\x00", b"a letter"])
def test_what_is_there_already_is_left_alone(desk: "Desk", new: Path, content: bytes) -> None:
    new.write_bytes(content)

    with pytest.raises(InputError, match="there is something already"):
        desk.rebuild(new)

    assert new.read_bytes() == content


def test_an_empty_file_may_be_there(desk: "Desk", new: Path) -> None:
    new.touch()

    desk.rebuild(new)

    assert new.stat().st_size > 0


def test_a_folder_must_be_there(desk: "Desk", tmp_path: Path) -> None:
    with pytest.raises(InputError, match="there is no folder"):
        desk.rebuild(tmp_path / "nowhere" / "new.db")


def test_the_record_as_it_was_is_not_rebuilt(desk: "Desk", new: Path) -> None:
    with pytest.raises(InputError, match="as it is now"):
        desk.at(as_of="2025-07-07").rebuild(new)


# What does not add up


def alter(database: Path, *statements: str) -> None:
    """Change the file behind the record's back."""
    with closing(sqlite3.connect(database, isolation_level=None)) as connection:
        triggers = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        for (name,) in triggers.fetchall():
            connection.execute(f'DROP TRIGGER "{name}"')
        for statement in statements:
            connection.execute(statement)


BROKEN = {
    "a payload is gone": ("UPDATE entries SET payload = NULL, salt = NULL {first}", "no redaction"),
    "a salt is gone": ("UPDATE entries SET salt = NULL {first}", "not the one that was recorded"),
    "a payload was changed": (
        "UPDATE entries SET payload = replace(payload, 'It', 'They') {first}",
        "not the one that was recorded",
    ),
    "an entry is gone": ("DELETE FROM entries {first}", "revision 1 is missing"),
    "a newer form": ("UPDATE entries SET format = 2 {first}", "newer version"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_ledger_that_does_not_add_up_is_refused_by_name(
    desk: "Desk", database: Path, new: Path, case: str
) -> None:
    claim = desk.log("It happened", reporter="Yonhap")
    desk.revise(claim, reason="mended", note="seen")
    statement, told = BROKEN[case]
    alter(database, statement.format(first=f"WHERE subject = '{claim.id.hex}' AND version = 1"))

    with pytest.raises(DatabaseError, match=told) as refused:
        desk.rebuild(new)

    assert claim.ref in refused.value.message
    assert list(new.parent.iterdir()) == []


def test_a_payload_of_a_newer_form_is_refused_though_its_digest_is_right(
    desk: "Desk", database: Path, new: Path
) -> None:
    claim = desk.log("It happened", reporter="Yonhap")
    body = canonical({"record": {"said_by": "a field of tomorrow"}})
    digest = salted_digest("00", body)
    alter(
        database,
        f"UPDATE entries SET format = 2, salt = '00', payload = '{body.decode()}', "
        f"digest = '{digest}' WHERE subject = '{claim.id.hex}'",
    )

    with pytest.raises(DatabaseError, match="upgrade claims-desk"):
        desk.rebuild(new)


@pytest.mark.parametrize("content", ["'Another text'", "x''"])
def test_an_archived_text_that_is_not_its_own_is_refused(
    desk: "Desk", database: Path, new: Path, content: str
) -> None:
    desk.report("https://a.example", text="The text")
    alter(database, f"UPDATE archive SET content = CAST({content} AS BLOB)")

    with pytest.raises(DatabaseError, match="is not the text that this is the hash of"):
        desk.rebuild(new)

    assert list(new.parent.iterdir()) == []


# Broken off


def test_progress_is_told_and_ends_with_all(desk: "Desk", new: Path) -> None:
    live_a_while(desk, seed=8, steps=30)
    told: list[tuple[int, int]] = []

    desk.rebuild(new, progress=lambda done, total: told.append((done, total)))

    assert told[-1][0] == told[-1][1] > 30
    assert told == sorted(told)


class Stopped(BaseException):
    """Somebody pressed a key."""


def stop(done: int, total: int) -> None:
    raise Stopped


def test_a_rebuild_that_is_interrupted_leaves_nothing(desk: "Desk", new: Path) -> None:
    live_a_while(desk, seed=9, steps=10)

    with pytest.raises(Stopped):
        desk.rebuild(new, progress=stop)

    assert list(new.parent.iterdir()) == []


KILLED = """
import os, signal, sys, claims
desk = claims.open(sys.argv[1])
desk.rebuild(sys.argv[2], progress=lambda *_: os.kill(os.getpid(), signal.SIGKILL))
"""


def test_a_rebuild_that_is_killed_can_be_repeated(desk: "Desk", database: Path, new: Path) -> None:
    live_a_while(desk, seed=10, steps=10)

    killed = subprocess.run(
        [sys.executable, "-c", KILLED, str(database), str(new)], cwd=ROOT, check=False
    )
    left = [path.name for path in new.parent.iterdir()]
    desk.rebuild(new)

    assert killed.returncode == -signal.SIGKILL
    assert new.name not in left
    assert any(SUFFIX in name for name in left)
    assert [path.name for path in new.parent.iterdir()] == [new.name]
    assert cells(new) == cells(database)
