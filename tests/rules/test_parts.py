from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from claims.records import Claim
from claims.rules.parts import PartCheck, Sum, part_checks
from claims.rules.spans import difference, total
from claims.values.quantity import Interval, parse_quantity
from claims.vocab import FindingCode

if TYPE_CHECKING:
    from tests.rules.conftest import CaseBuilder


def found(cases: "CaseBuilder") -> list[PartCheck]:
    return list(part_checks(cases.case()))


def family(cases: "CaseBuilder", *, complete: bool = True) -> None:
    cases.figure("toll", complete_parts=complete)
    for part in ("dead", "hurt"):
        cases.figure(part, part_of="toll")


def toll(cases: "CaseBuilder", *quantities: str, **fields: Any) -> list[Claim]:
    """Claims on the whole and its parts, out of one report."""
    report = cases.report("Yonhap", published=fields.get("said", "2025-04-30"))
    return [
        cases.claim(quantity, figure=figure, reporter="Yonhap", report=report, **fields)
        for figure, quantity in zip(("toll", "dead", "hurt"), quantities, strict=False)
    ]


def test_complete_parts_that_add_up_are_told(cases: "CaseBuilder") -> None:
    family(cases)
    whole, dead, hurt = toll(cases, "5,405", "1,259", "4,146")
    [check] = found(cases)
    assert check == PartCheck(
        kind=Sum.TOTAL,
        whole=whole.id,
        parts=(dead.id, hurt.id),
        fits=True,
        sentence="NIS's 1,259 and 4,146 add up to 5,405.",
    )
    assert check.code is None


def test_plain_numbers_that_miss_by_one_do_not_add_up(cases: "CaseBuilder") -> None:
    family(cases)
    toll(cases, "5,406", "1,259", "4,146")
    [check] = found(cases)
    assert check.code is FindingCode.PARTS_DO_NOT_ADD_UP
    assert check.sentence == ("NIS's 1,259 and 4,146 do not add up to 5,406: that comes to 5405.")


@pytest.mark.parametrize(
    ("quantities", "fits"),
    [
        (("about 4,700", "about 600", "4,100"), True),
        (("about 4,700", "about 600", "3,000"), False),
        (("at least 4,700", "600", "4,000"), False),
        (("4,700", "at least 600", "4,000"), True),
        (("4,700", "at least 600", "4,200"), False),
        (("up to 20", "between 5 and 8", "10"), True),
    ],
)
def test_sums_are_of_intervals(
    cases: "CaseBuilder", quantities: tuple[str, str, str], fits: bool
) -> None:
    family(cases)
    toll(cases, *quantities)
    assert [check.fits for check in found(cases)] == [fits]


def test_parts_that_nobody_declared_complete_need_not_add_up(cases: "CaseBuilder") -> None:
    family(cases, complete=False)
    toll(cases, "4,700", "600", "1,000")
    assert not found(cases)


def test_parts_of_another_window_are_not_added(cases: "CaseBuilder") -> None:
    family(cases)
    toll(cases, "5,405", as_of="2025-04")
    cases.claim("300", figure="dead", as_of="2025-01")
    cases.claim("2,700", figure="hurt", as_of="2025-01")
    assert not found(cases)


def test_parts_of_another_origin_are_not_added(cases: "CaseBuilder") -> None:
    family(cases)
    toll(cases, "4,700", "600")
    cases.claim("300", figure="hurt", origin="GUR", said="2025-01-02")
    assert not [check for check in found(cases) if check.kind is Sum.TOTAL]


def test_planned_parts_are_not_added_to_what_happened(cases: "CaseBuilder") -> None:
    family(cases)
    toll(cases, "6,000")
    cases.claim("1,000", figure="dead", modality="planned")
    cases.claim("2,000", figure="hurt", modality="planned")
    assert not found(cases)


def test_the_newest_statement_of_an_origin_is_added(cases: "CaseBuilder") -> None:
    family(cases)
    toll(cases, "3,000", "300", "2,000", said="2025-01-13")
    newest = toll(cases, "4,700", "600", "4,100", said="2025-04-30")
    [check] = found(cases)
    assert check.whole == newest[0].id


def test_what_an_editor_says_was_corrected_is_not_added(cases: "CaseBuilder") -> None:
    family(cases)
    [wrong, *_] = toll(cases, "5,500", "1,259", "4,146")
    cases.link(cases.claim("5,405", figure="toll"), "corrects", wrong)
    assert [check.fits for check in found(cases)] == [True]


def test_what_was_retracted_is_not_added(cases: "CaseBuilder") -> None:
    family(cases)
    cases.retract(toll(cases, "5,000", "1,259", "4,146")[0])
    assert not found(cases)


def test_what_another_outlet_has_left_is_the_complement(cases: "CaseBuilder") -> None:
    family(cases, complete=False)
    toll(cases, "about 4,700", "about 600")
    cases.claim("4,100", figure="hurt", origin="Daily")
    [check] = found(cases)
    assert (check.kind, check.fits) == (Sum.COMPLEMENT, True)
    assert check.sentence == (
        "4,100, as Daily has it, is what remains of NIS's about 4,700 after about 600."
    )


def test_a_remainder_worked_out_by_the_outlet_is_the_complement(cases: "CaseBuilder") -> None:
    family(cases)
    toll(cases, "about 4,700", "about 600")
    cases.claim("1,000", figure="hurt", reporter="Daily", method="derived_by_reporter")
    [check] = found(cases)
    assert (check.kind, check.code) == (Sum.COMPLEMENT, FindingCode.PARTS_DO_NOT_ADD_UP)
    assert "is not what remains" in check.sentence


def test_the_outlets_sum_is_told_apart_from_the_speakers_words(cases: "CaseBuilder") -> None:
    family(cases)
    toll(cases, "6,000", method="derived_by_reporter")
    cases.claim("1,000", figure="dead")
    cases.claim("5,000", figure="hurt")
    [check] = found(cases)
    assert check.kind is Sum.DERIVED
    assert check.sentence == (
        "6,000 is the sum that Yonhap made of NIS's 1,000 and 5,000, not NIS's own word."
    )


def test_a_part_above_the_whole_of_its_statement_exceeds_it(cases: "CaseBuilder") -> None:
    family(cases, complete=False)
    whole, dead = toll(cases, "600", "4,700")
    [check] = found(cases)
    assert check.code is FindingCode.PART_EXCEEDS_WHOLE
    assert (check.whole, check.parts) == (whole.id, (dead.id,))
    assert check.sentence == "NIS's 4,700 is part of, and cannot be more than, NIS's 600."


def test_a_part_above_another_origins_whole_exceeds_it(cases: "CaseBuilder") -> None:
    family(cases, complete=False)
    toll(cases, "600")
    cases.claim("700", figure="dead", origin="GUR")
    assert [check.kind for check in found(cases)] == [Sum.SUBSET]


def test_a_slip_in_one_wording_of_the_whole_makes_no_part_too_large(
    cases: "CaseBuilder",
) -> None:
    family(cases, complete=False)
    toll(cases, "4,700", "600")
    cases.claim("500", figure="toll", reporter="Tabloid", published="2025-05-01")
    assert not found(cases)


@pytest.mark.parametrize(("whole", "part"), [("4,700", "4,695"), ("about 600", "640"), ("5", "5")])
def test_a_part_may_reach_its_whole(cases: "CaseBuilder", whole: str, part: str) -> None:
    family(cases, complete=False)
    toll(cases, whole, part)
    assert not found(cases)


def test_a_denied_part_is_no_sum(cases: "CaseBuilder") -> None:
    family(cases)
    toll(cases, "600", "4,700", stance="denies")
    assert not found(cases)


def test_intervals_are_added_end_by_end() -> None:
    spans = [parse_quantity(text).interval() for text in ("about 600", "at least 4,100")]
    assert total(spans) == Interval(Decimal(4640))


def test_a_difference_reaches_from_the_least_to_the_most() -> None:
    whole, part = Interval(Decimal(10), Decimal(20)), Interval(Decimal(1), Decimal(4))
    assert difference(whole, part) == Interval(Decimal(6), Decimal(19))
