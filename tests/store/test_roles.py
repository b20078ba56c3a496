"""The roles on a server: every table is granted, and the ledger only ever grows."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import Table, event

from claims.store.projection import FORMER, LAYOUTS
from claims.store.roles import OWNER, Role, privileges, role_statements
from claims.store.tables import Base
from tests.history import live_a_while

if TYPE_CHECKING:
    from claims.desk import Desk

TABLES = sorted(Base.metadata.tables.values(), key=lambda table: table.name)
APPEND_ONLY = ("entries", "leaves", "checkpoints")
GRANT = re.compile(r"GRANT (\w+)(?: \(([^)]*)\))? ON (\w+) TO (\w+)")


def granted(role: Role) -> set[tuple[str, str, str]]:
    """What the statements give a role by itself: table, privilege, columns."""
    found = filter(None, map(GRANT.fullmatch, role_statements()))
    return {(one[3], one[1], one[2] or "") for one in found if one[4] == role}


def all_granted(role: Role) -> set[tuple[str, str, str]]:
    """What a role may do, with what it has of those before it."""
    order = list(Role)
    return {one for below in order[: order.index(role) + 1] for one in granted(below)}


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_table_can_be_read_and_written_to(table: Table) -> None:
    assert (table.name, "SELECT", "") in granted(Role.READER)
    assert (table.name, "INSERT", "") in granted(Role.WRITER)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_table_has_its_owner_and_nothing_for_everybody(table: Table) -> None:
    statements = list(role_statements())

    assert f"ALTER TABLE {table.name} OWNER TO {OWNER}" in statements
    revoked = f"REVOKE ALL ON {table.name} FROM PUBLIC, {', '.join(Role)}"
    granting = (
        one for one in statements if one.startswith("GRANT") and f" ON {table.name} " in one
    )
    assert statements.index(revoked) < statements.index(next(granting))


@pytest.mark.parametrize("name", APPEND_ONLY)
def test_a_writer_adds_to_the_ledger_and_changes_nothing_in_it(name: str) -> None:
    may = {privilege for table, privilege, _ in all_granted(Role.WRITER) if table == name}

    assert may == {"SELECT", "INSERT"}


def test_a_redactor_may_erase_two_columns_of_the_ledger_and_no_more() -> None:
    beyond = {one for one in all_granted(Role.REDACTOR) if one[0] in APPEND_ONLY}

    assert beyond - all_granted(Role.WRITER) == {("entries", "UPDATE", "payload, salt")}


def test_a_redactor_may_empty_an_archived_text_and_not_delete_it() -> None:
    may = {one[1:] for one in all_granted(Role.REDACTOR) if one[0] == "archive"}

    assert may == {("SELECT", ""), ("INSERT", ""), ("UPDATE", "content")}


def test_a_tile_may_grow_and_not_move() -> None:
    may = {one[1:] for one in all_granted(Role.WRITER) if one[0] == "tiles"}

    assert may == {("SELECT", ""), ("INSERT", ""), ("UPDATE", "hashes")}


def test_nobody_may_truncate_or_own_or_pass_anything_on() -> None:
    statements = " ".join(one for one in role_statements() if one.startswith("GRANT"))

    assert "TRUNCATE" not in statements
    assert "GRANT OPTION" not in statements
    assert f"TO {OWNER}" not in statements
    assert "GRANT ALL" not in statements


def test_a_reader_may_read_and_nothing_else() -> None:
    assert {privilege for _, privilege, _ in all_granted(Role.READER)} == {"SELECT"}
    assert ("alembic_version", "SELECT", "") in granted(Role.READER)


def test_what_records_held_before_is_only_added_to_by_a_writer() -> None:
    for twin in FORMER.values():
        assert set(privileges(Role.WRITER, twin)) == {"INSERT"}
        assert set(privileges(Role.REDACTOR, twin)) == {"DELETE"}


def test_every_statement_is_one_and_says_nothing_twice() -> None:
    statements = list(role_statements())

    assert len(set(statements)) == len(statements)
    assert all(";" not in one for one in statements if not one.startswith("DO"))


# What the desk really does, on SQLite, against what the roles allow

WRITING = re.compile(r"(INSERT INTO|UPDATE|DELETE FROM) (\w+)(?: SET (.*?)(?: WHERE|$))?")
PRIVILEGE = {"INSERT INTO": "INSERT", "UPDATE": "UPDATE", "DELETE FROM": "DELETE"}


def sent(desk: "Desk", act: Callable[[], object]) -> set[tuple[str, str, str]]:
    """The tables that are written to meanwhile, how, and which columns are set."""
    found: set[tuple[str, str, str]] = set()

    def note(*arguments: object) -> None:
        match = WRITING.match(str(arguments[2]))
        if match and match[2] != "cache_words_all":  # which is on SQLite alone
            columns = ", ".join(re.findall(r"(\w+)=", match[3] or ""))
            found.add((match[2], PRIVILEGE[match[1]], columns))

    event.listen(desk._engine, "before_cursor_execute", note)
    act()
    event.remove(desk._engine, "before_cursor_execute", note)
    return found


def is_allowed(act: tuple[str, str, str], allowed: set[tuple[str, str, str]]) -> bool:
    table, privilege, columns = act
    limits = [set(one[2].split(", ")) for one in allowed if one[:2] == (table, privilege)]
    return any(limit == {""} or set(columns.split(", ")) <= limit for limit in limits)


def test_a_writer_is_allowed_all_that_a_desk_does(sealing_desk: "Desk") -> None:
    done = sent(sealing_desk, lambda: live_a_while(sealing_desk, seed=1, steps=120))
    done |= sent(sealing_desk, sealing_desk.seal)
    sealing_desk.log("One more, so that a tile grows", reporter="Yonhap")
    done |= sent(sealing_desk, sealing_desk.seal)

    assert {table for table, _, _ in done} >= {"entries", "tiles", "archive"}
    assert [act for act in sorted(done) if not is_allowed(act, all_granted(Role.WRITER))] == []


def test_redacting_takes_the_redactor_and_no_more(sealing_desk: "Desk") -> None:
    claim = sealing_desk.log("It happened", reporter="Yonhap", report={"title": "T", "text": "So"})
    report = sealing_desk.show(claim).report.ref

    done = sent(sealing_desk, lambda: sealing_desk.redact(report, reason="?"))
    done |= sent(sealing_desk, lambda: sealing_desk.redact(claim, reason="?"))

    assert [act for act in sorted(done) if not is_allowed(act, all_granted(Role.REDACTOR))] == []
    refused = {act[:2] for act in done if not is_allowed(act, all_granted(Role.WRITER))}
    assert {("entries", "UPDATE"), ("archive", "UPDATE"), ("former_claims", "DELETE")} <= refused


def test_every_kind_of_record_has_a_table_that_is_granted() -> None:
    assert {layout.main.name for layout in LAYOUTS.values()} <= {table.name for table in TABLES}
