"""Laying the tables down anew: all rows of all records, from the ledger alone.

Done to a new database by a rebuild, and in place after a migration. Rows go in
kind by kind and in the order of their identities; where a row points into its
own table to one that comes later, the pointer is set at the end.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby

from sqlalchemy import Connection, Table, bindparam, delete, select, update

from claims.store.folding import fold
from claims.store.gateway.indexing import empty_index, index_new_rows
from claims.store.gateway.rows import insert_rows
from claims.store.ledger import LedgerEntry, read_entry
from claims.store.projection import FORMER, LAYOUTS, Row
from claims.store.tables import Entry
from claims.vocab import Kind

PAGE = 2_000


def _unseen(entries: int) -> None:
    """Nobody watches."""
    del entries


def lay_down_anew(connection: Connection, progress: Callable[[int], None] = _unseen) -> None:
    """Empty every table that records fill, and fill it with what the ledger adds up to.

    `progress` is told how many more entries were laid down.
    """
    empty_index(connection)
    for kind in reversed(Kind):
        layout = LAYOUTS[kind]
        for table in (*layout.children, layout.main):
            connection.execute(delete(FORMER[table]))
            connection.execute(delete(table))
    for kind in Kind:
        _fill(connection, kind, progress)


def _fill(connection: Connection, kind: Kind, progress: Callable[[int], None]) -> None:
    own = LAYOUTS[kind].main
    pointers = [rule.parent for rule in own.foreign_keys if rule.column.table is own]
    pointing: list[Row] = []
    for number, rows in _pages(entries_by_subject(connection, kind)):
        for row in rows[own]:
            ahead = [column.name for column in pointers if _points_ahead(row, column.name)]
            pointing += [{"owner": row["id"], "to": row[name], "column": name} for name in ahead]
            row.update(dict.fromkeys(ahead))
        for table, found in rows.items():
            insert_rows(connection, table, found)
        index_new_rows(connection, rows)
        progress(number)
    for column in pointers:
        setting = [row for row in pointing if row["column"] == column.name]
        statement = update(own).where(own.c.id == bindparam("owner"))
        if setting:
            connection.execute(statement.values({column.name: bindparam("to")}), setting)


def _points_ahead(row: Row, name: str) -> bool:
    """Whether it points to a record that is laid down after it; few do, being made before it."""
    return row[name] is not None and row[name] >= row["id"]


def _pages(
    subjects: Iterable[Sequence[LedgerEntry]],
) -> Iterator[tuple[int, dict[Table, list[Row]]]]:
    """The rows of many records at a time, those of records before those that hang on them.

    With each page goes the number of entries that it was folded out of.
    """
    page: dict[Table, list[Row]] = defaultdict(list)
    held = 0
    for entries in subjects:
        for table, rows in fold(entries).items():
            page[table] += rows
        held += len(entries)
        if held >= PAGE:
            yield held, page
            page, held = defaultdict(list), 0
    if held:
        yield held, page


def entries_by_subject(connection: Connection, kind: Kind) -> Iterator[list[LedgerEntry]]:
    """All entries of each record of a kind, record by record, in the order of identities."""
    statement = (
        select(Entry.__table__).where(Entry.kind == kind).order_by(Entry.subject, Entry.version)
    )
    streamed = {"yield_per": PAGE}  # this statement alone: no cursor of a server's takes writes
    found = connection.execute(statement, execution_options=streamed).mappings()
    for _, entries in groupby(map(read_entry, found), key=lambda entry: entry.subject):
        yield list(entries)
