"""What is sent past SQLAlchemy finds and writes the same, and to a server goes together."""

from collections.abc import Generator
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import event, select

from claims.errors import DatabaseBusyError
from claims.records import RECORDS
from claims.store.behind import writing_behind
from claims.store.engine import reading, writing
from claims.store.gateway.rows import insert_rows
from claims.store.projection import CLAIM_KEYS
from claims.store.queries.lookups import claims_by_key, sources_by_name
from claims.store.queries.stored import by_id, stored
from claims.store.sending import Asked, ask, is_one_trip, one_trip
from claims.store.tables import Entry
from tests.history import live_a_while, seeds

if TYPE_CHECKING:
    from claims.desk import Desk

TRIPS = 9  # to a server for one claim: ping, BEGIN and all, moment, four lookups, rows, COMMIT
_ENTRIES = select(Entry.__table__).order_by(Entry.subject, Entry.version)


@pytest.mark.parametrize("seed", seeds(21, 22, 23))
@pytest.mark.parametrize("moment", [None, "2025-07-07T12:00Z"])
def test_records_are_those_that_sqlalchemy_finds(
    desk: "Desk", seed: int, moment: str | None
) -> None:
    live_a_while(desk, seed=seed)
    looking = desk if moment is None else desk.at(as_of=moment)
    with looking._read() as connection:
        for kind in RECORDS.values():
            found = {one.record.id: one for one in stored(connection, kind)}
            assert by_id(connection, kind, found) == found


def test_values_are_those_that_sqlalchemy_reads(desk: "Desk") -> None:
    live_a_while(desk, seed=24)
    with reading(desk._engine) as connection:
        (found,) = ask(connection, Asked(_ENTRIES))
        rows = [dict(row) for row in connection.execute(_ENTRIES).mappings()]
    assert found == rows


@pytest.mark.parametrize("others", [0, 1, 250])
def test_a_list_may_be_of_any_length(desk: "Desk", others: int) -> None:
    desk.log("It happened", key="k", source="NIS", reporter="Yonhap")
    more = [f"nobody {number}" for number in range(others)]
    with reading(desk._engine) as connection:
        assert list(claims_by_key(connection, ["k", *more])) == ["k"]
        assert list(sources_by_name(connection, ["nis", *more])) == ["nis"]
        assert claims_by_key(connection, more) == {}


def test_who_listens_hears_of_it(desk: "Desk") -> None:
    heard: list[tuple[str, Any, bool]] = []

    def note(*sent: Any) -> None:
        heard.append((sent[2].split()[0], sent[3], sent[5]))

    for name in ("before_cursor_execute", "after_cursor_execute"):
        event.listen(desk._engine, name, note)
    with reading(desk._engine) as connection:
        ask(connection, Asked(_ENTRIES))
    for name in ("before_cursor_execute", "after_cursor_execute"):
        event.remove(desk._engine, name, note)

    assert [(word, many) for word, _, many in heard] == [("SELECT", False)] * 2


def write_together(desk: "Desk", *rows: list[dict[str, Any]]) -> None:
    with writing(desk._engine) as connection, one_trip(connection):
        for some in rows:
            insert_rows(connection, CLAIM_KEYS, some)


@pytest.mark.postgresql
def test_what_is_refused_on_a_trip_is_told_at_its_end(desk: "Desk") -> None:
    claim = desk.log("It happened", key="k", reporter="Yonhap")
    row = {"key": "k", "claim_id": claim.id}
    with pytest.raises(DatabaseBusyError, match="same record first"):
        write_together(desk, [row | {"key": "another"}], [row])

    with reading(desk._engine) as connection:
        assert list(claims_by_key(connection, ["k", "another"])) == ["k"]


@pytest.mark.postgresql
def test_many_rows_on_one_trip_are_written_as_well(desk: "Desk") -> None:
    claim = desk.log("It happened", reporter="Yonhap")
    rows = [{"key": f"k{number}", "claim_id": claim.id} for number in range(50)]
    write_together(desk, rows)
    with reading(desk._engine) as connection:
        keys = connection.scalars(select(CLAIM_KEYS.c.key)).all()

    assert sorted(keys) == sorted(str(row["key"]) for row in rows)


@pytest.mark.postgresql
def test_what_is_written_behind_goes_on_no_trip(desk: "Desk") -> None:
    with writing(desk._engine) as connection:
        driver: Any = connection.connection.driver_connection
        with driver.pipeline():  # as the driver has one for many rows, in the thread behind
            assert is_one_trip(connection)
            with writing_behind(connection):
                assert not is_one_trip(connection)


@pytest.mark.postgresql
def test_a_connection_that_breaks_on_the_way_is_repeated(desk: "Desk") -> None:
    desk.log("It happened", key="first", source="NIS", reporter="Yonhap")
    broken = list[str]()

    def end(connection: Any, cursor: Any, statement: str, *_: Any) -> None:
        if "INSERT INTO entries" in statement and not broken:
            broken.append(statement)
            cursor.connection.close()

    event.listen(desk._engine, "before_cursor_execute", end)
    desk.log("It happened again", key="second", source="NIS", reporter="Yonhap")
    event.remove(desk._engine, "before_cursor_execute", end)

    assert broken
    assert len(desk.find(limit=10)) == 2


@pytest.mark.postgresql
def test_one_claim_takes_few_round_trips(desk: "Desk", monkeypatch: pytest.MonkeyPatch) -> None:
    from psycopg import Connection  # noqa: PLC0415  only where there is a server
    from psycopg.waiting import Wait  # noqa: PLC0415

    trips, wait = [0], Connection.wait

    def counted(answer: Any) -> Generator[Any, Any, Any]:
        """What the driver does for an answer; where it has to wait for one, it is a trip."""
        ready, waited = None, False
        while True:
            try:
                step = answer.send(ready)
            except StopIteration as done:
                return done.value
            trips[0] += step == Wait.R and not waited
            waited |= step == Wait.R
            ready = yield step

    def waiting(self: Any, answer: Any, *given: Any, **named: Any) -> Any:
        return wait(self, counted(answer), *given, **named)

    fields: dict[str, Any] = {
        "source": "NIS",
        "reporter": "Yonhap",
        "figure": "toll",
        "quantity": "4,700",
    }
    desk.log("It happened", key="first", report="https://news.example/1", **fields)
    monkeypatch.setattr(Connection, "wait", waiting)
    desk.log("It happened again", key="second", report="https://news.example/2", **fields)

    assert trips[0] <= TRIPS
