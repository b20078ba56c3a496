"""The lines of a text file, each decoded by itself, so that one bad byte costs one line."""

import codecs
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from claims.errors import InputError
from claims.formats.readers.line import LONGEST, readable, too_long

_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line without its end, or the error that kept it from being decoded."""

    number: int
    text: str
    error: InputError | None = None


def read_lines(stream: BinaryIO, encodings: tuple[str, ...]) -> Iterator[TextLine]:
    """The lines, parted at line feeds alone; a carriage return before one belongs to it."""
    if encodings[0].startswith(("utf-16", "utf-32")):
        yield from _wide_lines(stream, encodings[0])
        return
    for number, content in enumerate(iter(lambda: stream.readline(LONGEST + 1), b""), start=1):
        own = content.removeprefix(codecs.BOM_UTF8) if number == 1 else content
        if number == 1 and own.startswith(_MARKS[1:]):
            raise InputError(
                "encoding_wrong",
                "the file begins with the mark of UTF-16",
                hint='say encoding = "utf-16" under [file], or save it as UTF-8',
            ).at(line=1)
        yield _line(number, own, encodings)


def _line(number: int, content: bytes, encodings: tuple[str, ...]) -> TextLine:
    own = content.rstrip(b"\n").removesuffix(b"\r")
    if len(own) > LONGEST:
        raise too_long(len(own)).at(line=number)
    for encoding in encodings:
        try:
            return TextLine(number, own.decode(encoding))
        except UnicodeDecodeError as found:
            error = found
    raw = readable(own.decode("utf-8", "surrogateescape"))
    return TextLine(number, raw, _undecodable(error, encodings))


def _undecodable(error: UnicodeDecodeError, encodings: tuple[str, ...]) -> InputError:
    byte = error.object[error.start]
    return InputError(
        "encoding_wrong",
        f"byte {error.start + 1} of the line is 0x{byte:02x}, which is no {encodings[-1]}",
        hint='name the encodings under [file]: encoding = ["utf-8", "windows-1252"]',
    )


def _wide_lines(stream: BinaryIO, encoding: str) -> Iterator[TextLine]:
    """Lines of an encoding in which a line feed is no single byte."""
    number = 0
    try:
        for number, text in enumerate(codecs.getreader(encoding)(stream), start=1):
            yield TextLine(number, text.removeprefix("\ufeff").rstrip("\r\n"))
    except UnicodeError as error:
        raise InputError(
            "encoding_wrong",
            f"the file is not {encoding}: {error}",
            hint="name its encoding under [file]",
        ).at(line=number + 1) from error


def count_lines(path: Path) -> int:
    """How many lines a file has, by its line feeds alone; one at the end begins no further line."""
    count, last = 0, b"\n"
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            count += chunk.count(b"\n")
            last = chunk[-1:]
    return count + (last != b"\n")
