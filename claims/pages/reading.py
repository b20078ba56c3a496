"""Reading a page of any kind."""

import re

from claims.errors import InputError
from claims.pages.encodings import Decoded, decode
from claims.pages.kinds import Kind, kind_of, read_type
from claims.pages.markup import read_markup
from claims.pages.page import Page

_HEADING = re.compile(r"\A\s*#[ \t]+(?P<title>\S.{0,498}?)[ \t#]*$", re.MULTILINE)


def read_page(raw: bytes, content_type: str | None = None, *, name: str | None = None) -> Page:
    """The page that these bytes are; `content_type` and `name` are what came with them.

    HTML is read for its text and what it says of itself. Plain text and Markdown are their
    own text as it stands; a Markdown page that begins with a heading has that as its title.
    """
    kind = kind_of(raw, content_type, name)
    decoded = decode(raw, read_type(content_type).charset)
    text = decoded.text
    if "\0" in text or not text.strip():
        raise InputError("page_type", "it is no text", hint="save it as UTF-8 text")
    if kind is Kind.HTML:
        return _of_markup(raw, decoded)
    heading = _HEADING.match(text) if kind is Kind.MARKDOWN else None
    return Page(
        text=text,
        raw=raw,
        type=_type(kind, decoded),
        title=heading and heading["title"],
        notes=decoded.notes,
    )


def _of_markup(raw: bytes, decoded: Decoded) -> Page:
    found = read_markup(decoded.text)
    return Page(**found._asdict(), raw=raw, type=_type(Kind.HTML, decoded), notes=decoded.notes)


def _type(kind: Kind, decoded: Decoded) -> str:
    return f"{kind}; charset={decoded.charset}"
