"""The migrations, with rows present, and every state that a database may be found in."""

import importlib.util
import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from alembic.command import check, downgrade
from alembic.command import upgrade as alembic_upgrade
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, func, select
from sqlalchemy.engine import URL

import alembic
from claims.desk.opening import open_desk, upgrade_database
from claims.errors import ClaimsError, DatabaseError
from claims.store.engine import open_engine, read_url, reading, writing
from claims.store.migrate import alembic_config, upgrade
from claims.store.projection import FORMER
from claims.store.state import State, check_current, revisions, scripts_folder, state_of
from claims.store.tables import Base
from tests.history import live_a_while

if TYPE_CHECKING:
    from claims.desk import Desk

ROOT = Path(__file__).parents[1]
TABLES = set(Base.metadata.tables)


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    """An engine on a file that is not there yet, which does not wait for locks."""
    engine = open_engine(read_url(tmp_path / "new.db"), busy_seconds=0.05)
    yield engine
    engine.dispose()


def run(engine: Engine, step: Any, revision: str | None = None) -> None:
    """Run one of alembic's commands over a connection of ours."""
    config = alembic_config()
    with writing(engine) as connection:
        config.attributes["connection"] = connection
        if revision is None:
            step(config)
        else:
            step(config, revision)


def tables_of(path: Path) -> set[str]:
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        names = {name for (name,) in rows} - {"alembic_version"}
        return {name for name in names if not name.startswith("cache_words_")}  # FTS5's own


def sql(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


def test_an_upgrade_from_nothing_makes_every_table(engine: Engine, tmp_path: Path) -> None:
    assert upgrade(engine) is State.EMPTY

    assert tables_of(tmp_path / "new.db") == TABLES
    assert state_of(engine) is State.CURRENT


def test_an_upgrade_of_a_current_database_changes_nothing(engine: Engine) -> None:
    upgrade(engine)

    assert upgrade(engine) is State.CURRENT


def test_the_migrations_make_what_the_models_say(engine: Engine) -> None:
    upgrade(engine)

    run(engine, check)


def test_the_file_is_marked_as_ours_and_in_wal_mode(engine: Engine, tmp_path: Path) -> None:
    upgrade(engine)

    with closing(sqlite3.connect(tmp_path / "new.db")) as connection:
        assert connection.execute("PRAGMA application_id").fetchone() == (0x434C4D53,)
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert connection.execute("PRAGMA page_size").fetchone() == (8192,)


def test_every_migration_goes_up_down_and_up_again_with_rows_present(
    desk: "Desk", database: Path
) -> None:
    live_a_while(desk, seed=1)
    desk.close()
    engine = open_engine(read_url(database))
    steps = list(ScriptDirectory.from_config(alembic_config()).walk_revisions())
    for step in steps:
        run(engine, downgrade, "-1")
        assert step.revision not in str(state_of(engine))
    assert tables_of(database) == set()
    for _ in steps:
        run(engine, alembic_upgrade, "+1")
    assert tables_of(database) == TABLES
    assert state_of(engine) is State.CURRENT
    engine.dispose()


def test_a_database_that_went_down_and_up_takes_claims_again(desk: "Desk", database: Path) -> None:
    live_a_while(desk, seed=2)
    desk.close()
    engine = open_engine(read_url(database))
    run(engine, downgrade, "base")
    upgrade(engine)
    engine.dispose()

    claim = desk.log("It happened again", reporter="Yonhap")

    assert [line.ref for line in desk.find()] == [claim.ref]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE entries SET recorded_by = 'somebody else'",
        "UPDATE entries SET payload = NULL, salt = NULL",
        "DELETE FROM entries",
        "REPLACE INTO entries SELECT * FROM entries",
    ],
)
def test_the_ledger_refuses_to_be_changed(desk: "Desk", database: Path, statement: str) -> None:
    desk.log("It happened", reporter="Yonhap")

    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        sql(database, "PRAGMA recursive_triggers = ON", statement)


def test_the_scripts_of_a_clone_are_those_at_its_root() -> None:
    assert scripts_folder() == ROOT / "alembic"
    assert (scripts_folder() / "env.py").is_file()


def test_the_folder_alembic_does_not_hide_the_library() -> None:
    spec = importlib.util.find_spec("alembic")

    assert not (ROOT / "alembic" / "__init__.py").exists()
    assert spec is not None
    assert ROOT not in Path(str(spec.origin)).parents or ".venv" in str(spec.origin)
    assert alembic.__version__


def test_migrations_are_named_after_their_day_and_turn() -> None:
    named = [path.name for path in (ROOT / "alembic" / "versions").glob("*.py")]

    assert named
    assert all(re.fullmatch(r"\d{8}_\d{2}_\w+\.py", name) for name in named)


# What a database may be found to be, and what is said of it.


def empty(path: Path) -> None:
    path.touch()


def foreign(path: Path) -> None:
    sql(path, "CREATE TABLE recipes (title TEXT)")


def not_a_database(path: Path) -> None:
    path.write_text("Dear diary, " * 1000, encoding="utf-8")


def cut_short(path: Path) -> None:
    upgrade_database(path)
    path.write_bytes(path.read_bytes()[:5000])


def newer(path: Path) -> None:
    upgrade_database(path)
    sql(path, "UPDATE alembic_version SET version_num = '20991231_01'")


def folder(path: Path) -> None:
    path.mkdir()


STATES = [
    (empty, "database_not_migrated"),
    (foreign, "database_foreign"),
    (not_a_database, "database_foreign"),
    (cut_short, "database_damaged"),
    (newer, "database_newer"),
    (folder, "database_unreachable"),
]


@pytest.mark.parametrize(("make", "code"), STATES, ids=lambda one: getattr(one, "__name__", one))
def test_a_database_that_is_not_ours_to_use_is_refused(
    make: Any, code: str, tmp_path: Path
) -> None:
    path = tmp_path / "found.db"
    make(path)

    with pytest.raises(DatabaseError) as refused:
        open_desk(path, user="mj")

    assert refused.value.code == code
    assert "found.db" in str(refused.value)
    assert refused.value.hint


@pytest.mark.parametrize(
    ("make", "code"),
    [pair for pair in STATES if pair[0] is not empty],
    ids=lambda one: getattr(one, "__name__", one),
)
def test_a_database_that_is_not_ours_is_not_migrated(make: Any, code: str, tmp_path: Path) -> None:
    path = tmp_path / "found.db"
    make(path)
    before = path.read_bytes() if path.is_file() else b""

    with pytest.raises(DatabaseError) as refused:
        upgrade_database(path)

    assert refused.value.code == code
    assert (path.read_bytes() if path.is_file() else b"") == before


def test_an_older_database_is_refused_until_it_is_migrated(engine: Engine) -> None:
    upgrade(engine)
    run(engine, downgrade, "-1")

    with pytest.raises(DatabaseError, match="older than this program"):
        check_current(engine)

    assert upgrade(engine) is State.OLDER
    check_current(engine)


def count_former(engine: Engine) -> int:
    with reading(engine) as connection:
        twins = (select(func.count()).select_from(twin) for twin in FORMER.values())
        return sum(connection.scalar(twin) or 0 for twin in twins)


def test_an_upgrade_fills_what_is_new_from_the_ledger(sealing_desk: "Desk", database: Path) -> None:
    live_a_while(sealing_desk, seed=1)
    sealing_desk.close()
    engine = open_engine(read_url(database))
    before = count_former(engine)
    run(engine, downgrade, "20261122_01")

    upgrade(engine)

    assert count_former(engine) == before > 0
    engine.dispose()
    found = sealing_desk.verify()
    # The tree went with the tables that held it, and so did the bytes of pages.
    told = {(problem.table, problem.message) for problem in found.problems}
    assert told <= {("archive_raw", "a report names it, and it is missing")}
    assert found.unsealed == found.entries


def test_a_missing_file_is_made_by_opening_it(tmp_path: Path) -> None:
    open_desk(tmp_path / "new.db", user="mj").close()

    assert tables_of(tmp_path / "new.db") == TABLES


def test_a_missing_file_is_refused_where_it_should_be_there(tmp_path: Path) -> None:
    with pytest.raises(DatabaseError, match="there is no such database") as refused:
        open_desk(tmp_path / "new.db", user="mj", create=False)

    assert refused.value.code == "database_unreachable"
    assert not (tmp_path / "new.db").exists()


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(DatabaseError, match=re.escape(str(tmp_path / "nowhere"))) as refused:
        open_desk(tmp_path / "nowhere" / "new.db", user="mj")

    assert refused.value.code == "database_unreachable"


@pytest.mark.parametrize("url", ["nothing://here", "oracle://here", "http://here:port/x"])
def test_a_url_that_leads_nowhere_is_refused(url: str) -> None:
    with pytest.raises(DatabaseError) as refused:
        open_desk(url, user="mj")

    assert refused.value.code == "database_url_unreadable"


@pytest.fixture
def hasty(database: Path) -> Iterator[Engine]:
    """An engine on the database that hardly waits for a lock."""
    engine = open_engine(read_url(database), busy_seconds=0.05)
    yield engine
    engine.dispose()


@pytest.fixture
def lock(database: Path) -> Iterator[sqlite3.Connection]:
    """Somebody else who has begun to write to the database."""
    other = sqlite3.connect(database, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    yield other
    other.close()


@pytest.mark.usefixtures("lock")
def test_a_locked_database_is_said_to_be_locked(hasty: Engine) -> None:
    with pytest.raises(DatabaseError) as refused, writing(hasty):
        pass

    assert refused.value.code == "database_locked"


@pytest.mark.usefixtures("lock")
def test_a_locked_database_cannot_be_migrated(hasty: Engine) -> None:
    with pytest.raises(DatabaseError) as refused:
        upgrade(hasty)

    assert refused.value.code == "database_locked"


@pytest.mark.usefixtures("lock")
def test_readers_do_not_wait_for_a_writer(hasty: Engine) -> None:
    assert state_of(hasty) is State.CURRENT


@pytest.fixture
def read_only(database: Path) -> Iterator[Engine]:
    """The database opened for reading alone, as a file system would that is."""
    url = URL.create("sqlite", database=f"file:{database}", query={"mode": "ro", "uri": "true"})
    engine = open_engine(url, busy_seconds=0.05)
    yield engine
    engine.dispose()


def test_a_read_only_database_can_be_read_and_not_written(read_only: Engine) -> None:
    assert state_of(read_only) is State.CURRENT

    with pytest.raises(DatabaseError) as refused, writing(read_only) as connection:
        connection.exec_driver_sql("DELETE FROM claim_keys")

    assert refused.value.code == "database_read_only"


def test_a_read_only_database_cannot_be_migrated(read_only: Engine) -> None:
    with pytest.raises(DatabaseError) as refused:
        upgrade(read_only)

    assert refused.value.code == "database_read_only"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write to any file")
def test_a_file_without_write_permission_takes_no_claim(database: Path) -> None:
    database.chmod(0o444)

    with pytest.raises(ClaimsError) as refused, open_desk(database, user="mj") as desk:
        desk.log("It happened", reporter="Yonhap")

    assert refused.value.code == "database_read_only"


def test_the_name_of_each_migration_begins_with_its_revision() -> None:
    scripts = ScriptDirectory.from_config(alembic_config())
    ours = [script.revision for script in scripts.walk_revisions()]
    assert revisions() == ours[::-1]
