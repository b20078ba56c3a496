"""The situations of the project's list that drift, parts and cascades must get right."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from claims.records import Story
from claims.rules.cascade import cascade
from claims.rules.drift import drifts
from claims.rules.findings import findings
from claims.rules.parts import Sum, part_checks
from claims.rules.suggest import suggest
from claims.values.chain import Chain
from claims.vocab import FindingCode, Relation

if TYPE_CHECKING:
    from tests.rules.conftest import CaseBuilder


def codes(cases: "CaseBuilder") -> set[FindingCode]:
    return {finding.code for finding in findings(cases.case())}


def test_1_the_speakers_parts_add_up_to_the_outlets_sum(cases: "CaseBuilder") -> None:
    cases.figure("personnel", basis="planned", complete_parts=True)
    plan: dict[str, Any] = {"origin": "Kim", "said": "2025-06-17", "modality": "planned"}
    tass = cases.report("TASS", published="2025-06-17")
    for figure, quantity in (("engineers", "1,000"), ("builders", "5,000")):
        slug = cases.figure(figure, basis="planned", part_of="personnel").slug
        cases.claim(quantity, figure=slug, via=["Shoigu"], reporter="TASS", report=tass, **plan)
    whole = cases.claim(
        "6,000",
        figure="personnel",
        via=["Shoigu", "TASS"],
        reporter="Daily",
        method="derived_by_reporter",
        published="2025-06-18",
        **plan,
    )
    [check] = part_checks(cases.case())
    assert (check.kind, check.whole, check.fits) == (Sum.DERIVED, whole.id, True)
    assert "the sum that Daily made of Kim's 1,000 and 5,000" in check.sentence
    assert not drifts(cases.case())


@pytest.fixture
def briefing(cases: "CaseBuilder") -> "CaseBuilder":
    """The NIS on casualties and deaths, through a lawmaker and an agency."""
    cases.figure("casualties", basis="cumulative")
    for figure, quantity in (("casualties", "about 4,700"), ("killed", "about 600")):
        if figure == "killed":
            cases.figure("killed", basis="cumulative", part_of="casualties")
        cases.claim(quantity, figure=figure, via=["Lee"], reporter="Yonhap", hedges=["probable"])
    cases.figure("wounded", basis="cumulative", part_of="casualties")
    return cases


def test_2_the_complement_fits(briefing: "CaseBuilder") -> None:
    rest = briefing.claim(
        "4,100",
        figure="wounded",
        reporter="Daily",
        published="2025-05-01",
        method="derived_by_reporter",
    )
    [check] = part_checks(briefing.case())
    assert (check.kind, check.parts[-1], check.fits) == (Sum.COMPLEMENT, rest.id, True)
    assert FindingCode.PARTS_DO_NOT_ADD_UP not in codes(briefing)


def test_2_the_headline_drifts_and_is_no_conflict(briefing: "CaseBuilder") -> None:
    headline = briefing.claim(
        "600",
        figure="casualties",
        reporter="Tabloid",
        hedges=["certain"],
        published="2025-05-01",
    )
    found = {drift.code for drift in drifts(briefing.case()) if drift.claim == headline.id}
    assert found == {FindingCode.MEASURE_DRIFT, FindingCode.HEDGE_DRIFT}
    assert not codes(briefing) & {FindingCode.CONTRADICTION_OPEN, FindingCode.GARBLED}


WIRE = (
    "North Korea has suffered around 4,700 casualties, including about 600 deaths, {} told "
    "lawmakers behind closed doors in Seoul on Wednesday, Yonhap reported"
)


def test_4_the_corrupted_copy_is_suggested_and_once_accepted_is_garbled(
    cases: "CaseBuilder",
) -> None:
    wire = cases.claim("around 4,700", reporter="Wire", quote=WIRE.format("the NIS"))
    copy = cases.claim(
        "around 4,700",
        origin="New York State",
        reporter="Daily",
        quote=WIRE.format("New York State"),
        published="2025-05-01",
    )
    offered = suggest(cases.case(), copy, [wire])
    assert (offered[0].relation, offered[0].to) == (Relation.REPEATS, wire.id)
    assert FindingCode.GARBLED not in codes(cases)
    cases.link(copy, offered[0].relation, wire)
    assert FindingCode.GARBLED in codes(cases)
    assert FindingCode.SINGLE_ORIGIN in codes(cases)


def test_5_about_against_at_least_and_a_lost_hedge_are_drift(cases: "CaseBuilder") -> None:
    cases.figure("killed", basis="cumulative")
    said = "2025-01-13"
    cases.claim("about 300", reporter="Wire", said=said, hedges=["probable"])
    daily = cases.claim(
        "at least 300", reporter="Daily", said=said, published="2025-01-14", hedges=["attributed"]
    )
    found = drifts(cases.case())
    assert {drift.code for drift in found} == {
        FindingCode.COMPARATOR_DRIFT,
        FindingCode.HEDGE_DRIFT,
    }
    assert {drift.claim for drift in found} == {daily.id}


def test_5_a_revised_toll_is_neither_drift_nor_a_fall(cases: "CaseBuilder") -> None:
    cases.figure("casualties", basis="cumulative")
    for quantity, origin, said in (
        ("about 3,000", "NIS", "2025-01-13"),
        ("4,000", "Military", "2025-03-27"),
        ("about 4,700", "NIS", "2025-04-30"),
    ):
        cases.claim(quantity, origin=origin, figure="casualties", said=said, hedges=["probable"])
    assert not drifts(cases.case())
    assert FindingCode.FELL_WITHOUT_REASON not in codes(cases)


def test_6_what_a_withdrawn_wire_story_held_up_falls_with_it(cases: "CaseBuilder") -> None:
    cases.source("official", kind="unnamed")
    wire = cases.claim("2", origin="official", reporter="Wire", said="2022-11-15")
    early, late = (
        cases.claim(
            "2",
            origin="official",
            via=["Wire"],
            reporter=outlet,
            said="2022-11-15",
            published=published,
        )
        for outlet, published in (("Daily", "2022-11-15"), ("Weekly", "2022-11-18"))
    )
    police = cases.claim("2", origin="Police", reporter="Local", said="2022-11-15")
    ours = Story(id=cases.new_id(), url="https://us.example/1", rests_on=(early.id,))
    cases.retract(cases.reports[wire.report], date="2022-11-16")
    fallen = cascade(cases.case(), wire.report, [ours])
    assert [one.claim for one in fallen.before] == [early.id]
    assert [one.claim for one in fallen.after] == [late.id]
    assert [story.story for story in fallen.stories] == [ours.id]
    assert [(one.origins, one.claims) for one in fallen.still_standing] == [
        (("Police",), (police.id,))
    ]
    assert FindingCode.RETRACTED_UPSTREAM in codes(cases)


def test_9_parts_add_up_and_the_jump_is_told_until_explained(cases: "CaseBuilder") -> None:
    cases.figure("all", basis="cumulative", complete_parts=True)
    for day in range(1, 9):
        said = f"2026-03-{day:02}"
        killed = 440 + 5 * day + (786 if day == 8 else 0)
        for figure, count in (("all", killed + 4146), ("killed", killed), ("injured", 4146)):
            if figure != "all":
                cases.figure(figure, basis="cumulative", part_of="all")
            cases.claim(str(count), origin="Ministry", figure=figure, said=said)
    assert all(check.fits for check in part_checks(cases.case()))
    jumps = [one for one in findings(cases.case()) if one.code is FindingCode.JUMP]
    assert len(jumps) == 2
    for jump in jumps:
        claim = cases.claims[jump.subject.id]
        cases.link(cases.claim(figure=None, origin="Ministry"), "qualifies", claim)
    assert FindingCode.JUMP not in codes(cases)


def test_13_a_translated_measure_is_a_warning(cases: "CaseBuilder") -> None:
    claim = cases.claim("4,700 deaths", via=["Yonhap"], reporter="Daily")
    origin, *others = claim.chain
    translated = replace(origin, language="ko", original_term="사상자")
    changed = Chain((translated, *(replace(hop, language="en") for hop in others)))
    cases.claims[claim.id] = replace(claim, chain=changed)
    [drift] = drifts(cases.case())
    assert drift.code is FindingCode.MEASURE_DRIFT
    assert (drift.relayed, drift.relaying) == ("사상자", "4,700 deaths")
