"""What a server calls its errors, and what we say of them."""

from typing import TYPE_CHECKING

import psycopg
import pytest
from sqlalchemy import text

import claims
from claims.errors import (
    ClaimsError,
    ConflictError,
    DatabaseBusyError,
    DatabaseError,
    InputError,
)
from claims.store.engine import open_engine, read_url, translate, writing
from tests.ground import Clock, autocommitting

if TYPE_CHECKING:
    from claims.desk import Desk

URL = read_url("postgresql+psycopg://ann:secret@db.example/claims")


def failed(sqlstate: str) -> psycopg.Error:
    return psycopg.errors.lookup(sqlstate)("the server's own words")


@pytest.mark.parametrize(
    ("sqlstate", "kind", "code"),
    [
        ("23505", DatabaseBusyError, "write_conflict"),
        ("40001", DatabaseBusyError, "write_conflict"),
        ("40P01", DatabaseBusyError, "write_conflict"),
        ("23503", ConflictError, "record_conflict"),
        ("25006", DatabaseError, "database_read_only"),
        ("42501", DatabaseError, "database_read_only"),
        ("28P01", DatabaseError, "database_unreachable"),
        ("3D000", DatabaseError, "database_unreachable"),
        ("53100", DatabaseError, "database_full"),
        ("53300", DatabaseBusyError, "database_unreachable"),
        ("57014", DatabaseError, "database_failed"),
        ("57P01", DatabaseBusyError, "database_unreachable"),
        ("57P03", DatabaseBusyError, "database_unreachable"),
        ("57P04", DatabaseError, "database_unreachable"),
        ("08006", DatabaseError, "database_unreachable"),
        ("XX001", DatabaseError, "database_damaged"),
    ],
)
def test_a_servers_error_is_told_by_its_code(
    sqlstate: str, kind: type[ClaimsError], code: str
) -> None:
    error = translate(failed(sqlstate), URL)

    assert type(error) is kind
    assert error.code == code
    assert error.hint
    assert "db.example" in error.message
    assert "secret" not in str(error)


def test_a_server_that_is_not_there_is_said_to_be_out_of_reach(tmp_path: object) -> None:
    engine = open_engine(read_url(f"postgresql+psycopg://ann@/claims?host={tmp_path}"))

    with pytest.raises(DatabaseError) as refused, writing(engine):
        pass

    assert refused.value.code == "database_unreachable"
    assert refused.value.hint


def test_text_that_the_driver_refuses_is_bad_input() -> None:
    words = "PostgreSQL text fields cannot contain NUL (0x00) bytes"

    assert type(translate(psycopg.DataError(words), URL)) is InputError


# A connection that breaks

BREAK = text("SELECT pg_terminate_backend(pg_backend_pid())")


@pytest.mark.postgresql
def test_a_connection_that_breaks_before_the_commit_has_written_nothing(desk: "Desk") -> None:
    with pytest.raises(DatabaseBusyError) as refused, writing(desk._engine) as connection:
        connection.execute(BREAK)

    assert refused.value.code == "database_unreachable"


@pytest.mark.postgresql
def test_a_write_goes_on_where_its_connection_was_gone(desk: "Desk") -> None:
    desk.log("Event 1", reporter="Yonhap")
    others = "pid <> pg_backend_pid() AND datname = current_database()"
    with autocommitting(desk._engine.url) as connection:
        breaking = f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {others}"
        connection.execute(text(breaking))

    desk.log("Event 2", reporter="Yonhap")

    assert len(desk.find()) == 2


@pytest.mark.postgresql
def test_the_time_zone_of_a_server_does_not_matter(
    desk: "Desk", monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PGTZ", "Asia/Seoul")
    claim = desk.log(
        "It will happen", reporter="Yonhap", as_of="9999-12-31", modality="planned", key="end"
    )
    elsewhere = claims.Desk(open_engine(desk._engine.url), user="kim", clock=Clock(), entropy=bytes)

    shown = elsewhere.show("end")
    elsewhere.close()

    assert shown.ref == claim.ref
    assert shown.logged_at == desk.show("end").logged_at == Clock().now
