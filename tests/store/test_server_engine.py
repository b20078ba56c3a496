"""How we connect to a server: what is set on a connection, how long it waits, when it is asked."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import Connection, Engine, make_url, text
from sqlalchemy.pool import QueuePool

from claims.errors import DatabaseBusyError, DatabaseError
from claims.store.engine import OVERFLOW, POOLED, open_engine, read_url, reading, writing
from tests.ground import Home, autocommitting

if TYPE_CHECKING:
    from claims.desk import Desk

CITUS = {
    "citus.multi_shard_modify_mode": "sequential",
    "citus.enable_repartition_joins": "on",
    "citus.enable_local_reference_table_foreign_keys": "off",
}

pytestmark = pytest.mark.postgresql


def setting(connection: Connection, name: str) -> str | None:
    found = connection.scalar(text("SELECT current_setting(:name, true)"), {"name": name})
    return None if found is None else str(found)


@contextmanager
def opened(url: str) -> Iterator[Engine]:
    engine = open_engine(read_url(url))
    try:
        yield engine
    finally:
        engine.dispose()


@pytest.fixture
def nobody(home: Home) -> Iterator[str]:
    """The URL for a user who may do nothing but connect."""
    server = make_url(home.url)
    with autocommitting(server) as connection:
        connection.exec_driver_sql("DROP ROLE IF EXISTS claims_nobody")
        connection.exec_driver_sql("CREATE ROLE claims_nobody LOGIN")
    yield server.set(username="claims_nobody").render_as_string(hide_password=False)
    with autocommitting(server) as connection:
        connection.exec_driver_sql("DROP ROLE claims_nobody")


def test_an_ordinary_user_of_plain_postgresql_sets_what_a_cluster_needs(nobody: str) -> None:
    with opened(nobody) as engine, reading(engine) as connection:
        assert {name: setting(connection, name) for name in CITUS} == CITUS


def test_a_connection_says_who_it_is_unless_the_url_does(home: Home) -> None:
    with reading(home.engine) as connection:
        assert setting(connection, "application_name") == "claims"
    with opened(f"{home.url}&application_name=night") as engine, reading(engine) as connection:
        assert setting(connection, "application_name") == "night"


def test_reading_is_cut_off_some_time_and_writing_is_not(home: Home) -> None:
    with writing(home.engine) as connection:
        assert setting(connection, "statement_timeout") == "0"
        assert setting(connection, "lock_timeout") == "1min"
    with reading(home.engine) as connection:  # the same connection, out of the pool
        assert setting(connection, "statement_timeout") == "2min"
        assert setting(connection, "lock_timeout") == "1min"


def test_what_was_prepared_for_one_reading_is_there_for_the_next(home: Home) -> None:
    for _ in range(10):
        with reading(home.engine) as connection:
            prepared = connection.scalar(text("SELECT count(*) FROM pg_prepared_statements"))

    assert prepared == 1


def test_a_url_may_say_how_long_reading_takes(home: Home) -> None:
    url = f"{home.url}&options=-c%20statement_timeout%3D50ms"

    with (
        opened(url) as engine,
        pytest.raises(DatabaseError, match="took too long") as refused,
        reading(engine) as connection,
    ):
        connection.execute(text("SELECT pg_sleep(5)"))

    assert "statement_timeout" in refused.value.hint


def test_a_role_may_say_how_long_reading_takes(nobody: str, home: Home) -> None:
    with autocommitting(make_url(home.url)) as connection:
        connection.exec_driver_sql("ALTER ROLE claims_nobody SET statement_timeout = '7s'")

    with opened(nobody) as engine, reading(engine) as connection:
        assert setting(connection, "statement_timeout") == "7s"


def test_who_waits_too_long_for_a_lock_is_told_and_may_try_again(home: Home) -> None:
    url = f"{home.url}&options=-c%20lock_timeout%3D50ms"

    with opened(url) as engine, writing(home.engine) as holding:
        holding.exec_driver_sql("LOCK TABLE stories")
        with pytest.raises(DatabaseBusyError) as refused, writing(engine) as waiting:
            waiting.exec_driver_sql("LOCK TABLE stories")

    assert refused.value.code == "write_conflict"


def test_reading_goes_on_after_its_connection_was_gone(desk: "Desk") -> None:
    desk.log("It happened", reporter="Yonhap")
    assert len(desk.find()) == 1
    others = "pid <> pg_backend_pid() AND datname = current_database()"
    with autocommitting(desk._engine.url) as connection:
        connection.exec_driver_sql(
            f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {others}"
        )

    assert len(desk.find()) == 1


def test_a_pool_that_is_used_up_is_no_traceback(home: Home) -> None:
    with opened(home.url) as engine:
        pool = engine.pool
        assert isinstance(pool, QueuePool)
        assert (pool.size(), pool._max_overflow) == (POOLED, OVERFLOW)
        pool._timeout = 0.05
        held = [engine.connect() for _ in range(POOLED + OVERFLOW)]
        with pytest.raises(DatabaseBusyError) as refused, reading(engine):
            pass
        for connection in held:
            connection.close()

    assert refused.value.code == "database_busy"


def test_a_write_that_deadlocks_may_be_tried_again(home: Home) -> None:
    """Two who lock in opposite order: the server gives up on one, who is told to try again."""
    met = threading.Barrier(2, timeout=20)
    done: list[str] = []

    def lock(first: str, second: str) -> None:
        try:
            with writing(home.engine) as connection:
                connection.exec_driver_sql("SET LOCAL deadlock_timeout = '20ms'")
                connection.exec_driver_sql(f"LOCK TABLE {first}")
                met.wait()
                connection.exec_driver_sql(f"LOCK TABLE {second}")
                done.append(first)
        except DatabaseBusyError as error:
            done.append(error.code)

    names = [("stories", "waivers"), ("waivers", "stories")]
    threads = [threading.Thread(target=lock, args=pair) for pair in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert "write_conflict" in done
    assert len(done) == 2
