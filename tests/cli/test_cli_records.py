from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Claims

ARTICLE = "https://news.example/1"


def test_a_source_is_added_and_shown(claims: "Claims") -> None:
    claims.text("source", "add", "KCNA", "--kind", "outlet", "--country", "KP")
    shown = claims.text("source", "show", "KCNA")
    assert "kind        outlet" in shown
    assert "country     KP" in shown


def test_a_source_is_found_by_its_alias(claims: "Claims", toll: str) -> None:
    assert claims.json("source", "show", "국가정보원")["name"] == "NIS"


def test_adding_a_source_again_adds_aliases_to_those_known(claims: "Claims", toll: str) -> None:
    claims.text("source", "add", "NIS", "--alias", "spy agency")
    assert claims.json("source", "show", "NIS")["aliases"] == ["국가정보원", "spy agency"]


def test_set_adds_and_drops_aliases_and_leaves_the_rest(claims: "Claims", toll: str) -> None:
    claims.text("source", "set", "NIS", "--alias", "spy agency", "--drop-alias", "국가정보원")
    source = claims.json("source", "show", "NIS")
    assert (source["aliases"], source["kind"]) == (["spy agency"], "agency")


def test_an_alias_that_is_not_there_cannot_be_dropped(claims: "Claims", toll: str) -> None:
    assert "'CIA'" in claims.refused("source", "set", "NIS", "--drop-alias", "CIA")


def test_set_never_adds_a_source(claims: "Claims") -> None:
    assert "'Nobody'" in claims.refused("source", "set", "Nobody", "--kind", "person")


def test_who_controls_a_source_is_shown(claims: "Claims") -> None:
    claims.text("source", "add", "DPRK", "--kind", "government")
    claims.text("source", "add", "KCTV", "--controlled-by", "DPRK")
    assert "by DPRK" in claims.text("source", "show", "KCTV")


def test_sources_are_listed_by_name(claims: "Claims", toll: str) -> None:
    assert [one["name"] for one in claims.json("source", "list")] == ["NIS", "Rep. Lee", "Yonhap"]
    assert "NIS" in claims.text("source", "list")


def test_an_ambiguous_alias_shows_the_candidates(claims: "Claims", toll: str) -> None:
    claims.text("source", "add", "CIA", "--alias", "the agency")
    claims.text("source", "set", "NIS", "--alias", "the agency")
    lines = claims.refused("source", "show", "the agency").splitlines()
    assert lines[0] == "error: 'the agency' is an alias of several sources:"
    assert sorted(line.split()[0] for line in lines[1:3]) == ["CIA", "NIS"]


def test_a_kind_of_source_that_there_is_not_is_refused(claims: "Claims") -> None:
    assert "'outlet'" in claims.refused("source", "add", "X", "--kind", "paper")


def test_a_figure_is_added_and_listed(claims: "Claims") -> None:
    claims.text("figure", "add", "sent", "--title", "Troops sent", "--basis", "snapshot")
    assert "Troops sent" in claims.text("figure", "list")
    assert [one["slug"] for one in claims.json("figure", "list")] == ["sent"]


def test_a_figure_is_corrected_field_by_field(claims: "Claims") -> None:
    claims.text("figure", "add", "sent", "--unit", "men", "--party", "DPRK", "--complete-parts")
    claims.text(
        *("figure", "set", "sent", "--unit", "soldiers", "--incomplete-parts"),
        *("--party", "Russia", "--drop-party", "DPRK"),
    )
    definition = claims.json("figure", "show", "sent")["definition"]
    assert (definition["unit"], definition["parties"]) == ("soldiers", ["Russia"])
    assert definition["complete_parts"] is False


def test_set_never_adds_a_figure(claims: "Claims") -> None:
    assert "'nope'" in claims.refused("figure", "set", "nope", "--unit", "men")


def test_a_report_is_added_by_its_url(claims: "Claims") -> None:
    claims.text("report", "add", ARTICLE, "--reporter", "Yonhap", "--title", "Losses")
    assert "Losses" in claims.text("report", "show", ARTICLE)
    assert claims.json("report", "show", ARTICLE)["reporter"] == "Yonhap"


def test_a_local_file_becomes_archived_text_under_its_name(claims: "Claims") -> None:
    Path("bulletin.txt").write_text("본문", encoding="utf-8")
    ref = claims.ref("report", "add", "bulletin.txt", "--reporter", "KCNA")
    report = claims.json("report", "show", ref)
    assert (report["title"], report["url"]) == ("bulletin.txt", None)
    assert report["text_sha256"] in claims.text("report", "show", ref)


def test_a_local_file_that_is_not_there_is_refused(claims: "Claims") -> None:
    assert claims.refused("report", "add", "none.txt").startswith("error: none.txt: ")


def test_a_local_file_takes_no_second_text(claims: "Claims") -> None:
    Path("a.txt").write_text("a", encoding="utf-8")
    assert "--text-file" in claims.refused("report", "add", "a.txt", "--text-file", "a.txt")


def test_other_text_under_one_url_is_a_new_version(claims: "Claims") -> None:
    for text in ("before", "after"):
        Path("a.txt").write_text(text, encoding="utf-8")
        claims.text("report", "add", ARTICLE, "--text-file", "a.txt")
    assert [one["version"] for one in claims.json("report", "list", ARTICLE)] == [1, 2]
    assert ARTICLE in claims.text("report", "list")


def test_what_is_recorded_of_a_report_is_corrected(claims: "Claims") -> None:
    claims.text("report", "add", ARTICLE)
    claims.text("report", "set", ARTICLE, "--published", "2025-05-01", "--reason", "misread")
    assert claims.json("report", "show", ARTICLE)["published"] == "2025-05-01"


def test_a_story_rests_on_claims(claims: "Claims", toll: str) -> None:
    ours = "https://our.example/1"
    claims.text("story", "add", ours, "--date", "2025-05-02", "--rests-on", toll, "--title", "Toll")
    assert claims.json("story", "show", ours)["rests_on"] == ["toll"]
    assert "rests on    toll" in claims.text("story", "show", ours)
    assert [one["title"] for one in claims.json("story", "list")] == ["Toll"]
    assert ours in claims.text("story", "list")


def test_a_story_that_is_not_there_is_refused(claims: "Claims") -> None:
    assert "claims story list" in claims.refused("story", "show", "t-nope")


@pytest.mark.parametrize("kind", ["source", "figure", "report", "story"])
def test_an_empty_list_says_so_on_stderr_alone(claims: "Claims", kind: str) -> None:
    result = claims.run(kind, "list", "--json")
    assert (result.stdout, result.stderr) == ("[]\n", "nothing found\n")


def test_a_story_takes_several_claims_after_one_option(claims: "Claims") -> None:
    for key in ("a", "b"):
        claims.text("log", "x", "--key", key, "--reporter", "Wire")
    date = ("--date", "2025-07-02")
    claims.text("story", "add", "https://us.example/1", *date, "--rests-on", "a", "b")
    (story,) = claims.json("story", "list")
    assert story["rests_on"] == ["a", "b"]


def test_a_stray_word_after_a_story_is_refused(claims: "Claims") -> None:
    assert "after --rests-on" in claims.refused("story", "add", "https://us.example/1", "stray")
