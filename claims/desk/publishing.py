"""The record as a file for Datasette, with its metadata beside it: whole, or not at all."""

from contextlib import suppress
from pathlib import Path
from typing import Any

import orjson

from claims.desk.base import Base
from claims.errors import InputError
from claims.store.flat import is_flat, lay_out
from claims.store.ledger import printed
from claims.store.queries.history import last_entry_at

TOKEN_BYTES = 4
_PAGE = 500
_OWN = ("license", "license_url", "source", "source_url", "about", "about_url")
_READABLE = orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE


class PublishingVerbs(Base):
    """The record for readers who have no desk."""

    page: int = _PAGE  # how many rows of a kind are in memory at a time

    def export_datasette(self, path: str | Path) -> tuple[Path, Path]:
        """Write flat tables to this SQLite file; returns it and the metadata beside it.

        A file that such an export made before is replaced once the new one is whole; any
        other is left alone. The same record gives the same bytes; what the desk has added to
        the metadata of licence and source is kept.
        """
        path = Path(path).resolve()
        beside = path.with_name(f"{path.stem}.metadata.json")
        _check_free(path)
        own = _own(beside)
        token = self._entropy(TOKEN_BYTES).hex()
        parts = [one.with_name(f".{one.name}.{token}.part") for one in (path, beside)]
        try:
            told = own | self._write(path.stem, parts[0])
            parts[1].write_bytes(orjson.dumps(told, option=_READABLE))
            for part, whole in zip(parts, (path, beside), strict=True):
                part.replace(whole)
        finally:
            for part in parts:
                with suppress(OSError):
                    part.unlink(missing_ok=True)
        return path, beside

    def _write(self, name: str, file: Path) -> dict[str, Any]:
        """Write the tables; returns the metadata."""
        from claims.desk.viewing.publishing.metadata import metadata  # noqa: PLC0415  who asks pays
        from claims.desk.viewing.publishing.rows import Publisher  # noqa: PLC0415  as above
        from claims.desk.viewing.publishing.tables import TABLES, VIEWS  # noqa: PLC0415  as above

        with self._read() as connection:
            publisher = Publisher(connection, self._clock(), page=self.page, with_ids=True)
            lay_out(file, TABLES, VIEWS, publisher.rows(self.tolerance))
            last = last_entry_at(connection)
        return metadata(name, moment=None if last is None else printed(last))


def _own(beside: Path) -> dict[str, Any]:
    """What the desk has added to the metadata that an earlier export wrote there."""
    if not beside.exists():
        return {}
    try:
        told = orjson.loads(beside.read_bytes())
    except (OSError, ValueError) as error:
        raise _taken(beside) from error
    if not (isinstance(told, dict) and "databases" in told):
        raise _taken(beside)
    return {name: told[name] for name in _OWN if name in told}


def _check_free(path: Path) -> None:
    """Raise where nothing can be written, or something else is kept."""
    if not path.parent.is_dir():
        raise InputError(
            "file_unwritable", f"there is no folder {path.parent}", hint="make it first"
        ).at(file=str(path))
    if path.exists() and not (path.is_file() and is_flat(path)):
        raise _taken(path)


def _taken(path: Path) -> InputError:
    return InputError(
        "file_exists",
        "there is something already that no such export has made",
        hint="name another file",
    ).at(file=str(path))
