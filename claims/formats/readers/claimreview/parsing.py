"""The JSON in a block; what is wrong with it is mended where that has one reading only.

Mended are marks around the JSON (a comment of HTML, CDATA, a semicolon), line breaks
and other control characters inside a string, a comma before a closing bracket, and
JSON of which every quotation mark is an entity. Anything else is told with its place.
"""

import html
import json
import re
from dataclasses import dataclass
from typing import Any

from claims.errors import InputError
from claims.formats.readers.claimreview.html import Block
from claims.formats.readers.line import not_utf8

_OPENING = ("//<![CDATA[", "/*<![CDATA[*/", "<![CDATA[", "<!--", "//")
_CLOSING = ("//]]>", "/*]]>*/", "]]>", "-->", "//", ";")
_COMMA = re.compile(r'("(?:[^"\\]|\\.)*+")|,(?=\s*[}\]])', re.DOTALL)
_ESCAPED = re.compile(r"\s*[\[{]\s*(?:[\[{]\s*)*&(?:quot|#0?34|#x22);", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a block holds, and what had to be mended for that, in words."""

    value: Any
    repaired: tuple[str, ...] = ()


class MalformedError(Exception):
    """A block that cannot be read, at this line and column of the file."""

    def __init__(self, error: InputError, line: int, column: int) -> None:
        super().__init__(error.message)
        self.error, self.line, self.column = error, line, column


def parse(block: Block) -> Parsed:
    """The JSON in a block; raises `MalformedError` with the place of what is wrong."""
    spoiled = not_utf8(block.text)
    if spoiled is not None:
        at = next(at for at, one in enumerate(block.text) if "\udc80" <= one <= "\udcff")
        raise MalformedError(spoiled, *block.place(at))
    text, repaired = _unwrapped(block.text)
    try:
        return Parsed(_loads(text), repaired)
    except json.JSONDecodeError as first:
        line, column = block.place(first.pos)
        where = f"at line {line}, column {column}"
    if _ESCAPED.match(text):
        text = html.unescape(text)
        repaired += ("entities of HTML stood for the quotation marks",)
    if (found := _lenient(text)) is not None:
        return Parsed(found.value, (*repaired, *(f"{one} {where}" for one in found.repaired)))
    bare = _COMMA.sub(lambda match: match[1] or " ", text)
    try:
        value = _loads(bare, strict=False)
    except json.JSONDecodeError as error:
        raise _malformed(block, error) from error
    return Parsed(value, (*repaired, f"a comma before a closing bracket {where}"))


def _lenient(text: str) -> Parsed | None:
    try:
        return Parsed(_loads(text), ())
    except json.JSONDecodeError:
        pass
    try:
        return Parsed(_loads(text, strict=False), ("a line break or tab in a string",))
    except json.JSONDecodeError:
        return None


def _malformed(block: Block, error: json.JSONDecodeError) -> MalformedError:
    line, column = block.place(error.pos)
    shown = block.text[error.pos : error.pos + 20].split("\n")[0]
    near = f" near {shown!r}" if shown else ", where it ends"
    told = InputError(
        "json_unreadable",
        f"this block is not JSON: {error.msg}{near}",
        hint="mend it where it was published, or correct it in the page; the rest is imported",
    )
    return MalformedError(told, line, column)


def _unwrapped(text: str) -> tuple[str, tuple[str, ...]]:
    """The text with blanks in place of what stands around the JSON, so that places stay."""
    bare = text.replace("\ufeff", " ")
    start, end = _onward(bare, 0), _backward(bare, len(bare), 0)
    wrapped = False
    while mark := next((one for one in _OPENING if bare.startswith(one, start)), None):
        start, wrapped = _onward(bare, start + len(mark)), True
    while mark := next((one for one in _CLOSING if bare.endswith(one, start, end)), None):
        end, wrapped = _backward(bare, end - len(mark), start), True
    if not wrapped:
        return bare, ()
    return _blank(bare[:start]) + bare[start:end] + _blank(bare[end:]), ("marks around the JSON",)


def _onward(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def _backward(text: str, at: int, start: int) -> int:
    while at > start and text[at - 1].isspace():
        at -= 1
    return at


def _blank(text: str) -> str:
    return re.sub(r"\S", " ", text)


def _loads(text: str, *, strict: bool = True) -> Any:
    """JSON with the digits of numbers as written; no number that JSON does not know."""
    try:
        return json.loads(text, strict=strict, parse_float=str, parse_constant=_refused)
    except RecursionError as error:
        raise json.JSONDecodeError("it is nested too deeply", text, 0) from error


def _refused(name: str) -> Any:
    raise json.JSONDecodeError(f"{name} is no number", name, 0)
