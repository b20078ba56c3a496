"""A verdict can be pasted into a mail."""

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from claims.records import Claim
from claims.rules.verdict import Comparison, compare
from claims.vocab import Verdict

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


def test_the_sentence_names_sources_numbers_dates_and_tolerance(cases: "CaseBuilder") -> None:
    a = cases.claim("around 4,700", as_of="2025-04", **A)
    b = cases.claim("4,300", **B)
    assert judged(cases, a, b).sentence == (
        "NIS (via Yonhap) says “around 4,700” (killed) on 2025-04-30, as of 2025-04; "
        "GUR (via Reuters) says “4,300” (killed) on 2025-04-30: "
        "they agree within 10 % and are independent."
    )


@pytest.mark.parametrize(
    ("one", "two", "tolerance", "words"),
    [
        ("around 10", "20", "0.05", "cannot both be right even within 5 %"),
        ("10,000", "14,000", "0.1", "even within 10 %"),
        ("4,695", "4,700", "0.125", "within 12.5 %"),
    ],
)
def test_a_tolerance_that_decided_is_named(
    cases: "CaseBuilder", one: str, two: str, tolerance: str, words: str
) -> None:
    a, b = cases.claim(one, **A), cases.claim(two, **B)
    assert words in judged(cases, a, b, tolerance).sentence


@pytest.mark.parametrize(("one", "two"), [("12", "12"), ("7", "20"), ("15 to 18", "16")])
def test_a_tolerance_that_did_not_matter_is_not_named(
    cases: "CaseBuilder", one: str, two: str
) -> None:
    a, b = cases.claim(one, **A), cases.claim(two, **B)
    assert "%" not in judged(cases, a, b).sentence


@pytest.mark.parametrize(
    ("one", "two", "words"),
    [
        ((None, A | {"stance": "declines"}), ("7", B), "would not comment"),
        (("7", A | {"modality": "planned"}), ("7", B), "planned"),
        (("7", A), ("7", B | {"figure": "injured"}), "part and whole"),
        ((None, A | {"stance": "denies"}), ("7", B), "denies"),
        ((None, A), ("7", B), "number on both sides"),
        (("4,700", A), ("7,400", {"origin": "NIS"}), "garbled"),
        (("7", {"origin": "officials"}), ("20", B), "not known"),
        (("at least 12", A), ("up to 20", B), "bound is open"),
        (("7", A | JANUARY), ("7", B | JUNE), "different times"),
    ],
)
def test_the_sentence_says_why(
    cases: "CaseBuilder",
    one: tuple[str | None, Side],
    two: tuple[str | None, Side],
    words: str,
) -> None:
    cases.source("officials", kind="unnamed")
    a, b = (cases.claim(quantity, **side) for quantity, side in (one, two))
    assert words in judged(cases, a, b).sentence


def test_the_sentence_of_a_claim_without_a_figure_has_its_statement(cases: "CaseBuilder") -> None:
    a = cases.claim(figure=None, statement="a delegation left Pyongyang", said=None, **A)
    b = cases.claim("7", **B)
    assert "“a delegation left Pyongyang” at an unknown date" in judged(cases, a, b).sentence
