from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest

from claims.errors import NotFoundError
from claims.records import Claim, Report, Story
from claims.rules.cascade import Cascade, cascade

if TYPE_CHECKING:
    from tests.rules.conftest import CaseBuilder

LATER = "2025-05-02"


def fall(cases: "CaseBuilder", target: Claim | Report, *stories: Story) -> Cascade:
    return cascade(cases.case(), target.id, stories)


def resting(cases: "CaseBuilder", target: Claim | Report) -> set[UUID]:
    return {one.claim for one in fall(cases, target).resting}


def wire(cases: "CaseBuilder", **fields: Any) -> Claim:
    cases.source("official", kind="unnamed")
    return cases.claim("2", origin="official", reporter="AP", **fields)


def carried(cases: "CaseBuilder", quantity: str = "2", **fields: Any) -> Claim:
    given = {"origin": "official", "via": ["AP"], "reporter": "Daily", "published": LATER}
    return cases.claim(quantity, **(given | fields))


@pytest.mark.parametrize("relation", ["repeats", "derived_from", "translates"])
def test_what_is_linked_to_it_rests_on_it(cases: "CaseBuilder", relation: str) -> None:
    claim = wire(cases)
    copy = cases.claim(figure=None, origin="Daily")
    cases.link(copy, relation, claim)
    [one] = fall(cases, claim).resting
    assert (one.claim, one.path) == (copy.id, (claim.id,))
    assert "Daily's claim" in one.why


@pytest.mark.parametrize("relation", ["corroborates", "contradicts", "corrects"])
def test_other_links_do_not_make_it_rest(cases: "CaseBuilder", relation: str) -> None:
    claim = wire(cases)
    cases.link(cases.claim("2", origin="Daily"), relation, claim)
    assert not resting(cases, claim)


def test_a_link_taken_back_holds_nothing(cases: "CaseBuilder") -> None:
    claim = wire(cases)
    cases.link(cases.claim("2", origin="Daily"), "repeats", claim, withdrawn="no")
    assert not resting(cases, claim)


def test_it_falls_over_any_number_of_steps(cases: "CaseBuilder") -> None:
    bottom = top = wire(cases)
    for number in range(4):
        upper = cases.claim(figure=None, origin=f"Paper {number}")
        cases.link(upper, "repeats", top)
        top = upper
    assert len(fall(cases, bottom).resting) == 4
    assert len(fall(cases, bottom).resting[-1].path) == 4


def test_links_in_a_circle_end(cases: "CaseBuilder") -> None:
    claim, copy = wire(cases), cases.claim("2", origin="Daily")
    cases.link(copy, "repeats", claim)
    cases.link(claim, "repeats", copy)
    assert resting(cases, claim) == {copy.id}


def test_who_names_the_outlet_in_the_chain_rests_on_it(cases: "CaseBuilder") -> None:
    claim, copy = wire(cases), carried(cases)
    [one] = fall(cases, claim).resting
    assert (one.claim, one.why) == (
        copy.id,
        "Daily names AP in its chain and gives the same number.",
    )


def test_who_has_it_from_the_outlet_alone_rests_on_it(cases: "CaseBuilder") -> None:
    claim, copy = wire(cases), carried(cases, origin="AP", via=[])
    assert resting(cases, claim) == {copy.id}


@pytest.mark.parametrize(
    "fields",
    [
        {"quantity": "50"},
        {"published": "2025-04-01", "said": "2025-04-01"},
        {"origin": "NIS"},
        {"via": []},
        {"figure": "wounded"},
        {"withdrawn": "typo"},
    ],
    ids=["other number", "before it", "other origin", "not by it", "other figure", "mistake"],
)
def test_others_do_not_rest_on_it(cases: "CaseBuilder", fields: dict[str, Any]) -> None:
    claim = wire(cases)
    carried(cases, **fields)
    assert not resting(cases, claim)


def test_a_later_version_that_still_says_it_rests_on_it(cases: "CaseBuilder") -> None:
    url = "https://ap.example/1"
    claim = wire(cases, report=cases.report("AP", url=url))
    still = cases.claim("2", origin="official", reporter="AP", report=cases.report("AP", url=url))
    assert resting(cases, claim) == {still.id}


def test_with_a_report_all_its_claims_fall(cases: "CaseBuilder") -> None:
    report = cases.report("AP")
    one = wire(cases, report=report)
    two = cases.claim("7", origin="official", reporter="AP", figure="wounded", report=report)
    copy = carried(cases, "7", figure="wounded")
    fallen = fall(cases, report)
    assert fallen.taken_back == (one.id, two.id)
    assert [one.claim for one in fallen.resting] == [copy.id]


def test_it_is_split_at_the_notice(cases: "CaseBuilder") -> None:
    claim = wire(cases)
    early, late, same_day = (
        carried(cases, reporter=name, published=day)
        for name, day in (("A", "2025-05-01"), ("B", "2025-05-03"), ("C", "2025-05-02"))
    )
    cases.retract(claim, date="2025-05-02")
    fallen = fall(cases, claim)
    assert [one.claim for one in fallen.before] == [early.id]
    assert [one.claim for one in fallen.after] == [late.id]
    assert [one.claim for one in fallen.undated] == [same_day.id]


def test_without_a_date_of_the_notice_nothing_is_split(cases: "CaseBuilder") -> None:
    claim, copy = wire(cases), carried(cases)
    cases.retract(claim)
    assert [one.claim for one in fall(cases, claim).undated] == [copy.id]


def test_the_notice_on_the_report_dates_the_fall_of_its_claim(cases: "CaseBuilder") -> None:
    claim = wire(cases)
    cases.retract(cases.reports[claim.report], date="2025-05-02")
    assert str(fall(cases, claim).notice_date) == "2025-05-02"


def test_a_retracting_claim_is_a_notice(cases: "CaseBuilder") -> None:
    claim = wire(cases)
    cases.link(cases.claim(figure=None, origin="AP", published=LATER), "retracts", claim)
    assert str(fall(cases, claim).notice_date) == LATER


def test_our_stories_above_it_are_listed(cases: "CaseBuilder") -> None:
    claim, copy = wire(cases), carried(cases)
    other = cases.claim("9", origin="GUR")
    ours = Story(id=cases.new_id(), url="https://us.example/1", rests_on=(copy.id, other.id))
    safe = Story(id=cases.new_id(), url="https://us.example/2", rests_on=(other.id,))
    [story] = fall(cases, claim, safe, ours).stories
    assert (story.story, story.claims) == (ours.id, (copy.id,))


def test_what_another_origin_reported_still_stands(cases: "CaseBuilder") -> None:
    claim = wire(cases)
    carried(cases)
    police = cases.claim("2", origin="Police", reporter="Local")
    [standing] = fall(cases, claim).still_standing
    assert (standing.claim, standing.origins, standing.claims) == (
        claim.id,
        ("Police",),
        (police.id,),
    )


@pytest.mark.parametrize("quantity", ["50", None])
def test_another_number_does_not_keep_it_standing(
    cases: "CaseBuilder", quantity: str | None
) -> None:
    claim = wire(cases)
    cases.claim(quantity, origin="Police")
    assert not fall(cases, claim).still_standing


def test_what_people_say_corroborates_it_still_stands(cases: "CaseBuilder") -> None:
    claim = cases.claim(figure=None, origin="AP")
    cases.link(cases.claim(figure=None, origin="Police"), "corroborates", claim)
    assert [one.origins for one in fall(cases, claim).still_standing] == [("Police",)]


def test_an_unknown_target_is_refused(cases: "CaseBuilder") -> None:
    with pytest.raises(NotFoundError, match="neither a claim nor a report"):
        cascade(cases.case(), UUID(int=99))
