"""What a comparison says beyond its row: direction, people's links, and its sentence."""

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from claims.records import Claim
from claims.rules.verdict import Comparison, compare
from claims.vocab import Reason, Verdict

if TYPE_CHECKING:
    from tests.rules.conftest import CaseBuilder

Side = dict[str, Any]

A: Side = {"origin": "NIS", "reporter": "Yonhap"}
B: Side = {"origin": "GUR", "reporter": "Reuters"}
COPY: Side = {"origin": "NIS", "reporter": "Paper"}
JANUARY: Side = {"said": "2025-01-10"}
JUNE: Side = {"said": "2025-06-10"}

NOT = Verdict.NOT_COMPARABLE
AGAINST = Verdict.CONTRADICTS
FITS = Verdict.COMPATIBLE


def judged(cases: "CaseBuilder", a: Claim, b: Claim, tolerance: str = "0.1") -> Comparison:
    return compare(a, b, cases.case(tolerance=Decimal(tolerance)))


# Part and whole


def test_a_part_is_part_of_its_whole(cases: "CaseBuilder") -> None:
    cases.figure("killed", part_of="casualties")
    whole = cases.claim("4,700", figure="casualties", **B)
    part = cases.claim("600", figure="killed", **A)
    found = judged(cases, whole, part)
    assert found.verdict is Verdict.PART_OF
    assert (found.from_, found.to) == (part.id, whole.id)


def test_a_part_of_a_part_is_part_of_the_whole(cases: "CaseBuilder") -> None:
    cases.figure("officers", part_of="killed")
    cases.figures["killed"] = replace(cases.figure("killed"), part_of=cases.figure("casualties").id)
    part = cases.claim("6", figure="officers", **A)
    whole = cases.claim("4,700", figure="casualties", **A)
    assert judged(cases, part, whole).verdict is Verdict.PART_OF


def test_parts_of_one_whole_are_not_compared(cases: "CaseBuilder") -> None:
    cases.figure("killed", part_of="casualties")
    cases.figure("wounded", part_of="casualties")
    one = cases.claim("600", figure="killed", **A)
    two = cases.claim("4,100", figure="wounded", **A)
    assert judged(cases, one, two).reasons == (Reason.FIGURE,)


def test_a_part_that_exceeds_its_whole_contradicts_it(cases: "CaseBuilder") -> None:
    cases.figure("killed", part_of="casualties")
    whole = cases.claim("around 500", figure="casualties", **B)
    part = cases.claim("600", figure="killed", **A)
    found = judged(cases, whole, part)
    assert (found.verdict, found.reasons) == (AGAINST, (Reason.PART_EXCEEDS_WHOLE,))
    assert (found.from_, found.to) == (part.id, whole.id)
    assert judged(cases, whole, part, "0.2").verdict is Verdict.PART_OF


def test_part_and_whole_of_other_times_are_not_compared(cases: "CaseBuilder") -> None:
    cases.figure("killed", part_of="casualties")
    part = cases.claim("600", figure="killed", **A, **JANUARY)
    whole = cases.claim("4,700", figure="casualties", **A, **JUNE)
    assert judged(cases, part, whole).verdict is NOT


@pytest.mark.parametrize(
    ("denied", "asserted", "verdict"),
    [("casualties", "killed", AGAINST), ("killed", "casualties", FITS)],
)
def test_who_denies_the_whole_denies_its_parts_but_not_the_reverse(
    cases: "CaseBuilder", denied: str, asserted: str, verdict: Verdict
) -> None:
    cases.figure("killed", part_of="casualties")
    no = cases.claim(figure=denied, stance="denies", **A)
    yes = cases.claim("600", figure=asserted, **B)
    assert (judged(cases, no, yes).verdict, judged(cases, no, yes).reasons) == (
        verdict,
        (Reason.DENIAL,),
    )


def test_wholes_in_a_circle_end(cases: "CaseBuilder") -> None:
    cases.figure("a", part_of="b")
    cases.figures["b"] = replace(cases.figure("b"), part_of=cases.figure("a").id)
    one, two = cases.claim("1", figure="a", **A), cases.claim("1", figure="c", **A)
    assert judged(cases, one, two).verdict is NOT


# Time


@pytest.mark.parametrize(
    ("one", "two", "verdict"),
    [
        ("2025-01", "2025-01", Verdict.CORROBORATES),
        ("2025-01", "2025-01-06/2025-01-12", NOT),
        ("2025-01", "2025-02", NOT),
    ],
)
def test_periods_are_compared_only_when_equal(
    cases: "CaseBuilder", one: str, two: str, verdict: Verdict
) -> None:
    cases.figure("killed", basis="period")
    a, b = cases.claim("12", as_of=one, **A), cases.claim("12", as_of=two, **B)
    assert judged(cases, a, b).verdict is verdict


@pytest.mark.parametrize(
    ("week", "verdict"),
    [
        ("2025-04-07/2025-04-13", Verdict.PART_OF),
        ("2025-05-05/2025-05-11", NOT),
    ],
)
def test_a_week_is_part_of_a_count_that_covers_it(
    cases: "CaseBuilder", week: str, verdict: Verdict
) -> None:
    cases.figure("casualties", basis="cumulative", since="2024-10-01")
    cases.figure("week", basis="period", part_of="casualties")
    part = cases.claim("over 1,000", figure="week", as_of=week, **A)
    whole = cases.claim("3,000", figure="casualties", as_of="2025-04-30", **B)
    assert judged(cases, part, whole).verdict is verdict
    assert judged(cases, whole, part).verdict is verdict


def test_a_missing_date_rules_nothing_out(cases: "CaseBuilder") -> None:
    a = cases.claim("12", said=None, **A)
    b = cases.claim("12", **B, **JUNE)
    assert judged(cases, a, b).verdict is Verdict.CORROBORATES


def test_one_speaker_on_two_months_in_one_breath_is_not_garbled(cases: "CaseBuilder") -> None:
    a = cases.claim("100", as_of="2025-01", **A)
    b = cases.claim("120", as_of="2025-02", **A)
    found = judged(cases, a, b)
    assert (found.verdict, found.reasons) == (NOT, (Reason.WINDOW,))


def test_a_later_version_updates_an_earlier_one(cases: "CaseBuilder") -> None:
    early = cases.report("Daily", url="https://daily.example/a")
    late = cases.report("Daily", url="https://daily.example/a")
    five = cases.claim("5", origin="police", reporter="Daily", report=early)
    four = cases.claim("4", origin="police", reporter="Daily", report=late)
    found = judged(cases, five, four)
    assert (found.verdict, found.from_, found.to) == (Verdict.UPDATES, four.id, five.id)


def test_updates_lead_from_the_later_to_the_earlier(cases: "CaseBuilder") -> None:
    old, new = cases.claim("300", **A, **JANUARY), cases.claim("4,700", **A, **JUNE)
    for found in (judged(cases, old, new), judged(cases, new, old)):
        assert (found.from_, found.to) == (new.id, old.id)


def test_repeats_lead_from_the_copy_to_what_was_published_first(cases: "CaseBuilder") -> None:
    copy = cases.claim("300", published="2025-05-02", **COPY)
    first = cases.claim("300", published="2025-05-01", **A)
    longer = cases.claim("300", origin="NIS", via=["Yonhap"], reporter="Z", published="2025-05-01")
    assert (judged(cases, first, copy).from_, judged(cases, first, copy).to) == (copy.id, first.id)
    assert judged(cases, longer, first).from_ == longer.id


# Independence is that of the whole figure


def test_a_third_claim_can_show_that_two_have_one_origin(cases: "CaseBuilder") -> None:
    nis = cases.claim("4,700", origin="NIS", reporter="KBS", published="2025-05-01")
    bare = cases.claim("4,700", origin="Yonhap", reporter="Paper", published="2025-05-01")
    assert judged(cases, nis, bare).verdict is Verdict.CORROBORATES
    cases.claim("4,700", origin="NIS", reporter="Yonhap")
    assert judged(cases, nis, bare).verdict is Verdict.REPEATS


# People's links


@pytest.mark.parametrize(
    ("relation", "verdict"),
    [
        ("corroborates", Verdict.CORROBORATES),
        ("contradicts", AGAINST),
        ("denies", AGAINST),
        ("repeats", Verdict.REPEATS),
        ("updates", Verdict.UPDATES),
        ("corrects", Verdict.UPDATES),
        ("part_of", Verdict.PART_OF),
    ],
)
def test_a_persons_link_overrides_and_both_are_shown(
    cases: "CaseBuilder", relation: str, verdict: Verdict
) -> None:
    a, b = cases.claim("7", **A, **JANUARY), cases.claim("20", **B, **JUNE)
    link = cases.link(b, relation, a)
    found = judged(cases, a, b)
    assert (found.verdict, found.link) == (verdict, link)
    assert "the editor says so" in found.sentence


def test_a_persons_directed_link_gives_the_direction(cases: "CaseBuilder") -> None:
    a, b = cases.claim("7", **A), cases.claim("20", **B)
    cases.link(b, "corrects", a)
    found = judged(cases, a, b)
    assert (found.from_, found.to, found.rule_verdict) == (b.id, a.id, AGAINST)


@pytest.mark.parametrize("relation", ["qualifies", "retracts", "derived_from", "translates"])
def test_other_relations_do_not_override(cases: "CaseBuilder", relation: str) -> None:
    a, b = cases.claim("7", **A), cases.claim("7", figure="injured", **B)
    cases.link(a, relation, b)
    found = judged(cases, a, b)
    assert (found.verdict, found.link) == (NOT, None)


@pytest.mark.parametrize("how", [{"basis": "rule"}, {"withdrawn": "wrong"}])
def test_a_rules_link_or_a_withdrawn_one_does_not_override(
    cases: "CaseBuilder", how: dict[str, str]
) -> None:
    a, b = cases.claim("7", **A), cases.claim("20", **B)
    cases.link(a, "corroborates", b, **how)
    assert judged(cases, a, b).verdict is AGAINST


def test_the_last_link_between_two_holds(cases: "CaseBuilder") -> None:
    a, b = cases.claim("7", **A), cases.claim("20", **B)
    cases.link(a, "updates", b)
    cases.link(b, "corroborates", a, basis="import")
    assert judged(cases, a, b).verdict is Verdict.CORROBORATES
