"""What holds of every two claims, whatever they say."""

from collections.abc import Callable
from decimal import Decimal
from itertools import combinations
from typing import TYPE_CHECKING, Any

from hypothesis import given
from hypothesis import strategies as st

from claims.records import Claim
from claims.rules.case import Case
from claims.rules.standing import standing_of_figure
from claims.rules.verdict import Comparison, compare
from claims.vocab import Basis, Modality, Reason, Stance, Verdict

if TYPE_CHECKING:
    from tests.rules.conftest import CaseBuilder

Fresh = Callable[[], "CaseBuilder"]
Said = dict[str, Any]

WORDS = ["{}", "around {}", "nearly {}", "at least {}", "more than {}", "up to {}", "fewer than {}"]
NUMBERS = st.builds(
    str.format, st.sampled_from(WORDS), st.sampled_from([1, 7, 12, 13, 300, 4_640, 4_695, 4_700])
)
QUANTITIES = st.one_of(st.none(), NUMBERS, st.sampled_from(["none", "dozens", "many", "10 to 20"]))
SAID: st.SearchStrategy[Said] = st.fixed_dictionaries(
    {
        "quantity": QUANTITIES,
        "origin": st.sampled_from(["NIS", "GUR", "Yonhap", "KCNA", "KCTV", "officials"]),
        "reporter": st.sampled_from(["Yonhap", "Paper", "KCNA"]),
        "figure": st.sampled_from(["casualties", "killed", "injured", "other", None]),
        "said": st.sampled_from(["2025-01-10", "2025-01-11", "2025-01", None]),
        "as_of": st.sampled_from([None, None, "2024-12", "2025-01"]),
        "stance": st.sampled_from([*Stance, Stance.ASSERTS, Stance.ASSERTS, Stance.ASSERTS]),
        "modality": st.sampled_from([*Modality, Modality.OCCURRED, Modality.OCCURRED]),
    }
)
SYMMETRIC = (
    Verdict.CORROBORATES,
    Verdict.CONTRADICTS,
    Verdict.COMPATIBLE,
    Verdict.NOT_COMPARABLE,
)


def filled(fresh: Fresh, basis: Basis, *said: Said) -> tuple["CaseBuilder", list[Claim]]:
    cases = fresh()
    cases.source("officials", kind="unnamed")
    cases.source("KCNA", controlled_by="state")
    cases.source("KCTV", controlled_by="state")
    cases.figure("casualties", basis=basis)
    for part in ("killed", "injured"):
        cases.figure(part, basis=basis, part_of="casualties")
    return cases, [cases.claim(**fields) for fields in said]


def both_ways(case: Case, a: Claim, b: Claim) -> tuple[Comparison, Comparison]:
    return compare(a, b, case), compare(b, a, case)


@given(st.sampled_from(Basis), SAID, SAID, st.lists(SAID, max_size=3))
def test_the_order_in_which_two_are_asked_does_not_matter(
    fresh_cases: Fresh, basis: Basis, one: Said, two: Said, others: list[Said]
) -> None:
    cases, (a, b, *_) = filled(fresh_cases, basis, one, two, *others)
    there, back = both_ways(cases.case(), a, b)
    assert (there.verdict, there.reasons) == (back.verdict, back.reasons)
    if there.verdict not in SYMMETRIC:
        assert (there.from_, there.to) == (back.from_, back.to)
    elif Reason.PART_EXCEEDS_WHOLE not in there.reasons:
        assert (there.from_, there.to) == (a.id, b.id)


@given(st.sampled_from(Basis), SAID, SAID)
def test_what_is_not_comparable_is_never_judged(
    fresh_cases: Fresh, basis: Basis, one: Said, two: Said
) -> None:
    cases, (a, b) = filled(fresh_cases, basis, one, two)
    figures = {one["figure"], two["figure"]}
    related = figures <= {"casualties", "killed"} or figures <= {"casualties", "injured"}
    comparable = (
        (related or figures == {"other"})
        and a.stance.takes_a_side
        and b.stance.takes_a_side
        and a.modality.is_real == b.modality.is_real
    )
    if not comparable:
        assert compare(a, b, cases.case()).verdict is Verdict.NOT_COMPARABLE


@given(st.sampled_from(Basis), SAID, SAID)
def test_one_origin_never_corroborates_itself_and_unknown_ones_nobody(
    fresh_cases: Fresh, basis: Basis, one: Said, two: Said
) -> None:
    cases, (a, b) = filled(fresh_cases, basis, one, two)
    found = compare(a, b, cases.case())
    if one["origin"] == two["origin"] or "officials" in (one["origin"], two["origin"]):
        assert found.verdict is not Verdict.CORROBORATES


@given(QUANTITIES.filter(bool), QUANTITIES.filter(bool), st.sampled_from(["GUR", "NIS"]))
def test_a_larger_tolerance_never_makes_a_conflict_of_soft_numbers(
    fresh_cases: Fresh, one: str, two: str, other: str
) -> None:
    """Of around and its like: "nearly 12" excludes 12 itself only once it has a width."""
    cases = fresh_cases()
    a = cases.claim(one, origin="NIS", said="2025-01-10", reporter="Yonhap")
    b = cases.claim(two, origin=other, said="2025-01-10", reporter="Reuters")
    verdicts = [
        compare(a, b, cases.case(tolerance=Decimal(tolerance))).verdict
        for tolerance in ("0.001", "0.02", "0.1", "0.5")
    ]
    agreed = False
    for verdict in verdicts:
        assert not (agreed and verdict is Verdict.CONTRADICTS)
        agreed = agreed or verdict is not Verdict.CONTRADICTS


@given(st.sampled_from([Basis.SNAPSHOT, Basis.CUMULATIVE]), SAID, st.booleans())
def test_the_same_words_never_contradict_each_other(
    fresh_cases: Fresh, basis: Basis, said: Said, elsewhere: bool
) -> None:
    other = {"origin": "GUR"} if elsewhere else {}
    cases, (a, b) = filled(fresh_cases, basis, said, said | other)
    assert compare(a, b, cases.case()).verdict is not Verdict.CONTRADICTS


def test_verdicts_are_not_transitive(fresh_cases: Fresh) -> None:
    cases = fresh_cases()
    low, middle, high = (
        cases.claim(number, origin=name)
        for number, name in (("around 100", "A"), ("around 115", "B"), ("around 130", "C"))
    )
    case = cases.case()
    assert compare(low, middle, case).verdict is Verdict.CORROBORATES
    assert compare(middle, high, case).verdict is Verdict.CORROBORATES
    assert compare(low, high, case).verdict is Verdict.CONTRADICTS


@given(st.sampled_from(Basis), st.lists(SAID, max_size=7))
def test_every_claim_of_a_figure_has_a_standing_and_the_rest_of_the_answer_fits(
    fresh_cases: Fresh, basis: Basis, said: list[Said]
) -> None:
    cases, claims = filled(fresh_cases, basis, *said)
    case, figure = cases.case(), cases.figure("casualties").id
    found = standing_of_figure(case, figure)
    assert set(found.standing_of) == {claim.id for claim in claims if claim.figure == figure}
    assert set(found.newest.values()) <= set(found.rests_on) <= set(found.standing_of)
    assert len(found.newest) <= len(found.independence.groups)
    origins = found.independence
    for one, two in combinations(found.newest.values(), 2):
        assert not origins.same_origin(one, two)
