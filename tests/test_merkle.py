"""The tree: the standard's own recursive definitions and pymerkle are the oracles."""

from collections.abc import Sequence
from functools import cache
from hashlib import sha256
from itertools import accumulate, combinations, combinations_with_replacement

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pymerkle import InmemoryTree

from claims.errors import ClaimsError, InputError
from claims.ledger.merkle import (
    EMPTY_ROOT,
    HASH,
    TILE,
    Frontier,
    Tiles,
    check_consistency,
    check_inclusion,
    consistency_proof,
    grow,
    inclusion_proof,
    leaf_hash,
    node_hash,
    root_of,
)

LARGE = 70_000
BORDERS = (255, 256, 257, 511, 512, 513, 65_535, 65_536, 65_537, LARGE)
# Leaves and roots of the reference implementation of Certificate Transparency (RFC 6962).
REFERENCE = [
    ("", "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"),
    ("00", "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"),
    ("10", "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77"),
    ("2021", "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"),
    ("3031", "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4"),
    ("40414243", "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef"),
    ("5051525354555657", "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c"),
    (
        "606162636465666768696a6b6c6d6e6f",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ),
]

few = settings(max_examples=40)  # each hashes a good part of a tree

Kept = dict[tuple[int, int], bytes]


class Shelf:
    """Tiles in memory, and which of them were read."""

    def __init__(self, tiles: Kept | None = None) -> None:
        self.tiles: Kept = {} if tiles is None else tiles
        self.reads: list[tuple[int, int]] = []

    def read(self, level: int, position: int) -> bytes:
        self.reads.append((level, position))
        return self.tiles.get((level, position), b"")


def data(number: int) -> bytes:
    return str(number).encode()


LEAVES = [leaf_hash(data(number)) for number in range(LARGE)]


@cache
def large() -> Kept:
    return dict(grow(0, LEAVES, Shelf().read).tiles)


@cache
def tiles() -> Tiles:
    return Tiles(Shelf(large()).read)


def root(size: int) -> bytes:
    return root_of(size, tiles())


# RFC 9162, section 2.1, word for word


def split(width: int) -> int:
    power = 1
    while power * 2 < width:
        power *= 2
    return power


def mth(leaves: Sequence[bytes]) -> bytes:
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    k = split(len(leaves))
    return sha256(b"\x01" + mth(leaves[:k]) + mth(leaves[k:])).digest()


def path(m: int, leaves: Sequence[bytes]) -> tuple[bytes, ...]:
    if len(leaves) == 1:
        return ()
    k = split(len(leaves))
    if m < k:
        return (*path(m, leaves[:k]), mth(leaves[k:]))
    return (*path(m - k, leaves[k:]), mth(leaves[:k]))


def subproof(m: int, leaves: Sequence[bytes], *, b: bool = True) -> tuple[bytes, ...]:
    if m == len(leaves):
        return () if b else (mth(leaves),)
    k = split(len(leaves))
    if m <= k:
        return (*subproof(m, leaves[:k], b=b), mth(leaves[k:]))
    return (*subproof(m - k, leaves[k:], b=False), mth(leaves[:k]))


# Hashing and growing


def test_an_empty_tree_has_the_hash_of_nothing() -> None:
    assert root_of(0, Shelf().read) == EMPTY_ROOT == sha256(b"").digest()


@pytest.mark.parametrize("size", range(1, len(REFERENCE) + 1))
def test_roots_are_those_of_the_reference_implementation(size: int) -> None:
    leaves = [leaf_hash(bytes.fromhex(leaf)) for leaf, _ in REFERENCE[:size]]

    assert grow(0, leaves, Shelf().read).root.hex() == REFERENCE[size - 1][1]


def test_a_leaf_and_a_node_over_the_same_bytes_differ() -> None:
    assert leaf_hash(LEAVES[0] + LEAVES[1]) != node_hash(LEAVES[0], LEAVES[1])


batches = st.lists(st.integers(0, 3) | st.integers(250, 260) | st.integers(0, 500), max_size=4)


@few
@given(batches)
def test_growing_in_batches_gives_the_root_of_the_standard(steps: list[int]) -> None:
    shelf, size = Shelf(), 0
    for grown in accumulate(steps):
        growth = grow(size, LEAVES[size:grown], shelf.read)
        shelf.tiles |= growth.tiles
        size = growth.size

        assert growth.root == mth(LEAVES[:grown])


@few
@given(batches)
def test_growing_in_batches_leaves_the_tiles_of_growing_at_once(steps: list[int]) -> None:
    shelf, size = Shelf(), 0
    for grown in accumulate(steps):
        shelf.tiles |= grow(size, LEAVES[size:grown], shelf.read).tiles
        size = grown

    assert shelf.tiles == grow(0, LEAVES[:size], Shelf().read).tiles


def test_only_new_and_changed_tiles_are_handed_back() -> None:
    assert set(grow(LARGE, LEAVES[:1], tiles()).tiles) == {(0, 273)}


def test_growing_by_nothing_changes_nothing() -> None:
    growth = grow(LARGE, [], tiles())

    assert (growth.size, growth.root, growth.tiles) == (LARGE, root(LARGE), {})


def test_a_leaf_onto_a_large_tree_reads_its_right_edge_only() -> None:
    shelf = Shelf(large())
    grow(LARGE, LEAVES[:1], shelf.read)

    assert set(shelf.reads) == {(0, 273), (1, 1), (2, 0)}


def test_tiles_are_as_wide_as_the_example_in_tlog_tiles_says() -> None:
    widths = {place: len(tile) // HASH for place, tile in large().items()}

    assert widths == {
        **{(0, position): TILE for position in range(273)},
        (0, 273): 112,
        (1, 0): TILE,
        (1, 1): 17,
        (2, 0): 1,
    }


def test_a_tile_above_holds_the_roots_of_complete_tiles() -> None:
    below = LEAVES[3 * TILE : 4 * TILE]

    assert large()[1, 0][3 * HASH : 4 * HASH] == mth(below)


def test_a_hash_of_another_length_is_no_leaf() -> None:
    with pytest.raises(InputError) as refused:
        grow(0, [b"short"], Shelf().read)
    assert refused.value.code == "hash_wrong"


# Reading earlier sizes


def test_the_present_tiles_give_every_earlier_root() -> None:
    frontier = Frontier()
    for leaf in LEAVES:
        frontier.append(leaf)
        if frontier.size in (1, 2, 3, 70, *BORDERS):
            assert frontier.root() == root(frontier.size)


@few
@given(st.integers(0, 1200))
def test_a_frontier_gives_the_root_of_the_standard(size: int) -> None:
    frontier = Frontier()
    for leaf in LEAVES[:size]:
        frontier.append(leaf)

    assert (frontier.size, frontier.root()) == (size, mth(LEAVES[:size]))


@few
@given(st.integers(0, LARGE - 300), st.integers(0, 300))
def test_a_frontier_goes_on_from_the_tiles(size: int, more: int) -> None:
    frontier = Frontier.at(size, tiles())
    for leaf in LEAVES[size : size + more]:
        frontier.append(leaf)

    assert frontier == Frontier.at(size + more, tiles())
    assert frontier.root() == root(size + more)


def test_a_reader_that_remembers_reads_a_tile_once() -> None:
    shelf = Shelf(large())
    remembering = Tiles(shelf.read)
    for index in range(0, LARGE, 5000):
        inclusion_proof(index, LARGE, remembering)

    assert len(shelf.reads) == len(set(shelf.reads))


# Proofs

sizes = st.sampled_from(BORDERS) | st.integers(1, LARGE)
inclusions = sizes.flatmap(lambda size: st.tuples(st.integers(0, size - 1), st.just(size)))
consistencies = sizes.flatmap(lambda size: st.tuples(st.integers(1, size), st.just(size)))


@pytest.mark.parametrize("size", [1, 2, 3, 7, 8, 11, 70])
def test_inclusion_proofs_are_those_of_the_standard(size: int) -> None:
    for index in range(size):
        assert inclusion_proof(index, size, tiles()) == path(index, LEAVES[:size])


@pytest.mark.parametrize("size", [1, 2, 3, 7, 8, 11, 70])
def test_consistency_proofs_are_those_of_the_standard(size: int) -> None:
    for old in range(1, size + 1):
        assert consistency_proof(old, size, tiles()) == subproof(old, LEAVES[:size])


def test_every_leaf_of_every_small_tree_is_shown_to_be_in_it() -> None:
    for index, size in combinations(range(71), 2):
        proof = inclusion_proof(index, size, tiles())
        assert check_inclusion(LEAVES[index], index, size, proof, root(size))


def test_every_small_tree_is_shown_to_extend_the_smaller_ones() -> None:
    for old, size in combinations_with_replacement(range(71), 2):
        proof = consistency_proof(old, size, tiles())
        assert check_consistency(old, root(old), size, root(size), proof)


@few
@given(inclusions)
def test_a_leaf_is_shown_to_be_in_a_tree_of_any_size(case: tuple[int, int]) -> None:
    index, size = case

    assert check_inclusion(
        LEAVES[index], index, size, inclusion_proof(index, size, tiles()), root(size)
    )


@few
@given(consistencies)
def test_a_tree_of_any_size_is_shown_to_extend_an_older_one(case: tuple[int, int]) -> None:
    old, size = case

    assert check_consistency(
        old, root(old), size, root(size), consistency_proof(old, size, tiles())
    )


def test_a_proof_reads_few_tiles() -> None:
    shelf = Shelf(large())
    inclusion_proof(1, LARGE, shelf.read)

    assert set(shelf.reads) == {(0, 0), (1, 0), (1, 1), (0, 273)}


@cache
def oracle() -> InmemoryTree:
    return InmemoryTree.init_from_entries([data(number) for number in range(1500)])


@pytest.mark.parametrize("size", [1, 2, 3, 255, 256, 257, 1023, 1025, 1500])
def test_roots_agree_with_pymerkle(size: int) -> None:
    assert oracle().get_root(size) == root(size)


@few
@given(
    st.integers(1, 1500).flatmap(lambda size: st.tuples(st.integers(0, size - 1), st.just(size)))
)
def test_inclusion_proofs_agree_with_pymerkle(case: tuple[int, int]) -> None:
    index, size = case
    _, *proof = oracle().prove_inclusion(index + 1, size).path

    assert tuple(proof) == inclusion_proof(index, size, tiles())


# Proofs that do not hold


def flip(proof: Sequence[bytes], bit: int) -> tuple[bytes, ...]:
    """The proof with one of its bits the other way round."""
    number = int.from_bytes(b"".join(proof), "big") ^ 1 << bit % (len(proof) * 256)
    changed = number.to_bytes(len(proof) * HASH, "big")
    return tuple(changed[start : start + HASH] for start in range(0, len(changed), HASH))


@few
@given(inclusions, st.integers(0))
def test_an_inclusion_proof_with_any_bit_flipped_fails(case: tuple[int, int], bit: int) -> None:
    index, size = case
    proof = inclusion_proof(index, size, tiles())
    *changed, leaf, head = flip([*proof, LEAVES[index], root(size)], bit)

    assert not check_inclusion(leaf, index, size, changed, head)


@few
@given(consistencies.filter(lambda case: case[0] < case[1]), st.integers(0))
def test_a_consistency_proof_with_any_bit_flipped_fails(case: tuple[int, int], bit: int) -> None:
    old, size = case
    proof = consistency_proof(old, size, tiles())
    *changed, older, newer = flip([*proof, root(old), root(size)], bit)

    assert not check_consistency(old, older, size, newer, changed)


@few
@given(inclusions)
def test_an_inclusion_proof_of_another_length_fails(case: tuple[int, int]) -> None:
    index, size = case
    proof = inclusion_proof(index, size, tiles())

    assert not check_inclusion(LEAVES[index], index, size, (*proof, LEAVES[0]), root(size))
    assert not proof or not check_inclusion(LEAVES[index], index, size, proof[:-1], root(size))


@few
@given(consistencies)
def test_a_consistency_proof_of_another_length_fails(case: tuple[int, int]) -> None:
    old, size = case
    proof = consistency_proof(old, size, tiles())

    assert not check_consistency(old, root(old), size, root(size), (*proof, LEAVES[0]))
    assert not proof or not check_consistency(old, root(old), size, root(size), proof[:-1])


@few
@given(inclusions, st.integers(0, LARGE))
def test_a_leaf_is_not_shown_to_be_where_another_is(case: tuple[int, int], other: int) -> None:
    index, size = case
    other %= size
    proof = inclusion_proof(index, size, tiles())
    shown = check_inclusion(LEAVES[index], other, size, proof, root(size))

    assert shown == (other == index)


@pytest.mark.parametrize(
    ("index", "size"), [(-1, 5), (5, 5), (6, 5), (0, 0), (0, -1), (2**63, 2**63 + 1), (3, 2**200)]
)
def test_no_leaf_is_shown_to_be_outside_a_tree(index: int, size: int) -> None:
    assert not check_inclusion(LEAVES[3], index, size, path(3, LEAVES[:5]), root(5))


@pytest.mark.parametrize(("index", "taken_for"), [(-1, 7), (8, 0), (-8, 0)])
def test_a_leaf_outside_a_tree_does_not_count_from_its_other_end(
    index: int, taken_for: int
) -> None:
    proof = path(taken_for, LEAVES[:8])

    assert not check_inclusion(LEAVES[taken_for], index, 8, proof, root(8))


@pytest.mark.parametrize(("size", "proven"), [(4, 8), (8, 4)])
def test_an_inclusion_proof_for_a_tree_of_other_height_fails(size: int, proven: int) -> None:
    assert not check_inclusion(LEAVES[0], 0, size, path(0, LEAVES[:proven]), root(proven))


@pytest.mark.parametrize(("size", "proven"), [(4, 8), (8, 4)])
def test_a_consistency_proof_for_a_tree_of_other_height_fails(size: int, proven: int) -> None:
    proof = subproof(2, LEAVES[:proven])

    assert not check_consistency(2, root(2), size, root(proven), proof)


def test_an_inclusion_proof_that_goes_on_above_the_root_fails() -> None:
    proof = (*path(0, LEAVES[:4]), LEAVES[9])

    assert not check_inclusion(LEAVES[0], 0, 4, proof, node_hash(LEAVES[9], root(4)))


def test_a_consistency_proof_that_goes_on_above_the_root_fails() -> None:
    proof = (*subproof(3, LEAVES[:4]), LEAVES[9])
    old, new = node_hash(LEAVES[9], root(3)), node_hash(LEAVES[9], root(4))

    assert not check_consistency(3, old, 4, new, proof)


@pytest.mark.parametrize(
    ("old", "new"), [(-1, 5), (6, 5), (-2, -1), (5, 2**63), (2**200, 2**201), (3, 9), (4, 5)]
)
def test_a_consistency_proof_of_other_sizes_fails(old: int, new: int) -> None:
    assert not check_consistency(old, root(3), new, root(5), subproof(3, LEAVES[:5]))


@pytest.mark.parametrize("wrong", [b"", LEAVES[0][:-1], LEAVES[0] + b"\0"])
def test_what_is_not_a_hash_proves_nothing(wrong: bytes) -> None:
    proof = path(3, LEAVES[:5])

    assert not check_inclusion(wrong, 3, 5, proof, root(5))
    assert not check_inclusion(LEAVES[3], 3, 5, proof, wrong)
    assert not check_inclusion(LEAVES[3], 3, 5, (wrong, *proof[1:]), root(5))


def test_a_hash_cut_elsewhere_proves_nothing() -> None:
    leaf = LEAVES[2]
    sibling, *rest = path(2, LEAVES[:8])
    moved = (leaf[-1:] + sibling, *rest)

    assert not check_inclusion(leaf[:-1], 2, 8, moved, root(8))


@pytest.mark.parametrize(
    ("old", "old_root", "new", "new_root", "holds"),
    [
        (0, EMPTY_ROOT, 0, EMPTY_ROOT, True),
        (0, EMPTY_ROOT, 5, root(5), True),
        (0, root(5), 5, root(5), False),
        (0, root(5), 0, root(5), False),
        (0, EMPTY_ROOT, 0, root(5), False),
        (5, root(5), 5, root(5), True),
        (5, root(5), 5, root(6), False),
        (3, root(3), 5, root(5), False),
        (4, root(4), 5, root(5), False),
    ],
)
def test_what_an_empty_consistency_proof_shows(
    old: int, old_root: bytes, new: int, new_root: bytes, holds: bool
) -> None:
    assert check_consistency(old, old_root, new, new_root, ()) is holds


@pytest.mark.parametrize(("old", "new"), [(0, 0), (5, 5), (0, 5)])
def test_where_nothing_is_to_be_proven_no_proof_is_taken(old: int, new: int) -> None:
    assert not check_consistency(old, root(old), new, root(new), (LEAVES[0],))


def test_a_tree_grown_from_other_leaves_is_not_shown_to_extend() -> None:
    forged = grow(0, [LEAVES[9], *LEAVES[1:300]], Shelf().read)
    proof = consistency_proof(200, 300, Shelf(dict(forged.tiles)).read)

    assert not check_consistency(200, root(200), 300, forged.root, proof)


# Refusals


@pytest.mark.parametrize(("index", "size"), [(-1, 5), (5, 5), (0, 0)])
def test_no_proof_is_made_for_a_leaf_outside_the_tree(index: int, size: int) -> None:
    with pytest.raises(InputError) as refused:
        inclusion_proof(index, size, tiles())
    assert refused.value.code == "outside_tree"


@pytest.mark.parametrize(("old", "new"), [(-1, 5), (6, 5)])
def test_no_proof_is_made_that_a_smaller_tree_extends_a_larger(old: int, new: int) -> None:
    with pytest.raises(InputError) as refused:
        consistency_proof(old, new, tiles())
    assert refused.value.code == "outside_tree"


def test_a_negative_size_is_no_tree() -> None:
    with pytest.raises(InputError) as refused:
        root_of(-1, tiles())
    assert refused.value.code == "outside_tree"


def test_a_size_beyond_the_tiles_is_refused() -> None:
    with pytest.raises(ClaimsError) as refused:
        root_of(LARGE + 1, tiles())
    assert refused.value.code == "tile_wrong"


@pytest.mark.parametrize("spoiled", [b"", LEAVES[0], b"x" * 31, b"x" * HASH * (TILE + 1)])
def test_a_spoiled_tile_is_refused_where_it_is_read(spoiled: bytes) -> None:
    shelf = Shelf({**large(), (0, 0): spoiled})

    with pytest.raises(ClaimsError, match="tile 0/0") as refused:
        inclusion_proof(9, LARGE, shelf.read)
    assert refused.value.code == "tile_wrong"


def test_a_tile_that_ends_within_a_hash_is_refused() -> None:
    shelf = Shelf({**large(), (0, 273): large()[0, 273] + b"x"})

    with pytest.raises(ClaimsError, match="tile 0/273") as refused:
        root_of(LARGE, shelf.read)
    assert refused.value.code == "tile_wrong"


@pytest.mark.parametrize("width", [111, 113])
def test_nothing_is_added_to_a_tile_of_another_size(width: int) -> None:
    shelf = Shelf({**large(), (0, 273): b"x" * HASH * width})

    with pytest.raises(ClaimsError, match="tile 0/273") as refused:
        grow(LARGE, LEAVES[:1], shelf.read)
    assert refused.value.code == "tile_wrong"
