"""Creating a database, and upgrading it to this version."""

from alembic.command import upgrade as alembic_upgrade
from alembic.config import Config
from sqlalchemy import Engine

from claims.store.engine import APPLICATION_ID, reading, writing
from claims.store.locks import Lock, wait_for
from claims.store.state import State, refusal, scripts_folder, state_of, state_on


def alembic_config() -> Config:
    """Alembic's settings, without a file of its own."""
    config = Config()
    config.set_main_option("script_location", str(scripts_folder()))
    return config


def upgrade(engine: Engine) -> State:
    """Create the tables, or bring them to this version; returns what it was before.

    Of several who try at once on a server, one does it, and the others find it done.
    """
    state = state_of(engine)
    if state in (State.FOREIGN, State.NEWER):
        raise refusal(engine, state)
    if engine.dialect.name == "sqlite":
        _claim_file(engine)
    if state is not State.CURRENT:
        config = alembic_config()
        with writing(engine) as connection:
            wait_for(connection, Lock.MIGRATING)
            state = state_on(connection)
            if state in (State.EMPTY, State.OLDER):
                config.attributes["connection"] = connection
                alembic_upgrade(config, "head")
    return state


PAGE_BYTES = 8192  # twice SQLite's own: a tenth less time for an import, none more for a `log`


def _claim_file(engine: Engine) -> None:
    """Mark an SQLite file as ours, and let its readers and its writer not wait for each other.

    A file that has tables keeps the pages it has.
    """
    with reading(engine) as connection:
        raw = connection.connection.driver_connection  # none works inside a transaction
        assert raw is not None
        raw.execute(f"PRAGMA page_size = {PAGE_BYTES}")
        raw.execute("PRAGMA journal_mode = WAL")
        raw.execute(f"PRAGMA application_id = {APPLICATION_ID}")
