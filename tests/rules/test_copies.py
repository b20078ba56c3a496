"""A copy brings no origin of its own, and falls with what it copies."""

from decimal import Decimal
from typing import TYPE_CHECKING

from claims.rules.counting import counted
from claims.rules.drift import drifts
from claims.rules.independence import MergeRule, independence
from claims.rules.standing import standing_of_figure
from claims.rules.verdict import compare
from claims.vocab import FindingCode, Standing, Verdict

if TYPE_CHECKING:
    from tests.rules.conftest import CaseBuilder


def test_a_signed_copy_of_an_unsigned_claim_stays_unsigned(cases: "CaseBuilder") -> None:
    cases.source("official", kind="unnamed")
    wire = cases.claim("2", origin="official", reporter="Wire")
    copy = cases.claim("2", origin="Gamma", reporter="Gamma")
    cases.link(copy, "derived_from", wire)
    case = cases.case()
    origins = independence(case, [wire, copy])
    assert (origins.origins, origins.unknown) == (0, 1)


def test_a_copy_of_a_retracted_claim_corroborates_nothing(cases: "CaseBuilder") -> None:
    wire = cases.claim("9", origin="Wire", reporter="Wire")
    copy = cases.claim("9", origin="Post", reporter="Post")
    hospital = cases.claim("9", origin="Hospital", reporter="OZ")
    cases.link(copy, "derived_from", wire)
    cases.retract(wire)
    case = cases.case()
    state = standing_of_figure(case, hospital.figure or hospital.id)
    assert [claim.id for claim in counted(case, hospital.figure or hospital.id)] == [hospital.id]
    assert state.standing is Standing.SINGLE_ORIGIN
    assert state.standing_of[copy.id] is Standing.UNSOURCED


def test_copies_of_one_claim_elsewhere_are_one_origin(cases: "CaseBuilder") -> None:
    wire = cases.claim("9", origin="Wire", figure="hurt")
    copies = [cases.claim("9", origin=name) for name in ("Post", "Times")]
    for copy in copies:
        cases.link(copy, "derived_from", wire)
    found = independence(cases.case(), copies)
    assert (found.mentions, found.outlets, found.origins, found.unknown) == (2, 2, 1, 0)
    assert {merge.rule for merge in found.merges} == {MergeRule.LINK}


def test_a_copy_of_a_claim_elsewhere_has_its_origin(cases: "CaseBuilder") -> None:
    told = cases.claim("9", origin="NIS", reporter="Yonhap", figure="hurt")
    passed = cases.claim("9", origin="Wire", figure="hurt")
    copy, own = cases.claim("9", origin="Post"), cases.claim("9", origin="NIS", reporter="Times")
    cases.link(passed, "repeats", told)
    cases.link(copy, "translates", passed)
    assert independence(cases.case(), [copy, own]).origins == 1


def test_a_copy_of_what_nobody_signed_elsewhere_is_unsigned(cases: "CaseBuilder") -> None:
    cases.source("official", kind="unnamed")
    wire = cases.claim("2", origin="official", reporter="Wire", figure="hurt")
    copy = cases.claim("2", origin="Gamma")
    cases.link(copy, "derived_from", wire)
    found = independence(cases.case(), [copy])
    assert (found.origins, found.unknown) == (0, 1)


def test_a_sum_of_others_numbers_makes_them_no_single_origin(cases: "CaseBuilder") -> None:
    parts = [cases.claim("4", origin=name, figure="part") for name in ("NIS", "GUR")]
    total = cases.claim("8", origin="Desk")
    others = [cases.claim("8", origin=name) for name in ("NIS", "GUR")]
    for part in parts:
        cases.link(total, "derived_from", part)
    single = cases.claim("4", origin="Post")
    cases.link(single, "repeats", parts[0])
    assert independence(cases.case(), [total, *others]).origins == 3
    assert independence(cases.case(), [total, single, *others]).origins == 3


def test_a_copy_of_what_was_logged_by_mistake_is_its_own(cases: "CaseBuilder") -> None:
    mistake = cases.claim("9", origin="Wire", figure="hurt", withdrawn="logged twice")
    copies = [cases.claim("9", origin=name) for name in ("Post", "Times")]
    for copy in copies:
        cases.link(copy, "repeats", mistake)
    assert independence(cases.case(), copies).origins == 2


def test_what_is_ruled_apart_stays_so_whatever_both_copy(cases: "CaseBuilder") -> None:
    wire = cases.claim("9", origin="Wire", figure="hurt")
    copies = [cases.claim("9", origin=name) for name in ("Post", "Times")]
    for copy in copies:
        cases.link(copy, "repeats", wire)
    cases.ruling(copies[0], "distinct", copies[1])
    assert independence(cases.case(), copies).origins == 2


def test_branches_of_a_state_judge_for_themselves(cases: "CaseBuilder") -> None:
    cases.source("State", kind="government")
    cases.source("Service", kind="agency", controlled_by="State")
    cases.source("Staff", kind="military", controlled_by="State")
    a, b = cases.claim("40", origin="Service"), cases.claim("40", origin="Staff")
    assert compare(a, b, cases.case()).verdict is Verdict.CORROBORATES


def test_outlets_of_a_state_speak_for_it(cases: "CaseBuilder") -> None:
    cases.source("State", kind="government")
    cases.source("Committee", controlled_by="State")
    cases.source("Radio", kind="outlet", controlled_by="Committee")
    cases.source("Agency", kind="outlet", controlled_by="State")
    claims = [cases.claim("40", origin=name) for name in ("Radio", "Agency", "State")]
    assert independence(cases.case(), claims).origins == 1


def test_a_bound_beyond_the_other_end_leaves_it_open(cases: "CaseBuilder") -> None:
    one = cases.claim("14", origin="A")
    cases.claim("at least 30", origin="B")
    state = standing_of_figure(cases.case(), one.figure or one.id)
    assert (state.low, state.high) == (Decimal(14), None)


def test_who_cites_an_earlier_version_of_an_article_garbles_nothing(cases: "CaseBuilder") -> None:
    for time, toll in (("09:10", "6"), ("11:45", "11"), ("15:20", "8")):
        version = cases.report("Live", published=f"2025-08-02T{time}Z", url="https://live.example")
        cases.claim(toll, origin="Police", reporter="Live", said=None, report=version)
    cited = cases.report("Cite", published="2025-08-02")
    cases.claim("11", origin="Police", via=["Live"], reporter="Cite", said=None, report=cited)
    assert FindingCode.GARBLED not in {drift.code for drift in drifts(cases.case())}


def test_a_number_that_no_version_of_an_article_had_is_garbled(cases: "CaseBuilder") -> None:
    for time, toll in (("09:10", "6"), ("11:45", "11")):
        version = cases.report("Live", published=f"2025-08-02T{time}Z", url="https://live.example")
        cases.claim(toll, origin="Police", reporter="Live", said=None, report=version)
    cited = cases.report("Cite", published="2025-08-02T20:00Z")
    cases.claim("90", origin="Police", reporter="Cite", said="2025-08-02", report=cited)
    assert FindingCode.GARBLED in {drift.code for drift in drifts(cases.case())}
