"""Stories: what we printed, and the claims that it rests on."""

from typing import TYPE_CHECKING, Any

import click

from claims.cli.options import date_option, note_option, page_options, ref_argument
from claims.cli.session import given, reads, writes
from claims.cli.text.records import stories_text, story_text

if TYPE_CHECKING:
    from claims.desk import Desk
    from claims.schemas.views import Recorded, StoryView


@click.group()
def story() -> None:
    """What we printed, and on the strength of which claims."""


@story.command()
@click.argument("url", metavar="URL")
@click.argument("more", nargs=-1, metavar="")
@click.option("--title", metavar="TEXT", help="Its headline.")
@date_option("--date", "When we printed it")
@click.option(
    "--rests-on", metavar="REF…", multiple=True, help="The claims that it rests on, one or several."
)
@note_option
@writes
def add(desk: "Desk", *, url: str, more: tuple[str, ...], **options: Any) -> "Recorded":
    """Add a publication of ours; if it is known, set what is given of it.

    The claims after --rests-on replace those recorded before.
    """
    if more and not options["rests_on"]:
        raise click.UsageError(f"what is {more[0]!r}? Claims come after --rests-on")
    options["rests_on"] = (*options["rests_on"], *more)
    return desk.story(url, **given(options))


@story.command("list")
@page_options
@reads(stories_text)
def list_(desk: "Desk", **page: Any) -> "list[StoryView]":
    """All publications of ours, oldest first."""
    return desk.stories(**given(page))


@story.command()
@ref_argument
@reads(story_text)
def show(desk: "Desk", *, ref: str) -> "StoryView":
    """One publication of ours, by its reference or URL."""
    return desk.story_view(ref)
