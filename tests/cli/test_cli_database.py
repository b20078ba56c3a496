import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

import orjson
import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Claims


def test_init_creates_the_database(claims: "Claims") -> None:
    assert claims.text("--db", "new.db", "init").splitlines()[0] == "created new.db"
    assert claims.json("--db", "new.db", "find") == []


@pytest.mark.sqlite  # it is about the name of a file
def test_init_twice_does_no_harm(claims: "Claims", toll: str) -> None:
    first, second = claims.json("init"), claims.json("init")
    assert first == second
    assert (second["database"], second["was"]) == ("claims.db", "current")
    assert claims.json("show", "toll")["ref"] == toll


@pytest.mark.sqlite  # it is about the name of a file
def test_migrate_leaves_a_current_database_alone(claims: "Claims") -> None:
    assert claims.text("migrate") == "ready, nothing to do: claims.db\n"


def test_migrate_does_not_create_a_database(claims: "Claims") -> None:
    result = claims.run("--db", "typo.db", "migrate")
    assert result.exit_code == 3
    assert not Path("typo.db").exists()


def test_migrate_fills_an_empty_file(claims: "Claims") -> None:
    Path("empty.db").touch()
    assert claims.text("--db", "empty.db", "migrate") == "created empty.db\n"


def test_distribute_has_nothing_to_do_on_a_file_or_a_plain_server(claims: "Claims") -> None:
    result = claims.run("distribute")

    assert result.exit_code == 0
    assert result.stdout.startswith("nothing to distribute: ")
    assert claims.json("distribute")["cluster"] is False


def test_distribute_creates_no_database(claims: "Claims") -> None:
    result = claims.run("--db", "typo.db", "distribute")

    assert result.exit_code == 3
    assert not Path("typo.db").exists()


def test_distribute_asks_for_init_first(claims: "Claims") -> None:
    Path("empty.db").touch()
    result = claims.run("--db", "empty.db", "distribute")

    assert result.exit_code == 3
    assert "claims init" in result.stderr


def test_a_database_that_is_not_there_ends_with_3(claims: "Claims") -> None:
    result = claims.run("--db", "none.db", "find")
    assert result.exit_code == 3
    assert result.stderr == (
        "error: none.db: there is no such database\n"
        "  run `claims init`, or name another with --db\n"
    )


def test_a_file_without_tables_ends_with_3_and_says_init(claims: "Claims") -> None:
    Path("empty.db").touch()
    result = claims.run("--db", "empty.db", "find")
    assert result.exit_code == 3
    assert "claims init" in result.stderr


def test_a_foreign_database_ends_with_3_and_is_left_alone(claims: "Claims") -> None:
    connection = sqlite3.connect("foreign.db")
    connection.execute("CREATE TABLE recipes (name TEXT)")
    connection.close()
    before = Path("foreign.db").read_bytes()
    assert claims.run("--db", "foreign.db", "init").exit_code == 3
    assert Path("foreign.db").read_bytes() == before


def test_a_url_that_cannot_be_read_ends_with_3(claims: "Claims") -> None:
    assert claims.run("--db", "nosuch://server/x", "find").exit_code == 3


@pytest.mark.parametrize("record", ["claim", "source", "figure", "report", "story"])
def test_schema_needs_no_database(claims: "Claims", record: str) -> None:
    document = orjson.loads(claims.text("--db", "none.db", "schema", "--record", record))
    assert document["properties"]["record"]["const"] == record


def test_schema_is_that_of_a_claim_unless_told_otherwise(claims: "Claims") -> None:
    assert orjson.loads(claims.text("schema"))["title"] == "ClaimDraft"
