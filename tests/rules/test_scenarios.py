"""The situations of the design's list, as far as origins, verdicts and standing go.

Drift, findings and the retraction cascade have tests of their own; number 11 needs a
sealed identity, which is the record's business.
"""

from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING, Any

import pytest

from claims.records import Claim
from claims.rules.independence import Independence, independence
from claims.rules.standing import standing_of_claim, standing_of_figure
from claims.rules.verdict import Comparison, compare
from claims.vocab import Reason, Standing, Verdict

if TYPE_CHECKING:
    from tests.rules.conftest import CaseBuilder


def judged(cases: "CaseBuilder", a: Claim, b: Claim) -> Comparison:
    return compare(a, b, cases.case())


def origins(cases: "CaseBuilder") -> Independence:
    return independence(cases.case(), cases.claims.values())


def standing(cases: "CaseBuilder", slug: str) -> Standing:
    return standing_of_figure(cases.case(), cases.figure(slug).id).standing


def test_1_a_speakers_parts_and_an_outlets_sum(cases: "CaseBuilder") -> None:
    for part in ("sappers", "builders"):
        cases.figure(part, basis="planned", part_of="sent")
    tass: dict[str, Any] = {
        "origin": "Kim",
        "via": ["Shoigu"],
        "reporter": "TASS",
        "modality": "planned",
    }
    said: dict[str, Any] = {"said": "2025-06-17"}
    sappers = cases.claim("1,000", figure="sappers", **tass, **said)
    builders = cases.claim("5,000", figure="builders", **tass, **said)
    total = cases.claim(
        "6,000",
        figure="sent",
        **tass | {"via": ["Shoigu", "TASS"], "reporter": "Paper"},
        **said,
        method="derived_by_reporter",
    )
    done = cases.claim("6,000", figure="sent", origin="Paper", said="2025-06-18")
    assert judged(cases, sappers, total).verdict is Verdict.PART_OF
    assert judged(cases, builders, total).verdict is Verdict.PART_OF
    assert judged(cases, total, done).reasons == (Reason.MODALITY,)
    assert independence(cases.case(), [sappers, builders, total]).origins == 1


def test_2_a_subset_and_its_total(cases: "CaseBuilder") -> None:
    for part in ("killed", "injured"):
        cases.figure(part, part_of="casualties")
    total = cases.claim("about 4,700", figure="casualties", reporter="Yonhap")
    killed = cases.claim("about 600", figure="killed", reporter="Yonhap")
    injured = cases.claim("4,100", figure="injured", reporter="Paper")
    headline = cases.claim("600", figure="casualties", reporter="Tabloid")
    assert judged(cases, killed, total).verdict is Verdict.PART_OF
    assert judged(cases, injured, total).verdict is Verdict.PART_OF
    assert judged(cases, killed, injured).reasons == (Reason.FIGURE,)
    garbled = judged(cases, total, headline)
    assert Reason.SAME_ORIGIN_DIFFERENT_FIGURE in garbled.reasons
    assert standing(cases, "casualties") is Standing.SINGLE_ORIGIN


def test_3_gatekeepers_are_one_origin(cases: "CaseBuilder") -> None:
    cases.claim("4,700", origin="NIS", via=["Lee", "Yonhap"], reporter="Paper")
    cases.claim("4,700", origin="NIS", via=["Park"], reporter="KBS")
    cases.claim("4,700", origin="Lee", reporter="Post")
    found = origins(cases)
    assert (found.mentions, found.outlets, found.origins) == (3, 3, 1)
    assert standing(cases, "killed") is Standing.SINGLE_ORIGIN


def test_4_a_corrupted_wire_copy_is_one_origin_once_its_link_is_accepted(
    cases: "CaseBuilder",
) -> None:
    wire = [cases.claim("4,700", origin="NIS", reporter=f"Paper {n}") for n in range(3)]
    corrupted = cases.claim("4,700", origin="New York State", reporter="Paper 4")
    assert origins(cases).origins == 2
    cases.link(corrupted, "repeats", wire[0], basis="rule")
    found = origins(cases)
    assert (found.mentions, found.origins) == (4, 1)
    assert standing(cases, "killed") is Standing.SINGLE_ORIGIN


def test_5_a_revised_toll_is_an_update_within_its_series(cases: "CaseBuilder") -> None:
    cases.figure("casualties", basis="cumulative")
    january = cases.claim("3,000", figure="casualties", said="2025-01-13", method="derived_by_us")
    march = cases.claim(
        "4,000", figure="casualties", origin="South Korean military", said="2025-03-27"
    )
    april = cases.claim("about 4,700", figure="casualties", said="2025-04-30")
    update = judged(cases, january, april)
    assert (update.verdict, update.from_, update.reasons) == (Verdict.UPDATES, april.id, ())
    assert judged(cases, march, april).verdict is Verdict.COMPATIBLE
    found = standing_of_figure(cases.case(), cases.figure("casualties").id)
    assert found.independence.origins == 2
    assert found.standing_of[january.id] is Standing.SUPERSEDED
    assert found.standing is Standing.SINGLE_ORIGIN


def test_5_a_changed_comparator_is_a_repeat(cases: "CaseBuilder") -> None:
    nis = cases.claim("about 300", reporter="Yonhap", said="2025-01-13")
    elsewhere = cases.claim("at least 300", reporter="Paper", said="2025-01-13")
    found = judged(cases, nis, elsewhere)
    assert (found.verdict, found.reasons) == (Verdict.REPEATS, (Reason.COMPARATOR_DRIFT,))


def test_6_what_somebody_else_reported_survives_a_retraction(cases: "CaseBuilder") -> None:
    cases.source("an official", kind="unnamed")
    report = cases.report("Wire", published="2022-11-15")
    wire: dict[str, Any] = {
        "origin": "an official",
        "reporter": "Wire",
        "said": "2022-11-15",
        "report": report,
    }
    cases.claim(figure="missiles", **wire)
    carried = cases.claim(
        figure="missiles", origin="an official", via=["Wire"], reporter="Paper", said="2022-11-15"
    )
    cases.claim("2", figure="deaths", **wire)
    cases.claim("2", figure="deaths", origin="fire brigade", said="2022-11-15")
    cases.retract(report, date="2022-11-16")
    cases.retract(carried, date="2022-11-17")
    assert standing(cases, "missiles") is Standing.RETRACTED
    assert standing(cases, "deaths") is Standing.SINGLE_ORIGIN


def test_7_who_confirms_that_it_happened_confirms_no_number(cases: "CaseBuilder") -> None:
    number = cases.claim("15,000", figure="sent", origin="NIS")
    casualties = cases.claim("4,700", figure="casualties", origin="NIS")
    deployed = cases.claim(figure=None, statement="troops were sent", origin="GUR")
    confirmed = cases.claim(figure=None, statement="we sent troops", origin="KCNA")
    bare = cases.claim(figure="sent", statement="we sent troops", origin="KCNA")
    cases.link(confirmed, "corroborates", deployed)
    assert judged(cases, bare, number).reasons == (Reason.QUANTITY,)
    case = cases.case()
    assert standing_of_claim(case, deployed) is Standing.CORROBORATED
    assert standing_of_claim(case, number) is Standing.SINGLE_ORIGIN
    assert standing_of_claim(case, casualties) is Standing.SINGLE_ORIGIN


def test_8_of_bounds_and_numbers_only_two_conflict(cases: "CaseBuilder") -> None:
    said = {
        "governor": "at least 12",
        "mayor": "up to 20",
        "hospital": "14",
        "ministry": "between 15 and 18",
    }
    claims = {name: cases.claim(number, origin=name) for name, number in said.items()}
    conflicts = [
        {one, two}
        for one, two in combinations(claims, 2)
        if judged(cases, claims[one], claims[two]).verdict is Verdict.CONTRADICTS
    ]
    assert conflicts == [{"hospital", "ministry"}]
    found = standing_of_figure(cases.case(), cases.figure("killed").id)
    assert found.low == 12
    assert found.high == 20


def test_9_a_day_is_part_of_the_window_that_it_lies_in(cases: "CaseBuilder") -> None:
    cases.figure("casualties", basis="cumulative", since="2025-10-10")
    for part in ("killed", "injured"):
        cases.figure(part, basis="cumulative", since="2025-10-10", part_of="casualties")
    cases.figure("killed-on-the-day", basis="period", part_of="killed")
    now: dict[str, Any] = {"origin": "health ministry", "said": "2026-06-01"}
    total = cases.claim("5,405", figure="casualties", **now)
    killed = cases.claim("1,259", figure="killed", **now)
    injured = cases.claim("4,146", figure="injured", **now)
    added = cases.claim("786", figure="killed-on-the-day", as_of="2026-03-02", **now)
    for one, two in ((killed, total), (injured, total), (added, killed), (added, total)):
        assert judged(cases, one, two).verdict is Verdict.PART_OF
    assert standing(cases, "killed") is Standing.SINGLE_ORIGIN


def test_10_other_measures_are_other_figures(cases: "CaseBuilder") -> None:
    documented = cases.claim("9,000", figure="documented-civilian-deaths", origin="monitor")
    combatants = cases.claim("31,000", figure="all-deaths", origin="ministry")
    excess = cases.claim("83,000 (73,200 to 92,800)", figure="excess-deaths", origin="survey")
    for one, two in combinations((documented, combatants, excess), 2):
        found = judged(cases, one, two)
        assert (found.verdict, found.reasons) == (Verdict.NOT_COMPARABLE, (Reason.FIGURE,))


def test_12_an_article_changed_in_place(cases: "CaseBuilder") -> None:
    times = ("2025-04-30T14:05Z", "2025-04-30T16:30Z", "2025-04-30T19:00Z")
    versions = [cases.report("Daily", url="https://d.example/a", published=at) for at in times]
    three, five, four = (
        cases.claim(number, origin="police", reporter="Daily", report=report)
        for number, report in zip("354", versions, strict=True)
    )
    assert judged(cases, five, four).verdict is Verdict.UPDATES
    assert judged(cases, five, four).from_ == four.id
    link = cases.link(four, "corrects", five)
    assert judged(cases, five, four).link == link
    found = standing_of_figure(cases.case(), cases.figure("killed").id)
    assert [found.standing_of[claim.id] for claim in (three, five, four)] == [
        Standing.SUPERSEDED,
        Standing.SUPERSEDED,
        Standing.SINGLE_ORIGIN,
    ]


def test_13_a_number_in_another_script_is_the_same_number(cases: "CaseBuilder") -> None:
    korean = cases.claim("1만5천", origin="Lee Seong-kweun", reporter="Yonhap")
    english = cases.claim("15,000", origin="Lee Seong-gwon", reporter="Paper")
    assert origins(cases).origins == 2
    ruling = cases.ruling("Lee Seong-kweun", "same", "Lee Seong-gwon")
    assert origins(cases).origins == 1
    assert judged(cases, korean, english).verdict is Verdict.REPEATS
    cases.rulings[:] = [replace(ruling, withdrawn="two men")]
    assert origins(cases).origins == 2


def test_14_windows_that_overlap_in_part_are_not_added_up(cases: "CaseBuilder") -> None:
    cases.figure("all", basis="cumulative", since="2024-10-01")
    cases.figure("past-week", basis="period", part_of="all")
    cases.figure("in-kursk", basis="cumulative", since="2024-10-01", part_of="all")
    week = cases.claim(
        "over 1,000",
        figure="past-week",
        origin="spokesman",
        said="2024-12-27",
        as_of="2024-12-20/2024-12-27",
    )
    region = cases.claim("several hundred", figure="in-kursk", origin="GUR", said="2024-12-27")
    agency = cases.claim("3,000", figure="all", origin="NIS", said="2025-01-13")
    assert judged(cases, week, agency).verdict is Verdict.PART_OF
    assert judged(cases, week, region).reasons == (Reason.FIGURE,)
    found = standing_of_figure(cases.case(), cases.figure("in-kursk").id)
    assert (found.low, found.high) == (None, None)


@pytest.mark.parametrize("denial", [None, "no casualties"])
def test_15_only_a_denial_can_contradict(cases: "CaseBuilder", denial: str | None) -> None:
    seven = cases.claim("7", origin="hospital")
    ministry = cases.claim(denial, origin="ministry", stance="denies")
    zero = cases.claim("no casualties", origin="army")
    others = [
        cases.claim(origin="spokesman", stance="declines"),
        cases.claim(origin="paper", stance="unverified"),
        cases.claim(origin="observer", stance="no_evidence"),
    ]
    assert judged(cases, ministry, seven).reasons == (Reason.DENIAL,)
    assert judged(cases, ministry, seven).verdict is Verdict.CONTRADICTS
    assert judged(cases, ministry, zero).verdict is Verdict.COMPATIBLE
    for other in others:
        assert judged(cases, other, seven).reasons == (Reason.STANCE,)


def test_the_same_source_repeating_itself_adds_no_origin(cases: "CaseBuilder") -> None:
    cases.claim("4,700", said="2025-04-30")
    cases.claim("4,700", said="2025-05-30")
    assert origins(cases).origins == 1


def test_two_agencies_at_one_press_conference_are_one_origin_by_ruling(
    cases: "CaseBuilder",
) -> None:
    cases.claim("12", origin="police")
    cases.claim("12", origin="fire brigade")
    assert standing(cases, "killed") is Standing.CORROBORATED
    cases.ruling("police", "same", "fire brigade")
    assert standing(cases, "killed") is Standing.SINGLE_ORIGIN


@pytest.mark.parametrize("number", ["0", "1", "12.5 %", "$1.2 million", "0.3"])
def test_any_number_is_a_figure(cases: "CaseBuilder", number: str) -> None:
    one, two = cases.claim(number, origin="A"), cases.claim(number, origin="B")
    assert judged(cases, one, two).verdict is Verdict.CORROBORATES


def test_what_is_logged_today_may_be_about_2022(cases: "CaseBuilder") -> None:
    one = cases.claim("12", origin="A", said="2025-04-30", as_of="2022-03")
    two = cases.claim("12", origin="B", said="2022-03-20")
    assert judged(cases, one, two).verdict is Verdict.CORROBORATES
