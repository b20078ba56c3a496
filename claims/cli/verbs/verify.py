"""Whether anybody touched the record."""

from pathlib import Path

import click

from claims.cli.endings import FOUND_BAD
from claims.cli.options import read_text
from claims.cli.progress import steps
from claims.cli.session import json_option, opened_desk, print_found
from claims.cli.text.verifying import verify_text


@click.command()
@click.option(
    "--checkpoint",
    "kept",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="A checkpoint kept from earlier: the record must be its continuation.",
)
@click.option("--key", metavar="KEY", help="The public key that must have signed, or its file.")
@click.option("--resume", is_flag=True, help="Only what came since it was last verified here.")
@json_option
def verify(*, kept: Path | None, key: str | None, resume: bool, as_json: bool) -> None:
    """Check that nobody touched the record: ledger, tree, signatures, and every row.

    Ends with 1 if anything does not fit, and names each record. A tail of entries
    that is not sealed yet is no fault. Without --key the keys are those that the
    ledger itself names.
    """
    checkpoint = None if kept is None else read_text(kept)
    with opened_desk() as desk, steps("verifying") as step:
        found = desk.verify(checkpoint=checkpoint, key=_key(key), resume=resume, progress=step)
    print_found(found, None if as_json else verify_text)
    if not found.ok:
        click.get_current_context().exit(FOUND_BAD)


def _key(given: str | None) -> str | None:
    """A public key as it is typed, or out of the file of that name."""
    if given is None or not Path(given).is_file():
        return given
    return read_text(Path(given)).strip()
