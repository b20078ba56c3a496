"""The fifteen rows of the verdict, one by one, with every reason."""

from typing import TYPE_CHECKING, Any

import pytest

from claims.records import Claim
from claims.rules.verdict import Comparison, compare
from claims.vocab import Reason, Verdict

if TYPE_CHECKING:
    from tests.rules.conftest import CaseBuilder

Side = dict[str, Any]

A: Side = {"origin": "NIS", "reporter": "Yonhap"}
B: Side = {"origin": "GUR", "reporter": "Reuters"}
UNNAMED: Side = {"origin": "officials", "reporter": "NYT"}
COPY: Side = {"origin": "NIS", "reporter": "Paper"}
JANUARY: Side = {"said": "2025-01-10"}
JUNE: Side = {"said": "2025-06-10"}
DENIES: Side = {"stance": "denies"}


def judged(cases: "CaseBuilder", a: Claim, b: Claim) -> Comparison:
    return compare(a, b, cases.case())


def said(verdict: Verdict, *reasons: Reason) -> tuple[Verdict, tuple[Reason, ...]]:
    return verdict, reasons


NOT = Verdict.NOT_COMPARABLE
AGAINST = Verdict.CONTRADICTS
FITS = Verdict.COMPATIBLE

# Row, one side, the other, expected. The first of a side's pair is its quantity.
ROWS: list[tuple[str, tuple[str | None, Side], tuple[str | None, Side], tuple[Any, ...]]] = [
    ("1 declines", (None, A | {"stance": "declines"}), ("7", B), said(NOT, Reason.STANCE)),
    ("1 unverified", (None, A | {"stance": "unverified"}), ("7", B), said(NOT, Reason.STANCE)),
    ("1 no evidence", (None, A | {"stance": "no_evidence"}), ("7", B), said(NOT, Reason.STANCE)),
    (
        "1 and 2",
        ("7", A | {"stance": "declines", "modality": "planned"}),
        ("7", B),
        said(NOT, Reason.STANCE, Reason.MODALITY),
    ),
    ("2", ("6,000", A | {"modality": "planned"}), ("6,000", B), said(NOT, Reason.MODALITY)),
    (
        "2 two plans are compared",
        ("6,000", A | {"modality": "planned"}),
        ("6,000", B | {"modality": "hypothetical"}),
        said(Verdict.CORROBORATES),
    ),
    (
        "2 ongoing is real",
        ("6,000", A | {"modality": "ongoing"}),
        ("6,000", B),
        said(Verdict.CORROBORATES),
    ),
    ("3", ("7", A), ("7", B | {"figure": "injured"}), said(NOT, Reason.FIGURE)),
    (
        "3 no figure",
        ("7", A | {"figure": None}),
        ("7", B | {"figure": None}),
        said(NOT, Reason.FIGURE),
    ),
    (
        "2 and 3",
        ("7", A | {"modality": "planned"}),
        ("7", B | {"figure": "injured"}),
        said(NOT, Reason.MODALITY, Reason.FIGURE),
    ),
    ("4 bare denial", (None, A | DENIES), ("7", B), said(AGAINST, Reason.DENIAL)),
    ("4 of a bare assertion", (None, A | DENIES), (None, B), said(AGAINST, Reason.DENIAL)),
    ("4 none, denied", ("none", A | DENIES), ("7", B), said(AGAINST, Reason.DENIAL)),
    ("4 that number", ("about 7", A | DENIES), ("7", B), said(AGAINST, Reason.DENIAL)),
    ("4 another number", ("900", A | DENIES), ("7", B), said(FITS, Reason.DENIAL)),
    ("4 asserted zero", (None, A | DENIES), ("none", B), said(FITS, Reason.DENIAL)),
    (
        "4 one origin against itself",
        (None, A | DENIES),
        ("7", A),
        said(AGAINST, Reason.DENIAL),
    ),
    (
        "4 a denial of another time",
        ("7", A | DENIES | JANUARY),
        ("7", B | JUNE),
        said(NOT, Reason.WINDOW),
    ),
    ("5", (None, A), ("7", B), said(NOT, Reason.QUANTITY)),
    ("5 twice", (None, A), (None, B), said(NOT, Reason.QUANTITY)),
    ("5 denied number", ("7", A | DENIES), (None, B), said(NOT, Reason.QUANTITY)),
    ("5 and 15", (None, A | JANUARY), ("7", B | JUNE), said(NOT, Reason.QUANTITY, Reason.WINDOW)),
    ("7", ("about 4,700", A), ("about 4,700", COPY), said(Verdict.REPEATS)),
    ("7 rounded", ("4,695", A), ("4,700", COPY), said(Verdict.REPEATS)),
    ("7 range", ("15 to 18", A), ("15-18", COPY), said(Verdict.REPEATS)),
    ("7 vague", ("dozens", A), ("dozens", COPY), said(Verdict.REPEATS)),
    (
        "8 lost about",
        ("about 4,700", A),
        ("4,700", COPY),
        said(Verdict.REPEATS, Reason.COMPARATOR_DRIFT),
    ),
    (
        "8 about became at least",
        ("about 300", A),
        ("at least 300", COPY),
        said(Verdict.REPEATS, Reason.COMPARATOR_DRIFT),
    ),
    (
        "8 a vague word became a number in it",
        ("dozens", A),
        ("40", COPY),
        said(Verdict.REPEATS, Reason.COMPARATOR_DRIFT),
    ),
    (
        "8 a lost interval",
        ("83,000 (73,200 to 92,800)", A),
        ("83,000", COPY),
        said(Verdict.REPEATS, Reason.COMPARATOR_DRIFT),
    ),
    (
        "8 garbled",
        ("4,700", A),
        ("7,400", COPY),
        said(AGAINST, Reason.SAME_ORIGIN_DIFFERENT_FIGURE),
    ),
    (
        "8 garbled though it rounds",
        ("4,700", A),
        ("4,640", COPY),
        said(AGAINST, Reason.SAME_ORIGIN_DIFFERENT_FIGURE),
    ),
    (
        "8 number and comparator",
        ("about 4,700", A),
        ("at least 7,400", COPY),
        said(AGAINST, Reason.SAME_ORIGIN_DIFFERENT_FIGURE, Reason.COMPARATOR_DRIFT),
    ),
    ("9", ("3,000", A | JANUARY), ("4,700", A | JUNE), said(Verdict.UPDATES)),
    ("9 fell", ("4,700", A | JANUARY), ("3,000", A | JUNE), said(Verdict.UPDATES)),
    ("11", ("7", A), ("20", B), said(AGAINST)),
    ("11 unknown", ("7", UNNAMED), ("20", B), said(AGAINST, Reason.INDEPENDENCE_UNKNOWN)),
    ("11 hospital and ministry", ("14", A), ("15 to 18", B), said(AGAINST)),
    ("11 more than, and that number", ("more than 12", A), ("12", B), said(AGAINST)),
    ("11 bounds that exclude", ("at least 12", A), ("up to 9", B), said(AGAINST)),
    ("11 zero", ("none", A), ("7", B), said(AGAINST)),
    ("11 two denials", ("7", A | DENIES), ("20", B | DENIES), said(FITS, Reason.DENIAL)),
    ("12", ("at least 12", A), ("up to 20", B), said(FITS, Reason.BOUND_ONLY)),
    ("12 one side", ("at least 12", A), ("14", B), said(FITS, Reason.BOUND_ONLY)),
    ("12 many", ("many", A), ("14", B), said(FITS, Reason.BOUND_ONLY)),
    ("12 another bound", ("at least 12", A), ("at least 40", B), said(FITS, Reason.BOUND_ONLY)),
    (
        "12 unknown",
        ("at least 12", UNNAMED),
        ("14", B),
        said(FITS, Reason.BOUND_ONLY, Reason.INDEPENDENCE_UNKNOWN),
    ),
    ("12 the same bound", ("at least 12", A), ("more than 12", B), said(Verdict.CORROBORATES)),
    ("13", ("12", UNNAMED), ("12", B), said(FITS, Reason.INDEPENDENCE_UNKNOWN)),
    (
        "13 the same bound",
        ("at least 12", UNNAMED),
        ("at least 12", B),
        said(FITS, Reason.INDEPENDENCE_UNKNOWN),
    ),
    ("14", ("around 4,700", A), ("4,300", B), said(Verdict.CORROBORATES)),
    ("14 zero", ("none", A), ("zero", B), said(Verdict.CORROBORATES)),
    ("14 vague", ("dozens", A), ("40", B), said(Verdict.CORROBORATES)),
    ("14 both deny", ("7", A | DENIES), ("7", B | DENIES), said(Verdict.CORROBORATES)),
    ("15", ("7", A | JANUARY), ("7", B | JUNE), said(NOT, Reason.WINDOW)),
]


@pytest.mark.parametrize(
    ("one", "two", "expected"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS]
)
@pytest.mark.parametrize("swapped", [False, True])
def test_each_row(
    cases: "CaseBuilder",
    one: tuple[str | None, Side],
    two: tuple[str | None, Side],
    expected: tuple[Verdict, tuple[Reason, ...]],
    *,
    swapped: bool,
) -> None:
    cases.source("officials", kind="unnamed")
    a, b = (cases.claim(quantity, **side) for quantity, side in (one, two))
    found = judged(cases, b, a) if swapped else judged(cases, a, b)
    assert (found.verdict, found.reasons) == expected


CUMULATIVE = [
    (
        "9 fell",
        ("4,700", A | JANUARY),
        ("3,000", A | JUNE),
        said(Verdict.UPDATES, Reason.FELL_WITHOUT_REASON),
    ),
    (
        "9 who counts knows his own numbers: rounding is no excuse for a fall",
        ("4,700", A | JANUARY),
        ("4,695", A | JUNE),
        said(Verdict.UPDATES, Reason.FELL_WITHOUT_REASON),
    ),
    (
        "9 a later word on an earlier day",
        ("4,700", A | JANUARY),
        ("300", A | JUNE | {"as_of": "2024-12"}),
        said(Verdict.UPDATES),
    ),
    ("10", ("3,000", A | JANUARY), ("4,700", B | JUNE), said(FITS)),
    ("10 fell", ("4,700", A | JANUARY), ("3,000", B | JUNE), said(AGAINST, Reason.FELL)),
    ("10 rounded", ("4,700", A | JANUARY), ("4,695", B | JUNE), said(FITS)),
    (
        "10 at most earlier",
        ("at least 300", A | JANUARY),
        ("up to 200", B | JUNE),
        said(AGAINST, Reason.FELL),
    ),
    (
        "10 unknown",
        ("3,000", UNNAMED | JANUARY),
        ("4,700", B | JUNE),
        said(FITS, Reason.INDEPENDENCE_UNKNOWN),
    ),
    (
        "10 fell, unknown",
        ("4,700", UNNAMED | JANUARY),
        ("3,000", B | JUNE),
        said(AGAINST, Reason.FELL, Reason.INDEPENDENCE_UNKNOWN),
    ),
]


@pytest.mark.parametrize(
    ("one", "two", "expected"), [row[1:] for row in CUMULATIVE], ids=[row[0] for row in CUMULATIVE]
)
def test_counts_that_can_only_rise(
    cases: "CaseBuilder",
    one: tuple[str | None, Side],
    two: tuple[str | None, Side],
    expected: tuple[Verdict, tuple[Reason, ...]],
) -> None:
    cases.source("officials", kind="unnamed")
    cases.figure("killed", basis="cumulative")
    a, b = (cases.claim(quantity, **side) for quantity, side in (one, two))
    assert (judged(cases, a, b).verdict, judged(cases, a, b).reasons) == expected
    assert (judged(cases, b, a).verdict, judged(cases, b, a).reasons) == expected
