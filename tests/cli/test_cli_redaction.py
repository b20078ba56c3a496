"""Redacting and rebuilding on the command line: what is printed, and how it ends."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.conftest import Claims

WHY = "a court ordered it"


def rebuilt(folder: Path) -> Path:
    return folder / "new.db"


def test_what_was_erased_and_what_may_repeat_it_is_printed(claims: Claims, toll: str) -> None:
    review = claims.ref("review", "toll", "--note", "fine")

    printed = claims.text("redact", "toll", "--reason", WHY)

    report = claims.json("show", toll)["report"]["ref"]
    assert printed.splitlines() == [
        f"redacted {toll}",
        "  erased      1 revision",
        f"  may repeat  1 report: {report}",
        f"              1 review: {review}",
    ]


def test_redaction_as_json(claims: Claims, toll: str) -> None:
    found = claims.json("redact", "toll", "--reason", WHY)

    assert (found["status"], found["ref"], found["payloads"], found["texts"]) == (
        "redacted",
        toll,
        1,
        0,
    )
    assert not found["to_be_repeated"]
    assert [one["kind"] for one in found["may_repeat"]] == ["report"]


def test_redacting_twice_is_said(claims: Claims, toll: str) -> None:
    claims.text("redact", toll, "--reason", WHY)

    again = claims.text("redact", toll, "--reason", WHY)

    assert again.splitlines()[0] == f"redacted already {toll}"


@pytest.mark.parametrize(
    "view",
    [
        ("show", "toll"),
        ("trace", "toll"),
        ("history", "toll"),
        ("sourcing", "--claim", "toll"),
        ("sourcing", "--figure", "nk-casualties"),
        ("find", "redacted"),
        ("figure", "show", "nk-casualties"),
        ("export",),
    ],
    ids=" ".join,
)
def test_every_view_tells_by_whom_when_and_why(
    claims: Claims, toll: str, view: tuple[str, ...]
) -> None:
    claims.text("redact", toll, "--reason", WHY)

    printed = claims.text(*view)

    flat = " ".join(printed.split())
    assert "redacted by mj on 20" in flat
    assert f": {WHY}]" in flat.replace("\\]", "]")
    assert "North Koreans" not in printed


def test_a_redacted_claim_is_not_said_to_have_been_logged_by_mistake(
    claims: Claims, toll: str
) -> None:
    claims.text("redact", toll, "--reason", WHY)

    printed = claims.text("sourcing", "--claim", "toll")

    assert "**Redacted:**" in printed
    assert "**Withdrawn, logged by mistake:**" not in printed
    assert "nothing any more: what it said was redacted" in printed


def test_history_tells_of_erased_revisions(claims: Claims, toll: str) -> None:
    claims.text("revise", toll, "note=seen", "--reason", "read again")
    claims.text("redact", toll, "--reason", WHY)

    lines = [line.strip() for line in claims.text("history", toll).splitlines()]

    assert sum(line.startswith("[redacted by mj on") for line in lines) == 2
    assert lines[-1].startswith("3. redact")
    assert lines[-1].endswith(f"by mj: {WHY}")


def test_a_reason_is_asked_for(claims: Claims, toll: str) -> None:
    assert "--reason" in claims.refused("redact", toll)


def test_the_same_file_again_is_refused_line_by_line(
    claims: Claims, toll: str, tmp_path: Path
) -> None:
    claims.text("redact", toll, "--reason", WHY)
    (tmp_path / "again.jsonl").write_text(
        '{"key": "toll", "statement": "It happened", "reporter": "Yonhap"}\n'
    )

    for options in ((), ("--update",)):
        result = claims.run("import", "again.jsonl", *options)
        assert result.exit_code == 1
        assert "redacted by mj on 20" in result.stderr
        assert "rejected 1" in result.stdout


def test_a_reader_in_the_way_is_said_and_ends_with_one(
    claims: Claims, toll: str, database: Path
) -> None:
    with closing(sqlite3.connect(database, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM entries").fetchone()
        held = claims.run("redact", toll, "--reason", WHY)

    assert held.exit_code == 1
    assert held.stdout.startswith(f"redacted {toll}")
    assert "somebody is reading the database" in held.stderr
    assert "repeat the command: claims redact" in held.stderr
    assert claims.run("redact", toll, "--reason", WHY).exit_code == 0


# Rebuilding


def test_a_record_is_rebuilt_and_verified(claims: Claims, toll: str, tmp_path: Path) -> None:
    claims.text("redact", toll, "--reason", WHY)

    printed = claims.text("rebuild", "new.db")

    entries = claims.json("verify")["entries"]
    assert printed.splitlines() == [
        "rebuilt new.db",
        f"  holds       {entries} entries, 1 redaction",
    ]
    assert claims.json("--db", "new.db", "verify")["ok"]
    assert rebuilt(tmp_path).exists()


def test_rebuilding_as_json(claims: Claims, toll: str) -> None:
    found = claims.json("rebuild", "new.db")

    assert set(found) == {"database", "entries", "texts", "redactions"}


def test_an_export_of_both_is_the_same(claims: Claims, toll: str, other: str) -> None:
    claims.text("redact", other, "--reason", WHY)
    claims.text("rebuild", "new.db")

    mine = claims.text("export", "--format", "jsonl", "--with-ids")

    assert claims.text("--db", "new.db", "export", "--format", "jsonl", "--with-ids") == mine


def test_nothing_is_overwritten(claims: Claims, toll: str, tmp_path: Path) -> None:
    rebuilt(tmp_path).write_text("a letter")

    assert "there is something already" in claims.refused("rebuild", "new.db")
    assert rebuilt(tmp_path).read_text() == "a letter"


def test_a_damaged_ledger_is_refused_by_name(
    claims: Claims, toll: str, database: Path, tmp_path: Path
) -> None:
    with closing(sqlite3.connect(database, isolation_level=None)) as connection:
        connection.execute("DROP TRIGGER entries_are_never_changed")
        connection.execute("UPDATE entries SET payload = '{}' WHERE kind = 'claim'")

    result = claims.run("rebuild", "new.db")

    assert result.exit_code == 3
    assert f"{toll}: the payload of revision 1 is not the one that was recorded" in result.stderr
    assert not rebuilt(tmp_path).exists()
