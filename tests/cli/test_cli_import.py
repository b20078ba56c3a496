from pathlib import Path
from typing import TYPE_CHECKING

import orjson

if TYPE_CHECKING:
    from tests.cli.conftest import Claims

GOOD = '{"statement": "Losses", "key": "a", "source": "NIS", "reporter": "Yonhap"}\n'
BAD = '{"statement": "Losses", "reporter": "Yonhap", "hedge": "sure"}\n'


def write(name: str, text: str) -> str:
    Path(name).write_text(text, encoding="utf-8")
    return name


def test_the_summary_counts_and_names_what_is_new(claims: "Claims") -> None:
    printed = claims.text("import", write("a.jsonl", GOOD))
    assert "a.jsonl: read 1, logged 1, unchanged 0, updated 0, rejected 0\n" in printed
    assert "  new source: NIS\n" in printed
    assert "  new source: Yonhap\n" in printed


def test_the_summary_as_json(claims: "Claims") -> None:
    summary = claims.json("import", write("a.jsonl", GOOD))
    assert (summary["read"], summary["logged"]) == (1, 1)
    assert sorted(summary["new_sources"]) == ["NIS", "Yonhap"]


def test_a_rejected_line_ends_with_1_and_says_where_it_went(claims: "Claims") -> None:
    result = claims.run("import", write("a.jsonl", GOOD + BAD))
    assert result.exit_code == 1
    assert "rejected lines, with reasons: a.jsonl.rejected.jsonl" in result.stdout
    (line,) = Path("a.jsonl.rejected.jsonl").read_bytes().splitlines()
    assert (orjson.loads(line)["line"], orjson.loads(line)["field"]) == (2, "hedge")


def test_a_rejected_line_ends_with_1_as_json_too(claims: "Claims") -> None:
    result = claims.run("import", write("a.jsonl", BAD), "--json")
    assert (result.exit_code, orjson.loads(result.stdout)["rejected"]) == (1, 1)


def test_stdin_is_read_as_json_lines(claims: "Claims") -> None:
    result = claims.run("import", "-", stdin=GOOD + BAD)
    assert result.exit_code == 1
    assert "stdin: read 2, logged 1" in result.stdout
    assert Path("stdin.rejected.jsonl").exists()


def test_stdin_is_never_csv(claims: "Claims") -> None:
    assert "JSON Lines" in claims.refused("import", "-", "--format", "csv")


def test_csv_is_told_by_its_name_or_by_the_option(claims: "Claims") -> None:
    table = "statement,reporter,key\n손실,Yonhap,a\n"
    assert claims.json("import", write("a.csv", table))["logged"] == 1
    assert claims.json("import", write("a.txt", table), "--format", "csv")["unchanged"] == 1


def test_importing_again_changes_nothing(claims: "Claims") -> None:
    claims.text("import", write("a.jsonl", GOOD))
    assert claims.json("import", "a.jsonl")["unchanged"] == 1


def test_update_revises_what_has_changed(claims: "Claims") -> None:
    claims.text("import", write("a.jsonl", GOOD))
    changed = write("a.jsonl", GOOD.replace("Losses", "Heavy losses"))
    assert claims.run("import", changed).exit_code == 1
    assert claims.json("import", changed, "--update")["updated"] == 1


def test_strict_refuses_unknown_names(claims: "Claims") -> None:
    assert claims.run("import", write("a.jsonl", GOOD), "--strict").exit_code == 1


def test_several_files_are_summed_in_one_document(claims: "Claims") -> None:
    write("a.jsonl", GOOD)
    write("b.jsonl", GOOD.replace('"a"', '"b"').replace("NIS", "JCS"))
    summary = claims.json("import", "a.jsonl", "b.jsonl")
    assert (summary["read"], summary["logged"]) == (2, 2)
    assert sorted(summary["new_sources"]) == ["JCS", "NIS", "Yonhap"]


def test_what_came_before_a_missing_file_is_kept_and_named(claims: "Claims") -> None:
    result = claims.run("import", write("a.jsonl", GOOD), "none.jsonl")
    assert result.exit_code == 2
    assert "imported before the error, and kept: a.jsonl\n" in result.stderr
    assert "error: none.jsonl: " in result.stderr
    assert claims.json("show", "a")["statement"] == "Losses"


def test_an_empty_file_is_refused(claims: "Claims") -> None:
    assert claims.refused("import", write("a.jsonl", "")).startswith("error: a.jsonl: ")


def test_a_file_of_unknown_format_is_refused(claims: "Claims") -> None:
    assert "--format jsonl|csv" in claims.refused("import", write("a.txt", GOOD))


def test_many_new_names_are_counted(claims: "Claims") -> None:
    lines = (GOOD.replace('"a"', f'"k{n}"').replace("NIS", f"S{n}") for n in range(30))
    printed = claims.text("import", write("a.jsonl", "".join(lines)))
    assert "  and 11 more new sources (--json lists them)\n" in printed


# Fact-checks


REVIEW = (
    '{"@type": "ClaimReview", "url": "https://checkers.example/9", "author": "The Checkers", '
    '"claimReviewed": "The bridge fell", "reviewRating": {"alternateName": "False"}}'
)
SCRIPT = '<script type="application/ld+json">'


def test_several_pages_are_imported_each_told_by_itself(claims: "Claims") -> None:
    pages = {
        "one.html": f"{SCRIPT}{REVIEW}</script>\n{SCRIPT}{{nothing}}</script>",
        "two.html": "<p>none</p>",
        "three.jsonld": REVIEW.replace("/9", "/10"),
    }
    for name, text in pages.items():
        write(name, text)

    result = claims.run("import", *pages, "--json")

    summary = orjson.loads(result.stdout)
    assert result.exit_code == 1
    assert (summary["read"], summary["logged"], summary["rejected"]) == (3, 2, 1)
    assert (summary["pages"], summary["pages_without"], summary["blocks"]) == (3, 1, 3)
    assert "one.html, line 2: block 2, column 37: this block is not JSON" in result.stderr
    assert (
        "2 blocks: 1 read, 1 malformed, 0 of other types" in claims.run("import", "one.html").stdout
    )


def test_a_rating_is_recorded_shown_and_exported(claims: "Claims") -> None:
    claims.text("log", "The bridge fell", "--key", "one", "--reporter", "The Paper")
    claims.text("log", "Another", "--reporter", "The Paper")

    claims.ref("rate", "one", "False", "--by", "Cleo", "--report", "https://c.example/1")

    assert "“False” by Cleo" in claims.text("show", "one")
    assert "“False” by Cleo: https://c.example/1" in claims.text("trace", "one")
    result = claims.run("export", "--format", "claimreview")
    assert orjson.loads(result.stdout)[0]["reviewRating"]["alternateName"] == "False"
    assert "left out: 1 claim that nobody rated" in result.stderr
