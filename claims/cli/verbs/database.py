"""Creating the database, and bringing it to this version."""

import re
from collections.abc import Iterator

import click

import claims
from claims.cli.session import json_option, print_found, settings
from claims.errors import DatabaseError


@click.command()
@json_option
def init(*, as_json: bool) -> None:
    """Create the database, or bring an older one to this version.

    Running it again does no harm.
    """
    print_found(_upgraded(), None if as_json else _text)


@click.command()
@json_option
def migrate(*, as_json: bool) -> None:
    """Bring a database that is there to the version of this program."""
    try:
        claims.open(settings().database, create=False).close()
    except DatabaseError as error:
        if error.code != "database_not_migrated":
            raise
    print_found(_upgraded(), None if as_json else _text)


def _upgraded() -> dict[str, str]:
    from claims.desk.opening import upgrade_database  # noqa: PLC0415  start-up stays light

    database = settings().database
    return {"database": _without_password(database), "was": str(upgrade_database(database))}


def _text(found: dict[str, str]) -> Iterator[str]:
    done = {"empty": "created", "current": "ready, nothing to do:", "older": "upgraded"}
    yield f"{done[found['was']]} {found['database']}"


def _without_password(database: str) -> str:
    return re.sub(r"(://[^:/@]*):[^@]*@", r"\1:***@", database)
