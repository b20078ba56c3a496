"""Opening a desk on a database, and creating or upgrading that database."""

import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from claims.desk.desk import Desk
from claims.errors import DatabaseError
from claims.store.engine import open_engine, read_url
from claims.store.state import State, check_current


def system_clock() -> datetime:
    """Now, in UTC."""
    return datetime.now(UTC)


def open_desk(
    database: str | Path,
    *,
    user: str | None = None,
    create: bool = True,
    clock: Callable[[], datetime] = system_clock,
    entropy: Callable[[int], bytes] = os.urandom,
) -> Desk:
    """A desk on this database, which must be ours and at this version.

    An SQLite file that is not there is made, unless `create` is False.
    """
    url = read_url(database)
    if url.get_backend_name() == "sqlite" and not _is_there(url.database):
        if not create:
            raise DatabaseError(
                "database_unreachable",
                f"{url.database}: there is no such database",
                hint="run `claims init`, or name another with --db",
            )
        upgrade_database(database)
    engine = open_engine(url)
    try:
        check_current(engine)
    except BaseException:
        engine.dispose()
        raise
    return Desk(engine, user=user, clock=clock, entropy=entropy)


def _is_there(path: str | None) -> bool:
    return path in (None, "", ":memory:") or Path(path or "").exists()


def upgrade_database(database: str | Path) -> State:
    """Create the tables, or bring them to this version; returns what was there before."""
    url = read_url(database)
    if url.get_backend_name() == "sqlite" and url.database:
        folder = Path(url.database).parent
        if not folder.is_dir():
            raise DatabaseError(
                "database_unreachable",
                f"{url.database}: there is no folder {folder}",
                hint="make it first",
            )
    from claims.store.migrate import upgrade  # noqa: PLC0415  alembic, only where it is needed

    engine = open_engine(url)
    try:
        return upgrade(engine)
    finally:
        engine.dispose()
