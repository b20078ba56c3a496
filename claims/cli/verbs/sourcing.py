"""The sourcing report, to a file or to stdout."""

from pathlib import Path
from typing import Any

import click

from claims.cli.options import then_options
from claims.cli.output import print_document
from claims.cli.session import given, json_option, looking_desk


@click.command()
@click.option(
    "--figure", "figures", metavar="SLUG", multiple=True, help="Of a figure; may be repeated."
)
@click.option("--claim", metavar="REF", help="Of one claim.")
@click.option("--report", metavar="REF", help="Of all claims read in a report: its REF or URL.")
@click.option("--source", metavar="NAME", help="Of all that a source says or passes on.")
@click.option("--tag", metavar="TAG", help="Of all claims with a tag.")
@click.option("--format", metavar="FORMAT", help="md, html, pdf, json or csv.  [default: md]")
@click.option(
    "--output",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write it there instead of to stdout.",
)
@then_options
@json_option
def sourcing(
    *,
    output: Path | None,
    as_json: bool,
    as_of: str | None,
    known_by: str | None,
    **options: Any,
) -> None:
    """Write the sourcing report of a figure, a claim, a report, a source or a tag.

    Who said what, through whom, how sure; independent origins beside mentions; open
    conflicts and findings; what was not checked. The same record gives the same bytes.
    """
    scope = given(options)
    if as_json and scope.setdefault("format", "json") != "json":
        raise click.UsageError("--json is --format json; give one of them")
    with looking_desk(as_of, known_by) as desk:
        document = desk.sourcing(**scope)
    print_document(document, output)
