"""The JSON Schema of what can be handed in, and of the sourcing report."""

import click

from claims.cli.output import print_json

RECORDS = ("claim", "source", "figure", "report", "story", "ruling", "refusal", "waiver")


@click.command()
@click.option(
    "--record",
    type=click.Choice(RECORDS),
    default="claim",
    show_default=True,
    help="Which kind of line.",
)
@click.option("--mapping", is_flag=True, help="Of a mapping for `import --map` instead.")
@click.option("--report", is_flag=True, help="Of what `sourcing --json` prints instead.")
@click.option("--difference", is_flag=True, help="Of what `sourcing --diff --json` prints.")
def schema(*, record: str, mapping: bool, report: bool, difference: bool) -> None:
    """Print the JSON Schema of a claim as input, of another record, or of a sourcing report.

    It is what a line of JSONL holds, and what the options of `log` and the columns
    of a CSV file are called. No database is needed.
    """
    if mapping:
        from claims.mapping import Mapping  # noqa: PLC0415  start-up stays light

        print_json(Mapping.model_json_schema())
        return
    if report or difference:
        from claims.report import json as reports  # noqa: PLC0415  start-up stays light

        print_json(reports.report_schema() if report else reports.difference_schema())
        return
    from claims.schemas.drafts import DRAFTS  # noqa: PLC0415  start-up stays light

    print_json(DRAFTS[record].model_json_schema())
