"""What changed between two moments of the record."""

import json
from typing import TYPE_CHECKING

import jsonschema
import pytest

from claims.errors import InputError
from claims.report.json import difference_schema
from claims.report.model_difference import Difference
from claims.vocab import Standing

if TYPE_CHECKING:
    from claims.desk import Desk
    from tests.ground import Clock


def log(desk: "Desk", key: str, quantity: str, source: str) -> None:
    desk.log(
        f"There were {quantity}, says {source}",
        key=key,
        figure="toll",
        quantity=quantity,
        source=source,
        reporter="Wire",
        said="2025-04-30",
        report=f"https://wire.example/{key}",
    )


@pytest.fixture
def moments(desk: "Desk", clock: "Clock") -> tuple[str, str]:
    """Two moments, with one of every act in between."""
    desk.figure("toll", title="Casualties", unit="casualties", basis="snapshot")
    log(desk, "a", "4,700", "NIS")
    log(desk, "b", "600", "Paper")
    desk.log("Elsewhere", key="else", source="TASS", reporter="TASS")
    first = clock().isoformat()
    clock.tick()
    log(desk, "c", "2,000", "Army")
    desk.revise("a", reason="misread", quantity="around 4,700")
    link = desk.link("a", "contradicts", "c", reason="see there")
    desk.review("a", note="read")
    desk.rule("NIS", "distinct", "Army", reason="each its own")
    desk.withdraw("b", reason="twice")
    desk.retract("c", reason="misheard", notice_date="2025-05-02")
    desk.source("NIS", country="KR")
    desk.revise("else", reason="typo", note="x")
    clock.tick()
    desk.unlink(link.ref, reason="no longer")
    desk.figure("toll", note="seen")
    clock.tick()
    return first, clock().isoformat()


def test_every_act_in_between_is_told_with_who_and_why(
    desk: "Desk", moments: tuple[str, str]
) -> None:
    found = desk.sourcing_difference(*moments, figure=["toll"])
    told = {entry.category: entry for entry in found.entries}
    assert set(told) == {
        *("added", "revised", "withdrawn", "retracted", "link", "ruling", "review"),
        *("source", "figure"),
    }
    assert {entry.by for entry in found.entries} == {"mj"}
    assert told["retracted"].reason == "misheard"
    (change,) = told["revised"].changes
    assert (change.field, change.before, change.after) == (
        "quantity",
        "4,700 casualties",
        "around 4,700 casualties",
    )
    assert [entry.at for entry in found.entries] == sorted(entry.at for entry in found.entries)


def test_a_link_that_was_made_and_taken_back_is_told_twice(
    desk: "Desk", moments: tuple[str, str]
) -> None:
    found = desk.sourcing_difference(*moments, figure=["toll"])
    assert [entry.what for entry in found.entries if entry.category == "link"] == [
        "the link “a contradicts c” was recorded",
        "the link “a contradicts c” was taken back",
    ]


def test_how_the_figure_and_the_claims_moved(desk: "Desk", moments: tuple[str, str]) -> None:
    found = desk.sourcing_difference(*moments, figure=["toll"])
    (figure,) = found.figures
    assert figure.before is not None
    assert figure.after is not None
    assert (figure.before.standing, figure.after.standing) == (
        Standing.CONTESTED,
        Standing.SINGLE_ORIGIN,
    )
    assert (figure.before.origins, figure.after.origins) == (2, 1)
    assert len(figure.closed) == 1
    moved = {one.name: (one.before, one.after) for one in found.claims}
    assert moved["c"] == (None, Standing.RETRACTED)
    assert moved["b"][1] is Standing.WITHDRAWN


def test_what_is_out_of_scope_is_not_told(desk: "Desk", moments: tuple[str, str]) -> None:
    found = desk.sourcing_difference(*moments, figure=["toll"])
    assert not any("else" in entry.claims for entry in found.entries)


def test_nothing_in_between_is_said_to_be_nothing(desk: "Desk", moments: tuple[str, str]) -> None:
    found = desk.sourcing_difference(moments[1], "2026-01-01", figure=["toll"])
    assert found.entries == ()
    assert found.summary[0].startswith("Nothing that bears on this scope")
    assert "stands as it stood" in found.summary[1]


def test_before_the_figure_was_there_nothing_was(desk: "Desk", moments: tuple[str, str]) -> None:
    found = desk.sourcing_difference("2020-01-01", moments[1], figure=["toll"])
    assert found.figures[0].before is None
    assert "toll is new" in found.summary[1]


def test_a_redaction_in_between_is_told(
    desk: "Desk", clock: "Clock", moments: tuple[str, str]
) -> None:
    clock.tick()
    desk.redact("a", reason="a court said so")
    clock.tick()
    found = desk.sourcing_difference(moments[1], clock().isoformat(), figure=["toll"])
    assert [entry.category for entry in found.entries] == ["redacted"]
    assert "4,700" not in str(found.entries)


def test_both_formats_say_the_same_and_json_fits_its_schema(
    desk: "Desk", moments: tuple[str, str]
) -> None:
    document = json.loads(desk.sourcing(diff=moments, figure=["toll"], format="json"))
    jsonschema.validate(document, difference_schema())
    text = desk.sourcing(diff=moments, figure=["toll"])
    assert text.startswith("# What changed: Casualties")
    assert "Because: misheard" in text
    assert isinstance(desk.sourcing_difference(*moments, figure=["toll"]), Difference)


@pytest.mark.parametrize(
    ("given", "code"),
    [(("2025-07-08", "2025-07-07"), "moments_backwards"), (("x", "2025"), "date_unreadable")],
)
def test_moments_that_are_none_are_refused(
    desk: "Desk", moments: tuple[str, str], given: tuple[str, str], code: str
) -> None:
    with pytest.raises(InputError) as refused:
        desk.sourcing_difference(*given, figure=["toll"])
    assert refused.value.code == code


def test_a_third_moment_is_refused(desk: "Desk", moments: tuple[str, str]) -> None:
    with pytest.raises(InputError, match="third"):
        desk.at(as_of="2025-07-07").sourcing_difference(*moments, figure=["toll"])
