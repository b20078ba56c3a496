"""Creating and upgrading a database, and telling whether it is ours and at this version."""

from enum import StrEnum
from pathlib import Path

from alembic.command import upgrade as alembic_upgrade
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, inspect

from claims.errors import DatabaseError
from claims.store.engine import APPLICATION_ID, reading, writing

VERSION_TABLE = "alembic_version"
LEDGER_TABLE = "entries"


class State(StrEnum):
    """What a database is to us."""

    EMPTY = "empty"
    CURRENT = "current"
    OLDER = "older"
    NEWER = "newer"
    FOREIGN = "foreign"


def scripts_folder() -> Path:
    """Where the migrations are: inside an installed package, or at the root of a clone."""
    package = Path(__file__).parents[1]
    installed = package / "_alembic"
    return installed if installed.is_dir() else package.parent / "alembic"


def alembic_config() -> Config:
    """Alembic's settings, without a file of its own."""
    config = Config()
    config.set_main_option("script_location", str(scripts_folder()))
    return config


def state_of(engine: Engine) -> State:
    """What this database is to us; only reads."""
    with reading(engine) as connection:
        tables = set(inspect(connection).get_table_names())
        revision = MigrationContext.configure(connection).get_current_revision()
    if LEDGER_TABLE not in tables or revision is None:
        return State.FOREIGN if tables - {VERSION_TABLE} else State.EMPTY
    scripts = ScriptDirectory.from_config(alembic_config())
    if revision == scripts.get_current_head():
        return State.CURRENT
    known = {script.revision for script in scripts.walk_revisions()}
    return State.OLDER if revision in known else State.NEWER


def check_current(engine: Engine) -> None:
    """Raise unless this database is ours and at the version of this code."""
    state = state_of(engine)
    if state is not State.CURRENT:
        raise _refusal(engine, state)


def upgrade(engine: Engine) -> State:
    """Create the tables, or bring them to this version; returns what it was before."""
    state = state_of(engine)
    if state in (State.FOREIGN, State.NEWER):
        raise _refusal(engine, state)
    if engine.dialect.name == "sqlite":
        _claim_file(engine)
    if state is not State.CURRENT:
        config = alembic_config()
        with writing(engine) as connection:
            config.attributes["connection"] = connection
            alembic_upgrade(config, "head")
    return state


def _claim_file(engine: Engine) -> None:
    """Mark an SQLite file as ours, and let its readers and its writer not wait for each other."""
    with reading(engine) as connection:
        raw = connection.connection.driver_connection  # neither works inside a transaction
        assert raw is not None
        raw.execute("PRAGMA journal_mode = WAL")
        raw.execute(f"PRAGMA application_id = {APPLICATION_ID}")


def _refusal(engine: Engine, state: State) -> DatabaseError:
    name = engine.url.render_as_string(hide_password=True)
    code, sentence, hint = _REFUSALS[state]
    return DatabaseError(code, f"{name}: {sentence}", hint=hint)


_REFUSALS = {
    State.EMPTY: ("database_not_migrated", "it has no tables yet", "run `claims init`"),
    State.OLDER: (
        "database_not_migrated",
        "its tables are older than this program",
        "run `claims migrate`",
    ),
    State.NEWER: (
        "database_newer",
        "it was written by a newer version of this program",
        "upgrade claims-desk",
    ),
    State.FOREIGN: (
        "database_foreign",
        "it holds tables, but not those of a claims database",
        "check the name; nothing was changed",
    ),
}
