"""What is printed: results to stdout, as text or one JSON document; messages to stderr.

Text from the record may hold anything that somebody once published, so what
would steer a terminal or turn the direction of writing is made visible.
"""

import unicodedata
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

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
    """Print a finished document as it is, or write it to a file."""
    content = document.encode() if isinstance(document, str) else document
    if output is None:
        click.echo(content, nl=False)
        return
    output.write_bytes(content)
    say(f"wrote {output}")
