"""Writing behind a connection: the order holds, whoever asks waits, and what fails is told."""

from pathlib import Path
from threading import active_count, current_thread, main_thread

import pytest
from sqlalchemy import Connection, Engine, text

from claims.errors import ConflictError
from claims.store.behind import send, writing_behind
from claims.store.engine import open_engine, read_url, writing

INSERT = "INSERT INTO cache_words_all (word) VALUES (?)"
COUNT = text("SELECT count(*) FROM cache_words_all")


def insert(connection: Connection, word: str) -> None:
    send(connection, lambda: connection.exec_driver_sql(INSERT, (word,)))


def test_whoever_asks_sees_all_that_was_sent_before(database: Path) -> None:
    with writing(open_engine(read_url(database))) as connection, writing_behind(connection):
        for number in range(100):
            insert(connection, f"word {number}")
        assert connection.scalar(COUNT) == 100


def test_it_is_written_by_another_thread_and_in_order(database: Path) -> None:
    done: list[tuple[int, bool]] = []
    with writing(open_engine(read_url(database))) as connection, writing_behind(connection):
        for number in range(50):
            send(
                connection,
                lambda n=number: done.append((n, current_thread() is main_thread())),  # type: ignore[misc]
            )
    assert done == [(number, False) for number in range(50)]


def test_without_it_work_is_done_at_once(database: Path) -> None:
    done = []
    with writing(open_engine(read_url(database))) as connection:
        send(connection, lambda: done.append(current_thread()))
        assert done == [main_thread()]


def write(engine: Engine, *words: str, fails: bool = False) -> None:
    with writing(engine) as connection, writing_behind(connection):
        for word in words:
            insert(connection, word)
        if fails:
            raise ZeroDivisionError


def count(engine: Engine) -> object:
    with engine.connect() as connection:
        return connection.scalar(COUNT)


def test_what_fails_behind_is_raised_and_nothing_is_committed(database: Path) -> None:
    engine = open_engine(read_url(database))
    with pytest.raises(ConflictError):
        write(engine, "once", "twice", "twice")
    assert count(engine) == 0


def test_an_error_of_ones_own_ends_it_as_well(database: Path) -> None:
    engine = open_engine(read_url(database))
    threads = active_count()
    with pytest.raises(ZeroDivisionError):
        write(engine, "lost", fails=True)
    assert count(engine) == 0
    assert active_count() == threads
