"""A page on its way into the record: fetched or read from a file, and told to the editor."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import claims
from claims.cli.options import read_bytes
from claims.cli.output import say
from claims.cli.session import settings
from claims.errors import ClaimsError, InputError

if TYPE_CHECKING:
    from claims.pages import Page
    from claims.schemas.views import ReportView


def fetched_page(url: str, *, allow_private: bool) -> "Page | None":
    """The page at an address; None, and a warning, where no answer is to be had.

    An answer that is no page is an error.
    """
    from claims.pages import read_page  # noqa: PLC0415  stays light
    from claims.pages.fetching import FetchError, Reach, fetch, read_reach  # noqa: PLC0415  start-up

    reach = read_reach(settings().fetch)
    if allow_private and reach is Reach.PUBLIC:
        reach = Reach.ANY
    try:
        found = fetch(url, agent=claims.AGENT, reach=reach)
        page = read_page(found.content, found.content_type)
    except FetchError as error:
        _warn(error)
        return None
    except InputError as error:
        if error.code != "extra_missing":
            raise
        _warn(error)
        return None
    if found.url != url:
        say(f"it led to {found.url}")
    return page


def _warn(error: ClaimsError) -> None:
    say(f"warning: {error.message}; the address is recorded without a text")
    if error.hint:
        say(f"hint: {error.hint}")


def page_of_file(path: Path) -> "Page":
    """The page that a file holds."""
    from claims.pages import read_page  # noqa: PLC0415  start-up stays light

    try:
        return read_page(read_bytes(path), name=path.name)
    except InputError as error:
        raise error.at(file=str(path)) from error


def tell(page: "Page", report: "ReportView") -> None:
    """Say what was read from a page, and where the record says otherwise."""
    for line in _told(page, report):
        say(line)


def _told(page: "Page", report: "ReportView") -> Iterator[str]:
    yield from (f"note: {note}" for note in page.notes)
    for name in ("title", "byline", "published", "language"):
        read, kept = getattr(page, name), getattr(report, name)
        if read is not None:
            yield f"{name}: {kept}{'' if read == kept else f' (the page says: {read})'}"
    if page.site is not None and page.site != report.reporter:
        yield f"site: {page.site} (the reporter is {report.reporter or 'not known: --reporter'})"
    yield f"text: {len(page.text):,} characters"
    if report.raw_sha256 is not None and report.raw_sha256 != _digest(page.raw):
        yield "only the markup differs from what is archived; the bytes of then are kept"


def _digest(raw: bytes) -> str:
    from claims.ledger.canonical import text_digest  # noqa: PLC0415  start-up stays light

    return text_digest(raw)
