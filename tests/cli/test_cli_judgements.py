from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Claims


def test_a_link_is_made_and_taken_back_by_its_claims(
    claims: "Claims", toll: str, other: str
) -> None:
    claims.text("link", toll, "contradicts", other, "--reason", "apart by 700")
    claims.text("unlink", toll, "contradicts", "other", "--reason", "other scope")
    (link,) = claims.json("trace", toll)["links"]
    assert (link["reason"], link["withdrawn"]) == ("apart by 700", "other scope")


def test_a_link_is_taken_back_by_its_own_reference(claims: "Claims", toll: str, other: str) -> None:
    link = claims.ref("link", toll, "corroborates", other, "--reason", "close")
    assert claims.text("unlink", link, "--reason", "not close") == f"unlinked {link}\n"


def test_unlink_needs_both_ends_or_none(claims: "Claims", toll: str) -> None:
    assert "second claim" in claims.refused("unlink", toll, "denies", "--reason", "x")


def test_a_link_needs_a_reason(claims: "Claims", toll: str, other: str) -> None:
    assert "--reason" in claims.refused("link", toll, "denies", other)


def test_an_unknown_relation_is_answered_with_those_there_are(claims: "Claims", toll: str) -> None:
    assert "corroborates" in claims.refused("link", toll, "supports", toll, "--reason", "x")


def test_a_review_is_recorded(claims: "Claims", toll: str) -> None:
    claims.text("review", toll, "--note", "quote checked")
    assert "quote checked" in claims.text("trace", toll)


def test_a_revision_changes_the_fields_given(claims: "Claims", toll: str) -> None:
    claims.text("revise", toll, "as-of=2025-03", "hedge_cue=", "--reason", "misread")
    claim = claims.json("show", toll)
    assert (claim["as_of"], claim["hedge_cue"], claim["revision"]) == ("2025-03", None, 2)


@pytest.mark.parametrize(
    ("change", "told"),
    [("hedge", "FIELD=VALUE"), ("reason=x", "no field 'reason'"), ("hegde=x", "hedge")],
)
def test_a_change_that_cannot_be_read_is_refused(
    claims: "Claims", toll: str, change: str, told: str
) -> None:
    assert told in claims.refused("revise", toll, change, "--reason", "x")


def test_a_retraction_has_a_notice(claims: "Claims", toll: str) -> None:
    notice = ("--notice-date", "2025-06-01", "--notice-url", "https://news.example/sorry")
    claims.text("retract", toll, "--reason", "wrong number", *notice)
    assert claims.json("show", toll)["standing"] == "retracted"
    assert "https://news.example/sorry: wrong number" in claims.text("trace", toll)


def test_a_withdrawn_claim_says_why(claims: "Claims", toll: str) -> None:
    claims.text("withdraw", toll, "--reason", "logged twice")
    assert "withdrawn   logged twice" in claims.text("show", toll)


def test_a_claim_is_withdrawn_once(claims: "Claims", toll: str) -> None:
    claims.text("withdraw", toll, "--reason", "logged twice")
    assert "logged twice" in claims.refused("withdraw", toll, "--reason", "again")


def test_two_origins_are_ruled_the_same(claims: "Claims", toll: str, other: str) -> None:
    claims.text("rule", "NIS", "same", "Joint Chiefs", "--reason", "one briefing")
    assert claims.json("figure", "show", "nk-casualties")["origins"] == 1


def test_a_ruling_is_same_or_distinct(claims: "Claims", toll: str, other: str) -> None:
    assert "'distinct'" in claims.refused("rule", "NIS", "equal", "Yonhap", "--reason", "x")


def test_a_finding_is_waived(claims: "Claims") -> None:
    assert claims.json("waive", "hedge_missing", "--reason", "house style")["kind"] == "waiver"
