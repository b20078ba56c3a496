"""What a database is to us: empty, ours and at this version, older, newer, or somebody else's.

Only reads, and without alembic, which every command would otherwise pay for. The
migrations are one line, and the name of each file begins with its revision.
"""

from enum import StrEnum
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from claims.errors import DatabaseError
from claims.store.engine import reading, shown

VERSION_TABLE = "alembic_version"
LEDGER_TABLE = "entries"
REVISION_LENGTH = len("20261122_01")


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


def revisions() -> list[str]:
    """The revisions of this program, oldest first."""
    scripts = (scripts_folder() / "versions").glob("*.py")
    return sorted(script.name[:REVISION_LENGTH] for script in scripts)


def state_of(engine: Engine) -> State:
    """What this database is to us."""
    with reading(engine) as connection:
        return state_on(connection)


def state_on(connection: Connection) -> State:
    """What the database at the other end of this connection is to us."""
    tables = set(inspect(connection).get_table_names())
    versions = text(f"SELECT version_num FROM {VERSION_TABLE}")  # noqa: S608  our own constant
    revision = connection.scalar(versions) if VERSION_TABLE in tables else None
    if LEDGER_TABLE not in tables or revision is None:
        return State.FOREIGN if tables - {VERSION_TABLE} else State.EMPTY
    known = revisions()
    if revision == known[-1]:
        return State.CURRENT
    return State.OLDER if revision in known else State.NEWER


def check_current(engine: Engine) -> None:
    """Raise unless this database is ours and at the version of this code."""
    state = state_of(engine)
    if state is not State.CURRENT:
        raise refusal(engine, state)


def refusal(engine: Engine, state: State) -> DatabaseError:
    """Why a database in this state is not opened, and what to do."""
    name = shown(engine.url)
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
