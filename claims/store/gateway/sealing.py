"""Sealing: entries get their place in the tree, the tree grows, and its new head is signed.

All three happen in the transaction that is handed in, so they are there together
or not at all. Of the tree only the right edge is read, whatever its size.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, update

from claims.errors import ClaimsError, DatabaseError
from claims.ledger.canonical import canonical
from claims.ledger.checkpoints import Checkpoint, Signer
from claims.ledger.merkle import Growth, grow, leaf_hash
from claims.store.gateway.rows import LEAVES, insert_rows
from claims.store.ledger import header_of
from claims.store.queries.tree import Head, last_checkpoint, right_edge
from claims.store.sending import tell
from claims.store.tables import CheckpointRow, Tile, table_of

TILES, CHECKPOINTS = table_of(Tile), table_of(CheckpointRow)
_GROW_TILE = (
    update(TILES)
    .where(Tile.level == bindparam("at_level"), Tile.position == bindparam("at_position"))
    .values(hashes=bindparam("grown"))
)


def seal(connection: Connection, entries: Sequence[Mapping[str, Any]], signer: Signer) -> Head:
    """Add these entries to the tree, in this order, and sign the head; returns the checkpoint.

    The entries are rows without a leaf; their payloads are not needed. The key's
    name is the tree's origin.
    """
    last = last_checkpoint(connection)
    size = 0 if last is None else last.size
    known = right_edge(connection, size)
    growth = _grown(size, [leaf_of(row) for row in entries], known)
    leaves = [
        {"position": place, "subject": row["subject"], "version": row["version"]}
        for place, row in enumerate(entries, start=size)
    ]
    insert_rows(connection, LEAVES, leaves)
    _lay_tiles(connection, growth, known)
    note = signer.sign(Checkpoint(signer.name, growth.size, growth.root))
    insert_rows(connection, CHECKPOINTS, [{"size": growth.size, "previous": size, "note": note}])
    return Head(growth.size, note)


def leaf_of(row: Mapping[str, Any]) -> bytes:
    """The hash of an entry's leaf, over its header; the payload is not looked at."""
    return leaf_hash(canonical(header_of(row)))


def _grown(size: int, leaves: Sequence[bytes], known: Mapping[tuple[int, int], bytes]) -> Growth:
    try:
        return grow(size, leaves, lambda level, position: known.get((level, position), b""))
    except ClaimsError as error:
        raise DatabaseError(
            "tree_damaged",
            f"the tree over the ledger is not what it was when it was sealed: {error.message}",
            hint="nothing was written; `claims verify` tells what was changed",
        ) from error


def _lay_tiles(
    connection: Connection, growth: Growth, known: Mapping[tuple[int, int], bytes]
) -> None:
    new = [
        {"level": level, "position": position, "hashes": hashes}
        for (level, position), hashes in growth.tiles.items()
        if (level, position) not in known
    ]
    longer = [
        {"at_level": level, "at_position": position, "grown": hashes}
        for (level, position), hashes in growth.tiles.items()
        if (level, position) in known
    ]
    insert_rows(connection, TILES, new)
    for tile in longer:
        tell(connection, _GROW_TILE, tile)
