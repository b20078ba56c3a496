"""Links: judgements on how one claim stands to another."""

from typing import TYPE_CHECKING

import click

from claims.cli.options import reason_option, ref_argument, relation_argument, words_of
from claims.cli.session import writes
from claims.vocab import Relation

if TYPE_CHECKING:
    from claims.desk import Desk
    from claims.schemas.views import Recorded


@click.command(epilog=f"RELATION is one of {words_of(Relation)}.")
@ref_argument
@relation_argument
@click.argument("to", metavar="REF")
@reason_option
@writes
def link(desk: "Desk", *, ref: str, relation: str, to: str, reason: str) -> "Recorded":
    """Say how one claim stands to another, read from left to right.

    claims link c-4k2j9x1a corroborates desk-0007 --reason "own estimate"
    """
    return desk.link(ref, relation, to, reason=reason)


@click.command()
@ref_argument
@click.argument(
    "relation",
    metavar="[RELATION",
    required=False,
    type=click.Choice([str(one) for one in Relation]),
)
@click.argument("to", metavar="REF]", required=False)
@reason_option
@writes
def unlink(
    desk: "Desk", *, ref: str, relation: str | None, to: str | None, reason: str
) -> "Recorded":
    """Take a link back: by its own reference (l-…), or by its claims and the relation.

    It stays in the record, withdrawn, with the reason.
    """
    if relation is not None and to is None:
        raise click.UsageError("name the second claim too: unlink REF RELATION REF")
    return desk.unlink(ref, relation, to, reason=reason)
