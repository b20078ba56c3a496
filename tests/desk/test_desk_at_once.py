"""Many writers at once, on both engines: nothing is lost, nothing doubled, all of it adds up."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import pytest
from sqlalchemy import Engine, delete, make_url

from claims.desk import sealer, sealing
from claims.errors import DatabaseError
from claims.schemas.views import Recorded
from claims.store.engine import open_engine, read_url, reading, writing
from claims.store.locks import Lock, wait_for
from claims.store.migrate import upgrade
from claims.store.queries.tree import sizes_of_checkpoints, unsealed
from claims.store.state import State
from claims.store.tables import Tile
from tests.ground import Clock, OpenDesk, autocommitting

if TYPE_CHECKING:
    from claims.desk import Desk

WRITERS = 8
EACH = 5

T = TypeVar("T")


def at_once(work: Callable[[int], T], times: int = WRITERS) -> list[T]:
    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(work, range(times)))


def sizes(engine: Engine) -> list[int]:
    """The sizes of all checkpoints."""
    with reading(engine) as connection:
        return sorted(sizes_of_checkpoints(connection, most=1_000))


def tail(engine: Engine) -> int:
    """How many entries have no place in the tree."""
    with reading(engine) as connection:
        return len(unsealed(connection, since=None, most=1_000))


def test_eight_who_write_at_once_lose_nothing(
    sealing_desk: "Desk", open_desk: OpenDesk, tmp_path: Path
) -> None:
    def write(writer: int) -> list[str]:
        desk = open_desk(f"writer {writer}", keys=tmp_path / "keys")
        return [
            desk.log(
                f"Event {number} of {writer}",
                key=f"{writer}-{number}",
                source=f"Source {number}",  # new to all of them at the same moment
                reporter="Yonhap",
                figure="toll",
            ).ref
            for number in range(EACH)
        ]

    refs = [ref for found in at_once(write) for ref in found]
    sealed = sealing_desk.seal()
    found = sealing_desk.verify()

    assert len(set(refs)) == WRITERS * EACH
    assert {line.ref for line in sealing_desk.find(limit=1_000)} == set(refs)
    assert len(sealing_desk.sources()) == EACH + 1
    assert len(sealing_desk.figures()) == 1
    assert (found.ok, found.unsealed, found.problems) == (True, 0, ())
    assert found.sealed == sealed.size == found.entries


def test_the_same_key_at_once_is_one_claim(open_desk: OpenDesk) -> None:
    refs = at_once(lambda _: open_desk().log("It happened", key="one", reporter="Yonhap").ref)

    assert len(set(refs)) == 1


def test_a_write_after_a_pause_is_sealed_as_soon_as_it_is_there(
    sealing_desk: "Desk", clock: Clock
) -> None:
    clock.tick(10)
    sealing_desk.log("It happened", reporter="Yonhap")

    assert tail(sealing_desk._engine) == 0


@pytest.mark.postgresql
def test_what_is_written_in_quick_succession_is_sealed_together(
    sealing_desk: "Desk", clock: Clock
) -> None:
    for number in range(4):
        clock.tick(3)
        sealing_desk.log(f"Event {number}", reporter="Yonhap")
    assert tail(sealing_desk._engine) == 0
    clock.tick(3)
    sealing_desk.log("One more", reporter="Yonhap")

    assert tail(sealing_desk._engine) == 2
    assert sizes(sealing_desk._engine) == [1, 1 + 1 + 4 * 2]  # a key; a source, four claims


@pytest.mark.postgresql
def test_much_is_sealed_at_once(sealing_desk: "Desk", monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealer, "TOGETHER", 5)
    for number in range(2):
        sealing_desk.log(f"Event {number}", reporter="Yonhap")

    assert tail(sealing_desk._engine) == 0


@pytest.mark.postgresql
@pytest.mark.parametrize(
    "ask",
    [
        lambda desk, claim: desk.close(),
        lambda desk, claim: desk.prove(claim),
        lambda desk, claim: desk.verify(),
        lambda desk, claim: desk.sourcing_report(claim=claim.ref),
        lambda desk, claim: desk.at(as_of="2026-01-01").sourcing_report(claim=claim.ref),
        lambda desk, claim: desk.seal(),
    ],
    ids=["close", "prove", "verify", "sourcing", "sourcing as of then", "seal"],
)
def test_what_waits_is_sealed_when_it_is_asked_for(
    sealing_desk: "Desk", ask: Callable[["Desk", Recorded], object]
) -> None:
    claim = sealing_desk.log("It happened", reporter="Yonhap")
    assert tail(sealing_desk._engine) > 0

    ask(sealing_desk, claim)

    assert tail(sealing_desk._engine) == 0


@pytest.mark.postgresql
def test_an_import_leaves_nothing_to_be_sealed(sealing_desk: "Desk", tmp_path: Path) -> None:
    file = tmp_path / "claims.jsonl"
    file.write_text('{"statement": "It happened", "reporter": "Yonhap"}\n')
    sealing_desk.import_file(file)

    assert tail(sealing_desk._engine) == 0


@pytest.mark.postgresql
def test_what_another_has_left_is_sealed_before_it_is_proved(
    sealing_desk: "Desk", open_desk: OpenDesk
) -> None:
    claim = open_desk("kim").log("It happened", reporter="Yonhap")

    assert sealing_desk.prove(claim).size == sizes(sealing_desk._engine)[-1]
    assert tail(sealing_desk._engine) == 0


@pytest.mark.postgresql
def test_who_closes_waits_for_who_seals(
    sealing_desk: "Desk", open_desk: OpenDesk, tmp_path: Path
) -> None:
    desks = [open_desk(keys=tmp_path / "keys") for _ in range(WRITERS)]
    at_once(lambda one: desks[one].log(f"Event {one}", reporter="Yonhap"))
    at_once(lambda one: desks[one]._sealer.seal_waiting(sealing_desk._engine))

    assert tail(sealing_desk._engine) == 0
    assert sealing_desk.verify().ok


@pytest.mark.postgresql  # on SQLite a write seals its own, and the rest is left to `claims seal`
def test_what_was_left_lying_is_sealed_with_the_next_write(
    sealing_desk: "Desk", open_desk: OpenDesk, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sealer, "SEALED_AT_ONCE", 2)
    open_desk("kim").log("Event 1", reporter="Yonhap")
    clock.tick(3_600)
    assert tail(sealing_desk._engine) > 0

    sealing_desk.log("Event 2", reporter="Yonhap")

    assert tail(sealing_desk._engine) == 0


def test_two_who_seal_at_once_do_not_clash(
    sealing_desk: "Desk",
    open_desk: OpenDesk,
    tmp_path: Path,
    clock: Clock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sealing, "SEALED_AT_ONCE", 7)
    without = open_desk("kim")
    for number in range(10):
        clock.tick()
        without.log(f"Event {number}", reporter="Yonhap")
    waiting = tail(sealing_desk._engine)

    views = at_once(lambda _: open_desk(keys=tmp_path / "keys").seal(), 2)

    assert sum(view.sealed for view in views) == waiting
    assert sealing_desk.verify().ok
    assert tail(sealing_desk._engine) == 0


# On a server


@pytest.mark.postgresql
def test_nobody_waits_for_who_seals(sealing_desk: "Desk", clock: Clock) -> None:
    clock.tick(10)
    with writing(sealing_desk._engine) as connection:
        wait_for(connection, Lock.SEALING)
        sealing_desk.log("Event 1", reporter="Yonhap")
        assert tail(sealing_desk._engine) == 2 + 1  # a source and a report; a claim

    clock.tick(10)
    sealing_desk.log("Event 2", reporter="Yonhap")
    assert tail(sealing_desk._engine) == 0


@pytest.mark.postgresql
def test_of_several_who_migrate_at_once_one_does_it(server_database: str) -> None:
    server = make_url(server_database)
    name = f"{server.database}_new"
    url = server.set(database=name).render_as_string(hide_password=False)

    def migrate(_: int) -> State:
        engine = open_engine(read_url(url))
        try:
            return upgrade(engine)
        finally:
            engine.dispose()

    with autocommitting(server) as connection:
        connection.exec_driver_sql(f"DROP DATABASE IF EXISTS {name}")
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    try:
        states = at_once(migrate, 3)
    finally:
        with autocommitting(server) as connection:
            connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")

    assert sorted(states) == [State.CURRENT, State.CURRENT, State.EMPTY]


@pytest.mark.postgresql
def test_a_tree_that_is_damaged_is_told_and_undoes_no_write(
    sealing_desk: "Desk", clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    clock.tick(10)
    sealing_desk.log("Event 1", reporter="Yonhap")
    clock.tick(10)
    with writing(sealing_desk._engine) as connection:
        connection.execute(delete(Tile))

    claim = sealing_desk.log("Event 2", reporter="Yonhap")

    assert sealing_desk.show(claim).statement == "Event 2"
    (told,) = (one for one in caplog.records if one.levelname == "ERROR")
    assert "the tree over the ledger is not what it was" in told.getMessage()
    assert tail(sealing_desk._engine) > 0
    with pytest.raises(DatabaseError, match="not what it was"):
        sealing_desk.seal()
