"""The tables against the ledger: every row of every record, in the order of their identities.

The entries of each record are folded into the rows that should be there, and each
table is read beside them in the same order, so that a row more, a row less and a
cell that differs are all seen, in one pass.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Table

from claims.errors import ClaimsError
from claims.ledger.canonical import salted_digest
from claims.store.folding import fold
from claims.store.ledger import LedgerEntry, read_entry
from claims.store.projection import FORMER, LAYOUTS, Row
from claims.store.verifying.cells import (
    PAGE,
    Cells,
    Raw,
    UnreadableCellError,
    same_cells,
    stream,
)
from claims.store.verifying.problems import Problems, clipped, named
from claims.store.verifying.tree import ENTRIES


class Beside:
    """The rows of one table, read along with the ledger."""

    def __init__(
        self, connection: Connection, table: Table, owner: str, problems: Problems, where: str
    ) -> None:
        self.cells = Cells(table, connection.dialect)
        self.keys = [column.name for column in table.primary_key.columns]
        self._owner = self.cells.names.index(owner)
        self._problems = problems
        condition = f"{owner} IN ({where})" if where else ""
        rest = [name for name in self.keys if name != owner]
        self._rows = self._readable(stream(connection, table, owner, *rest, where=condition))
        self._next = next(self._rows, None)

    def take(self, subject: UUID) -> list[Raw]:
        """The rows of this record; those of records before it are no record's."""
        self.pass_by(subject)
        found: list[Raw] = []
        while self._next is not None and self._next[0] == subject:
            found.append(self._next[1])
            self._next = next(self._rows, None)
        return found

    def pass_by(self, subject: UUID | None = None) -> None:
        """Tell of the rows before those of this record, or of all that are left."""
        while self._next is not None and (subject is None or self._next[0] < subject):
            told = "a row that no entry accounts for"
            self._problems.add(self.cells.table.name, self._name(self._next[0]), told)
            self._next = next(self._rows, None)

    def _readable(self, rows: Iterator[Raw]) -> Iterator[tuple[UUID, Raw]]:
        for raw in rows:
            try:
                yield self.cells.cell(self._owner, raw[self._owner]), raw
            except UnreadableCellError as error:
                record = f"row {clipped(raw[self._owner])}"
                self._problems.add(self.cells.table.name, record, str(error))

    def _name(self, owner: UUID) -> str:
        return named(_KIND_OF[self.cells.table], owner)


_KIND_OF = {
    table: kind
    for kind, layout in LAYOUTS.items()
    for own in layout.owners
    for table in (own, FORMER[own])
}


class RecordsPass:
    """One pass over all entries, record by record."""

    def __init__(self, connection: Connection, problems: Problems, where: str) -> None:
        self._connection = connection
        self._problems = problems
        self._where = where
        self._entries = Cells(ENTRIES, connection.dialect)
        self._beside = {
            table: Beside(connection, table, owner, problems, where)
            for layout in LAYOUTS.values()
            for own, owner in layout.owners.items()
            for table in (own, FORMER[own])
        }
        self.entries = 0

    def run(self, progress: Callable[[int], None]) -> None:
        """Compare every record's rows with what its entries add up to."""
        for subject, found in groupby(self._readable(), key=lambda entry: entry.subject):
            entries = list(found)
            before, self.entries = self.entries, self.entries + len(entries)
            self._record(subject, entries)
            if before // PAGE != self.entries // PAGE:
                progress(PAGE)
        for beside in self._beside.values():
            beside.pass_by()
        progress(self.entries % PAGE)

    def _readable(self) -> Iterator[LedgerEntry]:
        condition = f"subject IN ({self._where})" if self._where else ""
        for raw in stream(self._connection, ENTRIES, "subject", "version", where=condition):
            try:
                row = self._entries.read(raw)
                self._check_payload(row)
                yield read_entry(row)
            except UnreadableCellError as error:
                self._problems.add(ENTRIES.name, f"record {raw[0]}", str(error))
            except (ValueError, TypeError, AttributeError) as error:
                told = f"its payload cannot be read: {error}"
                self._problems.add(ENTRIES.name, f"record {raw[0]}", told)

    def _check_payload(self, row: Row) -> None:
        salt, payload = row["salt"], row["payload"]
        if salt is None and payload is None:
            return
        if (
            salt is None
            or payload is None
            or salted_digest(salt, payload.encode()) != row["digest"]
        ):
            told = f"the payload of revision {row['version']} is not the one that was recorded"
            self._problems.add(ENTRIES.name, named(row["kind"], row["subject"]), told)

    def _record(self, subject: UUID, entries: list[LedgerEntry]) -> None:
        kind = entries[0].kind
        name = named(kind, subject)
        self._check_sequence(name, entries)
        layout = LAYOUTS[kind]
        tables = [table for own in layout.owners for table in (own, FORMER[own])]
        found = {table: self._beside[table].take(subject) for table in tables}
        try:
            wanted = fold(entries)
        except (ClaimsError, ValueError, TypeError, LookupError, AttributeError) as error:
            message = error.message if isinstance(error, ClaimsError) else str(error)
            self._problems.add(ENTRIES.name, name, f"its payload cannot be read: {message}")
            return
        for table in tables:
            self._compare(name, self._beside[table], wanted[table], found[table])

    def _check_sequence(self, name: str, entries: Sequence[LedgerEntry]) -> None:
        versions = [entry.version for entry in entries]
        if versions != list(range(1, len(entries) + 1)):
            told = f"it has revisions {clipped(versions)}: one is missing, or was put in"
            self._problems.add(ENTRIES.name, name, told)
        if len({entry.kind for entry in entries}) > 1:
            self._problems.add(ENTRIES.name, name, "its entries are not of one kind")

    def _compare(
        self, name: str, beside: Beside, rows: Sequence[Row], found: Sequence[Raw]
    ) -> None:
        """Row by row, matched by their keys."""
        table, names = beside.cells.table.name, beside.cells.names
        places = [names.index(key) for key in beside.keys]
        wanted = {_key(raw, places): raw for raw in map(beside.cells.raw, rows)}
        for raw in found:
            expected = wanted.pop(_key(raw, places), None)
            if expected is None:
                self._problems.add(table, name, "a row that no entry accounts for")
            elif not same_cells(raw, expected):
                for column, one, other in zip(names, raw, expected, strict=True):
                    if not same_cells((one,), (other,)):
                        told = f"{column} is {clipped(one)}, and the ledger says {clipped(other)}"
                        self._problems.add(table, name, told)
        for _ in wanted:
            self._problems.add(table, name, "a row that the ledger accounts for is missing")


def _key(raw: Raw, places: Sequence[int]) -> tuple[Any, ...]:
    return tuple(str(raw[place]) for place in places)
