"""Markdown that shows what it is given: text from outside can never become markup.

Guaranteed for `plain`: one line that reads as the text itself in CommonMark and in the
GitHub flavour, in a paragraph, heading, list item or table cell; no HTML, no links, no
pipes; control characters and those that reorder or hide text are shown by their number.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final

_WORDS = re.compile(r"[A-Za-z“][A-Za-z0-9 ,.;:!?%()'\"“”’=+-]*")
_SPACE = re.compile(r"[ \t]+")
_LINE_ENDS = re.compile(r"\s*(?:\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029])\s*")
_MARKUP = re.compile(r"[\\`*_\[\]~^$#]")
_ENTITIES: Final = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "|": "&#124;"}
_AUTOLINK = re.compile(r":(?=//)|(?<=www)\.", re.IGNORECASE)
_AT_START = re.compile(r"^(?:([-+=])|(\d{1,9})([.)]))")
_SAFE_URL = re.compile(r"https?://[A-Za-z0-9\-._~:/?#@!$'()*+,;=%]+")
_HIDDEN = ("Cc", "Cf", "Cs", "Co")
_JOINERS = "\u200c\u200d"  # how Persian, Hindi and emoji are spelled


def plain(text: str) -> str:
    """This text as Markdown that shows exactly it, on one line; ⏎ stands for a line end."""
    return text if _is_plain(text) else escaped(text)


def _is_plain(text: str) -> bool:
    """Whether nothing in it means anything in Markdown: most names and sentences."""
    return (
        _WORDS.fullmatch(text) is not None
        and "  " not in text
        and not text.endswith(" ")
        and "ww" not in text.lower()
    )


def escaped(text: str) -> str:
    """The same, sign by sign: what `plain` does with any text that is not all words."""
    escaped = _MARKUP.sub(lambda found: "\\" + found[0], one_line(text))
    for sign, entity in _ENTITIES.items():
        escaped = escaped.replace(sign, entity)
    unlinked = _AUTOLINK.sub(lambda found: f"&#{ord(found[0])};", escaped)
    return _AT_START.sub(_start, unlinked)


def _start(found: re.Match[str]) -> str:
    """A sign or a number that would begin a list, as text."""
    return f"\\{found[1]}" if found[1] else f"{found[2]}\\{found[3]}"


def one_line(text: str) -> str:
    """This text on one line, with nothing in it that cannot be seen; ⏎ stands for a line end."""
    return visible(_SPACE.sub(" ", _LINE_ENDS.sub(" ⏎ ", text.strip())))


def visible(text: str) -> str:
    """This text with every sign that cannot be seen, or that reorders others, by its number."""
    return text if text.isascii() and text.isprintable() else "".join(map(_visible, text))


def _visible(character: str) -> str:
    hidden = unicodedata.category(character) in _HIDDEN and character not in _JOINERS
    return f"⟨U+{ord(character):04X}⟩" if hidden else character


def within(text: str) -> str:
    """A piece of a line as Markdown, with the blanks at its ends."""
    before, after = text[:1].isspace(), text[-1:].isspace()
    shown = plain(f"x{text}x")[1:-1].strip()
    return f"{' ' if before else ''}{shown}{' ' if after and shown else ''}"


def quoted(text: str) -> str:
    """This text between quotation marks."""
    return f"“{plain(text)}”"


def link(url: str) -> str:
    """A web address that can be followed; anything else as text."""
    return f"<{url}>" if _SAFE_URL.fullmatch(url) else plain(url)


def when(moment: datetime) -> str:
    """A moment of the record, to the second."""
    return f"{moment:%Y-%m-%d %H:%M:%S} UTC"


def exactly(moment: datetime) -> str:
    """A moment with every digit it has: to the second where that is all of it."""
    digits = f"{moment:.%f}".rstrip("0").rstrip(".")
    return f"{moment:%Y-%m-%d %H:%M:%S}{digits} UTC"


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; its cells are Markdown already, an empty one is shown as a dash."""
    filled = ([cell or "–" for cell in row] for row in rows)
    lines = [header, ["---"] * len(header), *filled]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def bullets(items: Iterable[str]) -> str:
    """A list; its items are Markdown already."""
    return "\n".join(f"- {item}" for item in items)
