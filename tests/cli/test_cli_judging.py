from typing import TYPE_CHECKING

import orjson
import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Claims


def test_compare_gives_a_verdict_with_its_reasons(claims: "Claims", toll: str, other: str) -> None:
    verdict = claims.json("compare", toll, other)
    assert {verdict["from"], verdict["to"]} == {"toll", "other"}
    assert verdict["sentence"] in " ".join(claims.text("compare", toll, other).split())


def test_compare_shows_whose_verdict_a_link_overrides(
    claims: "Claims", toll: str, other: str
) -> None:
    claims.text("link", toll, "corroborates", other, "--reason", "same briefing")
    shown = claims.text("compare", toll, other)
    assert shown.startswith("toll → other: corroborates\n")
    assert "by rule     contradicts" in shown


def test_suggestions_are_printed_as_they_can_be_accepted(
    claims: "Claims", toll: str, other: str
) -> None:
    first = claims.text("suggest", toll).splitlines()[0]
    claims.text("suggest", "accept", *first.split(), "--reason", "checked")
    assert [link["reason"] for link in claims.json("trace", toll)["links"]] == ["checked"]


@pytest.mark.parametrize("scope", [(), ("toll",), ("--figure", "nk-casualties")])
def test_suggest_takes_a_claim_a_figure_or_nothing(
    claims: "Claims", other: str, scope: tuple[str, ...]
) -> None:
    suggested = claims.json("suggest", *scope)
    assert {frozenset((one["from"], one["to"])) for one in suggested} == {
        frozenset(("toll", "other"))
    }


def test_what_was_refused_is_not_suggested_again(claims: "Claims", toll: str, other: str) -> None:
    first = claims.text("suggest", toll).splitlines()[0]
    claims.text("suggest", "refuse", *first.split(), "--reason", "other scope")
    assert claims.json("suggest", toll) == []


def test_lint_ends_with_1_on_what_is_worse_than_a_note(claims: "Claims", toll: str) -> None:
    claims.text("log", "Losses", "--source", "NIS", "--reporter", "Yonhap")
    bad = claims.run("lint", "--json")
    assert "date_missing" in [one["code"] for one in orjson.loads(bad.stdout)]
    assert bad.exit_code == 1


def test_lint_ends_with_0_on_notes_alone(claims: "Claims", toll: str) -> None:
    for one in orjson.loads(claims.run("lint", "--json").stdout):
        if one["severity"] != "note":
            claims.text("waive", one["code"], "--reason", "known")
    notes = claims.run("lint", "--json")
    assert {one["severity"] for one in orjson.loads(notes.stdout)} == {"note"}
    assert notes.exit_code == 0


def test_lint_tells_the_worst_first_and_the_same_once(claims: "Claims", other: str) -> None:
    printed = claims.run("lint").stdout
    lines = [line.split()[0] for line in printed.splitlines() if not line.startswith(" ")]
    assert lines == sorted(lines, key=("error", "warning", "note").index)
    assert printed.count("[unreviewed]") == 1


def test_lint_takes_one_scope(claims: "Claims", toll: str) -> None:
    assert "not both" in claims.refused("lint", toll, "--figure", "nk-casualties")


def test_a_waived_finding_is_not_found(claims: "Claims", toll: str) -> None:
    claims.text("waive", "unreviewed", "--reason", "one editor only")
    found = orjson.loads(claims.run("lint", "--json").stdout)
    assert "unreviewed" not in [one["code"] for one in found]


def test_findings_stand_under_their_figure(claims: "Claims", toll: str) -> None:
    assert "[unreviewed]" in claims.text("figure", "show", "nk-casualties")


def test_a_retraction_says_which_story_of_ours_rests_on_it(claims: "Claims", toll: str) -> None:
    claims.text("story", "add", "https://our.example/1", "--title", "Toll", "--rests-on", toll)
    result = claims.run("retract", toll, "--reason", "wrong")
    assert result.stderr == "rests on it: our story Toll\n"


def test_a_cascade_lists_what_falls_on_either_side_of_the_notice(claims: "Claims") -> None:
    claims.text(
        "log", "nine died", "--key", "wire", "--reporter", "Wire", "--published", "2025-03-03"
    )
    for key, day in (("early", "2025-03-04"), ("late", "2025-03-09")):
        link = ("--link", "derived_from", "wire", "wire copy")
        claims.text("log", "nine died", "--key", key, "--reporter", key, "--published", day, *link)
    claims.text("retract", "wire", "--reason", "wrong", "--notice-date", "2025-03-06")
    found = claims.json("cascade", "wire")
    assert [one["ref"] for one in found["before"]] == ["early"]
    assert [one["ref"] for one in found["after"]] == ["late"]
    assert "published after the notice:" in claims.text("cascade", "wire")
