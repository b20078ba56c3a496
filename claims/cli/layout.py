"""Setting text in columns by what it takes on a screen: Hangul and Han take two places."""

import shutil
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

WIDEST = 100
LABEL = 12
NARROWEST = 8  # what a column of a table is never cut below


def columns() -> int:
    """How wide a line may be: the terminal's width, up to a readable hundred."""
    return min(WIDEST, max(60, shutil.get_terminal_size((WIDEST, 24)).columns))


def width(text: str) -> int:
    """How many places a text takes on a screen."""
    return len(text) if text.isascii() else sum(map(_places, text))


def _places(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in ("Cf", "Me", "Mn"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def padded(text: str, places: int) -> str:
    """The text with blanks behind it, up to so many places."""
    return text + " " * (places - width(text))


def cut(text: str, places: int) -> str:
    """The text, or as much of it as fits before an ellipsis."""
    if width(text) <= places:
        return text
    kept, taken = "", 1
    for character in text:
        taken += _places(character)
        if taken > places:
            break
        kept += character
    return kept.rstrip() + "…"


def wrapped(text: str, places: int) -> Iterator[str]:
    """The text in lines of so many places; a word longer than that stays whole."""
    line = ""
    for word in text.split():
        if line and width(line) + 1 + width(word) > places:
            yield line
            line = word
        else:
            line = f"{line} {word}" if line else word
    yield line


def paragraph(text: str, *, indent: int = 0, lead: str = "") -> Iterator[str]:
    """The text in lines, each behind so many blanks; the first behind its lead, two blanks on."""
    before = " " * indent + (f"{lead}  " if lead else "")
    for line in wrapped(text, columns() - width(before)):
        yield before + line
        before = " " * width(before)


def fields(pairs: Iterable[tuple[str, str | None]], *, indent: int = 2) -> Iterator[str]:
    """Labels and their values under each other; what has no value is left out.

    A label that is empty continues the list of the one before.
    """
    for label, value in pairs:
        if not value:
            continue
        first = " " * indent + padded(label, LABEL)
        for line in wrapped(value, columns() - indent - LABEL):
            yield first + line
            first = " " * (indent + LABEL)


def listed(label: str, values: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Several values as fields under one label."""
    for value in values:
        yield label, value
        label = ""


def table(
    header: Sequence[str], rows: Iterable[Sequence[str]], *, indent: int = 2
) -> Iterator[str]:
    """Rows under a header; the widest columns are cut until a row fits its line.

    The first column is what people copy, and is never cut.
    """
    everything = [tuple(header), *(tuple(row) for row in rows)]
    widths = [max(width(cell) for cell in column) for column in zip(*everything, strict=True)]
    room = columns() - indent - 2 * (len(widths) - 1)
    while sum(widths) > room and max(widths[1:], default=0) > NARROWEST:
        widths[widths.index(max(widths[1:]), 1)] -= 1
    for row in everything:
        cells = (
            padded(cut(cell, places), places) for cell, places in zip(row, widths, strict=True)
        )
        yield (" " * indent + "  ".join(cells)).rstrip()
