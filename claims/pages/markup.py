"""An HTML page: its text without navigation and advertisements, and what it says of itself.

trafilatura finds both. It is told to leave comments of readers out, and its date is taken
only where the page states that day in a form for machines: it guesses where there is none.
"""

import re
from typing import TYPE_CHECKING, NamedTuple

from claims.errors import InputError

if TYPE_CHECKING:
    from trafilatura.settings import Document

_DATES = {"extensive_search": False, "original_date": True, "max_date": "9999-12-31"}
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_LANGUAGE = re.compile(
    r"<html\b[^>]*?\s(?:xml:)?lang\s*=\s*[\"']?\s*([A-Za-z]{2,3})\b", re.IGNORECASE
)
_LONGEST = 500  # characters of a title, as a draft takes it


class Found(NamedTuple):
    """What a page says."""

    text: str
    title: str | None
    byline: str | None
    published: str | None
    site: str | None
    language: str | None


def read_markup(markup: str) -> Found:
    """What an HTML page says; raises `InputError` where no text is found in it."""
    try:
        from trafilatura import bare_extraction  # noqa: PLC0415  comes with an extra
    except ImportError as error:
        raise InputError(
            "extra_missing",
            "reading HTML takes a library that is not installed",
            hint="pip install 'claims-desk[reports]', or save the text and give that",
        ) from error
    found = bare_extraction(
        _DECLARATION.sub("", markup),
        include_comments=False,
        with_metadata=True,
        date_extraction_params=_DATES,
    )
    if found is None or isinstance(found, dict) or not (found.text or "").strip():
        raise InputError(
            "page_empty",
            "no text is found in this page",
            hint="a page that scripts fill has to be saved from a browser as text; give that file",
        )
    return _told(found, markup)


def _told(found: "Document", markup: str) -> Found:
    title, text = _line(found.title), str(found.text).strip()
    if title is not None and not text.startswith(title):
        text = f"{title}\n{text}"
    language = _LANGUAGE.search(markup)
    return Found(
        text=text,
        title=title,
        byline=_line(found.author),
        published=found.date if found.date and found.date in markup else None,
        site=_line(found.sitename),
        language=language and language[1].lower(),
    )


def _line(words: str | None) -> str | None:
    """Words on one line; what is longer than any title is none."""
    line = " ".join((words or "").split())
    return line if 0 < len(line) <= _LONGEST else None
