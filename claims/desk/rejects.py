"""The file of refused lines: each as it was, with its number, field and reason.

A refused line can be corrected where it stands and imported again: what was
added to it is taken off on the way in. One that has a `reason` of its own stands
beside ours, under `draft`.
"""

import json
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

from claims.errors import InputError
from claims.formats.readers import Line

Tell = Callable[[InputError], None]
MARK = ("line", "field", "code", "reason")
RAW = "raw"
DRAFT = "draft"


class Rejects:
    """Made when the first line is refused, beside the file that was read."""

    def __init__(self, path: Path, *, read: str, tell: Tell | None = None) -> None:
        self.path = path
        self._read = read
        self._tell = tell
        self._file: IO[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._file is not None:
            self._file.close()

    def write(self, line: Line, error: InputError) -> None:
        """Keep this line with the reason why it was refused, and tell whoever is watching."""
        if self._tell is not None:
            self._tell(error.at(file=self._read, line=line.number))
        if self._file is None:
            self._file = self._open()
        reason = f"{error.message} ({error.hint})" if error.hint else error.message
        mark = {
            "line": line.number,
            "field": error.place.field,
            "code": error.code,
            "reason": reason,
        }
        text = json.dumps({**mark, **_own(line)}, ensure_ascii=False)
        self._file.write(text.encode("utf-8", "backslashreplace") + b"\n")
        self._file.flush()

    def _open(self) -> IO[bytes]:
        """The file anew; one from an earlier run, perhaps corrected by now, is kept beside it."""
        try:
            if self.path.is_file():
                self.path.replace(self.path.with_name(f"{self.path.name}.before"))
            return self.path.open("wb")
        except OSError as error:
            raise InputError(
                "rejects_unwritable",
                f"refused lines cannot be kept in {self.path}: {error.strerror}",
                hint="make room for that file, so that no line is lost",
            ) from error


def _own(line: Line) -> dict[str, Any]:
    """What the line itself held, as read or as it stood."""
    if line.kept is not None:
        return line.kept
    if line.fields is None:
        return {RAW: line.raw}
    if _is_marked(line.fields) and RAW in line.fields:  # refused before, not corrected since
        return {RAW: line.fields[RAW]}
    own = without_mark(line.fields)
    return {DRAFT: own} if set(own) & set(MARK) else own


def _is_marked(fields: dict[str, Any]) -> bool:
    return "line" in fields and "reason" in fields


def without_mark(fields: dict[str, Any]) -> dict[str, Any]:
    """A line's own fields, where it comes from a file of refused lines and was corrected."""
    if not _is_marked(fields):
        return fields
    if RAW in fields:
        raise InputError(
            "line_not_corrected",
            f"this line was refused as it stands: {fields['reason']}",
            hint="put a draft in its place",
            field=RAW,
        )
    if isinstance(fields.get(DRAFT), dict):
        return dict(fields[DRAFT])
    return {name: value for name, value in fields.items() if name not in MARK}
