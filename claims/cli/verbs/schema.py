"""The JSON Schema of what can be handed in."""

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
def schema(*, record: str) -> None:
    """Print the JSON Schema of a claim as input, or of another record.

    It is what a line of JSONL holds, and what the options of `log` and the columns
    of a CSV file are called. No database is needed.
    """
    from claims.schemas.drafts import DRAFTS  # noqa: PLC0415  start-up stays light

    print_json(DRAFTS[record].model_json_schema())
