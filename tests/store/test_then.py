"""A statement that looks at then: shadowed whole or refused, and found by the same indexes."""

import re
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import delete, event, select, text
from sqlalchemy.dialects import postgresql, sqlite

from claims.store.engine import open_engine, read_url, reading, writing
from claims.store.projection import CLAIMS, FORMER
from claims.store.tables import Base, Entry
from claims.store.then import NOW, Then, looking_at, looks_at, shadowed

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from claims.desk import Desk

MOMENT = datetime(2025, 2, 15, 12, tzinfo=UTC)
THEN = Then(as_of=MOMENT, known_by=MOMENT)
SQLITE, POSTGRESQL = sqlite.dialect(), postgresql.dialect()  # type: ignore[no-untyped-call]  # SQLAlchemy annotates neither


@pytest.fixture
def engine(database: Path) -> Iterator["Engine"]:
    engine = open_engine(read_url(database))
    yield looking_at(engine, THEN)
    engine.dispose()


# What is sent


def test_a_table_is_shadowed_by_its_rows_of_then() -> None:
    sent = shadowed("SELECT rulings.a FROM rulings", Then(as_of=MOMENT), SQLITE)

    when = "'2025-02-15 12:00:00.000000'"
    assert sent.startswith("WITH rulings AS NOT MATERIALIZED (SELECT t.")
    assert f"FROM main.rulings AS t WHERE t.changed_at <= {when} UNION ALL SELECT" in sent
    assert (
        f"FROM former_rulings AS t WHERE t.changed_at <= {when} AND t.replaced_at > {when})" in sent
    )
    assert sent.endswith(") SELECT rulings.a FROM rulings")


def test_elsewhere_a_table_is_set_aside_before_its_name_is_taken() -> None:
    sent = shadowed("SELECT count(*) FROM claim_tags", Then(as_of=MOMENT), POSTGRESQL)

    named = re.findall(r"(\w+) AS NOT MATERIALIZED", sent)
    assert named == ["now_claim_tags", "now_claims", "claim_tags"]
    assert "TIMESTAMPTZ '2025-02-15 12:00:00.000000+00:00'" in sent


@pytest.mark.parametrize("dialect", [SQLITE, POSTGRESQL], ids=lambda dialect: dialect.name)
@pytest.mark.parametrize("table", [Entry.__table__, *FORMER], ids=lambda table: table.name)
def test_a_shadow_takes_only_what_is_defined_before_it(dialect: Any, table: Any) -> None:
    sent = shadowed(f"SELECT 1 FROM {table.name}", THEN, dialect)

    named = re.findall(r"(\w+) AS NOT MATERIALIZED", sent)
    bodies = re.split(r"\w+ AS NOT MATERIALIZED", sent)[1:]
    for place, body in enumerate(bodies[:-1]):
        taken = set(re.findall(r"FROM (\w+) AS", body))
        assert taken <= {*named[:place], *(twin.name for twin in FORMER.values())}
    assert table.name in named


def test_a_statement_on_no_table_of_ours_is_sent_as_it_is() -> None:
    assert shadowed("SELECT 1", THEN, SQLITE) == "SELECT 1"


@pytest.mark.parametrize(
    "statement",
    [
        text("WITH found AS (SELECT 1) SELECT * FROM found"),
        text("PRAGMA user_version"),
        select(FORMER[CLAIMS]),
        delete(CLAIMS),
    ],
    ids=["with", "pragma", "twin", "delete"],
)
def test_what_cannot_be_asked_of_then_is_not_answered_from_now(
    engine: "Engine", statement: Any
) -> None:
    with (
        reading(engine) as connection,
        pytest.raises(RuntimeError, match="as it was"),
    ):
        connection.execute(statement)


def test_every_table_that_records_fill_is_shadowed(engine: "Engine") -> None:
    aside = {
        "leaves",
        "tiles",
        "checkpoints",
        "archive",
        "archive_raw",
        "archive_bands",
        "cache_words",
    }
    with reading(engine) as connection:
        for name, table in Base.metadata.tables.items():
            if table not in FORMER.values():
                sent = shadowed(f"SELECT * FROM {name}", looks_at(connection), SQLITE)
                assert sent.startswith("WITH") == (name not in aside)
                if name != "cache_words":  # here it is a table of FTS5, with none of its columns
                    connection.execute(select(table))


def test_now_is_asked_without_a_word_more(database: Path) -> None:
    engine = open_engine(read_url(database))
    with reading(engine) as connection:
        assert looks_at(connection) == NOW
        connection.execute(text("WITH found AS (SELECT 1) SELECT * FROM found"))
    engine.dispose()


def test_the_engine_that_looks_back_leaves_the_other_as_it_was(database: Path) -> None:
    engine = open_engine(read_url(database))
    looking_at(engine, THEN)

    with writing(engine) as connection:
        assert looks_at(connection) == NOW
    engine.dispose()


# How it is found

# All rulings and waivers are asked for; of figures there are few former ones.
_WHOLE = re.compile(r"SCAN t USING INDEX sqlite_autoindex_(former_)?(rulings|waivers|figures)_1")


def plans(desk: "Desk", database: Path, *asked: Any) -> Iterator[str]:
    """How SQLite finds the rows of each statement that these questions send."""
    sent: list[tuple[str, Any]] = []

    def note(connection: Any, cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        if statement.startswith("WITH"):  # past SQLAlchemy it is told as it is sent
            sent.append((statement, parameters))
        elif statement.startswith("SELECT"):
            then = looks_at(connection)  # now, for what is asked of the record as it is
            shown = statement if then == NOW else shadowed(statement, then, SQLITE)
            sent.append((shown, parameters))

    event.listen(desk._engine, "before_cursor_execute", note)
    for verb, arguments in asked:
        getattr(desk, verb)(**arguments)
    event.remove(desk._engine, "before_cursor_execute", note)
    with closing(open_engine(read_url(database)).raw_connection()) as connection:
        for statement, parameters in sent:
            for row in connection.cursor().execute(f"EXPLAIN QUERY PLAN {statement}", parameters):
                yield row[3]


@pytest.mark.parametrize(
    "limits",
    [{"as_of": "2030"}, {"known_by": "2030"}, {"as_of": "2030", "known_by": "2030"}],
    ids=["as of", "known by", "both"],
)
def test_then_is_found_by_indexes_and_nothing_is_put_aside(
    desk: "Desk", database: Path, limits: dict[str, str]
) -> None:
    for number in range(3):
        desk.log("It is said", key=f"k{number}", figure="toll", reporter="Wire", tags=["war"])
    desk.link("k0", "repeats", "k1", reason="so")
    desk.revise("k0", reason="read again", note="x")
    figure = desk.figures()[0].ref

    steps = list(
        plans(
            desk.at(**limits),
            database,
            ("figure_view", {"slug": figure}),
            ("show", {"ref": "k0"}),
            ("trace", {"ref": "k0"}),
            ("find", {"tag": "war"}),
            ("cascade", {"ref": "k0"}),
        )
    )

    scans = {step for step in steps if step.startswith("SCAN t")}
    assert [step for step in scans if not _WHOLE.fullmatch(step)] == []
    assert [step for step in steps if "MATERIALIZE" in step or "AUTOMATIC" in step] == []
    used = {match for step in steps for match in re.findall(r"INDEX (\w+)", step)}
    assert {"ix_claims_counting", "sqlite_autoindex_attributions_1"} <= used
    if "as_of" in limits:
        assert "ix_former_claims_counting" in used


def test_a_page_of_then_walks_the_claims_once_and_may_end_early(
    desk: "Desk", database: Path
) -> None:
    desk.log("It is said", figure="toll", reporter="Wire")

    for asked, ends in (({}, "(id<?)"), ({"since": "2025", "until": "2026"}, "(id>? AND id<?)")):
        steps = list(plans(desk.at(as_of="2030"), database, ("find", asked)))

        walks = [step for step in steps if step.startswith("S") and " t " in step and ends in step]
        assert walks == [
            f"SEARCH t USING INDEX sqlite_autoindex_{one}_1 {ends}"
            for one in ("claims", "former_claims")
        ]
        assert not any(step.startswith("SCAN t") for step in steps)
        assert asked or not any("TEMP B-TREE" in step for step in steps)
