"""Reports: what was published, at which version, with its text; fetched or read from a file."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

import claims
from claims.cli.options import (
    date_option,
    note_option,
    page_options,
    read_bytes,
    read_text,
    ref_argument,
    report_options,
    text_option,
    together,
)
from claims.cli.output import say
from claims.cli.session import given, reads, settings, writes
from claims.cli.subjects import report_text, reports_text
from claims.errors import ClaimsError, InputError

if TYPE_CHECKING:
    from claims.desk import Desk
    from claims.pages import Page
    from claims.schemas.views import Recorded, ReportView


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


def say_what_was_read(page: "Page", report: "ReportView") -> None:
    """Say what was read from a page, and where the record says otherwise."""
    for line in _page_notes(page, report):
        say(line)


def _page_notes(page: "Page", report: "ReportView") -> Iterator[str]:
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


report_fields = together(
    click.option("--reporter", metavar="NAME", help="The outlet that published it."),
    report_options,
    date_option("--published", "When it came out"),
    note_option,
)


@click.group()
def report() -> None:
    """What was published: articles, broadcasts, bulletins, each version by itself."""


@report.command("add")
@click.argument("address", metavar="URL|FILE")
@report_fields
@text_option
@click.option("--url", metavar="URL", help="Where a local FILE was published.")
@click.option("--no-fetch", is_flag=True, help="Record the URL alone; ask nobody.")
@click.option("--allow-private", is_flag=True, help="Fetch from hosts of our own network too.")
@writes
def add_report(desk: "Desk", *, address: str, **options: Any) -> "Recorded":
    """Add a report by its URL, which is fetched, or from a local FILE: HTML, Markdown, text.

    Its text and bytes are archived. Other text under the same URL makes a new version.
    What an option says comes before what the page says of itself. Where no answer is to
    be had, the URL alone is recorded; with --text-file or --no-fetch nothing is fetched.
    """
    text_file, url = options.pop("text_file"), options.pop("url")
    no_fetch, allow_private = options.pop("no_fetch"), options.pop("allow_private")
    fields = given(options)
    if "://" not in address:
        if text_file is not None:
            raise click.UsageError("a local FILE is its own text; leave --text-file out")
        return _add_file(desk, Path(address), url, fields)
    if url is not None:
        raise click.UsageError("the URL is given already; --url is for a local FILE")
    if text_file is not None or no_fetch:
        text = {} if text_file is None else {"text": read_text(text_file)}
        return desk.report(address, **text, **fields)
    page = fetched_page(address, allow_private=allow_private)
    if page is None:
        return desk.report(address, **fields)
    return _add_page(desk, page, address, fields)


def _add_file(desk: "Desk", path: Path, url: str | None, fields: dict[str, Any]) -> "Recorded":
    """A page of a file; where nothing else tells it, by the name of the file."""
    page = page_of_file(path)
    if url is None and page.title is None:
        fields = {"title": path.name, **fields}
    return _add_page(desk, page, url, fields)


def _add_page(desk: "Desk", page: "Page", url: str | None, fields: dict[str, Any]) -> "Recorded":
    recorded = desk.report_from(page, url, **fields)
    say_what_was_read(page, desk.report_view(recorded.ref))
    return recorded


@report.command("set")
@ref_argument
@report_fields
@click.option("--reason", default="corrected", show_default=True, metavar="TEXT", help="Why.")
@writes
def set_report(desk: "Desk", *, ref: str, reason: str, **options: Any) -> "Recorded":
    """Correct what is recorded of one version of a report; address and text stay.

    REF is its reference, or its URL for the newest version.
    """
    return desk.set_report(desk.report_view(ref).ref, reason=reason, **given(options))


@report.command("list")
@click.argument("url", required=False, metavar="[URL]")
@page_options
@reads(reports_text)
def list_reports(desk: "Desk", *, url: str | None, **page: Any) -> "list[ReportView]":
    """All reports, or all versions of the one at URL, oldest first."""
    return desk.reports(url, **given(page))


@report.command("show")
@ref_argument
@reads(report_text)
def show_report(desk: "Desk", *, ref: str) -> "ReportView":
    """One report, by its reference, or the newest version at a URL."""
    return desk.report_view(ref)
