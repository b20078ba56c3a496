"""What was said of a source or figure by mistake can be taken away again."""

from typing import TYPE_CHECKING

import pytest

from claims.errors import InputError

if TYPE_CHECKING:
    from claims.desk import Desk


def test_a_wrong_controller_is_taken_away(desk: "Desk") -> None:
    desk.source("Radio One", controlled_by="Ministry", country="KP")
    desk.source("Radio One", clear=["controlled_by"])
    assert desk.source_view("Radio One").controlled_by is None
    assert desk.source_view("Radio One").country == "KP"


def test_a_part_is_made_a_figure_of_its_own(desk: "Desk") -> None:
    desk.figure("all")
    desk.figure("dead", part_of="all")
    desk.figure("dead", clear=["part_of"])
    assert desk.figure_view("dead").definition.part_of is None


@pytest.mark.parametrize("name", ["source_kind", "name", "colour"])
def test_what_a_source_always_has_cannot_be_cleared(desk: "Desk", name: str) -> None:
    desk.source("Radio One")
    with pytest.raises(InputError, match="clear"):
        desk.source("Radio One", clear=[name])


def test_a_field_is_not_both_given_and_cleared(desk: "Desk") -> None:
    desk.source("Radio One", country="KP")
    with pytest.raises(InputError, match="cleared"):
        desk.source("Radio One", country="KR", clear=["country"])
