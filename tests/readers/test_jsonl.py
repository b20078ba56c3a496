"""JSON Lines: a member that stands twice, digits, and length are seen however they are written."""

from io import BytesIO
from typing import Any

import pytest

from claims.errors import InputError
from claims.formats.readers.jsonl import read_jsonl
from claims.formats.readers.line import LONGEST, Line


def line(content: bytes) -> Line:
    (found,) = read_jsonl(BytesIO(content))
    return found


def code(content: bytes) -> str:
    error = line(content).error
    assert isinstance(error, InputError)
    return error.code


@pytest.mark.parametrize(
    "content",
    [
        b'{"a": 1, "a": 2}',
        b'{"a" : 1, "a" : 2}',
        b'{"a"\t:1,"a":2}',
        b'{"x": {"a": 1, "a": 1}}',
        b'{"x": [{"a":"\\":"}, {"a":1,"a":1}]}',
    ],
)
def test_a_member_that_stands_twice_is_refused(content: bytes) -> None:
    assert code(content) == "field_doubled"


@pytest.mark.parametrize(
    ("content", "fields"),
    [
        (b'{"a": 1.50}', {"a": "1.50"}),
        (b'{"a": [{"b": 1e3}]}', {"a": [{"b": "1e3"}]}),
        (b'{"a": "\\": \\" : "}', {"a": '": " : '}),
        (b'{"a": 123456789012345678901234567890}', {"a": 123456789012345678901234567890}),
    ],
)
def test_what_is_written_is_what_is_read(content: bytes, fields: dict[str, Any]) -> None:
    assert line(content).fields == fields


def test_a_line_that_is_too_long_is_told_so_whatever_its_bytes() -> None:
    content = "ü".encode() * (LONGEST // 2)
    assert code(content + b"xx") == code(content + b"\xff\xff") == "line_too_long"
    assert code(b'{"a": "\xff"}') == "text_not_utf8"
