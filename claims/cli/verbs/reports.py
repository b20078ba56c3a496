"""Reports: what was published, at which version, with its text."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from claims.cli.options import (
    date_option,
    note_option,
    read_text,
    ref_argument,
    report_options,
    text_option,
    together,
)
from claims.cli.session import given, reads, writes
from claims.cli.text.records import report_text, reports_text

if TYPE_CHECKING:
    from claims.desk import Desk
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
@writes
def add(desk: "Desk", *, address: str, text_file: Path | None, **options: Any) -> "Recorded":
    """Add a report by its URL, or from a local FILE whose text is archived.

    Text that differs from what is archived under this URL makes a new version.
    Nothing is fetched: give the text of a URL with --text-file.
    """
    fields = given(options)
    if "://" in address:
        text = {} if text_file is None else {"text": read_text(text_file)}
        return desk.report(address, **text, **fields)
    if text_file is not None:
        raise click.UsageError("a local FILE is its own text; leave --text-file out")
    return desk.report(
        None, **{"title": Path(address).name, **fields}, text=read_text(Path(address))
    )


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
@reads(reports_text)
def list_(desk: "Desk", *, url: str | None) -> "list[ReportView]":
    """All reports, or all versions of the one at URL, oldest first."""
    return desk.reports(url)


@report.command()
@ref_argument
@reads(report_text)
def show(desk: "Desk", *, ref: str) -> "ReportView":
    """One report, by its reference, or the newest version at a URL."""
    return desk.report_view(ref)
