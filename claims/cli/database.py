"""Setting up: creating, upgrading and distributing the database; the demo."""

import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

import claims
from claims.cli.output import fields, many, phrase, print_document, say, steps
from claims.cli.session import json_option, opened_desk, print_found, settings
from claims.errors import DatabaseError, InputError


@click.command()
@json_option
def init(*, as_json: bool) -> None:
    """Create the database, or bring an older one to this version; make its signing key.

    The private half of the key is kept outside the database ($CLAIMS_KEYS); keep a
    copy of it. Running it again does no harm.
    """
    upgraded = _upgraded()
    print_found({**upgraded, "key": _first_key()}, None if as_json else _database_text)


def _first_key() -> str | None:
    """The key that signs here, made if the record has none; None where there is none to use."""
    here = settings()
    with claims.open(here.database, user=here.user, create=False, keys=here.keys) as desk:
        try:
            desk.make_first_key()
        except InputError as error:
            say(f"{error.message}; until there is a key, nothing is sealed")
            say(f"  {error.hint}")
        return next((key.public for key in desk.signing_keys() if key.signs), None)


@click.command()
@json_option
def migrate(*, as_json: bool) -> None:
    """Bring a database that is there to the version of this program."""
    try:
        claims.open(settings().database, create=False).close()
    except DatabaseError as error:
        if error.code != "database_not_migrated":
            raise
    print_found(_upgraded(), None if as_json else _database_text)


@click.command()
@json_option
def distribute(*, as_json: bool) -> None:
    """Spread the tables over a Citus cluster; run it after each `init` and `migrate`.

    What is spread already is left alone. On SQLite and on plain PostgreSQL there is
    nothing to do.
    """
    from claims.desk.opening import distribute_database  # noqa: PLC0415  start-up stays light

    database = settings().database
    claims.open(database, create=False).close()  # what is not there is not made
    done = distribute_database(database)
    found = {
        "database": _without_password(database),
        "cluster": done.cluster,
        "distributed": [step.table for step in done.steps],
        "before": done.before,
    }
    print_found(found, None if as_json else _distribution_text)


def _distribution_text(found: dict[str, Any]) -> Iterator[str]:
    if not found["cluster"]:
        yield f"nothing to distribute: {found['database']} is no Citus cluster"
        return
    for table in found["distributed"]:
        yield f"distributed {table}"
    number = len(found["distributed"])
    done = f"{number} tables are now distributed" if number else "ready, nothing to do"
    yield f"{done}: {found['database']}, {found['before'] + number} tables in all"


def _upgraded() -> dict[str, str | None]:
    from claims.desk.opening import upgrade_database  # noqa: PLC0415  start-up stays light

    database = settings().database
    return {"database": _without_password(database), "was": str(upgrade_database(database))}


def _database_text(found: dict[str, str | None]) -> Iterator[str]:
    done = {"empty": "created", "current": "ready, nothing to do:", "older": "upgraded"}
    yield f"{done[found['was'] or '']} {found['database']}"
    if found.get("key"):
        yield f"checkpoints are signed with {found['key']}"


def _without_password(database: str) -> str:
    return re.sub(r"(://[^:/@]*):[^@]*@", r"\1:***@", database)


if TYPE_CHECKING:
    from claims.schemas.views import RebuiltView

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
            _fill_and_print(Path(folder) / "demo.db", keys=Path(folder) / "keys")
        else:
            _fill_and_print(keep, keys=settings().keys)
    if keep is None:
        say("to look further: claims demo --keep demo.db")
    else:
        say(f"to look further: claims --db {keep} find")
        say(f"                 claims --db {keep} figure show nk-casualties")
        say(f"                 claims --db {keep} trace nk-0036")


def _fill_and_print(database: Path, *, keys: Path | None) -> None:
    with claims.open(str(database), user=EDITOR, keys=keys) as desk:
        desk.import_file(_records())
        slugs = [figure.slug for figure in desk.figures()]
        print_document(desk.sourcing(figure=slugs, format="md", proofs=False), None)


def _records() -> Path:
    """The demo's claims: inside an installed package, or at the root of a clone."""
    package = Path(claims.__file__).parent
    installed = package / "_fixtures"
    return (installed if installed.is_dir() else package.parent / "fixtures") / "demo/records.jsonl"


def rebuilt_text(found: "RebuiltView") -> Iterator[str]:
    """What the new database holds."""
    yield f"rebuilt {found.database}"
    texts = many(found.texts, "archived text") if found.texts else None
    redactions = many(found.redactions, "redaction") if found.redactions else None
    yield from fields([("holds", phrase([f"{found.entries:,} entries", texts, redactions]))])


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
