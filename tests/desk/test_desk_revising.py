"""Revising a claim: every kind of field, and nothing but what was asked for."""

from typing import TYPE_CHECKING, Any

import pytest

from claims.errors import ConflictError, InputError
from claims.schemas.views import Recorded
from tests.factories import Make

if TYPE_CHECKING:
    from claims.desk import Desk

URL = "https://news.example/1"
FULL: dict[str, Any] = {
    "key": "a",
    "statement": "North Korea suffered casualties",
    "quote": "around 4,700",
    "figure": "nk-casualties",
    "quantity": "around 4,700",
    "unit": "casualties",
    "source": "NIS",
    "via": ["Lee"],
    "reporter": "Yonhap",
    "said": "2025-04-30",
    "as_of": "2025-04",
    "published": "2025-07-01",
    "hedge": "probable",
    "hedge_cue": "likely",
    "report": {"url": URL, "title": "News", "text": "They lost around 4,700 men."},
    "tags": ["war"],
    "note": "from a briefing",
}


@pytest.fixture
def full(desk: "Desk") -> Recorded:
    """A claim with every field of the short form."""
    return desk.log(**FULL)


def changed(desk: "Desk", claim: Recorded) -> set[str]:
    """The fields that the last revision changed."""
    return {change.field for change in desk.history(claim).revisions[-1].changes}


@pytest.mark.parametrize(
    ("fields", "entry_fields"),
    [
        ({"statement": "North Korea lost men"}, "statement"),
        ({"quote": "4,700 men"}, "quote quote_at"),
        ({"figure": "nk-losses"}, "figure"),
        ({"quantity": "4,700"}, "quantity"),
        ({"unit": "soldiers"}, "quantity"),
        ({"stance": "denies"}, "stance"),
        ({"modality": "ongoing"}, "modality"),
        ({"method": "count"}, "method"),
        ({"source": "GUR"}, "chain"),
        ({"via": ["Kim", "Reuters"]}, "chain"),
        ({"hedge": "certain"}, "chain"),
        ({"hedge_cue": "assesses"}, "chain"),
        ({"said": "2025-04-29"}, "said"),
        ({"as_of": "2025-03"}, "as_of"),
        ({"tags": ["war", "asia"]}, "tags"),
        ({"note": "seen by two"}, "note"),
        ({"note": "", "tags": []}, "note tags"),
        ({"quantity": None, "unit": None}, "quantity"),
        ({"hedge": None}, "chain"),
        ({"via": None}, "chain"),
        ({"figure": ""}, "figure"),
        ({"quote": None}, "quote quote_at"),
    ],
    ids=str,
)
def test_a_revision_changes_what_was_asked_for_and_nothing_else(
    desk: "Desk", full: Recorded, fields: dict[str, Any], entry_fields: str
) -> None:
    desk.revise(full, reason="read again", **fields)

    assert changed(desk, full) == set(entry_fields.split())
    assert desk.show(full).revision == 2


@pytest.mark.parametrize(
    "quantity",
    [
        "4,700",
        "around 4,700",
        "nearly 6,000",
        "at least 12",
        "dozens",
        "several hundred",
        "two thirds",
        "no casualties",
        "100,000-120,000",
        "15 to 18",
        "1.2 million",
        "1만5천",
        "zero",
        "7 %",
        "a dozen",
        {"low": 12, "high": 20, "value": 15},
        {"value": 12, "comparator": "approximately"},
        {"low": 12},
        {"high": "1,200", "comparator": "fewer_than"},
        {"value": "0"},
    ],
    ids=str,
)
def test_a_revision_of_the_note_leaves_the_quantity_as_it_was(
    desk: "Desk", claim_factory: Make, quantity: Any
) -> None:
    claim = claim_factory(quantity=quantity)

    desk.revise(claim, reason="a remark", note="checked")

    assert changed(desk, claim) == {"note"}


def test_the_old_content_stays_in_the_history(desk: "Desk", full: Recorded) -> None:
    desk.revise(full, reason="misread", note="mended")

    first, second = desk.history(full).revisions
    assert (second.reason, second.action, second.by) == ("misread", "revise", "mj")
    assert {c.field: c.after for c in first.changes}["note"] == "from a briefing"
    assert [(c.before, c.after) for c in second.changes] == [("from a briefing", "mended")]


@pytest.mark.parametrize(
    ("fields", "place", "part", "value"),
    [
        ({"hedge": "certain"}, 0, "hedge", "certain"),
        ({"hedge_cue": "says"}, 0, "cue", "says"),
        ({"source": "GUR"}, 0, "source", "GUR"),
        ({"reporter": "BBC"}, -1, "source", "BBC"),
    ],
)
def test_a_full_chain_is_revised_at_its_ends(
    desk: "Desk", fields: dict[str, str], place: int, part: str, value: str
) -> None:
    hops = [{"source": "NIS", "named_as": "spies"}, {"source": "Lee"}, {"source": "Yonhap"}]
    claim = desk.log("It happened", chain=hops)
    fits = {"title": "Anew"} if "reporter" in fields else {}

    if fits:
        desk.set_report(desk.trace(claim).report.ref, reporter="BBC", reason="wrong outlet")
    desk.revise(claim, reason="misread", **fields)

    after = desk.trace(claim).chain
    assert getattr(after[place], part) == value
    assert len(after) == 3


def test_a_full_chain_can_be_replaced_as_a_whole(desk: "Desk") -> None:
    claim = desk.log("It happened", chain=[{"source": "NIS", "cue": "said"}, {"source": "Yonhap"}])

    desk.revise(claim, reason="shorter", chain=[{"source": "Yonhap"}])

    assert [hop.source for hop in desk.trace(claim).chain] == ["Yonhap"]


def test_relays_of_a_full_chain_need_the_full_chain(desk: "Desk") -> None:
    claim = desk.log(
        "It happened", chain=[{"source": "NIS"}, {"source": "Lee", "cue": "said"}, {"source": "B"}]
    )

    with pytest.raises(InputError) as refused:
        desk.revise(claim, reason="?", via=["Kim"])

    assert refused.value.code == "field_not_revisable"


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({}, "field_missing"),
        ({"published": "2025-01-01"}, "field_not_revisable"),
        ({"report": URL}, "field_not_revisable"),
        ({"links": []}, "field_not_revisable"),
        ({"colour": "red"}, "field_unknown"),
        ({"hedge": "sure"}, "value_unknown"),
        ({"statement": ""}, "field_missing"),
        ({"said": "2025-07-03"}, "published_before_said"),
        ({"quote": "5,000"}, "quote_not_in_text"),
        ({"note": "from a briefing"}, "nothing_changes"),
    ],
    ids=str,
)
def test_what_cannot_be_revised_is_refused(
    desk: "Desk", full: Recorded, fields: dict[str, Any], code: str
) -> None:
    with pytest.raises(InputError) as refused:
        desk.revise(full, reason="?", **fields)

    assert refused.value.code == code
    assert desk.show(full).revision == 1


def test_a_reason_is_required(desk: "Desk", full: Recorded) -> None:
    with pytest.raises(InputError, match="a reason is required"):
        desk.revise(full, reason="  ", note="x")


def test_a_withdrawn_claim_is_not_revised(desk: "Desk", full: Recorded) -> None:
    desk.withdraw(full, reason="logged twice")

    with pytest.raises(ConflictError, match="logged twice") as refused:
        desk.revise(full, reason="?", note="x")

    assert refused.value.code == "claim_withdrawn"


def test_a_key_is_not_revised(desk: "Desk", full: Recorded) -> None:
    with pytest.raises(InputError) as refused:
        desk.revise(full, reason="renamed", key="b")

    assert (refused.value.code, refused.value.place.field) == ("field_not_revisable", "key")
    assert desk.show("a").revision == 1


def test_a_revision_keeps_links_and_moment_of_logging(desk: "Desk", full: Recorded) -> None:
    other = desk.log("Something else", reporter="Yonhap")
    desk.link(full, "updates", other, reason="newer")
    before = desk.show(full)

    desk.revise(full, reason="a remark", note="x")

    after = desk.show(full)
    assert (after.links, after.logged_at, after.logged_by) == (
        before.links,
        before.logged_at,
        before.logged_by,
    )
