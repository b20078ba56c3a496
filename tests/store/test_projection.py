"""The tables are what ledger and archive add up to: projecting them gives every row again."""

import json
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import Connection, RowMapping, Table, select

from claims.store.engine import reading, writing
from claims.store.folding import fold
from claims.store.gateway.laying import entries_by_subject, lay_down_anew
from claims.store.projection import ARCHIVE_BANDS, FORMER, LAYOUTS, Row, archive_bands
from claims.store.tables import (
    ArchivedRaw,
    ArchivedText,
    Base,
    CachedWords,
    CheckpointRow,
    Entry,
    Leaf,
    Tile,
)
from claims.vocab import Kind
from tests.history import live_a_while, seeds

if TYPE_CHECKING:
    from claims.desk import Desk

BESIDE = (Entry, ArchivedText, ArchivedRaw, Leaf, Tile, CheckpointRow, CachedWords)
NOT_PROJECTED = {table.__tablename__ for table in BESIDE}
Rows = dict[str, list[str]]


def comparable(row: Row | RowMapping) -> str:
    return json.dumps({name: str(value) for name, value in row.items()}, sort_keys=True)


def all_rows(connection: Connection) -> Rows:
    tables = (table for name, table in Base.metadata.tables.items() if name not in NOT_PROJECTED)
    return {
        table.name: sorted(comparable(row) for row in connection.execute(select(table)).mappings())
        for table in tables
    }


def projected(connection: Connection) -> Rows:
    """Every row that the ledger says there is."""
    found: Rows = {name: [] for name in Base.metadata.tables if name not in NOT_PROJECTED}
    for kind in Kind:
        for entries in entries_by_subject(connection, kind):
            for table, rows in fold(entries).items():
                found[table.name] += [comparable(_filled(table, row)) for row in rows]
    kept = connection.execute(select(ArchivedText.sha256, ArchivedText.content))
    texts = {row.sha256: row.content for row in kept}
    found[ARCHIVE_BANDS.name] = [comparable(row) for row in archive_bands(texts)]
    return {name: sorted(rows) for name, rows in found.items()}


def _filled(table: Table, row: Row) -> Row:
    return {column.name: row[column.name] for column in table.columns}


@pytest.mark.parametrize("seed", seeds(1, 0, 2, 3, 4, 5))
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

    assert kinds == set(Kind) - {Kind.KEY}
    assert {Kind.SOURCE, Kind.FIGURE, Kind.REPORT, Kind.CLAIM, Kind.LINK, Kind.STORY} <= changed


def test_every_table_is_filled_by_one_kind_or_kept_beside_the_ledger() -> None:
    filled = [ARCHIVE_BANDS.name]
    filled += [layout.main.name for layout in LAYOUTS.values()]
    filled += [table.name for layout in LAYOUTS.values() for table in layout.children]
    filled += [twin.name for twin in FORMER.values()]

    assert len(set(filled)) == len(filled)
    assert set(filled) | NOT_PROJECTED == set(Base.metadata.tables)


@pytest.mark.parametrize("seed", seeds(2, 0, 1))
def test_laying_the_tables_down_anew_changes_nothing(desk: "Desk", seed: int) -> None:
    live_a_while(desk, seed=seed, steps=80)
    with reading(desk._engine) as connection:
        before = all_rows(connection)

    with writing(desk._engine) as connection:
        lay_down_anew(connection)

        assert all_rows(connection) == before
