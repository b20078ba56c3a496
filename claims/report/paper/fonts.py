"""The fonts of the PDF: where their packages keep them, and which signs they can show.

All are Noto, under the Open Font License: Latin, Greek and Cyrillic; Arabic; and Hangul,
Han and Kana. Nothing of the machine's own fonts is used, so the bytes are the same everywhere.
"""

import struct
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import BinaryIO

from claims.errors import InputError

FAMILIES = ("Noto Sans", "Noto Sans Arabic", "Noto Sans CJK KR")
_PACKAGES = ("fontpkg_noto_sans", "fontpkg_noto_sans_arabic", "manimgx_fonts_cjk")
_COLLECTION = b"ttcf"
_WHOLE_UNICODE, _FIRST_PLANE = 12, 4


def folders() -> list[Path]:
    """Where the font packages are installed."""
    return [_folder(name) for name in _PACKAGES]


def _folder(package: str) -> Path:
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise missing(package)
    return Path(spec.origin).parent


def missing(what: str) -> InputError:
    """Say how to get what the PDF needs."""
    return InputError(
        "extra_missing",
        f"a PDF needs {what}, which is not installed",
        hint="pip install 'claims-desk[pdf]'",
        field="format",
    )


@cache
def covered() -> frozenset[int]:
    """The code points that some font has a glyph for."""
    found: set[int] = set()
    for folder in folders():
        for file in sorted([*folder.rglob("*.ttf"), *folder.rglob("*.ttc")]):
            with file.open("rb") as font:
                found.update(*_ranges(font))
    return frozenset(found)


def _ranges(font: BinaryIO) -> Iterator[range]:
    """What the character maps of a font file cover (OpenType, table cmap)."""
    start = _table_directory(font)
    (tables,) = struct.unpack(">H", _at(font, start + 4, 2))
    for place in range(tables):
        tag, _, offset, _ = struct.unpack(">4sIII", _at(font, start + 12 + 16 * place, 16))
        if tag != b"cmap":
            continue
        (maps,) = struct.unpack(">H", _at(font, offset + 2, 2))
        for one in range(maps):
            (inner,) = struct.unpack(">I", _at(font, offset + 4 + 8 * one + 4, 4))
            yield from _map(font, offset + inner)


def _table_directory(font: BinaryIO) -> int:
    """Where the first font of the file begins."""
    if _at(font, 0, 4) != _COLLECTION:
        return 0
    (offset,) = struct.unpack(">I", _at(font, 12, 4))
    return int(offset)


def _map(font: BinaryIO, start: int) -> Iterator[range]:
    (kind,) = struct.unpack(">H", _at(font, start, 2))
    if kind == _WHOLE_UNICODE:
        (groups,) = struct.unpack(">I", _at(font, start + 12, 4))
        numbers = struct.unpack(f">{groups * 3}I", _at(font, start + 16, groups * 12))
        for place in range(0, len(numbers), 3):
            yield range(numbers[place], numbers[place + 1] + 1)
    elif kind == _FIRST_PLANE:
        (doubled,) = struct.unpack(">H", _at(font, start + 6, 2))
        ends = struct.unpack(f">{doubled // 2}H", _at(font, start + 14, doubled))
        starts = struct.unpack(f">{doubled // 2}H", _at(font, start + 16 + doubled, doubled))
        for first, last in zip(starts, ends, strict=True):
            yield range(first, min(last + 1, 0xFFFF))


def _at(font: BinaryIO, place: int, length: int) -> bytes:
    font.seek(place)
    return font.read(length)
