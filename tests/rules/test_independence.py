"""Origins are counted by who knows, not by who mentions."""

import random
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from claims.records import Claim
from claims.rules.counting import counted
from claims.rules.independence import Independence, MergeRule, independence

if TYPE_CHECKING:
    from tests.rules.conftest import CaseBuilder


def judged(cases: "CaseBuilder") -> Independence:
    return independence(cases.case(), cases.claims.values())


def rules(found: Independence) -> list[MergeRule]:
    return [merge.rule for merge in found.merges]


def test_ten_outlets_with_one_wire_story_are_one_origin(cases: "CaseBuilder") -> None:
    for number in range(10):
        cases.claim("4,700", origin="NIS", via=["Yonhap"], reporter=f"Paper {number}")
    found = judged(cases)
    assert (found.mentions, found.outlets, found.origins, found.unknown) == (10, 10, 1, 0)


def test_two_claims_of_one_report_are_one_mention(cases: "CaseBuilder") -> None:
    report = cases.report("Yonhap")
    cases.claim("4,700", origin="NIS", reporter="Yonhap", report=report)
    cases.claim("4,650", origin="GUR", reporter="Yonhap", report=report)
    found = judged(cases)
    assert (found.mentions, found.outlets, found.origins) == (1, 1, 2)


def test_no_claims_have_no_origin(cases: "CaseBuilder") -> None:
    found = judged(cases)
    assert (found.mentions, found.outlets, found.origins, found.unknown) == (0, 0, 0, 0)


# One controller


def test_outlets_under_one_command_count_once(cases: "CaseBuilder") -> None:
    cases.source("KCNA", controlled_by="North Korea")
    cases.source("KCTV", controlled_by="KCNA")
    cases.claim("12", origin="KCNA")
    cases.claim("12", origin="KCTV")
    found = judged(cases)
    assert found.origins == 1
    assert rules(found) == [MergeRule.CONTROLLER]
    assert "KCNA and KCTV" in found.merges[0].sentence
    assert "North Korea" in found.merges[0].sentence


def test_branches_that_nobody_controls_count_for_themselves(cases: "CaseBuilder") -> None:
    cases.claim("4,000", origin="NIS")
    cases.claim("4,000", origin="South Korean military")
    assert judged(cases).origins == 2


def test_controllers_in_a_circle_are_one(cases: "CaseBuilder") -> None:
    one = cases.source("A", controlled_by="B")
    two = cases.sources["B"]
    cases.sources["B"] = replace(two, controlled_by=one.id)
    cases.claim("12", origin="A")
    cases.claim("12", origin="B")
    assert judged(cases).origins == 1


# Unnamed roots


def test_an_unnamed_root_is_unknown_and_not_counted(cases: "CaseBuilder") -> None:
    cases.source("officials", kind="unnamed")
    cases.claim("12", origin="officials", reporter="NYT")
    found = judged(cases)
    assert (found.origins, found.unknown) == (0, 1)


def test_officials_of_two_outlets_are_two_unknowns(cases: "CaseBuilder") -> None:
    cases.source("officials", kind="unnamed")
    one = cases.claim("12", origin="officials", reporter="NYT")
    two = cases.claim("12", origin="officials", reporter="Post")
    found = judged(cases)
    assert found.unknown == 2
    assert not found.same_origin(one.id, two.id)


def test_officials_passed_on_are_one_unknown(cases: "CaseBuilder") -> None:
    cases.source("officials", kind="unnamed")
    one = cases.claim("12", origin="officials", reporter="NYT")
    two = cases.claim("12", origin="officials", via=["NYT"], reporter="Other")
    found = judged(cases)
    assert found.unknown == 1
    assert found.same_origin(one.id, two.id)
    assert rules(found) == [MergeRule.SAME_USE]
    assert "officials (quoted by NYT)" in found.merges[0].sentence


def test_an_unnamed_speaker_on_his_own_is_one_unknown(cases: "CaseBuilder") -> None:
    cases.source("a leaked note", kind="unnamed")
    cases.claim("12", origin="a leaked note")
    assert judged(cases).unknown == 1


# Quoted without his source


def test_a_relay_quoted_without_its_source_adds_nothing(cases: "CaseBuilder") -> None:
    known = cases.claim("4,700", origin="NIS", reporter="Yonhap")
    bare = cases.claim("about 4,700", origin="Yonhap", reporter="Paper")
    found = judged(cases)
    assert found.origins == 1
    assert found.same_origin(known.id, bare.id)
    assert rules(found) == [MergeRule.QUOTED_RELAY]
    assert found.merges[0].what == (bare.id, known.id)


def test_a_relay_in_the_middle_of_a_chain_adds_nothing_either(cases: "CaseBuilder") -> None:
    cases.claim("4,700", origin="NIS", via=["Lee"], reporter="Yonhap")
    cases.claim("4,700", origin="Lee", reporter="Paper")
    assert judged(cases).origins == 1


def test_a_relay_of_an_unnamed_speaker_leads_to_an_unknown(cases: "CaseBuilder") -> None:
    cases.source("officials", kind="unnamed")
    cases.claim("12", origin="officials", reporter="NYT")
    bare = cases.claim("12", origin="NYT", reporter="Other")
    found = judged(cases)
    assert (found.origins, found.unknown) == (0, 1)
    assert found.is_unknown(bare.id)


def test_relays_of_relays_lead_back_to_the_first(cases: "CaseBuilder") -> None:
    cases.claim("12", origin="NIS", reporter="Yonhap")
    cases.claim("12", origin="Yonhap", reporter="AFP")
    last = cases.claim("12", origin="AFP", reporter="Paper")
    found = judged(cases)
    assert found.origins == 1
    assert found.group_of(last.id).key.source == cases.source("NIS").id


def test_two_that_quote_each_other_are_one_origin(cases: "CaseBuilder") -> None:
    cases.claim("12", origin="A", via=["B"], reporter="Paper")
    cases.claim("12", origin="B", via=["A"], reporter="Post")
    assert judged(cases).origins == 1


def test_another_number_of_the_same_relay_is_its_own_finding(cases: "CaseBuilder") -> None:
    cases.claim("4,700", origin="NIS", reporter="Yonhap")
    other = cases.claim("9,000", origin="Yonhap", reporter="Paper")
    same = cases.claim("4,700", origin="Yonhap", reporter="Post")
    found = judged(cases)
    assert found.origins == 2
    assert not found.same_origin(other.id, same.id)


def test_a_relay_of_another_figure_is_an_origin(cases: "CaseBuilder") -> None:
    cases.claim("4,700", origin="NIS", reporter="Yonhap", figure="casualties")
    cases.claim("4,700", origin="Yonhap", reporter="Paper", figure="killed")
    assert judged(cases).origins == 2


def test_who_relays_an_assertion_and_denies_it_is_an_origin(cases: "CaseBuilder") -> None:
    cases.claim("4,700", origin="NIS", reporter="Yonhap")
    cases.claim("4,700", origin="Yonhap", reporter="Paper", stance="denies")
    assert judged(cases).origins == 2


def test_claims_without_a_number_agree(cases: "CaseBuilder") -> None:
    cases.claim(origin="NIS", reporter="Yonhap")
    cases.claim(origin="Yonhap", reporter="Paper")
    assert judged(cases).origins == 1


@pytest.mark.parametrize("own_chain", [True, False])
def test_an_outlet_that_counted_for_itself_is_an_origin(
    cases: "CaseBuilder", *, own_chain: bool
) -> None:
    cases.claim("12", origin="police", reporter="Daily")
    cases.claim("12", origin="Daily")
    if not own_chain:
        cases.claim("12", origin="Daily", reporter="Other")
    assert judged(cases).origins == 2


def test_a_finding_published_with_another_number_does_not_excuse(cases: "CaseBuilder") -> None:
    cases.claim("12", origin="police", reporter="Daily")
    cases.claim("90", origin="Daily")
    quoted = cases.claim("12", origin="Daily", reporter="Other")
    assert judged(cases).group_of(quoted.id).key.source == cases.source("police").id


# Links


@pytest.mark.parametrize("relation", ["repeats", "derived_from", "translates"])
def test_accepted_copies_merge(cases: "CaseBuilder", relation: str) -> None:
    one = cases.claim("12", origin="A")
    two = cases.claim("12", origin="B")
    cases.link(two, relation, one, basis="rule")
    found = judged(cases)
    assert found.origins == 1
    assert rules(found) == [MergeRule.LINK]
    assert found.merges[0].what == (two.id, one.id)


@pytest.mark.parametrize(("relation", "withdrawn"), [("repeats", "no"), ("corroborates", None)])
def test_other_links_do_not_merge(
    cases: "CaseBuilder", relation: str, withdrawn: str | None
) -> None:
    one, two = cases.claim("12", origin="A"), cases.claim("12", origin="B")
    cases.link(two, relation, one, withdrawn=withdrawn)
    assert judged(cases).origins == 2


def test_a_link_to_a_claim_outside_the_set_merges_nothing(cases: "CaseBuilder") -> None:
    one, two = cases.claim("12", origin="A"), cases.claim("12", origin="B")
    cases.link(two, "repeats", one)
    assert independence(cases.case(), [two]).origins == 1


# What counts


def test_only_standing_claims_that_take_a_side_count(cases: "CaseBuilder") -> None:
    good = cases.claim("12", origin="A")
    denial = cases.claim(origin="B", stance="denies")
    cases.claim("12", origin="C", stance="declines")
    cases.claim("12", origin="D", withdrawn="wrong figure")
    cases.retract(cases.claim("12", origin="E"))
    figure = cases.figure("killed").id
    assert counted(cases.case(), figure) == (good, denial)


def test_the_order_of_the_claims_does_not_matter(cases: "CaseBuilder") -> None:
    cases.source("officials", kind="unnamed")
    claims: list[Claim] = [
        cases.claim(number, origin=origin, reporter=reporter)
        for number in ("12", "about 12", "at least 10", "40")
        for origin, reporter in [("NIS", "A"), ("A", "B"), ("B", "A"), ("officials", "A")]
    ]
    expected = independence(cases.case(), claims)
    random.Random(1).shuffle(claims)
    assert independence(cases.case(), claims) == expected


def test_every_claim_is_in_exactly_one_group(cases: "CaseBuilder") -> None:
    cases.claim("12", origin="NIS", reporter="Yonhap")
    cases.claim("12", origin="Yonhap", reporter="Paper")
    cases.claim("12", origin="GUR")
    grouped = [claim for group in judged(cases).groups for claim in group.claims]
    assert sorted(grouped) == sorted(cases.claims)
