"""Objects out of a list in a JSON file, one at a time, each with its line and its text.

The list is cut into its members by its brackets and strings alone, and each member is
then read as a line of JSON Lines is: nothing of the file is held but one member, a broken
one costs only itself, and a name that stands twice in one is refused.
"""

import re
from codecs import BOM_UTF8
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson

from claims.errors import InputError
from claims.formats.readers.jsonl import read_jsonl, read_object
from claims.formats.readers.line import LONGEST, readable, too_long
from claims.formats.tables.form import FileForm
from claims.formats.tables.row import Row, Rows

# A string that is not closed reaches to the end of what is at hand.
_TOKEN = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*(?:"|\\?\Z)|[\[\]{},:]', re.DOTALL)
_CHUNK = 1 << 16


def read_json_lines(path: Path, form: FileForm) -> Rows:
    """The objects of a JSON Lines file."""
    del form
    with path.open("rb") as stream:
        for line in read_jsonl(stream):
            tolerable = line.error is not None and line.error.code == "byte_order_mark"
            error = None if tolerable else line.error
            yield Row(line.number, line.fields or {}, line.raw, error)


def read_json(path: Path, form: FileForm) -> Rows:
    """The objects of the list at `form.path`; the whole file where that is empty."""
    wanted = tuple(part for part in form.path.split(".") if part)
    found = False
    for number, content in _members(path, wanted):
        found = True
        if content is not None:
            yield _row(number, content)
    if not found:
        where = f"at {form.path!r} " if wanted else ""
        raise InputError(
            "json_no_list",
            f"there is no list {where}in this file",
            hint="say under [file] where it is: path = 'data.rows'",
        )


def _row(number: int, content: bytes) -> Row:
    if len(content) > LONGEST:
        return Row(number, raw="", error=too_long(len(content)))
    try:
        raw = content.decode()
    except UnicodeDecodeError:
        raw = readable(content.decode("utf-8", "surrogateescape"))
        error = InputError("text_not_utf8", "it is not UTF-8", hint="save the file as UTF-8")
        return Row(number, raw=raw, error=error)
    fields, found = read_object(raw)
    return Row(number, fields or {}, raw, found)


Found = tuple[int, bytes | None]


def _members(path: Path, wanted: tuple[str, ...]) -> Iterator[Found]:
    """The members of the wanted list with the line of each; first of all (0, None)."""
    walk = _Walk(wanted)
    for token, line, between in _tokens(path):
        yield from walk.take(token, line, between)
    if walk.depth:
        raise InputError(
            "json_unreadable", "the file ends before its brackets are closed", hint="is it whole?"
        )


def _tokens(path: Path) -> Iterator[tuple[bytes, int, bytes]]:
    """Strings, brackets, commas and colons: each with its line, and what stands before it."""
    rest, line = b"", 1
    with path.open("rb") as stream:
        while True:
            chunk = stream.read(_CHUNK)
            rest, at = rest + chunk, 0
            for token in _TOKEN.finditer(rest):
                if chunk and token.end() == len(rest):
                    break  # it may go on
                line += rest.count(b"\n", at, token.start())
                yield token[0], line, rest[at : token.start()]
                line += token[0].count(b"\n")
                at = token.end()
            rest = rest[at:]
            if len(rest) > LONGEST:
                raise too_long(len(rest)).at(line=line)
            if not chunk:
                break
    yield b"", line, rest


class _Walk:
    """Follows the brackets down to the wanted list, and cuts its members out."""

    def __init__(self, wanted: tuple[str, ...]) -> None:
        self._wanted = wanted
        self._names: list[str] = []  # of the members that lead to where we are
        self._last = ""
        self.depth = 0
        self._list_at: int | None = None
        self._member: list[bytes] = []
        self._began = 0

    def take(self, token: bytes, line: int, between: bytes) -> Iterator[Found]:
        """Take one token with what stands before it; yields what it completes."""
        if self._list_at is None:
            yield from self._look(token, between)
            return
        inside = self.depth > self._list_at or token not in (b",", b"]")
        if not self._member and (between.strip() or inside):
            self._began = line
        self._member.append(between)
        if inside:
            self._member.append(token)
            self.depth += (token in (b"[", b"{")) - (token in (b"]", b"}"))
            return
        content = b"".join(self._member).strip()
        self._member = []
        if content:
            yield self._began, content
        if token == b"]":
            self.depth -= 1
            self._list_at = None
            self._wanted = ("",)  # one list only

    def _look(self, token: bytes, between: bytes) -> Iterator[Found]:
        if token.startswith(b'"'):
            self._last = orjson.loads(token)
        elif token == b"[" and tuple(self._names) == self._wanted:
            self.depth += 1
            self._list_at = self.depth
            yield 0, None
        elif token in (b"[", b"{"):
            self.depth += 1
            self._names.append("[]" if token == b"[" else "")
        elif token in (b"]", b"}") and self._names:
            self.depth -= 1
            self._names.pop()
        elif token == b":":
            self._names[-1:] = [self._last]
        elif not token and between.removeprefix(BOM_UTF8).strip() and not self.depth:
            raise InputError("json_unreadable", "it is not JSON", hint="is it the right file?")


def member_of(value: Any, name: str) -> Any:
    """The member or item of this name in a JSON value; None where there is none."""
    if isinstance(value, dict):
        return value.get(name)
    if isinstance(value, list) and name.isdecimal() and int(name) < len(value):
        return value[int(name)]
    return None
