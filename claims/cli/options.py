"""Options that several verbs share, spelled once."""

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

import click

from claims.errors import InputError
from claims.vocab import Relation

Decorated = TypeVar("Decorated", bound=Callable[..., object])

reason_option = click.option("--reason", required=True, metavar="TEXT", help="Why; it is kept.")
note_option = click.option("--note", metavar="TEXT", help="Anything else worth keeping.")
ref_argument = click.argument("ref", metavar="REF")
relation_argument = click.argument(
    "relation", metavar="RELATION", type=click.Choice([str(one) for one in Relation])
)


def choice(vocabulary: type[StrEnum]) -> click.Choice[str]:
    """One word of a vocabulary, in any case."""
    return click.Choice([str(word) for word in vocabulary], case_sensitive=False)


def words_of(vocabulary: type[StrEnum]) -> str:
    """A vocabulary as a help text lists it."""
    return ", ".join(vocabulary)


def together(*options: Callable[[Decorated], Decorated]) -> Callable[[Decorated], Decorated]:
    """Several options as one decorator, in the order in which help lists them."""

    def decorate(command: Decorated) -> Decorated:
        for option in reversed(options):
            command = option(command)
        return command

    return decorate


def date_option(name: str, help: str) -> Callable[[Decorated], Decorated]:  # noqa: A002  click's word
    """An option that takes a date as precise as it is known."""
    return click.option(name, metavar="DATE", help=f"{help} (2025-04-30, 2025-04, 2024-12?)")


then_options = together(
    click.option(
        "--as-of",
        metavar="TIME",
        help="As the record was then (2025-02-15T00:00Z; a date means its end, in UTC).",
    ),
    date_option("--known-by", "Without what was published after it"),
)
page_options = together(
    click.option("--limit", type=click.IntRange(min=1), help="So many at most; else all."),
    click.option("--after", metavar="LAST", help="The next page: the last one of this."),
)
report_options = together(
    click.option("--title", metavar="TEXT", help="Its title."),
    click.option("--byline", metavar="TEXT", help="Who wrote it."),
    click.option("--language", metavar="CODE", help="Its language (en, ko, ru)."),
)
text_option = click.option(
    "--text-file",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="A file with its text, UTF-8; it is archived.",
)


def read_text(path: Path) -> str:
    """The text of a file; raises `InputError` where it cannot be read as UTF-8."""
    try:
        return read_bytes(path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(
            "text_not_utf8", f"byte {error.start + 1} is no UTF-8", hint="save the file as UTF-8"
        ).at(file=str(path)) from error


def read_bytes(path: Path) -> bytes:
    """What a file holds; raises `InputError` where it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputError(
            "file_unreadable", f"it cannot be read: {error.strerror}", hint="check the name"
        ).at(file=str(path)) from error


clear_option = click.option(
    "--clear", metavar="FIELD", multiple=True, help="Take a field away; may be repeated."
)
