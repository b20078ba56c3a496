"""Does this version answer as an older one does? CLAIMS_OLD names a checkout of that one.

`python -m tests.differential` does the same for more histories, and tells what differs.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.differential.comparing import Intended, compare, matches, read_intended
from tests.differential.histories import TABLES, demo_history, random_history, table_history
from tests.differential.playing import NoOldVersionError, Versions, old_checkout, versions


@pytest.fixture(scope="module")
def both() -> Iterator[Versions]:
    try:
        old = old_checkout()
    except NoOldVersionError as error:
        pytest.skip(str(error))
    with versions(old, intended=read_intended()) as both:
        yield both


def test_a_short_history_is_answered_the_same(both: Versions) -> None:
    assert both.play(random_history(1, steps=12)).differences == ()


@pytest.mark.long
def test_the_demo_is_answered_the_same(both: Versions) -> None:
    assert both.play(demo_history()).differences == ()


@pytest.mark.long
@pytest.mark.parametrize("seed", range(2, 8))
def test_a_history_is_answered_the_same(both: Versions, seed: int) -> None:
    assert both.play(random_history(seed)).differences == ()


@pytest.mark.long
@pytest.mark.postgresql
@pytest.mark.parametrize("seed", range(8, 11))
def test_a_history_on_a_server_is_answered_the_same(both: Versions, seed: int) -> None:
    assert both.play(random_history(seed), engine="postgresql").differences == ()


@pytest.mark.long
@pytest.mark.parametrize("table", TABLES)
def test_a_table_of_others_is_answered_the_same(both: Versions, shared: Path, table: str) -> None:
    assert both.play(table_history(table, shared)).differences == ()


HISTORY = {"steps": [], "questions": [["show", "c", "--json"]]}


def _answer(out: object) -> dict[str, object]:
    return {"steps": [], "answers": [{"code": 0, "out": out, "err": ""}]}


def _differences(old: object, new: object, **options: bool) -> list[str]:
    found = compare(HISTORY, _answer(old), _answer(new), intended=Intended(), **options)
    return [one.path for one in found]


@pytest.mark.parametrize(
    ("old", "new", "paths"),
    [
        ({"note": "x"}, {"note": "x"}, []),
        ({"note": "x"}, {"note": None}, ["out.note"]),
        ({"note": None}, {}, ["out.note"]),
        ({"outdated": True}, {"outdated": 1}, ["out.outdated"]),
        ([{"a": 1}, {"a": 2}], [{"a": 1}], ["out[1]"]),
        ("first\nsecond", "first\nother", ["out:2"]),
    ],
)
def test_what_differs_is_named_by_its_place(old: object, new: object, paths: list[str]) -> None:
    assert _differences(old, new) == paths


def test_identities_can_be_told_by_their_order_alone() -> None:
    old, new = ["c-00000001", "c-00000002"], ["c-aaaaaaaa", "c-bbbbbbbb"]
    assert _differences(old, new) == ["out[0]", "out[1]"]
    assert _differences(old, new, relabelled=True) == []
    assert _differences([*old, old[0]], [*new, new[1]], relabelled=True) == ["out[2]"]


def test_a_pattern_stands_for_numbers_in_brackets_too() -> None:
    assert matches("out.claims[3].note", "out.claims[*].note")
    assert not matches("out.claims[3].notes", "out.claims[*].note")


def test_only_the_claims_of_a_document_may_be_asked_for() -> None:
    intended = Intended(claims_alone=("show *",))
    old, new = _answer("First c-00000001."), _answer("So says c-00000001, it is told.")
    assert not list(compare(HISTORY, old, new, intended=intended))
    assert list(compare(HISTORY, old, _answer("So says nobody."), intended=intended))


def test_an_intended_difference_gives_its_reason(tmp_path: Path) -> None:
    path = tmp_path / "intended.toml"
    path.write_text('[[intended]]\nanswer = "show *"\npath = "out.note"\n', encoding="utf-8")
    with pytest.raises(ValueError, match="gives no reason"):
        read_intended(path)
