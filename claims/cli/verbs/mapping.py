"""A first mapping for somebody else's table."""

from pathlib import Path

import click

from claims.cli.output import say
from claims.errors import InputError


@click.command("map")
@click.argument("file", type=click.Path(), metavar="FILE")
@click.option("--output", type=click.Path(), help="Where to write it; stdout if not given.")
def propose_mapping(*, file: str, output: str | None) -> None:
    """Look at a table and write a first mapping for it, with comments to edit.

    FILE is CSV, TSV, XLSX, JSON, JSON Lines, or a folder of Markdown files with front
    matter. No database is needed; `claims import FILE --map MAP.toml` imports it.
    """
    from claims.mapping.proposing import propose  # noqa: PLC0415  start-up stays light

    try:
        text = propose(Path(file))
        if output is None:
            click.echo(text, nl=False)
            return
        with Path(output).open("x", encoding="utf-8") as stream:
            stream.write(text)
    except FileExistsError as error:
        raise InputError(
            "file_exists", "it is there already", hint="name another, or move it away"
        ).at(file=output) from error
    except OSError as error:
        raise InputError("file_unreadable", f"it cannot be read: {error.strerror}").at(
            file=error.filename or file
        ) from error
    except InputError as error:
        raise error.at(file=file) from error
    say(f"written to {output}: edit it, then `claims import {file} --map {output}`")
