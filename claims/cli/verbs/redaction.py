"""Erasing for good, and laying a database down anew."""

import click

from claims.cli.endings import FOUND_BAD
from claims.cli.options import reason_option, ref_argument
from claims.cli.output import say
from claims.cli.progress import steps
from claims.cli.session import json_option, opened_desk, print_found
from claims.cli.text.redaction import rebuilt_text, redaction_text


@click.command()
@ref_argument
@reason_option
@json_option
def redact(*, ref: str, reason: str, as_json: bool) -> None:
    """Erase for good what was recorded of REF, and the archived text of a report.

    That it was redacted, by whom, when and why, shows wherever the record does, at
    every moment, and for good: do not repeat in TEXT what is to go. The tree over the
    ledger and all proofs hold as before. What may say the same in words of its own is
    listed, to be redacted as well; copies and backups of the database are not reached.

    Ends with 1 while a reader keeps the file from being cleaned: repeat the command.
    """
    with opened_desk() as desk:
        found = desk.redact(ref, reason=reason)
    print_found(found, None if as_json else redaction_text)
    if found.left_to_do is not None:
        say(f"it is redacted, but {found.left_to_do}")
    if found.to_be_repeated:
        say(f"  repeat the command: claims redact {found.ref} --reason …")
        click.get_current_context().exit(FOUND_BAD)


@click.command()
@click.argument("new", metavar="NEW")
@json_option
def rebuild(*, new: str, as_json: bool) -> None:
    """Lay the record down in NEW, a database that does not exist yet, from its ledger alone.

    Nothing is taken from the tables: they are made of the entries. Entries, tree and
    checkpoints are copied as they are, archived texts by their hash, and what was
    redacted stays so. A ledger that does not add up is refused, the record named.
    NEW appears under its name when it is whole; `claims --db NEW verify` checks it.
    """
    with opened_desk() as desk, steps("rebuilding") as step:
        found = desk.rebuild(new, progress=step)
    print_found(found, None if as_json else rebuilt_text)
