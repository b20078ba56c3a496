"""Of two origins only what can agree or conflict is compared, and nothing is missed."""

from collections.abc import Callable
from functools import cached_property
from itertools import permutations
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.rules.contest import Contest
from claims.rules.counting import counted
from claims.rules.independence import independence
from claims.rules.meeting import TELLING, Meeting
from claims.rules.newest import Reading, leads, readings, superseded
from claims.rules.verdict import Comparison, compare
from claims.vocab import Basis, Modality, Stance, Verdict

if TYPE_CHECKING:
    from tests.rules.conftest import CaseBuilder

Fresh = Callable[[], "CaseBuilder"]
Said = dict[str, Any]

NUMBERS = ("100", "100.0", "96", "around 100", "at least 90", "up to 110", "over 100", "none")
DAYS = ("2025-01-10", "2025-01-11", "2025-01", "2025-02", "../2025-01", "2025-02-01/..")
SAID: st.SearchStrategy[Said] = st.fixed_dictionaries(
    {
        "quantity": st.sampled_from([None, "dozens", "10 to 20", "250", *NUMBERS, *NUMBERS]),
        "origin": st.sampled_from(["NIS", "GUR", "Yonhap", "KCNA", "A", "B", "C", "officials"]),
        "reporter": st.sampled_from(["Yonhap", "Paper"]),
        "said": st.sampled_from([*DAYS, *DAYS, None]),
        "as_of": st.sampled_from([None, None, None, *DAYS]),
        "stance": st.sampled_from([Stance.ASSERTS, Stance.ASSERTS, Stance.DENIES]),
        "modality": st.sampled_from([Modality.PLANNED, Modality.OCCURRED, Modality.OCCURRED]),
    }
)
RELATIONS = st.sampled_from(["corroborates", "contradicts", "repeats", "updates", "qualifies"])
LINKS = st.lists(st.tuples(st.integers(0, 30), RELATIONS, st.integers(0, 30)), max_size=3)


class OneByOne(Meeting):
    """Every two meet, and the rows of the verdict are gone through for each."""

    def may_matter(self, one: Reading, two: Reading) -> bool:
        del one, two
        return True

    def compare(self, one: Reading, two: Reading) -> Comparison | None:
        found = compare(one.face, two.face, self._case, self._origins)
        return found if found.verdict in TELLING else None


class EveryPair(Contest):
    """A contest in which every two meet."""

    @cached_property
    def _meeting(self) -> Meeting:
        return OneByOne(self.case, self.origins)


def told(fresh: Fresh, basis: Basis, said: list[Said]) -> "CaseBuilder":
    cases = fresh()
    cases.source("officials", kind="unnamed")
    cases.figure("killed", basis=basis)
    for fields in said:
        cases.claim(**fields)
    return cases


def contests(cases: "CaseBuilder") -> tuple[Contest, Contest]:
    """The same readings as they meet, and as all of them are compared."""
    case, figure = cases.case(), cases.figure("killed").id
    counting = counted(case, figure)
    origins = independence(case, counting)
    replaced = superseded(case, counting, origins)
    live = readings(case, (one for one in counting if one.id not in replaced), origins)
    leading = list(leads(case, live).values())
    return Contest(case, origins, live, leading), EveryPair(case, origins, live, leading)


def answer(contest: Contest) -> tuple[list[tuple[Comparison, str]], set[Reading], set[Reading]]:
    found = [(one, one.sentence) for one in contest.comparisons]
    return found, contest.contested, contest.supported


@given(st.sampled_from(Basis), st.lists(SAID, max_size=12), LINKS)
def test_what_meets_finds_what_all_pairs_find(
    fresh_cases: Fresh, basis: Basis, said: list[Said], links: list[tuple[int, str, int]]
) -> None:
    cases = told(fresh_cases, basis, said)
    claims = list(cases.claims.values())
    for start, relation, end in links:
        if claims and start % len(claims) != end % len(claims):
            cases.link(claims[start % len(claims)], relation, claims[end % len(claims)])
    few, all_ = contests(cases)
    few.decide()
    all_.decide()
    assert answer(few) == answer(all_)


@given(st.sampled_from(Basis), st.lists(SAID, max_size=12), st.integers(0, 11))
def test_one_reading_finds_the_same_among_few_as_among_all(
    fresh_cases: Fresh, basis: Basis, said: list[Said], place: int
) -> None:
    few, all_ = contests(told(fresh_cases, basis, said))
    about = few.readings[place : place + 1]
    few.decide_for(about)
    all_.decide_for(about)
    assert answer(few) == answer(all_)


def test_what_speaks_of_other_days_does_not_meet(cases: "CaseBuilder") -> None:
    cases.figure("killed", basis=Basis.SNAPSHOT)
    for number in range(20):
        cases.claim(str(number + 1), origin=f"S{number}", said=f"2025-01-{number + 1:02}")
    (contest, _) = contests(cases)
    meeting = Meeting(contest.case, contest.origins)
    first, *others = contest.readings
    assert not any(meeting.may_matter(first, other) for other in others)


@pytest.mark.parametrize("days", [(10, 20, 28), (28, 10, 20), (20, 28, 10)])
def test_a_count_that_fell_is_found_over_any_days_in_the_order_of_logging(
    cases: "CaseBuilder", days: tuple[int, ...]
) -> None:
    numbers = {10: "300", 20: "200", 28: "400"}
    cases.figure("killed", basis=Basis.CUMULATIVE)
    said = {day: cases.claim(numbers[day], origin=f"S{day}", said=f"2025-01-{day}") for day in days}
    (contest, _) = contests(cases)
    contest.decide()
    fell = [said[day].id for day in days if day != 28]
    assert [(one.verdict, one.from_, one.to) for one in contest.comparisons] == [
        (Verdict.CONTRADICTS, *fell)
    ]


@pytest.mark.parametrize("names", list(permutations(("A", "officials", "B"))))
def test_the_verdict_on_somebody_named_is_not_that_on_somebody_unnamed(
    cases: "CaseBuilder", names: tuple[str, ...]
) -> None:
    cases.source("officials", kind="unnamed")
    for name in names:
        cases.claim("12", origin=name, reporter="Paper")
    (contest, _) = contests(cases)
    contest.decide()
    assert [one.verdict for one in contest.comparisons] == [Verdict.CORROBORATES]
