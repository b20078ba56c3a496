"""Sources: who speaks, under which names, and who commands them."""

from typing import TYPE_CHECKING, Any

import click

from claims.cli.names import joined
from claims.cli.options import choice, clear_option, note_option, page_options, together
from claims.cli.session import given, reads, writes
from claims.cli.text.records import source_text, sources_text
from claims.errors import NotFoundError
from claims.vocab import SourceKind

if TYPE_CHECKING:
    from claims.desk import Desk
    from claims.schemas.views import Recorded, SourceView

name_argument = click.argument("name", metavar="NAME")
source_options = together(
    click.option("--kind", type=choice(SourceKind), help="What kind of speaker it is."),
    click.option("--country", metavar="CC", help="Its country: two letters."),
    click.option("--controlled-by", metavar="NAME", help="Who commands what it says."),
    click.option(
        "--alias", "aliases", metavar="NAME", multiple=True, help="Another name; may be repeated."
    ),
    note_option,
)


@click.group()
def source() -> None:
    """Who speaks: people, organisations, outlets, documents, unnamed speakers."""


@source.command()
@name_argument
@source_options
@writes
def add(desk: "Desk", *, name: str, **options: Any) -> "Recorded":
    """Add the source NAME; if it is known, set what is given of it."""
    fields = given(options)
    if "aliases" in fields:
        fields["aliases"] = joined(_known_aliases(desk, name), fields["aliases"])
    return desk.source(name, **fields)


@source.command("set")
@name_argument
@source_options
@clear_option
@click.option(
    "--drop-alias", metavar="NAME", multiple=True, help="A name that is not its own after all."
)
@writes
def set_(desk: "Desk", *, name: str, drop_alias: tuple[str, ...], **options: Any) -> "Recorded":
    """Correct a source: what is not given stays, and aliases are added to those known."""
    known, fields = desk.source_view(name), given(options)
    if "aliases" in fields or drop_alias:
        fields["aliases"] = joined(known.aliases, fields.get("aliases", ()), drop_alias)
    return desk.source(known.name, **fields)


@source.command("list")
@page_options
@reads(sources_text)
def list_(desk: "Desk", **page: Any) -> "list[SourceView]":
    """All sources, by name."""
    return desk.sources(**given(page))


@source.command()
@name_argument
@reads(source_text)
def show(desk: "Desk", *, name: str) -> "SourceView":
    """One source, by its name, an alias or a reference."""
    return desk.source_view(name)


def _known_aliases(desk: "Desk", name: str) -> tuple[str, ...]:
    try:
        return desk.source_view(name).aliases
    except NotFoundError:
        return ()
