"""What kind of page some bytes are: told by their media type, else by how they begin."""

import codecs
from enum import StrEnum
from typing import NamedTuple

from claims.errors import InputError

HINT = "save it as text or HTML and give the file, with --url for its address"
_BEGINNING = 1_024  # bytes that are looked at
_MARKUP = (b"<!doctype html", b"<html", b"<head", b"<body", b"<article")
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)  # of UTF-32 too
_MAGIC = {
    b"%PDF": "a PDF",
    b"\x89PNG": "an image",
    b"\xff\xd8\xff": "an image",
    b"GIF8": "an image",
    b"PK\x03\x04": "an archive or an office document",
    b"\xd0\xcf\x11\xe0": "an office document",
    b"\x1f\x8b": "a compressed file",
}


class Kind(StrEnum):
    """The kinds of pages that are read, by their media type."""

    HTML = "text/html"
    TEXT = "text/plain"
    MARKDOWN = "text/markdown"


_TYPES = {
    **{kind.value: kind for kind in Kind},
    "application/xhtml+xml": Kind.HTML,
    "text/x-markdown": Kind.MARKDOWN,
}
_ENDINGS = {
    "html": Kind.HTML,
    "htm": Kind.HTML,
    "xhtml": Kind.HTML,
    "md": Kind.MARKDOWN,
    "markdown": Kind.MARKDOWN,
    "txt": Kind.TEXT,
}


class Stated(NamedTuple):
    """What a Content-Type says: the media type, and the charset where it names one."""

    media: str | None
    charset: str | None


def read_type(content_type: str | None) -> Stated:
    """The parts of a Content-Type header."""
    media, *parameters = (content_type or "").split(";")
    named = (one.partition("=") for one in parameters)
    charsets = (
        value.strip(" \"'") for name, _, value in named if name.strip().lower() == "charset"
    )
    return Stated(media.strip().lower() or None, next(charsets, "") or None)


def needs_kind(content_type: str | None) -> Kind | None:
    """The kind that a Content-Type names, None where it names nothing; another is refused."""
    media = read_type(content_type).media
    if media is None or media in _TYPES:
        return None if media is None else _TYPES[media]
    raise InputError("page_type", f"this is {media}, and no page that can be read", hint=HINT)


def kind_of(raw: bytes, content_type: str | None, name: str | None) -> Kind:
    """The kind of a page: as stated, else by the ending of its name, else by its beginning."""
    stated = needs_kind(content_type)
    _refuse_other_files(raw)
    ending = (name or "").rpartition(".")[2].lower()
    beginning = raw[:_BEGINNING].decode("ascii", "ignore").replace("\0", "").encode()
    looks = Kind.HTML if beginning.lstrip().lower().startswith(_MARKUP) else Kind.TEXT
    return stated or _ENDINGS.get(ending) or looks


def _refuse_other_files(raw: bytes) -> None:
    """Raise where the bytes are no text in any encoding."""
    if not raw.strip():
        raise InputError("page_empty", "it is empty", hint="check that it is what you mean to keep")
    for magic, told in _MAGIC.items():
        if raw.startswith(magic):
            raise InputError("page_type", f"it is {told}, and no page that can be read", hint=HINT)
    if b"\0" in raw[:_BEGINNING] and not raw.startswith(_UTF16):
        raise InputError("page_type", "it is no text: it holds NUL bytes", hint=HINT)
