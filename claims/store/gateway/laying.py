"""Laying the tables down anew: all rows of all records, from the ledger alone.

Done to a new database by a rebuild, and in place after a migration. Rows go in
kind by kind and in the order of their identities; where a row points into its
own table the pointer is set at the end, since it may point ahead.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from sqlalchemy import Connection, Table, bindparam, delete, insert, select, update

from claims.store.folding import fold
from claims.store.ledger import LedgerEntry, read_entry
from claims.store.projection import ARCHIVE_BANDS, FORMER, LAYOUTS, Row, archive_bands
from claims.store.tables import ArchivedText, Entry
from claims.vocab import Kind

PAGE = 2_000


def lay_down_anew(connection: Connection) -> None:
    """Empty every table that records fill, and fill it with what the ledger adds up to."""
    for kind in reversed(Kind):
        layout = LAYOUTS[kind]
        for table in (*layout.children, layout.main):
            connection.execute(delete(FORMER[table]))
            connection.execute(delete(table))
    for kind in Kind:
        _fill(connection, kind)


def lay_down_bands(connection: Connection) -> None:
    """Fill the table of keys by which archived texts are found."""
    for row in _pages_of_archive(connection):
        bands = list(archive_bands({row.sha256: row.content}))
        if bands:
            connection.execute(insert(ARCHIVE_BANDS), bands)


def _pages_of_archive(connection: Connection) -> Iterator[ArchivedText]:
    last = ""
    columns = select(ArchivedText.sha256, ArchivedText.content).order_by(ArchivedText.sha256)
    while row := connection.execute(columns.where(ArchivedText.sha256 > last).limit(1)).first():
        yield row  # type: ignore[misc]  # a row with the same two names
        last = row.sha256


def _fill(connection: Connection, kind: Kind) -> None:
    own = LAYOUTS[kind].main
    pointers = [rule.parent for rule in own.foreign_keys if rule.column.table is own]
    pointing: list[Row] = []
    for rows in _pages(entries_by_subject(connection, kind)):
        for row in rows[own]:
            pointing += [
                {"owner": row["id"], "to": row[column.name], "column": column.name}
                for column in pointers
                if row[column.name] is not None
            ]
            row.update({column.name: None for column in pointers})
        for table, found in rows.items():
            if found:
                connection.execute(insert(table), found)
    for column in pointers:
        setting = [row for row in pointing if row["column"] == column.name]
        statement = update(own).where(own.c.id == bindparam("owner"))
        if setting:
            connection.execute(statement.values({column.name: bindparam("to")}), setting)


def _pages(subjects: Iterable[Sequence[LedgerEntry]]) -> Iterator[dict[Table, list[Row]]]:
    """The rows of many records at a time, those of records before those that hang on them."""
    page: dict[Table, list[Row]] = defaultdict(list)
    held = 0
    for entries in subjects:
        for table, rows in fold(entries).items():
            page[table] += rows
        held += len(entries)
        if held >= PAGE:
            yield page
            page, held = defaultdict(list), 0
    if held:
        yield page


def entries_by_subject(connection: Connection, kind: Kind) -> Iterator[list[LedgerEntry]]:
    """All entries of each record of a kind, record by record, in the order of identities."""
    statement = (
        select(Entry.__table__).where(Entry.kind == kind).order_by(Entry.subject, Entry.version)
    )
    found = connection.execution_options(yield_per=PAGE).execute(statement).mappings()
    for _, entries in groupby(map(read_entry, found), key=lambda entry: entry.subject):
        yield list(entries)
