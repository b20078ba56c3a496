from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from claims.records import Claim
from claims.rules.drift import Drift, drifts
from claims.rules.drift.measures import same_measure
from claims.rules.drift.numbers import Retold
from claims.values.chain import Chain
from claims.values.quantity import parse_quantity
from claims.vocab import FindingCode

if TYPE_CHECKING:
    from tests.rules.conftest import CaseBuilder

LATER = "2025-05-02"


def found(cases: "CaseBuilder") -> tuple[Drift, ...]:
    return drifts(cases.case())


def codes(cases: "CaseBuilder") -> list[FindingCode]:
    return [drift.code for drift in found(cases)]


def reported(cases: "CaseBuilder", quantity: str, *hedges: str, **fields: Any) -> Claim:
    return cases.claim(quantity, via=["Lee"], reporter="Yonhap", hedges=hedges, **fields)


def copied(cases: "CaseBuilder", quantity: str, *hedges: str, **fields: Any) -> Claim:
    given: dict[str, Any] = {"reporter": "Daily", "published": LATER, **fields}
    return cases.claim(quantity, hedges=hedges, **given)


def with_hops(cases: "CaseBuilder", claim: Claim, *changes: dict[str, Any]) -> Claim:
    hops = [replace(hop, **change) for hop, change in zip(claim.chain, changes, strict=True)]
    changed = replace(claim, chain=Chain(tuple(hops)))
    cases.claims[claim.id] = changed
    return changed


def test_a_reporter_surer_than_the_origin_drifts(cases: "CaseBuilder") -> None:
    claim = cases.claim("4,700", reporter="Daily", hedges=["probable", "certain"])
    with_hops(cases, claim, {"cue": "likely"}, {"cue": "confirmed"})
    [drift] = found(cases)
    assert drift.code is FindingCode.HEDGE_DRIFT
    assert (drift.relayed, drift.relaying) == ('"likely" (probable)', '"confirmed" (certain)')
    assert drift.sentence == (
        'Daily passes on as "confirmed" (certain) what NIS gave as "likely" (probable).'
    )


def test_a_neutral_relay_hides_no_lost_hedge(cases: "CaseBuilder") -> None:
    hedges = ["probable", "attributed", "certain"]
    cases.claim("4,700", via=["Lee"], reporter="Daily", hedges=hedges)
    assert codes(cases) == [FindingCode.HEDGE_DRIFT]


def test_a_lost_hedge_is_told_once_where_it_happened(cases: "CaseBuilder") -> None:
    cases.claim("4,700", via=["Lee"], reporter="Daily", hedges=["probable", "certain", "certain"])
    assert len(found(cases)) == 1


@pytest.mark.parametrize(
    "hedges",
    [["certain", "probable"], ["probable", "attributed"], ["attributed", "certain"], []],
)
def test_a_hop_that_weakens_or_passes_on_does_not_drift(
    cases: "CaseBuilder", hedges: list[str]
) -> None:
    cases.claim("4,700", reporter="Daily", hedges=hedges)
    assert not found(cases)


@pytest.mark.parametrize("after", [["certain"], ["attributed"], []])
def test_a_later_report_without_the_likely_drifts(cases: "CaseBuilder", after: list[str]) -> None:
    first = reported(cases, "4,700", "probable")
    later = copied(cases, "4,700", *after)
    [drift] = found(cases)
    assert (drift.code, drift.claim, drift.other) == (
        FindingCode.HEDGE_DRIFT,
        later.id,
        first.id,
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [("probable", "probable"), ("probable", "possible"), ("certain", "attributed")],
)
def test_a_later_report_no_surer_does_not_drift(
    cases: "CaseBuilder", before: str, after: str
) -> None:
    reported(cases, "4,700", before)
    copied(cases, "4,700", after)
    assert not found(cases)


def test_an_earlier_report_that_is_surer_relays_nothing(cases: "CaseBuilder") -> None:
    reported(cases, "4,700", "probable", published=LATER)
    copied(cases, "4,700", "certain", published="2025-04-30")
    assert not found(cases)


def test_of_two_reports_of_one_day_the_surer_drifts(cases: "CaseBuilder") -> None:
    surer = copied(cases, "4,700", "certain", published="2025-04-30")
    reported(cases, "4,700", "probable")
    assert [drift.claim for drift in found(cases)] == [surer.id]


def test_the_distance_another_outlet_kept_is_its_own(cases: "CaseBuilder") -> None:
    cases.claim("4,700", reporter="Wire", hedges=["attributed", "alleged"])
    copied(cases, "4,700", "attributed")
    assert not found(cases)


def test_the_distance_of_the_report_that_is_repeated_is_lost(cases: "CaseBuilder") -> None:
    wire = cases.claim("4,700", reporter="Wire", hedges=["attributed", "alleged"])
    cases.link(copied(cases, "4,700", "attributed"), "repeats", wire)
    assert codes(cases) == [FindingCode.HEDGE_DRIFT]


def test_another_statement_is_not_relayed(cases: "CaseBuilder") -> None:
    reported(cases, "4,700", "probable", said="2025-01")
    copied(cases, "4,700", "certain")
    assert not found(cases)


def test_another_origin_is_not_relayed(cases: "CaseBuilder") -> None:
    reported(cases, "4,700", "probable")
    copied(cases, "4,700", "certain", origin="GUR")
    assert not found(cases)


def test_a_statement_without_its_day_is_not_relayed(cases: "CaseBuilder") -> None:
    reported(cases, "4,700", "probable", said=None, published="2025-04-30")
    copied(cases, "4,700", "certain", said=None)
    assert not found(cases)


def test_speakers_under_one_controller_make_one_statement(cases: "CaseBuilder") -> None:
    for outlet in ("KCNA", "KCTV"):
        cases.source(outlet, controlled_by="DPRK")
    cases.claim("600", origin="KCNA", via=["Yonhap"], hedges=["possible"])
    copied(cases, "600", "certain", origin="KCTV")
    assert codes(cases) == [FindingCode.HEDGE_DRIFT]


def test_versions_of_one_item_do_not_drift(cases: "CaseBuilder") -> None:
    url = "https://news.example/live"
    for hedge, quantity in (("possible", "about 3"), ("certain", "5")):
        report = cases.report("Daily", url=url)
        cases.claim(quantity, reporter="Daily", report=report, hedges=[hedge])
    assert not found(cases)


def test_the_speakers_own_release_relays_nobody(cases: "CaseBuilder") -> None:
    reported(cases, "about 300", "probable")
    cases.claim("300", hedges=["certain"], published=LATER)
    assert not found(cases)


def test_a_plan_told_as_done_drifts(cases: "CaseBuilder") -> None:
    reported(cases, "6,000", modality="planned")
    copied(cases, "6,000", modality="occurred")
    [drift] = found(cases)
    assert (drift.code, drift.relayed, drift.relaying) == (
        FindingCode.HEDGE_DRIFT,
        "planned",
        "occurred",
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("about 300", "300"),
        ("about 300", "at least 300"),
        ("at least 300", "about 300"),
        ("at least 300", "more than 300"),
        ("between 15 and 18", "18"),
        ("up to 20", "20"),
        ("several hundred", "300"),
        ("around 4,695", "4,700"),
    ],
)
def test_a_lost_comparator_drifts(cases: "CaseBuilder", before: str, after: str) -> None:
    reported(cases, before)
    copied(cases, after)
    [drift] = found(cases)
    assert (drift.code, drift.relayed, drift.relaying) == (
        FindingCode.COMPARATOR_DRIFT,
        before,
        after,
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("300", "about 300"),
        ("300", "at least 300"),
        ("more than 300", "at least 300"),
        ("4,695", "4,700"),
        ("300", "hundreds"),
        ("nearly 300", "around 300"),
    ],
)
def test_a_wider_wording_does_not_drift(cases: "CaseBuilder", before: str, after: str) -> None:
    reported(cases, before)
    copied(cases, after)
    assert not found(cases)


@pytest.mark.parametrize(
    ("before", "after"),
    [("300", "3,000"), ("about 4,700", "4,640"), ("between 15 and 18", "16"), ("300", "dozens")],
)
def test_another_number_in_one_statement_is_garbled(
    cases: "CaseBuilder", before: str, after: str
) -> None:
    reported(cases, before)
    copied(cases, after)
    assert codes(cases) == [FindingCode.GARBLED]


def test_whoever_keeps_the_first_number_has_not_garbled_it(cases: "CaseBuilder") -> None:
    reported(cases, "300")
    wrong = copied(cases, "3,000", published="2025-05-01")
    copied(cases, "300", reporter="Weekly")
    assert [drift.claim for drift in found(cases)] == [wrong.id]


def test_numbers_for_different_days_are_not_garbled(cases: "CaseBuilder") -> None:
    reported(cases, "300", as_of="2025-01")
    copied(cases, "4,700", as_of="2025-04")
    assert not found(cases)


def test_a_changed_unit_drifts(cases: "CaseBuilder") -> None:
    reported(cases, "4,700 casualties")
    copied(cases, "4,700 killed")
    [drift] = found(cases)
    assert (drift.code, drift.relayed) == (FindingCode.MEASURE_DRIFT, "4,700 casualties")


@pytest.mark.parametrize(
    ("one", "two", "same"),
    [
        ("killed", "deaths", True),
        ("casualties", "casualty", True),
        ("soldiers", "troops", True),
        ("casualties", "killed", False),
        ("wounded", "dead", False),
        (None, "dead", True),
    ],
)
def test_words_of_the_press_for_one_measure(one: str | None, two: str, same: bool) -> None:
    assert same_measure(one, two) is same


def test_a_part_printed_as_the_whole_drifts(cases: "CaseBuilder") -> None:
    cases.figure("killed", part_of="casualties")
    reported(cases, "4,700", figure="casualties")
    dead = reported(cases, "600", figure="killed")
    headline = copied(cases, "600", figure="casualties")
    [drift] = found(cases)
    assert (drift.code, drift.claim, drift.other) == (
        FindingCode.MEASURE_DRIFT,
        headline.id,
        dead.id,
    )
    assert drift.sentence == (
        "Daily has 600 (casualties); in the same statement, as Yonhap has it, the number is "
        "600 (killed): the measure changed."
    )


def test_a_whole_printed_as_a_part_drifts(cases: "CaseBuilder") -> None:
    cases.figure("killed", part_of="casualties")
    reported(cases, "4,700", figure="casualties")
    copied(cases, "4,700", figure="killed")
    assert codes(cases) == [FindingCode.MEASURE_DRIFT]


def test_a_sum_that_rounds_to_one_of_its_parts_does_not_drift(cases: "CaseBuilder") -> None:
    cases.figure("wounded", part_of="casualties")
    reported(cases, "2,700", figure="wounded")
    copied(cases, "about 3,000", figure="casualties")
    assert not found(cases)


def test_a_derived_whole_may_equal_its_only_part(cases: "CaseBuilder") -> None:
    cases.figure("killed", part_of="casualties")
    reported(cases, "3", figure="killed")
    copied(cases, "3", figure="casualties", method="derived_by_us")
    assert not found(cases)


def test_the_number_that_others_contradict_is_the_one_that_drifted(cases: "CaseBuilder") -> None:
    cases.figure("killed", part_of="casualties")
    headline = copied(cases, "600", figure="casualties", published="2025-04-30")
    reported(cases, "4,700", figure="casualties")
    reported(cases, "600", figure="killed")
    assert [drift.claim for drift in found(cases) if drift.code is FindingCode.MEASURE_DRIFT] == [
        headline.id
    ]


def test_whole_and_part_may_be_equal_in_one_report(cases: "CaseBuilder") -> None:
    cases.figure("killed", part_of="casualties")
    report = cases.report("Yonhap")
    for figure in ("casualties", "killed"):
        cases.claim("3", figure=figure, reporter="Yonhap", report=report)
    assert not found(cases)


def test_a_translated_term_is_a_warning(cases: "CaseBuilder") -> None:
    claim = cases.claim("4,700 deaths", reporter="Daily")
    with_hops(cases, claim, {"original_term": "사상자", "language": "ko"}, {"language": "en"})
    [drift] = found(cases)
    assert (drift.code, drift.other, drift.relayed) == (FindingCode.MEASURE_DRIFT, None, "사상자")
    assert 'printed as "4,700 deaths"' in drift.sentence


def test_a_term_kept_in_its_language_is_no_warning(cases: "CaseBuilder") -> None:
    claim = cases.claim("4,700", reporter="Daily")
    with_hops(cases, claim, {"original_term": "사상자", "language": "ko"}, {"language": "ko-KR"})
    assert not found(cases)


def test_a_repetition_that_names_another_speaker_is_garbled(cases: "CaseBuilder") -> None:
    wire = reported(cases, "4,700")
    cases.link(copied(cases, "4,700", origin="New York State", said=None), "repeats", wire)
    [drift] = found(cases)
    assert (drift.code, drift.relayed, drift.relaying) == (
        FindingCode.GARBLED,
        '"NIS"',
        '"New York State"',
    )


@pytest.mark.parametrize("origin", ["Yonhap", "officials"])
def test_a_repetition_with_a_shorter_chain_is_not_garbled(
    cases: "CaseBuilder", origin: str
) -> None:
    cases.source("officials", kind="unnamed")
    wire = reported(cases, "4,700")
    cases.link(copied(cases, "4,700", origin=origin), "repeats", wire)
    assert not found(cases)


def test_a_sum_may_differ_from_what_it_derives_from(cases: "CaseBuilder") -> None:
    part = reported(cases, "1,000", figure="engineers")
    cases.link(copied(cases, "6,000", figure="personnel"), "derived_from", part)
    assert not found(cases)


def test_of_two_claims_linked_as_repeating_the_later_is_the_copy(cases: "CaseBuilder") -> None:
    later = copied(cases, "4,700", "certain", said=None)
    cases.link(reported(cases, "4,700", "probable"), "repeats", later)
    assert [drift.claim for drift in found(cases)] == [later.id]


def test_a_link_taken_back_relays_nothing(cases: "CaseBuilder") -> None:
    wire = reported(cases, "4,700", origin="GUR")
    cases.link(copied(cases, "300"), "repeats", wire, withdrawn="not the same")
    assert not found(cases)


def test_a_claim_logged_by_mistake_is_not_looked_at(cases: "CaseBuilder") -> None:
    reported(cases, "300")
    copied(cases, "3,000", withdrawn="typo")
    assert not found(cases)


def test_a_wording_that_many_share_is_told_once_per_claim(cases: "CaseBuilder") -> None:
    reported(cases, "about 300", "probable")
    for outlet in ("Daily", "Weekly", "Monthly"):
        copied(cases, "300", reporter=outlet)
    assert len(found(cases)) == 6


def test_a_refusal_to_comment_relays_nothing(cases: "CaseBuilder") -> None:
    reported(cases, "300")
    copied(cases, "3,000", stance="declines")
    assert not found(cases)


@pytest.mark.parametrize(
    ("before", "after", "stronger"),
    [
        ("about 300", "300", True),
        ("at least 300", "about 300", False),
        ("300", "about 300", False),
    ],
)
def test_stronger_means_a_part_of_what_was_allowed(
    cases: "CaseBuilder", before: str, after: str, stronger: bool
) -> None:
    retold = Retold(parse_quantity(before), parse_quantity(after), cases.case().tolerance)
    assert retold.is_stronger is stronger


def test_a_long_series_is_not_compared_all_with_all(cases: "CaseBuilder") -> None:
    for number in range(2_000):
        day = f"20{number // 336:02}-{number // 28 % 12 + 1:02}-{number % 28 + 1:02}"
        cases.claim(f"{number + 1}", origin="NIS", reporter="Yonhap", said=day)
    assert not found(cases)
