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
