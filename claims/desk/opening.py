"""Opening a desk on a database, and creating or upgrading that database."""

import os
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from claims.desk.desk import Desk
from claims.errors import DatabaseError, InputError
from claims.folders import keys_folder
from claims.store.distributing import Distribution, distribute
from claims.store.engine import open_engine, read_url
from claims.store.state import State, check_current


def system_clock() -> datetime:
    """Now, in UTC."""
    return datetime.now(UTC)


def open_desk(  # noqa: PLR0913  one keyword for each thing that may be handed in
    database: str | Path,
    *,
    user: str | None = None,
    create: bool = True,
    clock: Callable[[], datetime] = system_clock,
    entropy: Callable[[int], bytes] = os.urandom,
    keys: str | Path | None = None,
) -> Desk:
    """A desk on this database, which must be ours and at this version.

    An SQLite file that is not there is made, with a key that signs, unless `create` is
    False. `keys` is the folder that holds the private halves of keys; where it is not
    given, it is that of this user (`claims.ledger.keyring`).
    """
    url, new = read_url(database), False
    if url.get_backend_name() == "sqlite" and not _is_there(url.database):
        if not create:
            raise DatabaseError(
                "database_unreachable",
                f"{url.database}: there is no such database",
                hint="run `claims init`, or name another with --db",
            )
        upgrade_database(database)
        new = True
    engine = open_engine(url)
    folder = keys_folder(os.environ) if keys is None else Path(keys)
    desk = Desk(engine, user=user, clock=clock, entropy=entropy, keys=folder)
    try:
        check_current(engine)
        if new:
            _make_first_key(desk)
    except BaseException:
        engine.dispose()
        raise
    return desk


def _make_first_key(desk: Desk) -> None:
    """A record can be opened and written without a key; one can be made later."""
    with suppress(InputError):
        desk.make_first_key()


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


def distribute_database(database: str | Path) -> Distribution:
    """Spread the tables over a Citus cluster, where this database is one; returns what was done."""
    engine = open_engine(read_url(database))
    try:
        check_current(engine)
        return distribute(engine)
    finally:
        engine.dispose()
