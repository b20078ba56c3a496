import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Claims


def test_a_logged_claim_is_answered_with_its_reference(claims: "Claims") -> None:
    printed = claims.text("log", "A delegation left", "--reporter", "KCNA")
    assert re.fullmatch(r"logged c-[0-9a-z]{8}\n", printed)


def test_log_as_json_says_what_was_recorded(claims: "Claims") -> None:
    recorded = claims.json("log", "A delegation left", "--reporter", "KCNA")
    assert (recorded["kind"], recorded["status"]) == ("claim", "logged")


def test_each_option_is_a_field_of_the_claim(claims: "Claims", toll: str) -> None:
    claim = claims.json("show", toll)
    said = ("quantity", "source", "via", "reporter", "said", "as_of", "published", "hedge", "tags")
    assert [claim[name] for name in said] == [
        *("around 4,700", "NIS", ["Rep. Lee"], "Yonhap", "2025-04-30", "2025-04", "2025-05-01"),
        *("probable", ["toll", "war"]),
    ]
    assert claim["report"]["title"] == "Spy agency on losses"


def test_a_claim_can_be_logged_with_links(claims: "Claims", toll: str) -> None:
    claims.text(
        "log", "No", "--reporter", "TASS", "--key", "no", "--link", "denies", toll, "says so"
    )
    assert claims.json("show", "no")["links"] == [
        {"relation": "denies", "to": "toll", "reason": "says so"}
    ]


def test_a_chain_can_be_given_in_full(claims: "Claims") -> None:
    chain = '[{"source": "NIS", "hedge": "probable"}, {"source": "Yonhap", "cue": "said"}]'
    ref = claims.ref("log", "Losses", "--chain", chain, "--report", "https://news.example/9")
    assert [hop["cue"] for hop in claims.json("trace", ref)["chain"]] == [None, "said"]


def test_the_text_of_the_report_is_archived(claims: "Claims") -> None:
    Path("article.txt").write_text("국가정보원 said around 4,700.", encoding="utf-8")
    ref = claims.ref("log", "Losses", "--reporter", "Yonhap", "--text-file", "article.txt")
    assert claims.json("show", ref)["report"]["text_sha256"]


def test_logging_the_same_under_one_key_changes_nothing(claims: "Claims") -> None:
    command = ("log", "Losses", "--reporter", "Yonhap", "--key", "k")
    ref = claims.ref(*command)
    assert claims.text(*command) == f"unchanged {ref}\n"


def test_other_content_under_one_key_is_refused_unless_updating(claims: "Claims") -> None:
    ref = claims.ref("log", "Losses", "--reporter", "Yonhap", "--key", "k")
    other = ("log", "Heavy losses", "--reporter", "Yonhap", "--key", "k")
    assert "Heavy losses" in claims.refused(*other)
    assert claims.text(*other, "--update") == f"updated {ref}\n"


def test_strict_refuses_a_source_that_is_not_known(claims: "Claims") -> None:
    assert "Yonhop" in claims.refused("log", "Losses", "--reporter", "Yonhop", "--strict")


def test_who_logs_must_be_named(claims: "Claims", monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CLAIMS_USER")
    told = claims.refused("log", "Losses", "--reporter", "Yonhap")
    assert told.startswith("error: nobody is named")
    assert "--as NAME" in told


def test_the_option_names_the_editor(claims: "Claims") -> None:
    ref = claims.ref("--as", "kim", "log", "Losses", "--reporter", "Yonhap")
    assert claims.json("show", ref)["logged_by"] == "kim"


def test_a_wrong_field_is_named(claims: "Claims") -> None:
    told = claims.refused("log", "Losses", "--reporter", "Yonhap", "--quantity", "blub")
    assert told.startswith("error: field quantity: ")


def test_a_claim_from_nowhere_is_refused(claims: "Claims") -> None:
    assert "reporter" in claims.refused("log", "Losses")


@pytest.mark.parametrize("content", [b"\xff\xfe", None])
def test_a_text_file_that_cannot_be_read_is_named(claims: "Claims", content: bytes | None) -> None:
    if content is not None:
        Path("bad.txt").write_bytes(content)
    command = ("log", "Losses", "--reporter", "Yonhap", "--text-file", "bad.txt")
    assert claims.refused(*command).startswith("error: bad.txt: ")
