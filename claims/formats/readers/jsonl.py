"""JSON Lines: one JSON object a line, UTF-8 without a byte-order mark (RFC 8259)."""

import codecs
import json
import re
from collections.abc import Iterator
from typing import Any, BinaryIO

import orjson

from claims.errors import InputError
from claims.formats.readers.line import LONGEST, Line, not_utf8, readable, too_long

_NAMED, _APART = re.compile(r'"\s*:'), re.compile(r'"\s+:')


def read_jsonl(stream: BinaryIO) -> Iterator[Line]:
    """The lines that are not blank, in constant memory for lines of bounded length."""
    for number, content in enumerate(iter(stream.readline, b""), start=1):
        if number == 1 and content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            raise InputError(
                "file_not_utf8", "the file is UTF-16", hint="save it as UTF-8", field=None
            ).at(line=1)
        if content.strip():
            yield _line(number, content)


def _line(number: int, content: bytes) -> Line:
    marked = number == 1 and content.startswith(codecs.BOM_UTF8)
    own = content.removeprefix(codecs.BOM_UTF8)
    try:
        raw, error = own.decode().strip(), None
    except UnicodeDecodeError:
        raw = own.decode("utf-8", "surrogateescape").strip()
        error = not_utf8(raw)
    if len(content) > LONGEST:
        return Line(number, None, readable(raw), too_long(len(content)))
    if error is not None:
        return Line(number, None, readable(raw), error)
    fields, error = read_object(raw)
    if marked and error is None:
        error = InputError(
            "byte_order_mark",
            "the file begins with a byte-order mark",
            hint="save it as UTF-8 without one; the rejected line can be imported as it is",
        )
    return Line(number, fields, raw, error)


def read_object(raw: str) -> tuple[dict[str, Any] | None, InputError | None]:
    """The object in a line: strictly JSON, numbers as the digits written, no member twice."""
    try:
        value = orjson.loads(raw)
        if _needs_care(value, raw):
            value = json.loads(raw, parse_float=str, object_pairs_hook=_members)
    except orjson.JSONDecodeError as error:
        return None, InputError(
            "json_unreadable", f"it is not JSON: {error.msg} at character {error.pos + 1}"
        )
    except InputError as error:
        return None, error
    if not isinstance(value, dict):
        return None, InputError("json_unreadable", f"it is a JSON {_name(value)}, not an object")
    return value, None


def _needs_care(value: Any, raw: str) -> bool:
    """Whether a member may stand twice in it, or a number have digits that were not kept.

    Every member's name ends in a quotation mark and a colon. Text may hold them too, which
    costs no more than a second reading; fewer members than such marks is what tells.
    """
    members, rest = 0, [value]
    while rest:
        one = rest.pop()
        if type(one) is dict:
            members += len(one)
            rest += [within for within in one.values() if type(within) is not str]
        elif type(one) is list:
            rest += [within for within in one if type(within) is not str]
        elif type(one) is float:
            return True
    if _APART.search(raw) is None:  # nearly always
        return raw.count('":') != members
    return len(_NAMED.findall(raw)) != members


def _members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) < len(pairs):
        names = [name for name, _ in pairs]
        doubled = next(name for name in names if names.count(name) > 1)
        raise InputError(
            "field_doubled", "it stands twice in this line", hint="give it once", field=doubled
        )
    return members


def _name(value: object) -> str:
    names = {list: "list", str: "text", bool: "boolean", type(None): "null"}
    return names.get(type(value), "number")
