"""Merkle trees as RFC 9162 (section 2.1) hashes them, kept in the tiles of C2SP tlog-tiles.

A tile of level L at position P holds, one after another, up to 256 hashes, each
the root of a complete subtree of 256**L leaves, at indices P * 256 and on. That is
all that is kept; nodes between the levels are hashed again from the tile that they
lie in. A tile only ever gets longer, so the tiles of the present tree also give
the root and the proofs of every earlier size.

Nothing here stores anything: tiles are read through a function that is handed in,
and new ones are handed back. What grows and proves raises on tiles that are not
what a tree of that size has; what checks a proof says yes or no and never raises.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache, partial, reduce
from hashlib import sha256
from typing import Self

from claims.errors import ClaimsError, InputError

HASH = 32
TILE_HEIGHT = 8
TILE = 1 << TILE_HEIGHT
LARGEST = 2**63 - 1
EMPTY_ROOT = sha256(b"").digest()
_REMEMBERED = 1024  # tiles of one reader, 16 KiB each with the nodes inside; and blocks
_BLOCK = 16 * HASH

ReadTile = Callable[[int, int], bytes]
"""Level and position to the hashes of that tile; empty where there is none."""


def leaf_hash(data: bytes) -> bytes:
    """The hash of one leaf (RFC 9162, 2.1.1)."""
    return sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of an inner node over its two children (RFC 9162, 2.1.1)."""
    return sha256(b"\x01" + left + right).digest()


# Growing


@dataclass(frozen=True, slots=True)
class Growth:
    """A tree after leaves were added: its head, and every tile that is new or has changed."""

    size: int
    root: bytes
    tiles: Mapping[tuple[int, int], bytes]


def grow(size: int, leaves: Sequence[bytes], read_tile: ReadTile) -> Growth:
    """Add leaf hashes to a tree of `size` leaves; of the old tiles only the right edge is read."""
    if any(len(leaf) != HASH for leaf in leaves):
        raise InputError("hash_wrong", f"the hash of a leaf is {HASH} bytes long")
    grown = size + len(leaves)
    _require(0 <= size <= grown <= LARGEST, f"no tree grows from {size} to {grown} leaves")
    tiles: dict[tuple[int, int], bytes] = {}
    level, start, row = 0, size, b"".join(leaves)
    while row:
        position, width = divmod(start, TILE)
        row = _right_edge(level, position, width, read_tile) + row
        tiles |= _cut(level, position, row)
        level, start, row = level + 1, position, _roots_of_tiles(row)

    def read_grown(level: int, position: int) -> bytes:
        return tiles.get((level, position)) or read_tile(level, position)

    return Growth(grown, root_of(grown, read_grown), tiles)


def _right_edge(level: int, position: int, width: int, read_tile: ReadTile) -> bytes:
    """The incomplete tile that new hashes are added to; it holds what the size says, no more."""
    if not width:
        return b""
    tile = read_tile(level, position)
    if len(tile) != width * HASH:
        raise _wrong(level, position, f"is {len(tile)} bytes long and should be {width * HASH}")
    return tile


def _cut(level: int, position: int, row: bytes) -> dict[tuple[int, int], bytes]:
    """A row of hashes as tiles, the first of them at this position."""
    step = TILE * HASH
    return {
        (level, position + number): row[start : start + step]
        for number, start in enumerate(range(0, len(row), step))
    }


def _roots_of_tiles(row: bytes) -> bytes:
    """The roots of the complete tiles in a row, which are the row one level up."""
    complete = row[: len(row) - len(row) % (TILE * HASH)]
    return reduce(lambda below, _: _parents(below), range(TILE_HEIGHT), complete)


def _parents(row: bytes) -> bytes:
    """The row of nodes over a row of hashes; an odd one at the end has no parent yet."""
    whole = len(row) - len(row) % _BLOCK
    blocks = [_parents_of(row[start : start + _BLOCK]) for start in range(0, whole, _BLOCK)]
    return b"".join([*blocks, _hashed(row[whole:])])


@lru_cache(maxsize=_REMEMBERED)
def _parents_of(block: bytes) -> bytes:
    """The parents of so many hashes, which are asked for each time that their tile grows."""
    return _hashed(block)


def _hashed(row: bytes) -> bytes:
    pair = 2 * HASH
    starts = range(0, len(row) - pair + 1, pair)
    return b"".join([sha256(b"\x01" + row[start : start + pair]).digest() for start in starts])


# Reading


class Tiles:
    """A reader of tiles that checks their form and remembers them and the nodes inside them.

    It can stand wherever a reader is asked for. Many proofs of one tree are made
    faster by wrapping the reader once; after the tree has grown, wrap it anew.
    """

    def __init__(self, read_tile: ReadTile) -> None:
        self._rows = lru_cache(maxsize=_REMEMBERED)(partial(_read_rows, read_tile))

    @classmethod
    def over(cls, read_tile: ReadTile) -> "Tiles":
        """This reader, with a memory if it has none yet."""
        return read_tile if isinstance(read_tile, Tiles) else cls(read_tile)

    def __call__(self, level: int, position: int) -> bytes:
        """The hashes of one tile."""
        return self._rows(level, position)[0]

    def node(self, height: int, index: int) -> bytes:
        """The root of the complete subtree over leaves index * 2**height and on."""
        level, above = divmod(height, TILE_HEIGHT)
        position, offset = divmod(index, TILE >> above)
        found = self._rows(level, position)[above][offset * HASH : (offset + 1) * HASH]
        if not found:
            needed = (offset + 1) << above
            raise _wrong(level, position, f"should hold {needed} hashes or more")
        return found

    def root(self, start: int, end: int) -> bytes:
        """MTH(D[start:end]) of RFC 9162, for a range that dividing a tree's leaves arrives at."""
        width = end - start
        if width == 0:
            return EMPTY_ROOT
        if width & (width - 1) == 0:
            return self.node(width.bit_length() - 1, start // width)
        middle = start + _split(width)
        return node_hash(self.root(start, middle), self.root(middle, end))


def _read_rows(read_tile: ReadTile, level: int, position: int) -> list[bytes]:
    """A tile, and the seven rows of nodes above it that lie inside it."""
    rows = [read_tile(level, position)]
    if len(rows[0]) % HASH or len(rows[0]) > TILE * HASH:
        raise _wrong(level, position, f"is {len(rows[0])} bytes long, which no tile can be")
    while len(rows) < TILE_HEIGHT:
        rows.append(_parents(rows[-1]))
    return rows


def root_of(size: int, read_tile: ReadTile) -> bytes:
    """The root hash that the tree has, or had, at this size (RFC 9162, 2.1.1)."""
    _require(0 <= size <= LARGEST, f"there is no tree of {size} leaves")
    return Tiles.over(read_tile).root(0, size)


@dataclass(slots=True)
class Frontier:
    """A tree that forgets its leaves: the roots of its complete subtrees, largest first.

    Enough to append and to give the root, for verification in one pass; it holds
    as many hashes as the size has binary ones.
    """

    size: int = 0
    roots: list[bytes] = field(default_factory=list)

    @classmethod
    def at(cls, size: int, read_tile: ReadTile) -> Self:
        """The frontier of the tree as it is, or was, at this size."""
        _require(0 <= size <= LARGEST, f"there is no tree of {size} leaves")
        tiles = Tiles.over(read_tile)
        heights = [height for height in range(size.bit_length()) if size >> height & 1]
        return cls(size, [tiles.node(height, (size >> height) - 1) for height in reversed(heights)])

    def append(self, leaf: bytes) -> None:
        """Add one leaf hash at the end."""
        size = self.size
        while size & 1:
            leaf = node_hash(self.roots.pop(), leaf)
            size >>= 1
        self.roots.append(leaf)
        self.size += 1

    def root(self) -> bytes:
        """The root hash over everything appended so far."""
        if not self.roots:
            return EMPTY_ROOT
        return reduce(lambda right, left: node_hash(left, right), reversed(self.roots))


# Proving


def inclusion_proof(index: int, size: int, read_tile: ReadTile) -> tuple[bytes, ...]:
    """PATH(index, D[0:size]) of RFC 9162, 2.1.3.1: that this leaf is in the tree of that size."""
    _require(0 <= index < size <= LARGEST, f"no leaf {index} is in a tree of {size} leaves")
    tiles = Tiles.over(read_tile)
    return tuple(tiles.root(start, end) for start, end in siblings(index, size))


def siblings(index: int, size: int) -> list[tuple[int, int]]:
    """The ranges of leaves whose roots are that path; nearest first, as the standard orders them.

    Whoever proves many leaves of one tree works out each range once.
    """
    start, end = 0, size
    found = []
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            found.append((middle, end))
            end = middle
        else:
            found.append((start, middle))
            start = middle
    return found[::-1]


def consistency_proof(old_size: int, new_size: int, read_tile: ReadTile) -> tuple[bytes, ...]:
    """PROOF(old_size, D[0:new_size]) of RFC 9162, 2.1.4.1: that the new tree extends the old.

    It is empty where there is nothing to prove: for an empty old tree, and for equal sizes.
    """
    _require(
        0 <= old_size <= new_size <= LARGEST,
        f"a tree of {new_size} leaves does not extend one of {old_size}",
    )
    if old_size == 0:
        return ()
    return tuple(_subproof(Tiles.over(read_tile), old_size, 0, new_size))


def _subproof(tiles: Tiles, old_end: int, start: int, end: int) -> Iterator[bytes]:
    """SUBPROOF over the leaves from `start` to `end`; the old root itself (b true) is left out."""
    if old_end == end:
        if start:
            yield tiles.root(start, end)
        return
    middle = start + _split(end - start)
    if old_end <= middle:
        yield from _subproof(tiles, old_end, start, middle)
        yield tiles.root(middle, end)
    else:
        yield from _subproof(tiles, old_end, middle, end)
        yield tiles.root(start, middle)


def _split(width: int) -> int:
    """The largest power of two smaller than `width`: where RFC 9162 divides a list."""
    return 1 << ((width - 1).bit_length() - 1)


# Checking


def check_inclusion(
    leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes
) -> bool:
    """Whether the proof shows that this leaf hash is in that tree, by RFC 9162, 2.1.3.2.

    A root does not tell the size; take both from one place, a signed checkpoint.
    """
    if not (0 <= index < size <= LARGEST and _are_hashes(leaf, root, *proof)):
        return False
    first, last, found = index, size - 1, leaf
    for step in proof:
        if last == 0:
            return False
        if first & 1 or first == last:
            found = node_hash(step, found)
            first, last = _skip(first, last)
        else:
            found = node_hash(found, step)
        first, last = first >> 1, last >> 1
    return last == 0 and found == root


def check_consistency(
    old_size: int, old_root: bytes, new_size: int, new_root: bytes, proof: Sequence[bytes]
) -> bool:
    """Whether the proof shows that the new tree extends the old one, by RFC 9162, 2.1.4.2.

    The standard leaves two cases open: an empty tree has one root, is extended by
    every tree, and trees of equal size must have equal roots; the proof is then empty.
    """
    if not (0 <= old_size <= new_size <= LARGEST and _are_hashes(old_root, new_root, *proof)):
        return False
    if old_size == new_size:
        return not proof and old_root == new_root and (old_size > 0 or old_root == EMPTY_ROOT)
    if old_size == 0:
        return not proof and old_root == EMPTY_ROOT
    return bool(proof) and _extends(old_size, old_root, new_size, new_root, proof)


def _extends(
    old_size: int, old_root: bytes, new_size: int, new_root: bytes, proof: Sequence[bytes]
) -> bool:
    """The steps of RFC 9162, 2.1.4.2, for 0 < old_size < new_size."""
    is_power_of_two = old_size & (old_size - 1) == 0
    start, *steps = (old_root, *proof) if is_power_of_two else proof
    first, last = old_size - 1, new_size - 1
    while first & 1:
        first, last = first >> 1, last >> 1
    old = new = start
    for step in steps:
        if last == 0:
            return False
        if first & 1 or first == last:
            old, new = node_hash(step, old), node_hash(step, new)
            first, last = _skip(first, last)
        else:
            new = node_hash(new, step)
        first, last = first >> 1, last >> 1
    return last == 0 and old == old_root and new == new_root


def _skip(first: int, last: int) -> tuple[int, int]:
    """Go up to where the path is a right child again, past levels that have no sibling."""
    while first and not first & 1:
        first, last = first >> 1, last >> 1
    return first, last


def _are_hashes(*values: bytes) -> bool:
    return all(len(value) == HASH for value in values)


# Refusals


def _require(fits: bool, otherwise: str) -> None:
    if not fits:
        raise InputError("outside_tree", otherwise)


def _wrong(level: int, position: int, fault: str) -> ClaimsError:
    return ClaimsError(
        "tile_wrong",
        f"tile {level}/{position} {fault}",
        hint="the tiles do not fit the size of the tree; build them again from its leaves",
    )
