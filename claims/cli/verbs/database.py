"""Creating the database, and bringing it to this version."""

import re
from collections.abc import Iterator
from typing import Any

import click

import claims
from claims.cli.output import say
from claims.cli.session import json_option, print_found, settings
from claims.errors import DatabaseError, InputError


@click.command()
@json_option
def init(*, as_json: bool) -> None:
    """Create the database, or bring an older one to this version; make its signing key.

    The private half of the key is kept outside the database ($CLAIMS_KEYS); keep a
    copy of it. Running it again does no harm.
    """
    upgraded = _upgraded()
    print_found({**upgraded, "key": _first_key()}, None if as_json else _text)


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
    print_found(_upgraded(), None if as_json else _text)


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


def _text(found: dict[str, str | None]) -> Iterator[str]:
    done = {"empty": "created", "current": "ready, nothing to do:", "older": "upgraded"}
    yield f"{done[found['was'] or '']} {found['database']}"
    if found.get("key"):
        yield f"checkpoints are signed with {found['key']}"


def _without_password(database: str) -> str:
    return re.sub(r"(://[^:/@]*):[^@]*@", r"\1:***@", database)
