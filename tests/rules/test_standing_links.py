"""What people's links do to standing, and claims that only people join."""

from typing import TYPE_CHECKING

import pytest

from claims.records import Claim
from claims.rules.standing import FigureStanding, standing_of_claim, standing_of_figure
from claims.vocab import Standing

if TYPE_CHECKING:
    from tests.rules.conftest import CaseBuilder


def figure(cases: "CaseBuilder", slug: str = "killed") -> FigureStanding:
    return standing_of_figure(cases.case(), cases.figure(slug).id)


def of(cases: "CaseBuilder", *claims: Claim) -> list[Standing]:
    found = figure(cases).standing_of
    return [found[claim.id] for claim in claims]


def test_a_persons_contradiction_contests_and_is_listed(cases: "CaseBuilder") -> None:
    one, two = cases.claim("12", origin="A"), cases.claim("12", origin="B")
    link = cases.link(one, "contradicts", two)
    found = figure(cases)
    assert (found.standing, found.links) == (Standing.CONTESTED, (link,))
    assert [comparison.link for comparison in found.comparisons] == [link]


def test_a_persons_word_on_a_copy_holds_for_what_it_copies(cases: "CaseBuilder") -> None:
    first = cases.claim("12", origin="A", reporter="Wire")
    copy = cases.claim("12", origin="A", via=["Wire"], reporter="Paper")
    other = cases.claim("40", origin="B")
    cases.link(copy, "corroborates", other)
    assert of(cases, first, copy, other) == [Standing.CORROBORATED] * 3


def test_a_link_within_one_origin_does_not_corroborate(cases: "CaseBuilder") -> None:
    one = cases.claim("12", origin="A", reporter="Wire")
    cases.link(cases.claim("12", origin="A", reporter="Paper"), "corroborates", one)
    assert figure(cases).standing is Standing.SINGLE_ORIGIN


def test_a_link_to_a_claim_of_no_figure_weighs_too(cases: "CaseBuilder") -> None:
    claim = cases.claim("12", origin="A")
    cases.link(cases.claim(origin="B", figure=None), "contradicts", claim)
    assert figure(cases).standing is Standing.CONTESTED


# Claims without a figure


@pytest.mark.parametrize(
    ("relation", "other", "expected"),
    [
        ("corroborates", "KCNA", Standing.CORROBORATED),
        ("corroborates", "TASS", Standing.SINGLE_ORIGIN),
        ("corroborates", "officials", Standing.SINGLE_ORIGIN),
        ("contradicts", "KCNA", Standing.CONTESTED),
        ("denies", "KCNA", Standing.CONTESTED),
        ("denies", "officials", Standing.CONTESTED),
        ("repeats", "KCNA", Standing.SINGLE_ORIGIN),
        ("corrects", "KCNA", Standing.SUPERSEDED),
        ("qualifies", "KCNA", Standing.SINGLE_ORIGIN),
    ],
)
def test_without_a_figure_only_people_join_claims(
    cases: "CaseBuilder", relation: str, other: str, expected: Standing
) -> None:
    cases.source("officials", kind="unnamed")
    claim = cases.claim(origin="TASS", figure=None)
    cases.link(cases.claim(origin=other, figure=None), relation, claim)
    assert standing_of_claim(cases.case(), claim) is expected


def test_without_a_figure_or_links_the_root_decides(cases: "CaseBuilder") -> None:
    cases.source("officials", kind="unnamed")
    known = cases.claim(origin="TASS", figure=None)
    unknown = cases.claim(origin="officials", figure=None)
    assert standing_of_claim(cases.case(), known) is Standing.SINGLE_ORIGIN
    assert standing_of_claim(cases.case(), unknown) is Standing.UNSOURCED
    cases.ruling(unknown, "same", "TASS")
    assert standing_of_claim(cases.case(), unknown) is Standing.SINGLE_ORIGIN


def test_a_retracted_claim_supports_nobody(cases: "CaseBuilder") -> None:
    claim = cases.claim(origin="TASS", figure=None)
    other = cases.claim(origin="KCNA", figure=None)
    cases.link(other, "corroborates", claim)
    cases.retract(other)
    assert standing_of_claim(cases.case(), claim) is Standing.SINGLE_ORIGIN
    assert standing_of_claim(cases.case(), other) is Standing.RETRACTED


def test_a_claim_with_a_figure_has_the_standing_that_the_figure_gives_it(
    cases: "CaseBuilder",
) -> None:
    claim = cases.claim("12", origin="A")
    cases.claim("12", origin="B")
    assert standing_of_claim(cases.case(), claim) is Standing.CORROBORATED
