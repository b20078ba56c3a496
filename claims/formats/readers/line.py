"""One line of a file: what it holds, or what is wrong with it, and how it stood there."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

from claims.errors import InputError

# Longer than any article with its text; a line beyond it is a mistake in the file.
LONGEST = 10_000_000


@dataclass(frozen=True, slots=True)
class Line:
    """A line by its number: its fields, or the error that kept them from being read.

    `kept` is what is kept of it where it is refused, if that is not its fields.
    """

    number: int
    fields: dict[str, Any] | None
    raw: str
    error: InputError | None = None
    kept: dict[str, Any] | None = None


_ESCAPED = re.compile("[\udc80-\udcff]")

Reader = Callable[[BinaryIO], Iterator[Line]]


def not_utf8(raw: str) -> InputError | None:
    """The error for a line that was decoded with `surrogateescape`, if it had to be."""
    found = _ESCAPED.search(raw)
    if found is None:
        return None
    return InputError(
        "text_not_utf8",
        f"character {found.start() + 1} is the byte 0x{ord(found[0]) - 0xDC00:02x}, "
        "which is no UTF-8",
        hint="save the file as UTF-8",
    )


def too_long(length: int) -> InputError:
    """The error for a line longer than any draft."""
    return InputError(
        "line_too_long",
        f"it is {length:,} bytes long; the longest allowed is {LONGEST:,}",
        hint="is a line break missing?",
    )


def readable(raw: str) -> str:
    """A line as it can be written again: bytes that are no UTF-8 stand as hex."""
    return raw.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
