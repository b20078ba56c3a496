"""Views of many claims are made without a check, of values that a check leaves as they are."""

from typing import TYPE_CHECKING

import pytest

from tests.history import live_a_while, seeds

if TYPE_CHECKING:
    from claims.desk import Desk


@pytest.mark.parametrize("seed", seeds(0, *range(1, 12)))
def test_checking_a_report_or_a_figure_changes_nothing(desk: "Desk", seed: int) -> None:
    live_a_while(desk, seed=seed, steps=120)
    slugs = [figure.slug for figure in desk.figures()]
    assert slugs

    for view in (desk.sourcing_report(figure=slugs), *map(desk.figure_view, slugs)):
        checked = type(view).model_validate(view.model_dump())
        assert checked == view
        assert checked.as_json() == view.as_json()


@pytest.mark.parametrize("seed", seeds(0, *range(1, 12)))
def test_checking_a_trace_changes_nothing(desk: "Desk", seed: int) -> None:
    life = live_a_while(desk, seed=seed)

    for claim in life.claims[:5]:
        traced = desk.trace(claim)
        assert type(traced).model_validate(traced.model_dump()).as_json() == traced.as_json()
