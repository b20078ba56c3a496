"""The sourcing report, to a file or to stdout."""

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from claims.cli.options import date_option, read_text, then_options
from claims.cli.output import print_document
from claims.cli.session import given, json_option, looking_desk
from claims.errors import InputError


@click.command()
@click.option("--figure", metavar="SLUG", multiple=True, help="Of a figure; may be repeated.")
@click.option("--claim", metavar="REF", help="Of one claim.")
@click.option("--report", metavar="REF", help="Of all claims read in a report: its REF or URL.")
@click.option("--source", metavar="NAME", help="Of all that a source says or passes on.")
@click.option("--tag", metavar="TAG", help="Of all claims with a tag.")
@click.option("--story", metavar="REF", help="Of what a story of ours rests on: its REF or URL.")
@date_option("--since", "Of claims about this time or later; alone, or within another scope")
@date_option("--until", "Of claims about this time or earlier")
@click.option(
    "--diff",
    metavar="FIRST SECOND",
    nargs=2,
    help="What changed between two moments of the record (as --as-of spells them).",
)
@click.option(
    "--no-proofs",
    "proofs",
    flag_value=False,
    default=True,
    help="Leave the proofs out, to read it on a screen; the checkpoint stays.",
)
@click.option("--language", metavar="CODE", help="en or de.  [default: en]")
@click.option(
    "--words",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="A TOML file with your own words and sentences over those of the language.",
)
@click.option("--format", metavar="FORMAT", help="md, html, pdf, json or csv.  [default: md]")
@click.option(
    "--output",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write it there instead of to stdout.",
)
@then_options
@json_option
def sourcing(  # noqa: PLR0913  one keyword for each option that is not the scope
    *,
    output: Path | None,
    words: Path | None,
    proofs: bool,
    as_json: bool,
    as_of: str | None,
    known_by: str | None,
    **options: Any,
) -> None:
    """Write the sourcing report of a figure, claim, report, source, tag, story or span of time.

    Who said what, through whom, how sure; independent origins beside mentions; open
    conflicts and findings; what was not checked. The same record gives the same bytes.
    With --diff FIRST SECOND it is what was added, revised, retracted and ruled in between,
    and how the standing moved. `claims check-proof FILE` checks a report that was written.
    """
    scope = given(options)
    if as_json and scope.setdefault("format", "json") != "json":
        raise click.UsageError("--json is --format json; give one of them")
    if "diff" in scope and as_of is not None:
        raise click.UsageError("--diff names its two moments itself; leave --as-of out")
    is_pdf = scope.get("format") == "pdf"
    if is_pdf:
        scope.pop("format")
        _check_pdf(scope, output)
    own = None if words is None else read_text(words)
    with looking_desk(as_of, known_by) as desk:
        try:
            write = desk.sourcing_pdf if is_pdf else desk.sourcing
            document = write(**scope, words=own, proofs=proofs)
        except InputError as error:
            if error.code.startswith("words_"):
                raise error.at(file=str(words)) from None
            raise
    print_document(document, output)


def _check_pdf(scope: Mapping[str, Any], output: Path | None) -> None:
    if "diff" in scope:
        raise click.UsageError("--diff has no PDF; leave --format out, or give json")
    if output is None and sys.stdout.isatty():
        raise click.UsageError("a PDF is no text for a terminal; give --output FILE")
