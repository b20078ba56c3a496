"""The tables are what ledger and archive add up to: projecting them gives every row again."""

import json
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest
from sqlalchemy import Connection, RowMapping, Table, select

from claims.records import RECORDS
from claims.store.engine import reading
from claims.store.projection import ARCHIVE_BANDS, LAYOUTS, Row, archive_bands, rows_of
from claims.store.tables import ArchivedText, Base, Entry
from claims.vocab import Kind
from tests.history import live_a_while

if TYPE_CHECKING:
    from claims.desk import Desk

NOT_PROJECTED = {Entry.__tablename__, ArchivedText.__tablename__}
Rows = dict[str, list[str]]


def comparable(row: Row | RowMapping) -> str:
    return json.dumps({name: str(value) for name, value in row.items()}, sort_keys=True)


def all_rows(connection: Connection) -> Rows:
    tables = (table for name, table in Base.metadata.tables.items() if name not in NOT_PROJECTED)
    return {
        table.name: sorted(comparable(row) for row in connection.execute(select(table)).mappings())
        for table in tables
    }


def stamps(first: RowMapping, last: RowMapping) -> Row:
    """What a record's row keeps of its first and last entries."""
    return {
        "revision": last["version"],
        "logged_at": first["recorded_at"],
        "logged_by": first["recorded_by"],
        "changed_at": last["recorded_at"],
        "changed_by": last["recorded_by"],
    }


def projected(connection: Connection) -> Rows:
    """Every row that the ledger says there is."""
    first: dict[UUID, Any] = {}
    last: dict[UUID, Any] = {}
    ledger = select(Entry.__table__).order_by(Entry.version)
    for entry in connection.execute(ledger).mappings():
        first.setdefault(entry["subject"], entry)
        last[entry["subject"]] = entry
    found: Rows = {name: [] for name in Base.metadata.tables if name not in NOT_PROJECTED}
    for subject, entry in last.items():
        record_class = RECORDS[Kind(entry["kind"])]
        record = record_class.from_payload(subject, json.loads(entry["payload"])["record"])
        rows, layout = rows_of(record), LAYOUTS[record.kind]
        main = _filled(layout.main, {**rows.main, **stamps(first[subject], entry)})
        found[layout.main.name].append(comparable(main))
        for table, children in rows.children.items():
            found[table.name] += [comparable(_filled(table, child)) for child in children]
    kept = connection.execute(select(ArchivedText.sha256, ArchivedText.content))
    texts = {row.sha256: row.content for row in kept}
    found[ARCHIVE_BANDS.name] = [comparable(row) for row in archive_bands(texts)]
    return {name: sorted(rows) for name, rows in found.items()}


def _filled(table: Table, row: Row) -> Row:
    return {column.name: row[column.name] for column in table.columns}


@pytest.mark.parametrize("seed", range(6))
def test_projecting_the_ledger_gives_every_row_of_every_table(desk: "Desk", seed: int) -> None:
    live_a_while(desk, seed=seed, steps=80)

    with reading(desk._engine) as connection:
        assert projected(connection) == all_rows(connection)


def test_the_histories_used_here_have_every_kind_of_record(desk: "Desk") -> None:
    for seed in range(2):
        live_a_while(desk, seed=seed, steps=80)

    with reading(desk._engine) as connection:
        kinds = set(connection.scalars(select(Entry.kind)))
        changed = set(connection.scalars(select(Entry.kind).where(Entry.version > 1)))

    assert kinds == set(Kind)
    assert {Kind.SOURCE, Kind.FIGURE, Kind.REPORT, Kind.CLAIM, Kind.LINK, Kind.STORY} <= changed


def test_every_table_is_filled_by_one_kind_or_kept_beside_the_ledger() -> None:
    filled = [ARCHIVE_BANDS.name]
    filled += [layout.main.name for layout in LAYOUTS.values()]
    filled += [table.name for layout in LAYOUTS.values() for table in layout.children]

    assert len(set(filled)) == len(filled)
    assert set(filled) | NOT_PROJECTED == set(Base.metadata.tables)
