"""One tree of errors: what was wrong, where, and what to do about it.

Every error carries a stable `code` for programs, a `message` for people and,
where there is one, a `hint` that says what to do. The place is added on the way
out: a value knows its position, a draft its field, a reader its file and line.
Nothing here knows of exit codes or of HTTP; the edges translate.
"""

from dataclasses import dataclass, replace
from typing import Self


@dataclass(frozen=True, slots=True)
class Place:
    """Where something was wrong; every part may be unknown."""

    file: str | None = None
    line: int | None = None
    field: str | None = None

    def __str__(self) -> str:
        parts = [
            self.file,
            None if self.line is None else f"line {self.line}",
            None if self.field is None else f"field {self.field}",
        ]
        return ", ".join(part for part in parts if part)


class ClaimsError(Exception):
    """The base of everything this package raises on purpose."""

    def __init__(
        self,
        code: str,
        message: str,
        *,
        hint: str = "",
        field: str | None = None,
        candidates: tuple[str, ...] = (),
    ) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.hint = hint
        self.place = Place(field=field)
        self.candidates = candidates

    def at(
        self, *, file: str | None = None, line: int | None = None, field: str | None = None
    ) -> Self:
        """The same error with its place filled in; a part already known is kept."""
        known = self.place
        self.place = replace(
            known,
            file=known.file or file,
            line=known.line or line,
            field=known.field or field,
        )
        return self

    def __str__(self) -> str:
        place = str(self.place)
        text = f"{place}: {self.message}" if place else self.message
        return f"{text} ({self.hint})" if self.hint else text


class InputError(ClaimsError):
    """What was asked for or handed in is wrong; asking again the same way will not help."""


class NotFoundError(InputError):
    """A reference, name or file leads to nothing."""


class AmbiguousError(InputError):
    """A reference or name fits several records; `candidates` names them."""


class ConflictError(InputError):
    """It contradicts what is already recorded, or the state that the record is in."""


class DatabaseError(ClaimsError):
    """The database cannot be reached, is not ours, or is not at this version."""


class DatabaseBusyError(DatabaseError):
    """Others wrote at the same moment, or the connection broke: nothing was written.

    The same again may succeed, and does no harm.
    """
