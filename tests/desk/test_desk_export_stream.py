"""The stream of an export: the same as out of records, in pages of any size, in few statements."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.desk.test_desk_export import LIVES, Lived
from tests.exports import exported
from tests.ground import Clock
from tests.history import live_a_while, seeds
from tests.slow_export import lines_of_claims

if TYPE_CHECKING:
    from claims.desk import Desk
    from tests.ground import OpenDesk

DEMO = Path(__file__).parents[2] / "fixtures" / "demo" / "records.jsonl"


def claims_in(content: bytes) -> bytes:
    lines = content.splitlines(keepends=True)
    return b"".join(line for line in lines if json.loads(line)["record"] == "claim")


@pytest.mark.parametrize("seed", seeds(1, 2, 3, 5, 8))
def test_rows_come_to_the_same_lines_as_records(desk: "Desk", seed: int) -> None:
    live_a_while(desk, seed=seed, steps=120)

    assert claims_in(exported(desk)) == lines_of_claims(desk)


@pytest.mark.parametrize("live", LIVES, ids=lambda live: live.__name__.strip("_"))
def test_whatever_became_of_claims_rows_tell_it(desk: "Desk", live: Lived) -> None:
    live(desk)

    assert claims_in(exported(desk)) == lines_of_claims(desk)


def test_rows_of_the_demo_come_to_the_same_lines_as_its_records(desk: "Desk") -> None:
    desk.import_file(DEMO)

    assert claims_in(exported(desk)) == lines_of_claims(desk)


@pytest.mark.parametrize("seed", seeds(1, 2))
def test_rows_of_the_record_as_it_was_come_to_the_same_lines(
    open_desk: "OpenDesk", clock: Clock, seed: int
) -> None:
    desk = open_desk()
    live_a_while(desk, seed=seed)
    then = clock()
    clock.tick(60)
    live_a_while(desk, seed=seed + 1)

    for past in (desk.at(as_of=then), desk.at(known_by="2025-04-30")):
        assert claims_in(exported(past)) == lines_of_claims(past)


@pytest.mark.parametrize("form", ["jsonl", "csv"])
def test_pages_of_any_size_are_the_same_bytes(desk: "Desk", form: str) -> None:
    live_a_while(desk, seed=3)
    whole = exported(desk, format=form)

    desk.page = 2

    assert exported(desk, format=form) == whole
