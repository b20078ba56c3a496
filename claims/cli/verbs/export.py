"""The whole record, to stdout or to a file that is there whole or not at all."""

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import click

from claims.cli.options import then_options
from claims.cli.output import say
from claims.cli.session import looking_desk
from claims.cli.text.words import many
from claims.errors import InputError
from claims.store.flat import is_database


@click.command()
@click.option(
    "--format",
    metavar="FORMAT",
    default="jsonl",
    show_default=True,
    help="jsonl, csv, claimreview, prov, provn or datasette.",
)
@click.option(
    "--with-ids",
    is_flag=True,
    help="With ids, who wrote what when, and what was withdrawn: to compare two databases by.",
)
@click.option(
    "--claim",
    metavar="REF",
    help="With prov (PROV-JSON) or provn (PROV-N): the claim whose provenance it is.",
)
@click.option(
    "--output",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write it there instead of to stdout.",
)
@then_options
def export(  # noqa: PLR0913  one argument for each option
    *,
    format: str,  # noqa: A002  click's word
    with_ids: bool,
    claim: str | None,
    output: Path | None,
    as_of: str | None,
    known_by: str | None,
) -> None:
    """Write all that is recorded, as JSON Lines that `import` takes.

    Importing it into an empty database and exporting again gives the same bytes. Ids,
    earlier revisions and who wrote what when are history, which `rebuild` keeps.

    With `--format claimreview`, the claims that somebody rated, as JSON-LD for others; with
    `csv`, a row for each claim, which `import` takes too; with `prov` or `provn` and `--claim`,
    where one claim comes from, as W3C PROV; with `datasette` and `--output`, an SQLite file of
    flat tables for Datasette, and its metadata beside it.
    """
    with looking_desk(as_of, known_by) as desk:
        if format == "datasette" and output is not None and not with_ids and claim is None:
            for made in desk.export_datasette(output):
                say(f"wrote {made.name}")
            return
        lines = desk.export(format=format, with_ids=with_ids, claim=claim, left_out=_left_out)
        if output is None:
            _write(lines, sys.stdout.buffer)
            return
        with whole_file(output) as stream:
            count = _write(lines, stream)
    say(f"wrote {count:,} lines to {output}")


def _left_out(claims: int) -> None:
    if claims:
        say(f"left out: {many(claims, 'claim')} that nobody rated")


def _write(lines: Iterable[bytes], stream: BinaryIO) -> int:
    """Returns how many lines there were."""
    count = 0
    for part in lines:
        stream.write(part)
        count += part.count(b"\n")
    stream.flush()
    return count


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """A file that takes its name only once it is whole; what had the name stays until then."""
    if path.exists() and not path.is_file():  # a pipe or a device has no half
        with path.open("wb") as stream:
            yield stream
        return
    target = path.resolve()
    if not target.parent.is_dir():
        raise InputError(
            "file_unwritable", f"there is no folder {target.parent}", hint="make it first"
        ).at(file=str(path))
    if target.exists() and is_database(target):
        raise InputError(
            "file_exists", "an SQLite database has this name already", hint="name another file"
        ).at(file=str(path))
    beside = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with beside.open("xb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)
