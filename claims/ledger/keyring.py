"""The folder in which private keys are kept, outside any database, one file a key.

A key is written whole or not at all (a file beside it, then a rename), readable by
its owner only, and on the disk before anybody is told of it. A key that cannot be
read counts as not being there: reading never fails for want of one.
"""

import os
import re
import tempfile
from pathlib import Path

from claims.errors import InputError
from claims.folders import KEYS_VARIABLE
from claims.ledger.checkpoints import Signer, Verifier, parse_signer

_UNSAFE = re.compile(r"[^0-9A-Za-z._-]+")


class Keyring:
    """The private keys in one folder, which need not exist; without a folder there are none."""

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder

    def find(self, verifier: Verifier) -> Signer | None:
        """The private half of this key, if it is here and can be read."""
        if self.folder is None:
            return None
        try:
            text = (self.folder / _file_name(verifier)).read_text("utf-8")
            signer = parse_signer(text.strip())
        except (OSError, UnicodeDecodeError, InputError):
            return None
        return signer if signer.verifier == verifier else None

    def keep(self, signer: Signer) -> Path:
        """Put a private key on the disk; returns its file."""
        if self.folder is None:
            raise InputError(
                "keys_unwritable",
                "it is not known where keys are to be kept",
                hint=f"name a folder in {KEYS_VARIABLE}, then run `claims key add`",
            )
        path = self.folder / _file_name(signer.verifier)
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            _write_whole(path, f"{signer.text}\n")
        except OSError as error:
            raise InputError(
                "keys_unwritable",
                f"the key cannot be kept in {self.folder}: {error.strerror}",
                hint=f"name a folder that you can write to in {KEYS_VARIABLE}, "
                "then run `claims key add`",
            ) from error
        return path


def _file_name(verifier: Verifier) -> str:
    """The name and the ID of the key, as a file may be called."""
    return f"{file_stem(verifier.name)}+{verifier.key_id.hex()}.key"


def file_stem(name: str) -> str:
    """The name of a key, or of a record's tree, as files here begin with it."""
    return _UNSAFE.sub("-", name)


def _write_whole(path: Path, text: str) -> None:
    """Write beside, then rename; on the disk once this returns. Only the owner may read it."""
    descriptor, beside = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(beside).replace(path)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
