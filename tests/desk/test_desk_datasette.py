"""The record as an SQLite file for Datasette: flat, described, searchable, the same bytes again."""

import json
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import event

from claims.desk.viewing.publishing.tables import TABLES, VIEWS
from claims.errors import InputError
from tests.history import live_a_while, seeds

if TYPE_CHECKING:
    from claims.desk import Desk
    from tests.ground import Clock, OpenDesk

SECRET = "a secret of the village"


def asked(path: Path, question: str, *values: object) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(question, values).fetchall()


def logged(desk: "Desk", key: str = "a", **fields: Any) -> Any:
    report = {"url": f"https://news.example/{key}", "title": "News"}
    fields = {"source": "NIS", "via": ["Lee"], "reporter": "Yonhap", "report": report, **fields}
    return desk.log(f"About 4,700 fell, says {key}", key=key, **fields)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "out" / "public.db"


@pytest.fixture(autouse=True)
def _folder(file: Path) -> None:
    file.parent.mkdir()


def test_a_claim_has_names_in_place_of_identities(desk: "Desk", file: Path) -> None:
    logged(desk, figure="losses", quantity="4,700", hedge="probable", tags=["war"])

    desk.export_datasette(file)

    columns = "claim, figure, value, source, reporter, chain, effective_hedge, tags, url"
    assert asked(file, f"SELECT {columns} FROM claims") == [
        (
            *("a", "losses", 4700, "NIS", "Yonhap", "NIS → Lee → Yonhap", "probable"),
            *('["war"]', "https://news.example/a"),
        )
    ]
    assert asked(file, "SELECT place, role, source FROM hops") == [
        (0, "origin", "NIS"),
        (1, "relay", "Lee"),
        (2, "reporter", "Yonhap"),
    ]


def test_a_figure_has_its_four_counts_and_its_standing(desk: "Desk", file: Path) -> None:
    for key, source in (("a", "NIS"), ("b", "GUR"), ("c", "NIS")):
        logged(desk, key, figure="losses", quantity="4,700", said="2025-04", source=source)
    desk.export_datasette(file)
    said = desk.figure_summary("losses")

    columns = "mentions, outlets, origins, unknown, low, high, standing"
    assert asked(file, f"SELECT {columns} FROM figures") == [
        (said.mentions, said.outlets, said.origins, said.unknown, 4700, 4700, said.standing)
    ]


@pytest.mark.parametrize("seed", seeds(1, 2, 3))
def test_a_random_history_is_whole_and_consistent(desk: "Desk", file: Path, seed: int) -> None:
    live_a_while(desk, seed=seed, steps=120)
    desk.export_datasette(file)

    assert asked(file, "PRAGMA integrity_check") == [("ok",)]
    assert asked(file, "PRAGMA foreign_key_check") == []
    ((claims_there, hops),) = asked(
        file, "SELECT (SELECT count(*) FROM claims), (SELECT count(DISTINCT claim) FROM hops)"
    )
    records = [json.loads(line)["record"] for line in desk.export()]
    assert claims_there == hops == records.count("claim")
    ((entries,),) = asked(file, "SELECT count(*) FROM entries")
    assert entries == desk.verify().entries


def test_the_same_record_gives_the_same_bytes_whatever_the_page(desk: "Desk", file: Path) -> None:
    live_a_while(desk, seed=2)
    made = desk.export_datasette(file)
    before = [one.read_bytes() for one in made]

    desk.page = 3
    desk.export_datasette(file)

    assert [one.read_bytes() for one in made] == before


def test_words_are_found_in_statement_quote_and_note(desk: "Desk", file: Path) -> None:
    logged(desk, "a", note="국가정보원")
    logged(desk, "b", quote="some soldiers")
    desk.export_datasette(file)

    question = (
        "SELECT claim FROM claims WHERE rowid IN "
        "(SELECT rowid FROM claims_fts WHERE claims_fts MATCH ?) ORDER BY claim"
    )
    assert asked(file, question, "국가정보원") == [("a",)]
    assert asked(file, question, "soldiers") == [("b",)]
    assert asked(file, question, "fell") == [("a",), ("b",)]


def test_every_table_and_column_is_described(desk: "Desk", file: Path) -> None:
    _, beside = desk.export_datasette(file)
    told = json.loads(beside.read_text(encoding="utf-8"))["databases"]["public"]["tables"]

    assert beside.name == "public.metadata.json"
    for name in [table.name for table in TABLES] + [view.name for view in VIEWS]:
        there = [row[1] for row in asked(file, f"PRAGMA table_info({name})")]
        assert list(told[name]["columns"]) == there
        assert told[name]["description"]
        shown = told[name].get("sort", told[name].get("sort_desc", there[0]))
        assert shown in there


def test_the_views_can_be_read(desk: "Desk", file: Path) -> None:
    logged(desk)
    logged(desk, "gone")
    desk.withdraw("gone", reason="twice")
    desk.export_datasette(file)

    assert asked(file, "SELECT claim, report FROM claims_in_print") == [("a", "News")]
    assert ("Lee", "organisation", 0, 2, 0) in asked(file, "SELECT * FROM speakers")


def test_what_was_redacted_is_nowhere_in_the_file(desk: "Desk", file: Path) -> None:
    report = {"url": "https://news.example/s", "title": SECRET, "text": SECRET}
    claim = logged(desk, quote=SECRET, note=SECRET, report=report)
    digest = desk.show(claim).report.text_sha256
    desk.export_datasette(file)
    assert SECRET.encode() in file.read_bytes()

    desk.redact(desk.show(claim).report.ref, reason="court order")
    desk.redact(claim.ref, reason="court order")
    desk.export_datasette(file)

    content = file.read_bytes()
    assert SECRET.encode() not in content
    assert b"news.example/s" not in content
    assert digest is not None
    assert digest.encode() not in content


def test_archived_texts_are_not_published(desk: "Desk", file: Path) -> None:
    logged(desk, report={"url": "https://news.example/s", "text": SECRET})
    desk.export_datasette(file)

    assert SECRET.encode() not in file.read_bytes()


def test_the_file_as_the_record_was(open_desk: "OpenDesk", clock: "Clock", file: Path) -> None:
    desk = open_desk()
    logged(desk)
    desk.export_datasette(file)
    before, then = file.read_bytes(), clock()
    clock.tick(60)
    logged(desk, "b")

    desk.at(as_of=then).export_datasette(file)

    assert file.read_bytes() == before


@pytest.mark.parametrize("content", [b"mine", b"SQLite format 3\x00" + bytes(100)])
def test_a_file_of_another_kind_is_left_alone(desk: "Desk", file: Path, content: bytes) -> None:
    file.write_bytes(content)

    with pytest.raises(InputError) as error:
        desk.export_datasette(file)

    assert error.value.code == "file_exists"
    assert file.read_bytes() == content


def test_a_licence_that_the_desk_has_added_stays(desk: "Desk", file: Path) -> None:
    _, beside = desk.export_datasette(file)
    told = json.loads(beside.read_bytes())
    beside.write_text(json.dumps({**told, "license": "CC BY 4.0", "title": "Ours"}))

    desk.export_datasette(file)

    assert json.loads(beside.read_bytes()) == {**told, "license": "CC BY 4.0"}


@pytest.mark.parametrize("content", [b"mine", b"[]", b"{}"])
def test_metadata_of_something_else_is_left_alone(desk: "Desk", file: Path, content: bytes) -> None:
    beside = file.with_name("public.metadata.json")
    beside.write_bytes(content)

    with pytest.raises(InputError) as error:
        desk.export_datasette(file)

    assert error.value.code == "file_exists"
    assert [one.name for one in file.parent.iterdir()] == [beside.name]
    assert beside.read_bytes() == content


class BreakOffError(Exception):
    """Something goes wrong half-way."""


def test_a_file_that_cannot_be_finished_is_not_begun(desk: "Desk", file: Path) -> None:
    logged(desk)
    desk.export_datasette(file)
    before = {one: one.read_bytes() for one in file.parent.iterdir()}
    logged(desk, "b")

    def break_off(*sent: Any) -> None:
        if "FROM entries" in sent[2]:
            raise BreakOffError

    event.listen(desk._engine, "before_cursor_execute", break_off)
    try:
        with pytest.raises(BreakOffError):
            desk.export_datasette(file)
    finally:
        event.remove(desk._engine, "before_cursor_execute", break_off)

    assert {one: one.read_bytes() for one in file.parent.iterdir()} == before


@pytest.mark.long
def test_datasette_takes_the_file(desk: "Desk", file: Path) -> None:
    program = shutil.which("datasette")
    if program is None:
        pytest.skip("datasette is not installed; it is no part of this project")
    logged(desk)
    made, beside = desk.export_datasette(file)

    asked_for = "/public/claims.json?_search=fell&_shape=array"
    command = [program, "serve", str(made), "-m", str(beside), "--get", asked_for]
    printed = subprocess.run(command, capture_output=True, check=True, timeout=60).stdout

    assert [row["claim"] for row in json.loads(printed)] == ["a"]
