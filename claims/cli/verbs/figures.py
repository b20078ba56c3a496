"""Figures: what is counted, and what the record says of it."""

from typing import TYPE_CHECKING, Any

import click

from claims.cli.names import joined
from claims.cli.options import (
    choice,
    clear_option,
    date_option,
    note_option,
    page_options,
    together,
)
from claims.cli.session import given, reads, writes
from claims.cli.text.figures import figure_text
from claims.cli.text.records import figures_text
from claims.vocab import Basis

if TYPE_CHECKING:
    from claims.desk import Desk
    from claims.schemas.views import FigureSummary, FigureView, Recorded

slug_argument = click.argument("slug", metavar="SLUG")
figure_options = together(
    click.option("--title", metavar="TEXT", help="What it is, in a line."),
    click.option("--unit", metavar="TEXT", help="In which unit it counts."),
    click.option("--basis", type=choice(Basis), help="Since a day, in a period, at a moment."),
    click.option("--measure", metavar="TEXT", help="What is measured: killed and wounded."),
    click.option("--population", metavar="TEXT", help="Of whom or what."),
    click.option("--place", metavar="TEXT", help="Where."),
    date_option("--since", "The day that a cumulative figure counts from"),
    click.option("--part-of", metavar="SLUG", help="The figure that this one is part of."),
    click.option(
        "--complete-parts/--incomplete-parts",
        default=None,
        help="Whether its parts are all there, and must add up.",
    ),
    click.option(
        "--party",
        "parties",
        metavar="NAME",
        multiple=True,
        help="A party to the matter; may be repeated.",
    ),
    note_option,
)


@click.group()
def figure() -> None:
    """What is counted: in which unit, of whom, where, on which basis."""


@figure.command()
@slug_argument
@figure_options
@writes
def add(desk: "Desk", *, slug: str, **options: Any) -> "Recorded":
    """Add the figure SLUG (small letters, digits, hyphens); if it is known, set what is given."""
    return desk.figure(slug, **given(options))


@figure.command("set")
@slug_argument
@figure_options
@clear_option
@click.option("--drop-party", metavar="NAME", multiple=True, help="Who is no party after all.")
@writes
def set_(desk: "Desk", *, slug: str, drop_party: tuple[str, ...], **options: Any) -> "Recorded":
    """Correct a figure: what is not given stays, and parties are added to those known."""
    known, fields = desk.figure_summary(slug).definition, given(options)
    if "parties" in fields or drop_party:
        fields["parties"] = joined(known.parties, fields.get("parties", ()), drop_party)
    return desk.figure(known.slug, **fields)


@figure.command("list")
@page_options
@reads(figures_text)
def list_(desk: "Desk", **page: Any) -> "list[FigureView]":
    """All figures as they are defined, by slug."""
    return desk.figures(**given(page))


@figure.command()
@slug_argument
@click.option(
    "--summary", is_flag=True, help="Without its claims and findings: soon, however many."
)
@reads(figure_text)
def show(desk: "Desk", *, slug: str, summary: bool) -> "FigureSummary":
    """What the record says on a figure: counts, range, standing, and every claim."""
    return desk.figure_summary(slug) if summary else desk.figure_view(slug)
