"""Finding claims."""

from typing import TYPE_CHECKING, Any

import click

from claims.cli.options import choice, date_option
from claims.cli.output import say
from claims.cli.session import given, reads
from claims.cli.text.claims import found_text
from claims.vocab import Hedge

if TYPE_CHECKING:
    from claims.desk import Desk
    from claims.schemas.views import ClaimLine


@click.command()
@click.argument("words", nargs=-1, metavar="[WORDS]")
@click.option("--figure", metavar="SLUG", help="On this figure.")
@click.option("--source", metavar="NAME", help="With this source anywhere in the chain.")
@click.option("--reporter", metavar="NAME", help="Published by this outlet.")
@click.option("--tag", metavar="TAG", help="With this tag.")
@click.option("--hedge", type=choice(Hedge), help="Hedged so, over the whole chain.")
@date_option("--since", "About this time or later")
@date_option("--until", "About this time or earlier")
@click.option("--limit", type=click.IntRange(min=1), default=50, show_default=True, help="At most.")
@click.option("--before", metavar="REF", help="The next page: the last claim of this one.")
@click.option("--ranked", is_flag=True, help="Best first, out of the newest 2,000 that fit.")
@reads(found_text)
def find(desk: "Desk", *, words: tuple[str, ...], limit: int, **options: Any) -> "list[ClaimLine]":
    """Find claims that hold all WORDS and meet all conditions, newest logged first.

    Words are looked for in statement, quote and note. The beginning of a word is enough
    from three letters on; numbers are compared whole, however they are written.
    """
    found = desk.find(" ".join(words), limit=limit, **given(options))
    if len(found) == limit:
        say(f"the first {limit}; for more: --before {found[-1].ref}")
    return found
