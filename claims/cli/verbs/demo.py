"""A look at the whole thing at work, on a record that comes with the package."""

import tempfile
from pathlib import Path

import click

import claims
from claims.cli.output import print_document, say
from claims.cli.session import settings
from claims.errors import InputError

EDITOR = "demo"


@click.command()
@click.option(
    "--keep",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Keep the database there, to look around in.",
)
def demo(*, keep: Path | None) -> None:
    """Fill a throw-away database with the demo's claims, and print their sourcing report.

    The report is Markdown on stdout. With --keep FILE the database stays.
    """
    if keep is not None and keep.exists():
        raise InputError("file_exists", "it is there already", hint="name a new file").at(
            file=str(keep)
        )
    with tempfile.TemporaryDirectory() as folder:
        if keep is None:
            _show(Path(folder) / "demo.db", keys=Path(folder) / "keys")
        else:
            _show(keep, keys=settings().keys)
    if keep is None:
        say("to look further: claims demo --keep demo.db")
    else:
        say(f"to look further: claims --db {keep} find")
        say(f"                 claims --db {keep} figure show nk-casualties")
        say(f"                 claims --db {keep} trace nk-0036")


def _show(database: Path, *, keys: Path | None) -> None:
    with claims.open(str(database), user=EDITOR, keys=keys) as desk:
        desk.import_file(_records())
        slugs = [figure.slug for figure in desk.figures()]
        print_document(desk.sourcing(figure=slugs, format="md", proofs=False), None)


def _records() -> Path:
    """The demo's claims: inside an installed package, or at the root of a clone."""
    package = Path(claims.__file__).parent
    installed = package / "_fixtures"
    return (installed if installed.is_dir() else package.parent / "fixtures") / "demo/records.jsonl"
