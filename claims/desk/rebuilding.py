"""Rebuilding: a new database out of nothing but the ledger and the archive."""

from collections.abc import Callable
from glob import escape
from pathlib import Path

from claims.desk.base import Base
from claims.errors import InputError
from claims.schemas.views.redacting import RebuiltView
from claims.store.cleaning import empty_log
from claims.store.engine import open_engine, read_url, shown, writing
from claims.store.gateway.copying import Carried, copy_record
from claims.store.state import State, state_of
from claims.store.then import NOW

SUFFIX = ".rebuilding"  # the end of the name of a file that is not finished
TOKEN_BYTES = 4


def _unseen(done: int, total: int) -> None:
    """Nobody watches."""
    del done, total


class RebuildingVerbs(Base):
    """The tables from the ledger alone. Nothing here writes to the record itself."""

    def rebuild(
        self, new: str | Path, *, progress: Callable[[int, int], None] = _unseen
    ) -> RebuiltView:
        """Lay this record down in a new database: a file that is not there, or empty tables.

        Entries, tree and checkpoints are copied as they are, archived texts by their
        hash; the tables are made of the entries. A ledger that does not add up is
        refused with the record named. A file appears under its name when it is whole.
        """
        if self._then != NOW:
            raise InputError("moment_given", "what is rebuilt is the record as it is now")
        url = read_url(new)
        if url.get_backend_name() != "sqlite":
            address = url.render_as_string(hide_password=False)
            return _view(shown(url), self._fill(address, progress))
        path = Path(url.database or "")
        _check_new(path)
        unfinished = path.with_name(f".{path.name}.{self._entropy(TOKEN_BYTES).hex()}{SUFFIX}")
        try:
            carried = self._fill(unfinished, progress)
            _check_new(path)
            unfinished.replace(path)
        finally:
            _remove_unfinished(path)
        return _view(str(path), carried)

    def _fill(self, database: str | Path, progress: Callable[[int, int], None]) -> Carried:
        """Fill a database in one transaction."""
        from claims.store.migrate import upgrade  # noqa: PLC0415  alembic, only where it is needed

        engine = open_engine(read_url(database))
        try:
            if state_of(engine) is not State.EMPTY:
                raise _taken(shown(engine.url))
            upgrade(engine)
            with self._read() as source, writing(engine) as target:
                carried = copy_record(source, target, progress)
            empty_log(engine)
            return carried
        finally:
            engine.dispose()


def _check_new(path: Path) -> None:
    """Raise where something is there, or where nothing can be."""
    if path.exists() and (not path.is_file() or path.stat().st_size):
        raise _taken(str(path))
    if not path.parent.is_dir():
        raise InputError(
            "file_unreadable", f"{path}: there is no folder {path.parent}", hint="make it first"
        )


def _taken(name: str) -> InputError:
    return InputError(
        "database_exists",
        f"{name}: there is something already",
        hint="name a database that does not exist yet",
    )


def _remove_unfinished(path: Path) -> None:
    """Take away what this rebuild, or one that was killed, has left beside the file."""
    for left in path.parent.glob(f".{escape(path.name)}.*{SUFFIX}*"):
        left.unlink(missing_ok=True)


def _view(name: str, carried: Carried) -> RebuiltView:
    return RebuiltView(
        database=name,
        entries=carried.entries,
        texts=carried.texts,
        redactions=carried.redactions,
    )
