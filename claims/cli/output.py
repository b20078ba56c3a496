"""What is printed: results to stdout, as text or one JSON document; messages to stderr.

Text from the record may hold anything that somebody once published, so what
would steer a terminal or turn the direction of writing is made visible.
"""

import os
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
    """Print a finished document as it is, or write it to a file: all of it, or none."""
    content = document.encode() if isinstance(document, str) else document
    if output is None:
        click.echo(content, nl=False)
        return
    _write_whole(content, output)
    say(f"wrote {output}")


def _write_whole(content: bytes, output: Path) -> None:
    """Beside the file first, then in its place; what is no plain file is written to as it is."""
    if output.exists() and not output.is_file():
        output.write_bytes(content)
        return
    target = output.resolve()
    beside = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        beside.write_bytes(content)
        if target.exists():
            beside.chmod(target.stat().st_mode)
        beside.replace(target)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise OSError(error.errno, error.strerror, str(output)) from error
