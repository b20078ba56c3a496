"""The one way in: what the gateway lays down, in which order, and that it does not commit."""

from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Connection, event

from claims.errors import ConflictError
from claims.records import Record, Source
from claims.store.engine import open_engine, read_url, reading, writing
from claims.store.gateway import Act, Author, Batch, append
from claims.store.queries.stored import by_id, stored
from claims.vocab import Action, SourceKind
from tests.ground import Counts

AT = datetime(2025, 7, 7, 12, tzinfo=UTC)


def author() -> Author:
    return Author("mj", AT, Random(1).randbytes)


def source(number: int, **fields: Any) -> Source:
    named = {"name": f"Source {number}", "source_kind": SourceKind.PERSON, **fields}
    return Source(id=UUID(int=number), **named)


def add(record: Record) -> Act:
    return Act(Action.ADD, record)


def put(record: Record, version: int) -> Act:
    return Act(Action.SET, record, version)


def write(database: Path, *acts: Act) -> None:
    engine = open_engine(read_url(database))
    try:
        with writing(engine) as connection:
            append(connection, Batch(list(acts)), author())
    finally:
        engine.dispose()


def sources(database: Path) -> dict[int, Source]:
    engine = open_engine(read_url(database))
    with reading(engine) as connection:
        found = {one.record.id.int: one.record for one in stored(connection, Source)}
    engine.dispose()
    return found


def test_an_empty_batch_writes_nothing(database: Path, counts: Counts) -> None:
    write(database)

    assert set(counts().values()) == {0}


def test_the_last_state_of_a_batch_stands(database: Path, counts: Counts) -> None:
    write(database, add(source(1)), put(source(1, note="b"), 2), put(source(1, note="c"), 3))

    assert sources(database)[1].note == "c"
    assert counts()["entries"] == 3


def test_a_known_record_may_refer_to_a_new_one(database: Path) -> None:
    write(database, add(source(1)))

    write(database, add(source(2)), put(source(1, controlled_by=UUID(int=2)), 2))

    assert sources(database)[1].controlled_by == UUID(int=2)


def test_a_new_record_may_be_changed_to_refer_to_a_newer_one(database: Path) -> None:
    write(
        database,
        add(source(1)),
        add(source(3, controlled_by=UUID(int=1))),
        add(source(2)),
        put(source(1, controlled_by=UUID(int=2)), 2),
    )

    assert sources(database)[1].controlled_by == UUID(int=2)
    assert sources(database)[3].controlled_by == UUID(int=1)


def test_children_are_replaced_with_their_record(database: Path, counts: Counts) -> None:
    write(database, add(source(1, aliases=("a", "b", "c"))))

    write(database, put(source(1, aliases=("d",)), 2))

    assert sources(database)[1].aliases == ("d",)
    assert counts()["source_aliases"] == 1


def test_the_first_stamp_of_a_record_is_kept(database: Path) -> None:
    write(database, add(source(1)))
    engine = open_engine(read_url(database))
    with writing(engine) as connection:
        later = Author("zz", AT.replace(year=2026), Random(2).randbytes)
        append(connection, Batch([put(source(1, note="x"), 2)]), later)

    with reading(engine) as connection:
        one = by_id(connection, Source, [UUID(int=1)])[UUID(int=1)]
    engine.dispose()

    assert (one.logged_by, one.logged_at, one.revision) == ("mj", AT, 2)
    assert (one.changed_by, one.changed_at) == ("zz", AT.replace(year=2026))


def test_a_second_first_entry_of_a_record_is_a_conflict(database: Path, counts: Counts) -> None:
    write(database, add(source(1)))
    before = counts()

    with pytest.raises(ConflictError) as refused:
        write(database, add(source(2)), add(source(1)))

    assert refused.value.code == "record_conflict"
    assert counts() == before


def test_what_breaks_a_rule_of_the_database_leaves_no_entry(database: Path, counts: Counts) -> None:
    with pytest.raises(ConflictError):
        write(database, add(source(1, controlled_by=UUID(int=9))))

    assert set(counts().values()) == {0}


def test_the_gateway_itself_does_not_commit(database: Path, counts: Counts) -> None:
    engine = open_engine(read_url(database))
    with engine.connect() as connection:
        append(connection, Batch([add(source(1))]), author())
        assert set(counts().values()) == {0}
    engine.dispose()

    assert set(counts().values()) == {0}


def test_new_records_of_a_kind_are_written_together(database: Path) -> None:
    engine = open_engine(read_url(database))
    with writing(engine) as connection:
        few = statements(connection, [source(number) for number in range(3)])
        many = statements(connection, [source(number) for number in range(3, 60)])
    engine.dispose()

    assert few == many


def statements(connection: Connection, records: list[Source]) -> int:
    """How many statements it takes to add these."""
    sent: list[str] = []

    def note(*args: object) -> None:
        sent.append(str(args[2]))

    event.listen(connection.engine, "before_cursor_execute", note)
    append(connection, Batch([add(record) for record in records]), author())
    event.remove(connection.engine, "before_cursor_execute", note)
    return len(sent)


def test_identities_of_one_author_sort_in_the_order_of_their_making() -> None:
    maker = author()

    made = [maker.new_id() for _ in range(5000)]

    assert made == sorted(made)
    assert len(set(made)) == len(made)


def test_the_same_clock_and_randomness_give_the_same_identities() -> None:
    assert author().new_id() == author().new_id()
