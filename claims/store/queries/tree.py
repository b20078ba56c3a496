"""What is kept of the tree over the ledger: leaves, tiles, checkpoints, and who may sign."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, and_, bindparam, func, or_, select

from claims.ledger.merkle import TILE_HEIGHT, ReadTile
from claims.store.ledger import LedgerEntry, read_entry
from claims.store.projection import LAYOUTS
from claims.store.queries.stored import in_slices
from claims.store.sending import Asked, ask
from claims.store.tables import CheckpointRow, Entry, Leaf, Tile
from claims.vocab import Kind

_LEVELS = range(63 // TILE_HEIGHT + 1)
_KEYS = LAYOUTS[Kind.KEY].main
_ENTRIES = Entry.__table__
_HEADER = (
    Entry.subject,
    Entry.version,
    Entry.kind,
    Entry.action,
    Entry.recorded_at,
    Entry.recorded_by,
    Entry.format,
    Entry.digest,
)

# Built once: these run at the end of every write.
_STANDING_KEYS = (
    select(_KEYS.c.public)
    .where(_KEYS.c.withdrawn.is_(None))
    .order_by(_KEYS.c.logged_at.desc(), _KEYS.c.id.desc())
)
_LAST_CHECKPOINT = (
    select(CheckpointRow.size, CheckpointRow.note).order_by(CheckpointRow.size.desc()).limit(1)
)
_LAST_SEALED_AT = (
    select(Entry.recorded_at)
    .join(Leaf, and_(Leaf.subject == Entry.subject, Leaf.version == Entry.version))
    .order_by(Leaf.position.desc())
    .limit(1)
)
_TILE = select(Tile.hashes).where(
    Tile.level == bindparam("level"), Tile.position == bindparam("position")
)
_RIGHT_EDGE = select(Tile.level, Tile.position, Tile.hashes).where(
    or_(
        *(and_(Tile.level == level, Tile.position == bindparam(f"at_{level}")) for level in _LEVELS)
    )
)


@dataclass(frozen=True, slots=True)
class Head:
    """A checkpoint as it is kept: the size of the tree, and the signed note."""

    size: int
    note: str


@dataclass(frozen=True, slots=True)
class PlacedEntry:
    """An entry, what its digest was taken over, and its leaf; None where that is missing."""

    entry: LedgerEntry
    salt: str | None
    payload: str | None
    leaf: int | None


def standing_keys(connection: Connection) -> Sequence[str]:
    """The public halves of the keys that were not withdrawn, newest first."""
    (rows,) = ask(connection, Asked(_STANDING_KEYS))
    return [row["public"] for row in rows]


def last_checkpoint(connection: Connection) -> Head | None:
    """The newest checkpoint; None where nothing was sealed yet."""
    (rows,) = ask(connection, Asked(_LAST_CHECKPOINT))
    return Head(**rows[0]) if rows else None


def last_sealed_at(connection: Connection) -> datetime | None:
    """When the entry of the last leaf was recorded; None where nothing was sealed yet."""
    return connection.scalar(_LAST_SEALED_AT)


def right_edge(connection: Connection, size: int) -> dict[tuple[int, int], bytes]:
    """The last tile of each level of a tree of this size, by level and position."""
    last = {f"at_{level}": size >> TILE_HEIGHT * (level + 1) for level in _LEVELS}
    (rows,) = ask(connection, Asked(_RIGHT_EDGE, last))
    return {(row["level"], row["position"]): row["hashes"] for row in rows}


def tile_reader(connection: Connection) -> ReadTile:
    """Reads tiles one by one."""

    def read_tile(level: int, position: int) -> bytes:
        return connection.scalar(_TILE, {"level": level, "position": position}) or b""

    return read_tile


def placed_entries(connection: Connection, subjects: Iterable[UUID]) -> list[PlacedEntry]:
    """All entries of these records, oldest first, with their salts and places."""
    statement = (
        select(*_ENTRIES.columns, Leaf.position.label("leaf"))
        .outerjoin(Leaf, and_(Leaf.subject == Entry.subject, Leaf.version == Entry.version))
        .order_by(Entry.subject, Entry.version)
    )
    return [
        PlacedEntry(read_entry(row), row["salt"], row["payload"], row["leaf"])
        for part in in_slices(subjects)
        for row in connection.execute(statement.where(Entry.subject.in_(part))).mappings()
    ]


def unsealed(
    connection: Connection, *, since: datetime | None, most: int
) -> list[Mapping[str, Any]]:
    """The headers of the first so many entries without a leaf, in the order they were recorded.

    `since` skips what was recorded before: a reader who goes on from there does not
    look at everything again.
    """
    sealed = select(Leaf.position).where(
        Leaf.subject == Entry.subject, Leaf.version == Entry.version
    )
    statement = (
        select(*_HEADER)
        .where(~sealed.exists())
        .order_by(Entry.recorded_at, Entry.subject, Entry.version)
        .limit(most)
    )
    if since is not None:
        statement = statement.where(Entry.recorded_at >= since)
    return [dict(row) for row in connection.execute(statement).mappings()]


def sizes_of_checkpoints(connection: Connection, *, most: int) -> list[int]:
    """The sizes of the newest checkpoints, newest first."""
    newest = select(CheckpointRow.size).order_by(CheckpointRow.size.desc()).limit(most)
    return list(connection.scalars(newest))


def size_at_or_before(connection: Connection, size: int) -> int | None:
    """The size of the newest checkpoint that is no larger than this."""
    statement = (
        select(CheckpointRow.size)
        .where(CheckpointRow.size <= size)
        .order_by(CheckpointRow.size.desc())
        .limit(1)
    )
    return connection.scalar(statement)


def first_size(connection: Connection) -> int:
    """The size of the oldest checkpoint; 0 where there is none."""
    return connection.scalar(select(func.min(CheckpointRow.size))) or 0


def end_of(connection: Connection, moment: datetime) -> int | None:
    """How many leaves the tree has up to the last entry of this moment; None if one is unsealed."""
    statement = (
        select(func.max(Leaf.position), func.count(), func.count(Leaf.position))
        .select_from(Entry)
        .outerjoin(Leaf, and_(Leaf.subject == Entry.subject, Leaf.version == Entry.version))
        .where(Entry.recorded_at == moment)
    )
    last, entries, sealed = connection.execute(statement).one()
    return None if last is None or sealed < entries else last + 1


def checkpoint_over(connection: Connection, size: int) -> Head | None:
    """The first checkpoint whose tree has so many leaves at least: later ones change nothing."""
    statement = (
        select(CheckpointRow.size, CheckpointRow.note)
        .where(CheckpointRow.size >= size)
        .order_by(CheckpointRow.size)
        .limit(1)
    )
    row = connection.execute(statement).first()
    return None if row is None else Head(row.size, row.note)
