"""Reports: what was published, at which version, with its text."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from claims.cli.options import (
    date_option,
    note_option,
    page_options,
    read_text,
    ref_argument,
    report_options,
    text_option,
    together,
)
from claims.cli.pages import fetched_page, page_of_file, tell
from claims.cli.session import given, reads, writes
from claims.cli.text.records import report_text, reports_text

if TYPE_CHECKING:
    from claims.desk import Desk
    from claims.pages import Page
    from claims.schemas.views import Recorded, ReportView

said_options = together(
    click.option("--reporter", metavar="NAME", help="The outlet that published it."),
    report_options,
    date_option("--published", "When it came out"),
    note_option,
)


@click.group()
def report() -> None:
    """What was published: articles, broadcasts, bulletins, each version by itself."""


@report.command()
@click.argument("address", metavar="URL|FILE")
@said_options
@text_option
@click.option("--url", metavar="URL", help="Where a local FILE was published.")
@click.option("--no-fetch", is_flag=True, help="Record the URL alone; ask nobody.")
@click.option("--allow-private", is_flag=True, help="Fetch from hosts of our own network too.")
@writes
def add(desk: "Desk", *, address: str, **options: Any) -> "Recorded":
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
    tell(page, desk.report_view(recorded.ref))
    return recorded


@report.command("set")
@ref_argument
@said_options
@click.option("--reason", default="corrected", show_default=True, metavar="TEXT", help="Why.")
@writes
def set_(desk: "Desk", *, ref: str, reason: str, **options: Any) -> "Recorded":
    """Correct what is recorded of one version of a report; address and text stay.

    REF is its reference, or its URL for the newest version.
    """
    return desk.set_report(desk.report_view(ref).ref, reason=reason, **given(options))


@report.command("list")
@click.argument("url", required=False, metavar="[URL]")
@page_options
@reads(reports_text)
def list_(desk: "Desk", *, url: str | None, **page: Any) -> "list[ReportView]":
    """All reports, or all versions of the one at URL, oldest first."""
    return desk.reports(url, **given(page))


@report.command()
@ref_argument
@reads(report_text)
def show(desk: "Desk", *, ref: str) -> "ReportView":
    """One report, by its reference, or the newest version at a URL."""
    return desk.report_view(ref)
