"""The stream of an export: the same in pages of any size."""

from typing import TYPE_CHECKING

import pytest

from tests.exports import exported
from tests.history import live_a_while

if TYPE_CHECKING:
    from claims.desk import Desk


@pytest.mark.parametrize("form", ["jsonl", "csv"])
def test_pages_of_any_size_are_the_same_bytes(desk: "Desk", form: str) -> None:
    live_a_while(desk, seed=3)
    whole = exported(desk, format=form)

    desk.page = 2

    assert exported(desk, format=form) == whole
