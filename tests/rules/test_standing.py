"""What the record supports of a figure and of each claim."""

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from claims.records import Claim
from claims.rules.standing import FigureStanding, standing_of_figure
from claims.vocab import Standing

if TYPE_CHECKING:
    from tests.rules.conftest import CaseBuilder


def figure(cases: "CaseBuilder", slug: str = "killed") -> FigureStanding:
    return standing_of_figure(cases.case(), cases.figure(slug).id)


def of(cases: "CaseBuilder", *claims: Claim) -> list[Standing]:
    found = figure(cases).standing_of
    return [found[claim.id] for claim in claims]


def test_a_figure_without_claims_is_unsourced(cases: "CaseBuilder") -> None:
    found = figure(cases)
    assert (found.standing, found.low, found.high) == (Standing.UNSOURCED, None, None)


def test_one_named_origin_is_a_single_origin(cases: "CaseBuilder") -> None:
    claims = [cases.claim("12", reporter=f"Paper {n}") for n in range(3)]
    assert figure(cases).standing is Standing.SINGLE_ORIGIN
    assert of(cases, *claims) == [Standing.SINGLE_ORIGIN] * 3


def test_two_origins_that_agree_corroborate(cases: "CaseBuilder") -> None:
    claims = [cases.claim("12", origin="A"), cases.claim("about 12", origin="B")]
    assert figure(cases).standing is Standing.CORROBORATED
    assert of(cases, *claims) == [Standing.CORROBORATED] * 2


def test_several_origins_that_are_merely_compatible_are_a_single_origin(
    cases: "CaseBuilder",
) -> None:
    cases.claim("at least 12", origin="A")
    cases.claim("up to 20", origin="B")
    assert figure(cases).standing is Standing.SINGLE_ORIGIN


def test_a_conflict_outranks_agreement(cases: "CaseBuilder") -> None:
    claims = [cases.claim(number, origin=name) for number, name in (("12", "A"), ("12", "B"))]
    third = cases.claim("90", origin="C")
    assert figure(cases).standing is Standing.CONTESTED
    assert of(cases, *claims, third) == [Standing.CONTESTED] * 3


def test_who_is_not_touched_by_a_conflict_stays_as_he_was(cases: "CaseBuilder") -> None:
    low, high = cases.claim("12", origin="A"), cases.claim("20", origin="B")
    bound = cases.claim("at least 10", origin="C")
    assert of(cases, low, high, bound) == [
        Standing.CONTESTED,
        Standing.CONTESTED,
        Standing.SINGLE_ORIGIN,
    ]


def test_a_denial_contests(cases: "CaseBuilder") -> None:
    cases.claim("12", origin="A")
    cases.claim(origin="ministry", stance="denies")
    assert figure(cases).standing is Standing.CONTESTED


def test_an_origin_against_itself_is_no_contest(cases: "CaseBuilder") -> None:
    one = cases.claim("4,700", origin="NIS", reporter="Yonhap")
    garbled = cases.claim("7,400", origin="NIS", reporter="Paper")
    assert figure(cases).standing is Standing.SINGLE_ORIGIN
    assert of(cases, one, garbled) == [Standing.SINGLE_ORIGIN] * 2


def test_a_garbled_copy_is_contested_by_itself_alone(cases: "CaseBuilder") -> None:
    good = cases.claim("4,700", origin="NIS")
    garbled = cases.claim("7,400", origin="NIS", via=["Yonhap"], reporter="Paper")
    second = cases.claim("4,700", origin="GUR")
    assert of(cases, good, garbled, second) == [
        Standing.CORROBORATED,
        Standing.CONTESTED,
        Standing.CORROBORATED,
    ]
    assert figure(cases).standing is Standing.CORROBORATED


# Nobody named


def test_unnamed_speakers_alone_leave_a_figure_unsourced(cases: "CaseBuilder") -> None:
    cases.source("officials", kind="unnamed")
    claims = [cases.claim(n, origin="officials", reporter=r) for n, r in (("9", "A"), ("40", "B"))]
    assert figure(cases).standing is Standing.UNSOURCED
    assert of(cases, *claims) == [Standing.UNSOURCED] * 2


def test_an_unnamed_speaker_does_not_corroborate(cases: "CaseBuilder") -> None:
    cases.source("officials", kind="unnamed")
    named = cases.claim("12", origin="NIS")
    unnamed = cases.claim("12", origin="officials", reporter="NYT")
    assert of(cases, named, unnamed) == [Standing.SINGLE_ORIGIN, Standing.UNSOURCED]


def test_even_a_persons_link_makes_nobody_a_second_origin(cases: "CaseBuilder") -> None:
    cases.source("officials", kind="unnamed")
    named = cases.claim("12", origin="NIS")
    cases.link(cases.claim("12", origin="officials", reporter="NYT"), "corroborates", named)
    assert figure(cases).standing is Standing.SINGLE_ORIGIN


def test_an_unnamed_speaker_can_contest_somebody_named(cases: "CaseBuilder") -> None:
    cases.source("officials", kind="unnamed")
    named = cases.claim("12", origin="NIS")
    cases.claim("90", origin="officials", reporter="NYT")
    assert of(cases, named) == [Standing.CONTESTED]


def test_an_unnamed_speaker_ruled_to_be_known_is_sourced(cases: "CaseBuilder") -> None:
    cases.source("officials", kind="unnamed")
    quoted = cases.claim("12", origin="officials", reporter="NYT")
    cases.claim("12", origin="NIS")
    cases.ruling(quoted, "same", "NIS")
    assert of(cases, quoted) == [Standing.SINGLE_ORIGIN]


# Later words


def test_an_older_word_of_one_origin_is_superseded(cases: "CaseBuilder") -> None:
    old = cases.claim("3,000", said="2025-01-10")
    new = cases.claim("4,700", said="2025-04-30")
    found = figure(cases)
    assert of(cases, old, new) == [Standing.SUPERSEDED, Standing.SINGLE_ORIGIN]
    assert list(found.newest.values()) == [new.id]
    assert found.rests_on == (new.id,)


def test_repeats_of_one_statement_do_not_supersede_each_other(cases: "CaseBuilder") -> None:
    claims = [cases.claim("12", reporter=name, published="2025-05-09") for name in "AB"]
    assert of(cases, *claims) == [Standing.SINGLE_ORIGIN] * 2


def test_an_earlier_version_is_superseded(cases: "CaseBuilder") -> None:
    reports = [cases.report("Daily", url="https://daily.example/a") for _ in range(3)]
    claims = [
        cases.claim(number, origin="police", reporter="Daily", report=report)
        for number, report in zip("354", reports, strict=True)
    ]
    assert of(cases, *claims) == [Standing.SUPERSEDED] * 2 + [Standing.SINGLE_ORIGIN]


def test_a_superseded_claim_contests_nobody(cases: "CaseBuilder") -> None:
    cases.claim("90", origin="A", said="2025-01-10")
    cases.claim("12", origin="A")
    cases.claim("12", origin="B")
    assert figure(cases).standing is Standing.CORROBORATED


def test_a_later_word_without_a_number_leaves_the_number_standing(cases: "CaseBuilder") -> None:
    number = cases.claim("12", said="2025-01-10")
    cases.claim(said="2025-04-30")
    assert of(cases, number) == [Standing.SINGLE_ORIGIN]
    assert figure(cases).low == 12


def test_a_later_plan_does_not_supersede_what_happened(cases: "CaseBuilder") -> None:
    arrived = cases.claim("3,000", said="2025-01-10")
    planned = cases.claim("6,000", said="2025-04-30", modality="planned")
    found = figure(cases)
    assert of(cases, arrived, planned) == [Standing.SINGLE_ORIGIN] * 2
    assert list(found.newest.values()) == [arrived.id]
    assert found.high == 3_000


def test_a_retracted_later_word_supersedes_nothing(cases: "CaseBuilder") -> None:
    old = cases.claim("3,000", said="2025-01-10")
    new = cases.claim("4,700", said="2025-04-30")
    cases.retract(new)
    assert of(cases, old, new) == [Standing.SINGLE_ORIGIN, Standing.RETRACTED]


@pytest.mark.parametrize("relation", ["updates", "corrects"])
def test_a_persons_correction_supersedes_whatever_the_dates(
    cases: "CaseBuilder", relation: str
) -> None:
    wrong = cases.claim("4,700", said="2025-04-30")
    right = cases.claim("3,000", said="2025-01-10")
    cases.link(right, relation, wrong)
    assert of(cases, wrong, right) == [Standing.SUPERSEDED, Standing.SINGLE_ORIGIN]


def test_a_correction_that_was_itself_withdrawn_supersedes_nothing(cases: "CaseBuilder") -> None:
    wrong = cases.claim("12", origin="A")
    cases.link(cases.claim("14", origin="A", withdrawn="typo"), "corrects", wrong)
    assert of(cases, wrong) == [Standing.SINGLE_ORIGIN]


# Taken back


def test_a_figure_of_which_all_was_retracted_is_retracted(cases: "CaseBuilder") -> None:
    report = cases.report("Wire")
    claims = [cases.claim("2", origin="official", reporter="Wire", report=report) for _ in "ab"]
    cases.claim("9", withdrawn="wrong figure")
    cases.retract(report)
    found = figure(cases)
    assert found.standing is Standing.RETRACTED
    assert of(cases, *claims) == [Standing.RETRACTED] * 2
    assert found.low is None


def test_a_retracts_link_retracts(cases: "CaseBuilder") -> None:
    one, two = cases.claim("12", origin="A"), cases.claim("12", origin="B")
    cases.link(cases.claim("0", origin="A", said="2025-05-02"), "retracts", one)
    assert of(cases, one, two)[0] is Standing.RETRACTED


def test_a_retraction_that_was_taken_back_has_no_effect(cases: "CaseBuilder") -> None:
    claim = cases.claim("12")
    cases.retract(claim, withdrawn="the notice was a forgery")
    assert of(cases, claim) == [Standing.SINGLE_ORIGIN]


def test_withdrawn_outranks_retracted(cases: "CaseBuilder") -> None:
    claim = cases.claim("12", withdrawn="typo")
    cases.retract(claim)
    assert of(cases, claim) == [Standing.WITHDRAWN]
    assert figure(cases).standing is Standing.WITHDRAWN


def test_who_takes_no_side_neither_supports_nor_contests(cases: "CaseBuilder") -> None:
    silent = cases.claim(origin="ministry", stance="declines")
    assert figure(cases).standing is Standing.UNSOURCED
    assert of(cases, silent) == [Standing.SINGLE_ORIGIN]


# The range


def test_the_range_has_printed_numbers_only(cases: "CaseBuilder") -> None:
    for name, number in (("governor", "at least 12"), ("mayor", "up to 20"), ("w", "dozens")):
        cases.claim(number, origin=name)
    found = figure(cases)
    assert found.low == 12
    assert found.high == 20
    assert isinstance(found.low, Decimal)


@pytest.mark.parametrize(
    ("number", "low", "high"),
    [
        ("around 12", 12, 12),
        ("15 to 18", 15, 18),
        ("over 12", 12, None),
        ("none", 0, 0),
        ("dozens", None, None),
    ],
)
def test_a_bound_counts_on_its_own_side(
    cases: "CaseBuilder", number: str, low: int | None, high: int | None
) -> None:
    cases.claim(number)
    found = figure(cases)
    assert (found.low, found.high) == (low, high)


def test_a_denied_number_is_not_in_the_range(cases: "CaseBuilder") -> None:
    cases.claim("12", origin="A")
    cases.claim("90", origin="B", stance="denies")
    assert figure(cases).high == 12


# Many


def test_beyond_the_cap_conflicts_and_support_are_still_found(cases: "CaseBuilder") -> None:
    for number in range(250):
        cases.claim(str(1_000 * (1 + number // 2)), origin=f"S{number}")
    found = figure(cases)
    assert not found.is_complete
    assert len(found.comparisons) < 250 * 8
    assert set(found.standing_of.values()) == {Standing.CONTESTED}


def test_beyond_the_cap_agreement_is_found_next_door(cases: "CaseBuilder") -> None:
    for number in range(250):
        cases.claim("1,000", origin=f"S{number}")
    found = figure(cases)
    assert not found.is_complete
    assert set(found.standing_of.values()) == {Standing.CORROBORATED}
