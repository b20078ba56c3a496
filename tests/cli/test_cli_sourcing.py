from pathlib import Path
from typing import TYPE_CHECKING

import orjson
import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Claims

FIGURE = ("--figure", "nk-casualties")


def test_the_report_of_a_figure_is_markdown_on_stdout(claims: "Claims", toll: str) -> None:
    assert claims.text("sourcing", *FIGURE).startswith("# ")


@pytest.mark.parametrize(
    "scope",
    [
        FIGURE,
        ("--claim", "toll"),
        ("--source", "NIS"),
        ("--tag", "war"),
        ("--report", "https://news.example/1"),
    ],
)
def test_a_report_has_one_of_five_scopes(
    claims: "Claims", toll: str, scope: tuple[str, str]
) -> None:
    assert orjson.loads(claims.text("sourcing", *scope, "--json"))["scope"]["claims"] == 1


def test_json_is_a_format_too(claims: "Claims", toll: str) -> None:
    assert claims.text("sourcing", *FIGURE, "--format", "json") == claims.text(
        "sourcing", *FIGURE, "--json"
    )


def test_json_and_another_format_are_refused(claims: "Claims", toll: str) -> None:
    assert "--json" in claims.refused("sourcing", *FIGURE, "--json", "--format", "md")


def test_the_report_can_be_written_to_a_file(claims: "Claims", toll: str) -> None:
    result = claims.run("sourcing", *FIGURE, "--output", "toll.md")
    assert (result.stdout, result.stderr) == ("", "wrote toll.md\n")
    assert Path("toll.md").read_text(encoding="utf-8") == claims.text("sourcing", *FIGURE)


def test_a_folder_that_is_not_there_is_named(claims: "Claims", toll: str) -> None:
    assert "none/toll.md" in claims.refused("sourcing", *FIGURE, "--output", "none/toll.md")


@pytest.mark.parametrize("args", [(), (*FIGURE, "--tag", "war"), (*FIGURE, "--format", "rtf")])
def test_a_report_without_one_scope_and_a_known_format_is_refused(
    claims: "Claims", toll: str, args: tuple[str, ...]
) -> None:
    assert claims.refused("sourcing", *args)


def test_the_demo_prints_its_report_and_leaves_nothing(claims: "Claims") -> None:
    before = sorted(path.name for path in Path().iterdir())
    result = claims.run("demo")
    assert result.exit_code == 0
    assert result.stdout.startswith("# ")
    assert "claims demo --keep" in result.stderr
    assert sorted(path.name for path in Path().iterdir()) == before


def test_the_demo_can_be_kept_and_asked_further(claims: "Claims") -> None:
    claims.text("demo", "--keep", "demo.db")
    assert "NIS" in claims.text("--db", "demo.db", "trace", "nk-0036")
    assert "demo.db" in claims.refused("demo", "--keep", "demo.db")


def test_a_story_and_a_span_are_scopes_too(claims: "Claims", toll: str) -> None:
    claims.text(
        "story", "add", "https://our.example/1", "--date", "2025-07-07", "--rests-on", "toll"
    )
    assert "Our story" in claims.text("sourcing", "--story", "https://our.example/1")
    assert orjson.loads(claims.text("sourcing", "--since", "2025", "--json"))["scope"]["claims"]
    assert "before it begins" in claims.refused("sourcing", "--since", "2025", "--until", "2024")


def test_csv_has_a_row_a_claim(claims: "Claims", toll: str) -> None:
    assert claims.text("sourcing", *FIGURE, "--format", "csv").count("\n") == 2


def test_two_moments_are_compared(claims: "Claims", toll: str) -> None:
    moments = ("--diff", "2020-01-01", "2999-01-01")
    assert "1 claim was added" in claims.text("sourcing", *FIGURE, *moments)
    assert orjson.loads(claims.text("sourcing", *FIGURE, *moments, "--json"))["entries"]
    assert "--as-of" in claims.refused("sourcing", *FIGURE, *moments, "--as-of", "2025")


def test_a_newsroom_says_it_in_its_own_words(claims: "Claims", toll: str) -> None:
    Path("own.toml").write_text('[headings]\nsummary = "In short"\n', encoding="utf-8")
    assert "## In short" in claims.text("sourcing", *FIGURE, "--words", "own.toml")
    Path("bad.toml").write_text('[headings]\nno = "x"\n', encoding="utf-8")
    refused = claims.refused("sourcing", *FIGURE, "--words", "bad.toml")
    assert "bad.toml" in refused
    assert "[headings] no" in refused
    assert "# Quellenbericht" in claims.text("sourcing", *FIGURE, "--language", "de")


@pytest.mark.parametrize("style", ["json", "md"])
def test_a_report_file_is_checked_by_itself(claims: "Claims", toll: str, style: str) -> None:
    claims.text("key", "add")
    claims.text("seal")
    claims.text("sourcing", *FIGURE, "--format", style, "--output", "report")
    assert claims.json("check-proof", "report")["words"]
    assert "proved" in claims.text("check-proof", "report")
    text = Path("report").read_text(encoding="utf-8")
    Path("forged").write_text(text.replace("NIS", "GUR"), encoding="utf-8")
    assert claims.run("check-proof", "forged").exit_code == 1


def test_the_schema_of_a_report_is_published(claims: "Claims") -> None:
    assert "claims" in orjson.loads(claims.text("schema", "--report"))["properties"]
    assert "entries" in orjson.loads(claims.text("schema", "--difference"))["properties"]


@pytest.mark.parametrize(("style", "begins"), [("html", b"<!doctype html>"), ("pdf", b"%PDF-")])
def test_html_and_pdf_are_written_whole(
    claims: "Claims", toll: str, style: str, begins: bytes
) -> None:
    claims.text("sourcing", *FIGURE, "--format", style, "--output", "toll.out")
    assert Path("toll.out").read_bytes().startswith(begins)
    assert [path.name for path in Path().glob(".*.part")] == []


def test_a_pdf_of_a_difference_is_refused(claims: "Claims", toll: str) -> None:
    moments = ("2025-01-01", "2025-01-02")
    assert "no PDF" in claims.refused("sourcing", *FIGURE, "--format", "pdf", "--diff", *moments)


def test_a_file_that_cannot_be_written_stays_as_it_was(claims: "Claims", toll: str) -> None:
    Path("kept").mkdir()
    assert "kept" in claims.refused("sourcing", *FIGURE, "--output", "kept")
    assert list(Path("kept").iterdir()) == []
