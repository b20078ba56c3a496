from typing import TYPE_CHECKING

import pytest

from claims.records import Claim, Refusal
from claims.rules.suggest import NEAR_IDENTICAL, Suggestion, suggest
from claims.vocab import Relation

if TYPE_CHECKING:
    from tests.rules.conftest import CaseBuilder

WIRE = (
    "around 4,700 casualties including some 600 deaths, the spy agency told lawmakers "
    "behind closed doors in Seoul on Wednesday"
)
ARTICLE = f"North Korea has suffered {WIRE}, adding that the fighting had slowed since March."


def offers(cases: "CaseBuilder", claim: Claim, *refusals: Refusal) -> list[Suggestion]:
    case = cases.case()
    return suggest(case, claim, case.claims.values(), refusals=refusals)


def relations(cases: "CaseBuilder", claim: Claim) -> list[Relation]:
    return [offer.relation for offer in offers(cases, claim)]


@pytest.mark.parametrize(
    ("quantity", "origin", "said", "relation"),
    [
        ("4,700", "GUR", "2025-04-30", "corroborates"),
        ("9,000", "GUR", "2025-04-30", "contradicts"),
        ("4,700", "NIS", "2025-04-30", "repeats"),
        ("4,000", "NIS", "2025-01-13", "updates"),
    ],
)
def test_the_rules_verdict_is_offered(
    cases: "CaseBuilder", quantity: str, origin: str, said: str, relation: str
) -> None:
    other = cases.claim(quantity, origin=origin, said=said, reporter="Wire")
    claim = cases.claim("4,700", reporter="Daily", published="2025-05-02")
    [offer] = offers(cases, claim)
    assert (offer.relation, {offer.from_, offer.to}) == (relation, {claim.id, other.id})
    assert offer.reasons[0] == relation


def test_a_part_is_offered_as_part_of_its_whole(cases: "CaseBuilder") -> None:
    cases.figure("killed", part_of="casualties")
    whole, part = cases.claim("4,700", figure="casualties"), cases.claim("600")
    [offer] = offers(cases, whole)
    assert (offer.from_, offer.relation, offer.to) == (part.id, Relation.PART_OF, whole.id)


def test_what_is_merely_compatible_is_not_offered(cases: "CaseBuilder") -> None:
    cases.claim("at least 12", origin="Governor")
    assert not offers(cases, cases.claim("up to 20", origin="Mayor"))


def test_the_same_words_under_another_masthead_are_a_repetition(cases: "CaseBuilder") -> None:
    wire = cases.claim(figure=None, reporter="Wire", quote=WIRE)
    copy = cases.claim(
        figure=None,
        origin="New York State",
        reporter="Daily",
        quote=WIRE.replace("4,700", "7,400"),
        published="2025-05-01",
    )
    [offer] = offers(cases, wire)
    assert (offer.from_, offer.relation, offer.to) == (copy.id, Relation.REPEATS, wire.id)
    assert offer.reasons == (NEAR_IDENTICAL,)


def test_a_repetition_by_both_signs_is_offered_once(cases: "CaseBuilder") -> None:
    cases.claim("4,700", reporter="Wire", quote=WIRE)
    [offer] = offers(cases, cases.claim("4,700", reporter="Daily", quote=WIRE))
    assert offer.reasons == (NEAR_IDENTICAL, "repeats")


def test_the_same_masthead_does_not_copy_itself(cases: "CaseBuilder") -> None:
    cases.claim(figure=None, reporter="Wire", quote=WIRE)
    assert not offers(cases, cases.claim(figure=None, reporter="Wire", quote=WIRE))


def test_a_few_words_alike_are_no_repetition(cases: "CaseBuilder") -> None:
    cases.claim(figure=None, reporter="Wire", quote="at least 12 killed", statement="A")
    claim = cases.claim(figure=None, reporter="Daily", quote="at least 12 killed", statement="B")
    assert not offers(cases, claim)


@pytest.mark.parametrize(("quantity", "is_copy"), [("4,700", True), ("600", False)])
def test_of_two_articles_alike_the_claims_with_one_number_are_one(
    cases: "CaseBuilder", quantity: str, is_copy: bool
) -> None:
    wire = cases.claim("4,700", origin="A", reporter="Wire", statement="Losses in Kursk")
    copy = cases.claim(quantity, origin="B", reporter="Daily", statement="What Moscow hides")
    texts = {wire.report: ARTICLE, copy.report: ARTICLE.replace("Seoul", "Busan")}
    case = cases.case()
    offered = suggest(case, copy, [wire], texts=texts)
    assert (Relation.REPEATS in [offer.relation for offer in offered]) is is_copy


@pytest.mark.parametrize("basis", ["human", "rule"])
def test_what_is_linked_is_not_offered(cases: "CaseBuilder", basis: str) -> None:
    one, two = cases.claim("4,700"), cases.claim("4,700", origin="GUR")
    cases.link(two, "qualifies", one, basis=basis)
    assert not offers(cases, one)


def test_what_was_unlinked_is_offered_again(cases: "CaseBuilder") -> None:
    one, two = cases.claim("4,700"), cases.claim("4,700", origin="GUR")
    cases.link(two, "corroborates", one, withdrawn="too soon")
    assert relations(cases, one) == [Relation.CORROBORATES]


def refusal(cases: "CaseBuilder", claim: Claim, relation: Relation, to: Claim) -> Refusal:
    made = cases.new_id()
    return Refusal(id=made, claim=claim.id, relation=relation, to=to.id, reason="no")


def test_what_was_refused_is_not_offered_either_way_round(cases: "CaseBuilder") -> None:
    one, two = cases.claim("4,700"), cases.claim("4,700", origin="GUR")
    refused = refusal(cases, two, Relation.CORROBORATES, one)
    assert not offers(cases, one, refused)
    assert not offers(cases, two, refused)


def test_another_relation_than_the_refused_is_offered(cases: "CaseBuilder") -> None:
    one, two = cases.claim("4,700"), cases.claim("4,700", origin="GUR")
    assert offers(cases, one, refusal(cases, one, Relation.CONTRADICTS, two))


def test_what_was_logged_by_mistake_is_not_offered(cases: "CaseBuilder") -> None:
    cases.claim("4,700", origin="GUR", withdrawn="typo")
    assert not offers(cases, cases.claim("4,700"))


def test_conflicts_come_first_and_the_order_is_stable(cases: "CaseBuilder") -> None:
    claim = cases.claim("4,700")
    for origin, quantity in (("A", "4,700"), ("B", "9,000"), ("C", "4,700")):
        cases.claim(quantity, origin=origin)
    found = offers(cases, claim)
    assert [offer.relation for offer in found] == ["contradicts", "corroborates", "corroborates"]
    backwards = list(cases.case().claims.values())[::-1]
    assert suggest(cases.case(), claim, backwards) == found
