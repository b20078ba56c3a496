"""No merge crosses a wall, by whatever way round."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.rules.groups import Groups

KEYS = st.integers(0, 7)
PAIRS = st.lists(st.tuples(KEYS, KEYS), max_size=12)


@given(PAIRS, PAIRS)
def test_no_merge_crosses_a_wall(
    walls: list[tuple[int, int]], merges: list[tuple[int, int]]
) -> None:
    groups = Groups[int]()
    for here, there in walls:
        groups.raise_wall([here], [there])
    for one, two in merges:
        groups.merge(one, two)
    for here, there in walls:
        assert here == there or groups.find(here) != groups.find(there)


@given(PAIRS)
def test_without_walls_what_is_merged_is_one(merges: list[tuple[int, int]]) -> None:
    groups = Groups[int]()
    for one, two in merges:
        groups.merge(one, two)
    for one, two in merges:
        assert groups.find(one) == groups.find(two)


@pytest.mark.parametrize("order", [("a", "b"), ("b", "a")])
def test_a_wall_moves_into_whichever_group_it_joins(order: tuple[str, str]) -> None:
    groups = Groups[str]()
    groups.raise_wall(["a"], ["c"])
    groups.merge(*order)
    assert groups.are_apart("b", "c")
    assert not groups.merge("c", "b")


def test_a_key_on_both_sides_of_a_wall_is_left() -> None:
    groups = Groups[str]()
    groups.raise_wall(["a", "b"], ["b", "c"])
    assert groups.merge("a", "b")
    assert groups.are_apart("a", "c")
