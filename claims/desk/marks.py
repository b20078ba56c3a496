"""How far each record was verified here: beside the keys, outside any database.

Whoever can write to the database must not be able to say that it was verified.
"""

import re
from pathlib import Path

import orjson

from claims.errors import InputError
from claims.ledger.keyring import file_stem
from claims.store.verifying import Verified

_ROOT = re.compile("[0-9a-f]{64}")


class Marks:
    """One small file a record, named by the origin of its tree."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder

    def read(self, origin: str) -> Verified:
        """How far this record was verified; from the beginning where nothing is known."""
        path = self._path(origin)
        if path is None or not path.is_file():
            return Verified()
        try:
            mark = orjson.loads(path.read_bytes())
            size, root = mark["size"], mark["root"]
            if not isinstance(size, int) or size < 0 or not _ROOT.fullmatch(root):
                raise ValueError("no mark of ours")  # noqa: TRY301  told as one with the rest
            return Verified(size, bytes.fromhex(root))
        except (OSError, ValueError, TypeError, KeyError) as error:
            raise InputError(
                "mark_unreadable",
                f"{path} does not tell how far the record was verified",
                hint="delete it, and verify all of the record",
            ) from error

    def write(self, origin: str, verified: Verified) -> None:
        """Remember it, if there is a folder to remember it in."""
        path = self._path(origin)
        if path is None or not path.parent.is_dir() or verified.root is None:
            return
        beside = path.with_name(f"{path.name}.part")
        beside.write_bytes(orjson.dumps({"size": verified.size, "root": verified.root.hex()}))
        beside.replace(path)

    def _path(self, origin: str) -> Path | None:
        if self._folder is None:
            return None
        return self._folder / f"{file_stem(origin)}.verified"
