"""The ledger against its tree: every leaf and every tile, recomputed in one pass.

Leaves are read in their order. What was verified earlier is vouched for by the
root that it had, and is not read again.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from claims.errors import ClaimsError
from claims.ledger.canonical import canonical
from claims.ledger.merkle import HASH, TILE, Frontier, leaf_hash
from claims.store.ledger import LedgerEntry
from claims.store.tables import Entry, Leaf, Tile, table_of
from claims.store.verifying.cells import PAGE, Cells, Raw, UnreadableCellError, same_cell, stream
from claims.store.verifying.heads import Heads
from claims.store.verifying.problems import Problems, named
from claims.vocab import Kind

ENTRIES, LEAVES, TILES = map(table_of, (Entry, Leaf, Tile))
HEADER = ("kind", "action", "recorded_at", "recorded_by", "format", "digest")
_LEAVES = (
    "SELECT leaves.position, leaves.subject, leaves.version, entries.subject, entries.kind,"
    " entries.action, entries.recorded_at, entries.recorded_by, entries.format, entries.digest"
    " FROM leaves LEFT JOIN entries"
    " ON entries.subject = leaves.subject AND entries.version = leaves.version"
)


@dataclass(frozen=True, slots=True)
class Verified:
    """How far a tree was verified: its size then, and its root."""

    size: int = 0
    root: bytes | None = None


class Tiles:
    """The tiles as they are kept, beside those that the leaves give."""

    def __init__(self, connection: Connection, problems: Problems) -> None:
        self._connection = connection
        self._problems = problems
        self._rows: list[bytearray] = []
        self._begun: list[int] = []
        self._read: tuple[tuple[int, int], bytes] = ((-1, -1), b"")

    def kept(self, level: int, position: int) -> bytes:
        """The hashes of a tile as they are in the database; none where it is missing."""
        if self._read[0] != (level, position):
            where = f"SELECT hashes FROM tiles WHERE level = {level} AND position = {position}"  # noqa: S608  two numbers
            row = self._connection.exec_driver_sql(where).first()
            content = bytes(row[0]) if row is not None and isinstance(row[0], bytes) else b""
            self._read = ((level, position), content)
        return self._read[1]

    def begin(self, size: int) -> None:
        """Take over the tiles of a tree of this size, which was verified before."""
        while size:
            position, width = divmod(size, TILE)
            kept = self.kept(len(self._rows), position)[: width * HASH] if width else b""
            self._rows.append(bytearray(kept))
            self._begun.append(position)
            size = position

    def push(self, node: bytes, level: int = 0) -> None:
        """One node more on a level; a tile that is full is compared, and its root goes up."""
        if level == len(self._rows):
            self._rows.append(bytearray())
            self._begun.append(0)
        row = self._rows[level]
        row += node
        if len(row) == TILE * HASH:
            self._compare(level)
            above = Frontier()
            for start in range(0, len(row), HASH):
                above.append(bytes(row[start : start + HASH]))
            self._rows[level] = bytearray()
            self._begun[level] += 1
            self.push(above.root(), level + 1)

    def finish(self) -> None:
        """Compare the last tile of each level; nothing stands beside or behind them."""
        for level, row in enumerate(self._rows):
            if row:
                self._compare(level)
        widths = {
            level: begun + bool(row)
            for level, (begun, row) in enumerate(zip(self._begun, self._rows, strict=True))
        }
        for level, position in stream(
            self._connection, TILES, "level", "position", columns="level, position"
        ):
            fits = all(type(one) is int for one in (level, position))
            if not fits or not 0 <= position < widths.get(level, 0):
                self._add(level, position, "no leaf accounts for it")

    def _compare(self, level: int) -> None:
        position, wanted = self._begun[level], bytes(self._rows[level])
        kept = self.kept(level, position)
        if not kept:
            self._add(level, position, "it is missing, or holds no hashes")
        elif kept != wanted:
            self._add(level, position, "its hashes are not those of the leaves under it")

    def _add(self, level: object, position: object, message: str) -> None:
        self._problems.add(TILES.name, f"tile {level}/{position}", message)


class TreePass:
    """One pass over the leaves, in their order."""

    def __init__(self, connection: Connection, problems: Problems, heads: Heads) -> None:
        self._connection = connection
        self._problems = problems
        self._heads = heads
        self._tiles = Tiles(connection, problems)
        self._leaves = Cells(LEAVES, connection.dialect)
        self._entries = Cells(ENTRIES, connection.dialect)
        self._places = {name: place for place, name in enumerate(self._entries.names)}

    def run(self, since: Verified, progress: Callable[[int], None]) -> Frontier:
        """Check what stands behind `since`; returns the tree with all its leaves."""
        frontier = self._begin(since)
        for raw in self._rows(since.size):
            while isinstance(raw[0], int) and frontier.size < raw[0]:
                self._add(f"leaf {frontier.size}", "it is missing")
                self._grow(frontier, self._kept(frontier.size) or bytes(HASH))
            self._grow(frontier, self._leaf(raw, frontier.size))
            if frontier.size % PAGE == 0:
                progress(PAGE)
        progress(frontier.size % PAGE)
        self._tiles.finish()
        self._heads.finish(frontier.size)
        return frontier

    def _begin(self, since: Verified) -> Frontier:
        if not since.size:
            return Frontier()
        try:
            frontier = Frontier.at(since.size, self._tiles.kept)
        except ClaimsError:
            frontier = Frontier()
        if frontier.size != since.size or frontier.root() != since.root:
            told = "the record is not a continuation of the one that was verified before"
            self._problems.add(TILES.name, f"the first {since.size} entries", told)
        self._tiles.begin(since.size)
        return Frontier(since.size, frontier.roots)

    def _rows(self, since: int) -> Iterator[Raw]:
        statement = f"{_LEAVES} WHERE leaves.position >= {since} ORDER BY leaves.position"
        found = self._connection.exec_driver_sql(statement, execution_options={"yield_per": PAGE})
        return map(tuple, found)

    def _grow(self, frontier: Frontier, leaf: bytes) -> None:
        frontier.append(leaf)
        self._tiles.push(leaf)
        self._heads.reach(frontier)

    def _kept(self, position: int) -> bytes:
        """The hash that the tree has for a leaf; nothing where its tile is missing or short."""
        tile, place = divmod(position, TILE)
        kept = self._tiles.kept(0, tile)[place * HASH : (place + 1) * HASH]
        return kept if len(kept) == HASH else b""

    def _leaf(self, raw: Raw, position: int) -> bytes:
        """The hash of a leaf: of its entry, or where that is wrong the one that the tree has."""
        kept, subject = self._kept(position) or bytes(HASH), raw[1]
        if not same_cell(raw[0], position):
            self._add(f"leaf {raw[0]!r}", f"it stands where leaf {position} should")
            return kept
        if raw[3] is None:
            self._add(self._name(None, subject), f"leaf {position} has no entry: it was deleted")
            return kept
        try:
            found = leaf_hash(canonical(self._header(raw)))
        except UnreadableCellError as error:
            self._problems.add(ENTRIES.name, self._name(None, subject), str(error))
            return kept
        if not self._kept(position):
            return found  # that its tile is missing is told once, not leaf by leaf
        if found != kept:
            kind = self._entries.cell(self._places["kind"], raw[4])
            told = f"revision {raw[2]} and leaf {position} of the tree do not agree"
            self._problems.add(ENTRIES.name, self._name(kind, subject), told)
        return kept

    def _header(self, raw: Raw) -> dict[str, Any]:
        header = zip(HEADER, raw[4:], strict=True)
        values = {name: self._entries.cell(self._places[name], value) for name, value in header}
        return LedgerEntry(
            subject=self._leaves.cell(1, raw[1]),
            version=self._leaves.cell(2, raw[2]),
            kind=values["kind"],
            action=values["action"],
            at=values["recorded_at"],
            by=values["recorded_by"],
            format=values["format"],
            digest=values["digest"],
            record=None,
            reason=None,
        ).header()

    def _name(self, kind: Kind | None, subject: Any) -> str:
        try:
            found: UUID = self._leaves.cell(1, subject)
        except UnreadableCellError:
            return f"record {subject!r}"
        return named(kind, found)

    def _add(self, record: str, message: str) -> None:
        self._problems.add(LEAVES.name, record, message)
