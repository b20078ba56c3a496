"""An editor's word on origins goes before every rule."""

from typing import TYPE_CHECKING

from claims.rules.independence import Independence, MergeRule, independence

if TYPE_CHECKING:
    from tests.rules.conftest import CaseBuilder


def judged(cases: "CaseBuilder") -> Independence:
    return independence(cases.case(), cases.claims.values())


def rules(found: Independence) -> list[MergeRule]:
    return [merge.rule for merge in found.merges]


def test_two_agencies_ruled_the_same_are_one_origin(cases: "CaseBuilder") -> None:
    cases.claim("12", origin="A")
    cases.claim("12", origin="B")
    cases.ruling("A", "same", "B")
    found = judged(cases)
    assert found.origins == 1
    assert rules(found) == [MergeRule.RULING]
    assert "the desk knows" in found.merges[0].sentence


def test_a_ruling_makes_an_unknown_known(cases: "CaseBuilder") -> None:
    cases.source("officials", kind="unnamed")
    quoted = cases.claim("12", origin="officials", reporter="NYT")
    cases.claim("12", origin="officials", reporter="Post")
    cases.claim("12", origin="NIS")
    cases.ruling(quoted, "same", "NIS")
    found = judged(cases)
    assert (found.origins, found.unknown) == (1, 1)
    assert not found.is_unknown(quoted.id)


def test_an_unnamed_speaker_may_be_ruled_to_be_somebody_named_nowhere_else(
    cases: "CaseBuilder",
) -> None:
    cases.source("officials", kind="unnamed")
    quoted = cases.claim("12", origin="officials", reporter="NYT")
    cases.claim("12", origin="officials", reporter="Post")
    cases.ruling(quoted, "same", "the deputy minister")
    found = judged(cases)
    assert (found.origins, found.unknown) == (1, 1)
    assert rules(found) == [MergeRule.RULING]


def test_a_ruling_on_the_bare_name_means_every_use_of_it(cases: "CaseBuilder") -> None:
    cases.source("officials", kind="unnamed")
    cases.claim("12", origin="officials", reporter="NYT")
    cases.claim("12", origin="officials", reporter="Post")
    cases.claim("12", origin="NIS")
    cases.ruling("officials", "same", "NIS")
    found = judged(cases)
    assert (found.origins, found.unknown) == (1, 0)


def test_one_outlets_officials_can_be_ruled_distinct(cases: "CaseBuilder") -> None:
    cases.source("officials", kind="unnamed")
    monday = cases.claim("12", origin="officials", reporter="NYT")
    friday = cases.claim("12", origin="officials", reporter="NYT")
    cases.ruling(monday, "distinct", friday)
    assert judged(cases).unknown == 2


def test_distinct_overrides_a_controller(cases: "CaseBuilder") -> None:
    cases.source("A", controlled_by="state")
    cases.source("B", controlled_by="state")
    cases.source("C", controlled_by="state")
    for name in "ABC":
        cases.claim("12", origin=name)
    cases.ruling("A", "distinct", "B")
    found = judged(cases)
    assert found.origins == 2


def test_distinct_overrides_a_quoted_relay(cases: "CaseBuilder") -> None:
    one = cases.claim("12", origin="NIS", reporter="Yonhap")
    two = cases.claim("12", origin="Yonhap", reporter="Paper")
    cases.ruling(one, "distinct", two)
    found = judged(cases)
    assert (found.origins, found.merges) == (2, ())


def test_distinct_overrides_links_also_over_a_detour(cases: "CaseBuilder") -> None:
    one, two, three = (cases.claim("12", origin=name) for name in "ABC")
    cases.link(one, "repeats", two)
    cases.link(two, "repeats", three)
    cases.ruling("A", "distinct", "C")
    found = judged(cases)
    assert found.origins == 2
    assert not found.same_origin(one.id, three.id)


def test_distinct_holds_for_what_a_relay_gave_up(cases: "CaseBuilder") -> None:
    cases.claim("12", origin="NIS", reporter="Yonhap")
    quoted = cases.claim("12", origin="Yonhap", reporter="Paper")
    other = cases.claim("12", origin="C")
    cases.link(other, "repeats", quoted)
    cases.ruling("Yonhap", "distinct", "C")
    assert not judged(cases).same_origin(quoted.id, other.id)


def test_a_reversed_ruling_changes_nothing(cases: "CaseBuilder") -> None:
    cases.claim("12", origin="A")
    cases.claim("12", origin="B")
    cases.ruling("A", "same", "B", withdrawn="it was a rumour")
    assert judged(cases).origins == 2


def test_the_last_of_two_rulings_on_one_pair_holds(cases: "CaseBuilder") -> None:
    cases.claim("12", origin="A")
    cases.claim("12", origin="B")
    cases.ruling("A", "same", "B")
    cases.ruling("B", "distinct", "A")
    assert judged(cases).origins == 2


def test_a_ruling_on_what_is_not_there_changes_nothing(cases: "CaseBuilder") -> None:
    cases.claim("12", origin="A")
    cases.ruling("A", "same", "B")
    found = judged(cases)
    assert (found.origins, found.merges) == (1, ())


def test_who_is_ruled_to_be_the_relay_adds_nothing_either(cases: "CaseBuilder") -> None:
    cases.claim("12", origin="NIS", reporter="Yonhap")
    cases.claim("12", origin="Yonhap News Agency", reporter="Paper")
    cases.ruling("Yonhap", "same", "Yonhap News Agency")
    assert judged(cases).origins == 1


def test_a_claim_ruled_to_have_another_origin_is_no_mere_relay(cases: "CaseBuilder") -> None:
    cases.claim("12", origin="NIS", reporter="Yonhap")
    quoted = cases.claim("12", origin="Yonhap", reporter="Paper")
    other = cases.claim("12", origin="GUR")
    cases.ruling(quoted, "same", "GUR")
    found = judged(cases)
    assert found.same_origin(quoted.id, other.id)
    assert found.origins == 2
