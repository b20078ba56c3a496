from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest

from claims.records import Claim, Review, Waiver
from claims.rules.findings import SEVERITY, Finding, Inputs, Subject, findings
from claims.vocab import FindingCode, Kind, Severity

if TYPE_CHECKING:
    from tests.rules.conftest import CaseBuilder

ROOT = Path(__file__).parents[2]
START = date(2025, 1, 1)


def found(cases: "CaseBuilder", code: FindingCode, inputs: Inputs | None = None) -> list[Finding]:
    return [one for one in findings(cases.case(), inputs) if one.code is code]


def subjects(cases: "CaseBuilder", code: FindingCode, inputs: Inputs | None = None) -> list[UUID]:
    return [finding.subject.id for finding in found(cases, code, inputs)]


def series(cases: "CaseBuilder", *numbers: int, **fields: Any) -> list[Claim]:
    """One claim a day on the default figure, which counts up."""
    cases.figure("killed", basis=fields.pop("basis", "cumulative"))
    return [
        cases.claim(str(number), said=str(START + timedelta(days=day)), **fields)
        for day, number in enumerate(numbers)
    ]


def with_report(cases: "CaseBuilder", claim: Claim, **fields: Any) -> None:
    report = cases.reports[claim.report]
    cases.reports[report.id] = replace(report, **fields)


def with_claim(cases: "CaseBuilder", claim: Claim, **fields: Any) -> None:
    cases.claims[claim.id] = replace(claim, **fields)


def test_every_code_has_a_severity() -> None:
    assert set(SEVERITY) == set(FindingCode)


def test_a_finding_knows_its_severity_and_its_place_in_the_manual(cases: "CaseBuilder") -> None:
    cases.claim("300")
    [finding] = found(cases, FindingCode.SINGLE_ORIGIN)
    assert finding.severity is Severity.WARNING
    assert finding.anchor == "docs/findings.md#single-origin"


def test_ten_reports_of_one_speaker_are_a_single_origin(cases: "CaseBuilder") -> None:
    for number in range(10):
        cases.claim("300", reporter=f"Paper {number}")
    [finding] = found(cases, FindingCode.SINGLE_ORIGIN)
    assert finding.subject.kind is Kind.FIGURE
    assert finding.message == "killed goes back to NIS alone, in 10 reports."


def test_two_origins_are_no_single_origin(cases: "CaseBuilder") -> None:
    cases.claim("300")
    cases.claim("300", origin="GUR")
    assert not found(cases, FindingCode.SINGLE_ORIGIN)


def test_a_claim_without_a_figure_has_a_single_origin_of_its_own(cases: "CaseBuilder") -> None:
    claim = cases.claim(figure=None, statement="A delegation left")
    assert subjects(cases, FindingCode.SINGLE_ORIGIN) == [claim.id]


def test_unnamed_sources_alone_are_told(cases: "CaseBuilder") -> None:
    cases.source("officials", kind="unnamed")
    cases.claim("2", origin="officials", reporter="AP")
    assert found(cases, FindingCode.UNNAMED_ONLY)
    assert not found(cases, FindingCode.SINGLE_ORIGIN)


def test_a_named_source_beside_an_unnamed_one_is_a_single_origin(cases: "CaseBuilder") -> None:
    cases.source("officials", kind="unnamed")
    cases.claim("2", origin="officials", reporter="AP")
    cases.claim("2")
    assert found(cases, FindingCode.SINGLE_ORIGIN)
    assert not found(cases, FindingCode.UNNAMED_ONLY)


def test_origins_under_one_controller_are_told(cases: "CaseBuilder") -> None:
    for outlet in ("KCNA", "KCTV"):
        cases.claim("600", origin=cases.source(outlet, controlled_by="DPRK").name)
    [finding] = found(cases, FindingCode.CONTROLLED_ONLY)
    assert finding.message == "Every named origin of killed speaks under the control of DPRK."


def test_parties_alone_are_told(cases: "CaseBuilder") -> None:
    parties = tuple(cases.source(name).id for name in ("Russia", "Ukraine"))
    cases.source("TASS", controlled_by="Russia")
    cases.figure("killed", parties=parties)
    cases.claim("600", origin="TASS")
    cases.claim("600", origin="Ukraine")
    assert "Only parties" in found(cases, FindingCode.CONTROLLED_ONLY)[0].message


def test_one_free_origin_is_enough(cases: "CaseBuilder") -> None:
    cases.claim("600", origin=cases.source("KCNA", controlled_by="DPRK").name)
    cases.claim("600", origin="GUR")
    assert not found(cases, FindingCode.CONTROLLED_ONLY)


def test_a_conflict_between_origins_is_open(cases: "CaseBuilder") -> None:
    one, two = cases.claim("14"), cases.claim("between 15 and 18", origin="GUR")
    [finding] = found(cases, FindingCode.CONTRADICTION_OPEN)
    assert set(finding.others) == {one.id, two.id}


@pytest.mark.parametrize("relation", ["qualifies", "updates", "corroborates"])
def test_an_editors_link_settles_a_conflict(cases: "CaseBuilder", relation: str) -> None:
    cases.link(cases.claim("14"), relation, cases.claim("20", origin="GUR"))
    assert not found(cases, FindingCode.CONTRADICTION_OPEN)


def test_a_link_that_contradicts_keeps_the_conflict_open(cases: "CaseBuilder") -> None:
    cases.link(cases.claim("14"), "contradicts", cases.claim("20", origin="GUR"))
    assert found(cases, FindingCode.CONTRADICTION_OPEN)


def test_drifts_are_told_of_the_claim_that_drifted(cases: "CaseBuilder") -> None:
    first = cases.claim("about 300", reporter="Wire")
    later = cases.claim("300", reporter="Daily", published="2025-05-02")
    [finding] = found(cases, FindingCode.COMPARATOR_DRIFT)
    assert (finding.subject.id, finding.others) == (later.id, (first.id,))


def test_a_part_above_its_whole_is_told_of_the_part(cases: "CaseBuilder") -> None:
    cases.figure("killed", part_of="casualties")
    whole, part = cases.claim("600", figure="casualties"), cases.claim("4,700")
    [finding] = found(cases, FindingCode.PART_EXCEEDS_WHOLE)
    assert (finding.subject.id, finding.others) == (part.id, (whole.id,))


def test_parts_that_miss_are_told_of_the_whole(cases: "CaseBuilder") -> None:
    cases.figure("all", complete_parts=True)
    for part in ("dead", "hurt"):
        cases.claim("1", figure=cases.figure(part, part_of="all").slug)
    whole = cases.claim("3", figure="all")
    assert subjects(cases, FindingCode.PARTS_DO_NOT_ADD_UP) == [whole.id]


def test_a_cumulative_count_that_fell_is_told(cases: "CaseBuilder") -> None:
    *_, high, low = series(cases, 3, 5, 4)
    [finding] = found(cases, FindingCode.FELL_WITHOUT_REASON)
    assert (finding.subject.id, finding.others) == (low.id, (high.id,))
    assert "fell from 5 to 4" in finding.message


def test_a_correction_is_the_reason_for_a_fall(cases: "CaseBuilder") -> None:
    *_, high, low = series(cases, 3, 5, 4)
    cases.link(low, "corrects", high)
    assert not found(cases, FindingCode.FELL_WITHOUT_REASON)


def test_a_fall_is_told_once(cases: "CaseBuilder") -> None:
    series(cases, 3, 50, 4, 5, 6)
    assert len(found(cases, FindingCode.FELL_WITHOUT_REASON)) == 1


@pytest.mark.parametrize("fields", [{"basis": "snapshot"}, {"basis": "period"}])
def test_other_counts_may_fall(cases: "CaseBuilder", fields: dict[str, str]) -> None:
    series(cases, 5, 4, **fields)
    assert not found(cases, FindingCode.FELL_WITHOUT_REASON)


def test_a_later_word_on_an_earlier_day_has_not_fallen(cases: "CaseBuilder") -> None:
    cases.figure("killed", basis="cumulative")
    cases.claim("5", said="2025-01-05", as_of="2025-01-05")
    cases.claim("3", said="2025-01-06", as_of="2025-01-01")
    assert not found(cases, FindingCode.FELL_WITHOUT_REASON)


def test_a_garbled_copy_is_no_fall(cases: "CaseBuilder") -> None:
    cases.figure("killed", basis="cumulative")
    cases.claim("300", reporter="Wire", said="2025-01-01")
    cases.claim("3,000", reporter="Daily", said="2025-01-01", published="2025-01-02")
    cases.claim("400", reporter="Wire", said="2025-02-01")
    assert not found(cases, FindingCode.FELL_WITHOUT_REASON)


def test_versions_of_one_item_that_fell_are_told(cases: "CaseBuilder") -> None:
    cases.figure("killed", basis="cumulative")
    for quantity, hour in (("3", 14), ("5", 16), ("4", 19)):
        report = cases.report(
            "Daily", url="https://news.example/live", published=f"2025-04-30T{hour}:00Z"
        )
        cases.claim(quantity, origin="Daily", report=report)
    assert len(found(cases, FindingCode.FELL_WITHOUT_REASON)) == 1


def test_a_step_out_of_all_proportion_is_told(cases: "CaseBuilder") -> None:
    *_, claim = series(cases, 400, 405, 409, 415, 420, 426, 431, 431 + 786)
    [finding] = found(cases, FindingCode.JUMP)
    assert finding.subject.id == claim.id
    assert finding.message == (
        "NIS's 1217 means 786 in one day, where about 5 a day was usual: find out why."
    )


def test_a_day_out_of_all_proportion_is_told(cases: "CaseBuilder") -> None:
    *_, claim = series(cases, 4, 5, 6, 5, 4, 5, 786, basis="period")
    assert subjects(cases, FindingCode.JUMP) == [claim.id]


@pytest.mark.parametrize("relation", ["qualifies", "corrects"])
def test_a_leap_is_explained_by_a_link(cases: "CaseBuilder", relation: str) -> None:
    *_, before, leap = series(cases, 400, 405, 409, 415, 420, 426, 431, 1217)
    cases.link(leap, relation, before)
    assert not found(cases, FindingCode.JUMP)


@pytest.mark.parametrize(
    "numbers",
    [
        (400, 405, 409, 415, 1200),
        (400, 405, 409, 415, 420, 426, 431, 470),
        (1, 2, 3, 4, 5, 6, 7, 17),
    ],
    ids=["too few steps before", "no more than ten times", "a small step"],
)
def test_a_step_that_may_happen_is_not_told(cases: "CaseBuilder", numbers: tuple[int, ...]) -> None:
    series(cases, *numbers)
    assert not found(cases, FindingCode.JUMP)


def test_a_long_silence_explains_a_large_step(cases: "CaseBuilder") -> None:
    series(cases, 400, 405, 409, 415, 420, 426, 431)
    cases.claim("650", said="2025-03-01")
    assert not found(cases, FindingCode.JUMP)


def test_what_rests_on_a_retracted_claim_is_told(cases: "CaseBuilder") -> None:
    wire = cases.claim("2", reporter="AP")
    copy = cases.claim("2", via=["AP"], reporter="Daily", published="2025-05-02")
    cases.retract(wire)
    [finding] = found(cases, FindingCode.RETRACTED_UPSTREAM)
    assert (finding.subject.id, finding.others) == (copy.id, (wire.id,))


def archived(cases: "CaseBuilder", **fields: Any) -> Claim:
    claim = cases.claim("300", quote="about 300", **fields)
    with_report(cases, claim, text_sha256="0" * 64)
    return claim


def test_a_quote_without_a_place_in_the_text_is_told(cases: "CaseBuilder") -> None:
    claim = archived(cases)
    assert subjects(cases, FindingCode.QUOTE_NOT_IN_TEXT) == [claim.id]


@pytest.mark.parametrize("has_place", [True, False])
def test_a_quote_that_was_found_is_not_told(cases: "CaseBuilder", has_place: bool) -> None:
    claim = archived(cases, quote_at=(0, 9) if has_place else None)
    inputs = Inputs(quotes_found={} if has_place else {claim.id: True})
    assert not found(cases, FindingCode.QUOTE_NOT_IN_TEXT, inputs)


def test_a_claim_without_any_date_is_told(cases: "CaseBuilder") -> None:
    claim = cases.claim("300", said=None, report=cases.report("Daily", published=None))
    assert subjects(cases, FindingCode.DATE_MISSING) == [claim.id]


def test_one_date_is_enough(cases: "CaseBuilder") -> None:
    cases.claim("300", said=None, published="2025-04")
    assert not found(cases, FindingCode.DATE_MISSING)


def test_an_origin_without_a_hedge_is_told(cases: "CaseBuilder") -> None:
    claim = cases.claim("300", reporter="Daily", hedges=[])
    cases.claim("300", reporter="Wire", hedges=["attributed"])
    assert subjects(cases, FindingCode.HEDGE_MISSING) == [claim.id]


def test_a_report_without_its_text_is_told(cases: "CaseBuilder") -> None:
    claim = cases.claim("300")
    assert subjects(cases, FindingCode.NOT_ARCHIVED) == [claim.id]


def test_a_briefing_without_address_or_title_need_not_be_archived(cases: "CaseBuilder") -> None:
    with_report(cases, cases.claim("300"), url=None)
    assert not found(cases, FindingCode.NOT_ARCHIVED)


def review(cases: "CaseBuilder", claim: Claim, revision: int) -> Review:
    return Review(id=cases.new_id(), claim=claim.id, revision=revision)


@pytest.mark.parametrize(("revision", "is_told"), [(1, False), (2, True)])
def test_a_review_holds_for_its_revision(
    cases: "CaseBuilder", revision: int, is_told: bool
) -> None:
    claim = cases.claim("300")
    inputs = Inputs(reviews=(review(cases, claim, 1),), revisions={claim.id: revision})
    assert bool(found(cases, FindingCode.UNREVIEWED, inputs)) is is_told


@pytest.mark.parametrize("relation", ["corroborates", "contradicts"])
def test_a_link_between_what_cannot_be_compared_is_told(
    cases: "CaseBuilder", relation: str
) -> None:
    one, two = cases.claim("300"), cases.claim("300", origin="GUR", modality="planned")
    cases.link(one, relation, two)
    [finding] = found(cases, FindingCode.LINK_NOT_COMPARABLE)
    assert finding.message == (
        f"A link says that it {relation} another claim, "
        "but one is planned or supposed, the other happened."
    )


def test_claims_without_a_figure_are_joined_by_people(cases: "CaseBuilder") -> None:
    cases.link(cases.claim(figure=None), "corroborates", cases.claim("300", origin="KCNA"))
    assert not found(cases, FindingCode.LINK_NOT_COMPARABLE)


def test_a_link_of_a_rule_is_not_questioned(cases: "CaseBuilder") -> None:
    one, two = cases.claim("300"), cases.claim("300", figure="other")
    cases.link(one, "corroborates", two, basis="rule")
    assert not found(cases, FindingCode.LINK_NOT_COMPARABLE)


def test_anonymity_without_a_reason_is_told(cases: "CaseBuilder") -> None:
    cases.source("officials", kind="unnamed")
    claim = cases.claim("2", origin="officials", reporter="AP")
    assert subjects(cases, FindingCode.ANONYMITY_UNEXPLAINED) == [claim.id]


@pytest.mark.parametrize("where", ["claim", "source"])
def test_a_note_explains_anonymity(cases: "CaseBuilder", where: str) -> None:
    note = "not authorised to speak"
    cases.source("officials", kind="unnamed", note=note if where == "source" else None)
    cases.claim("2", origin="officials", note=note if where == "claim" else None)
    assert not found(cases, FindingCode.ANONYMITY_UNEXPLAINED)


def waiver(cases: "CaseBuilder", withdrawn: str | None = None) -> Waiver:
    code = FindingCode.UNREVIEWED
    return Waiver(id=cases.new_id(), code=code, reason="one editor", withdrawn=withdrawn)


def test_a_waived_code_is_not_told(cases: "CaseBuilder") -> None:
    cases.claim("300")
    assert not found(cases, FindingCode.UNREVIEWED, Inputs(waivers=(waiver(cases),)))


def test_a_waiver_taken_back_waives_nothing(cases: "CaseBuilder") -> None:
    cases.claim("300")
    assert found(cases, FindingCode.UNREVIEWED, Inputs(waivers=(waiver(cases, "no"),)))


def test_a_claim_logged_by_mistake_has_no_findings(cases: "CaseBuilder") -> None:
    claim = cases.claim("300", said=None, withdrawn="typo")
    assert claim.id not in {finding.subject.id for finding in findings(cases.case())}


def test_findings_come_in_the_order_of_the_codes(cases: "CaseBuilder") -> None:
    cases.claim("14")
    cases.claim("20", origin="GUR")
    order = list(FindingCode)
    places = [order.index(finding.code) for finding in findings(cases.case())]
    assert places == sorted(places)


def test_an_empty_case_has_no_findings(cases: "CaseBuilder") -> None:
    assert findings(cases.case()) == ()


@pytest.mark.parametrize("code", list(FindingCode))
def test_the_manual_explains_every_code(code: FindingCode) -> None:
    finding = Finding(code, Subject(Kind.CLAIM, UUID(int=1)), "")
    path, anchor = finding.anchor.split("#")
    sections = (ROOT / path).read_text(encoding="utf-8").split("\n### ")[1:]
    [section] = [text for text in sections if text.startswith(f"{anchor}\n")]
    assert f"*{finding.severity.capitalize()}.*" in section
    assert "*Example:*" in section
    assert "*Do:*" in section
