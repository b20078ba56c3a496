"""What is printed: results to stdout as text or one JSON document, messages to stderr.

Text from the record may hold anything that somebody once published, so what
would steer a terminal or turn the direction of writing is made visible. Columns
are set by what text takes on a screen: Hangul and Han take two places.
"""

import os
import shutil
import sys
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import click

from claims.errors import InputError

if TYPE_CHECKING:
    from claims.schemas.views import ClaimLine, ReportIn, ReportView


SQLITE = b"SQLite format 3\0"
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def print_lines(lines: Iterable[str]) -> None:
    """Print a result as text."""
    for line in lines:
        click.echo(harmless(line).rstrip())


def print_json(value: Any) -> None:
    """Print a result as one JSON document."""
    import orjson  # noqa: PLC0415  start-up stays light

    click.echo(orjson.dumps(value, option=orjson.OPT_INDENT_2).decode())


def say(message: str) -> None:
    """Tell the person at the keyboard something that is not the result."""
    click.echo(harmless(message), err=True)


def harmless(text: str) -> str:
    """The text with every control character shown as a mark; breaks and tabs become blanks."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(map(_harmless, text))


def _harmless(character: str) -> str:
    if character in "\n\r\t\u2028\u2029":
        return " "
    steers = unicodedata.category(character) == "Cc" or character in _TURNING
    return "\N{REPLACEMENT CHARACTER}" if steers else character


def print_document(document: str | bytes, output: Path | None) -> None:
    """Print a finished document as it is, or write it to a file: all of it, or none."""
    content = document.encode() if isinstance(document, str) else document
    if output is None:
        click.echo(content, nl=False)
        return
    with whole_file(output) as stream:
        stream.write(content)
    say(f"wrote {output}")


@contextmanager
def whole_file(path: Path, *, replace: bool = True) -> Iterator[BinaryIO]:
    """The one way a verb writes a file: it takes its name only once it is whole.

    What had the name stays until then. A database is never written over, nor, unless
    `replace` is asked for, any other file.
    """
    if path.exists() and not path.is_file():  # a pipe or a device has no half
        with path.open("wb") as stream:
            yield stream
        return
    target = path.resolve()
    _check_free(target, path, replace=replace)
    beside = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with beside.open("xb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        if target.exists():
            beside.chmod(target.stat().st_mode)
        beside.replace(target)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from error
    finally:
        beside.unlink(missing_ok=True)


def _check_free(target: Path, named: Path, *, replace: bool) -> None:
    """Raise where there is no folder for the file, or one of this name that must stay."""
    if not target.parent.is_dir():
        raise InputError(
            "file_unwritable", f"there is no folder {target.parent}", hint="make it first"
        ).at(file=str(named))
    if not target.exists():
        return
    if not replace:
        raise InputError(
            "file_exists", "it is there already", hint="name another, or move it away"
        ).at(file=str(named))
    with target.open("rb") as stream:
        if stream.read(len(SQLITE)) == SQLITE:
            raise InputError(
                "file_exists", "an SQLite database has this name already", hint="name another file"
            ).at(file=str(named))


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


ARROW = " → "


def moment(at: datetime) -> str:
    """A moment of the record, to the second, in UTC."""
    return f"{at:%Y-%m-%d %H:%M:%S} UTC"


def phrase(parts: Iterable[str | None], separator: str = ", ") -> str:
    """The parts there are, in one phrase."""
    return separator.join(part for part in parts if part)


def many(number: int, noun: str) -> str:
    """So many of a thing."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def plain(word: str) -> str:
    """A word of a vocabulary as people write it."""
    return word.replace("_", " ")


def chain_line(source: str, via: Iterable[str], reporter: str | None) -> str:
    """Who is said to know, over whom, to who published."""
    names = [source, *via]
    if reporter is not None and [reporter] != names:
        names.append(reporter)
    return ARROW.join(names)


def amount(quantity: str | None, unit: str | None) -> str:
    """A quantity as printed, with its unit where the print leaves that out."""
    if quantity is None:
        return ""
    if unit is None or unit.casefold() in quantity.casefold():
        return quantity
    return f"{quantity} {unit}"


def verdict_text(text: str | None, scale: tuple[str | None, str | None, str | None]) -> str:
    """A rating in words and, where it has one, by its place between the worst and the best."""
    value, worst, best = scale
    place = None
    if value is not None:
        ends = phrase([worst and f"from {worst}", best and f"to {best}"], " ")
        place = phrase([value, f"({ends})" if ends else None], " ")
    return phrase([text and f"“{text}”", place])


def number(value: Decimal | None) -> str:
    """A number with its thousands apart; `…` where there is none."""
    return "…" if value is None else f"{value.normalize():,f}"


def numbers(low: Decimal | None, high: Decimal | None) -> str:
    """What lies between the lowest and the highest number."""
    if low is None and high is None:
        return ""
    return number(low) if low == high else f"{number(low)} – {number(high)}"


def is_redacted(claim: "ClaimLine") -> bool:
    """Whether its statement is the words that stand in place of what was redacted."""
    return claim.statement.startswith("[redacted by ")


def report_line(report: "ReportIn | ReportView") -> str:
    """A report in one phrase: reference, title, address, version, language, archived or not."""
    title = None if report.title is None else f"“{report.title}”"
    archived = "text archived" if report.text_sha256 else "text not archived"
    if report.text_redacted:
        archived = f"text {report.text_redacted}"
    version = f"version {report.version}"
    return phrase([f"{report.ref}  {title or ''}".rstrip(), report.url, version, archived])


@contextmanager
def steps(label: str) -> Iterator[Callable[[int, int], None]]:
    """Takes how many of how many steps are done; a bar on stderr, if stderr is a terminal."""
    if not sys.stderr.isatty():
        yield _unseen
        return
    with click.progressbar(length=1, label=label, file=sys.stderr) as bar:

        def step(done: int, total: int) -> None:
            bar.length = total
            bar.update(done - bar.pos)

        yield step


def _unseen(done: int, total: int) -> None:
    """Nobody watches."""
    del done, total
