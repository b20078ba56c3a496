"""What a mapping makes of a row: pure, so that rows are literals here."""

import re
from pathlib import Path
from typing import Any

import pytest

from claims.errors import InputError
from claims.formats.tables import Row
from claims.mapping import Mapper, Outcome, read_mapping
from claims.mapping.joining import join_tables

ROOT = Path(__file__).parents[2]
LEAST = """
table = "t"
[[claim]]
key = "{day}"
statement = "{text}"
reporter = "Desk"
"""


def mapper(tmp_path: Path, text: str, described: list[dict[str, Any]] | None = None) -> Mapper:
    path = tmp_path / "map.toml"
    path.write_text(text, encoding="utf-8")
    mapping = read_mapping(path)
    told: list[dict[str, Any]] = [] if described is None else described
    return Mapper(mapping, join_tables(mapping, tmp_path / "table.csv"), told.append)


def mapped(folder: Path, toml: str, **cells: Any) -> Outcome:
    return mapper(folder, toml).map_row(Row(2, cells, has_all=True))


def drafts(outcome: Outcome) -> list[dict[str, Any]]:
    assert [line.error for line in outcome.lines if line.error] == []
    return [line.fields or {} for line in outcome.lines]


def test_the_least_mapping(tmp_path: Path) -> None:
    (draft,) = drafts(mapped(tmp_path, LEAST, day="1", text="Losses"))
    assert draft == {"key": "t/1", "statement": "Losses", "reporter": "Desk"}


def test_a_key_with_an_empty_column_is_refused(tmp_path: Path) -> None:
    (line,) = mapped(tmp_path, LEAST, day="", text="Losses").lines
    assert line.error is not None
    assert line.error.place.field == "day"
    assert line.kept == {"claim": "1", "row": {"day": "", "text": "Losses"}}


def test_fields_in_lists_keep_what_is_filled(tmp_path: Path) -> None:
    text = LEAST + 'via = ["{one}", "{two}"]\ntags = "{topics}"\nsource = ["{two}", "{one}"]\n'
    (draft,) = drafts(mapped(tmp_path, text, day="1", text="L", one="A", two="", topics=["x", "y"]))
    assert (draft["via"], draft["tags"], draft["source"]) == (["A"], ["x", "y"], "A")


def test_an_empty_quantity_is_no_claim(tmp_path: Path) -> None:
    text = LEAST + 'quantity = { low = "{low}", high = "{high}" }\n'
    outcome = mapped(tmp_path, text, day="1", text="L", low="", high=" ")
    assert (outcome.lines, outcome.skipped) == ([], "empty: low, high")
    (draft,) = drafts(mapped(tmp_path, text, day="1", text="L", low="3", high=""))
    assert draft["quantity"] == {"low": "3"}


def test_a_claim_for_each_column_and_each_item(tmp_path: Path) -> None:
    text = """
table = "t"
[[claim]]
columns = ["killed", "wounded"]
each = "who"
as = "speaker"
parted_by = ";"
key = "{@column} {@n}"
statement = "{@value} {@column}, says {speaker}"
reporter = "Desk"
"""
    outcome = mapped(tmp_path, text, killed="1", wounded="2", who="A; B")
    assert [one["statement"] for one in drafts(outcome)] == [
        *("1 killed, says A", "1 killed, says B", "2 wounded, says A", "2 wounded, says B")
    ]
    assert [line.kept["claim"] for line in outcome.lines if line.kept] == [
        *("1 killed speaker 1", "1 killed speaker 2", "1 wounded speaker 1", "1 wounded speaker 2")
    ]


def test_one_claim_of_a_row_that_was_refused_is_made_alone(tmp_path: Path) -> None:
    text = LEAST + '[[claim]]\nkey = "b {day}"\nstatement = "{text}"\nreporter = "Desk"\n'
    row = Row(1, {"day": "1", "text": "L"}, only="2")
    assert [one["key"] for one in drafts(mapper(tmp_path, text).map_row(row))] == ["t/b 1"]


def test_links_to_each_item_and_left_out_by_a_rule(tmp_path: Path) -> None:
    text = (
        LEAST
        + """
[[claim.link]]
each = ["none", "of"]
as = "whole"
relation = "{rating|relations}"
to = "{whole}"
reason = "rated {rating}"
skip = [{ text = "{whole}", equals = "x", reason = "not that one" }]
[words.relations]
"false" = "contradicts"
"*" = "qualifies"
"""
    )
    row = {"day": "1", "text": "L", "none": [], "of": ["a", "x", "b"], "rating": "half"}
    (draft,) = drafts(mapped(tmp_path, text, **row))
    assert [(link["relation"], link["to"]) for link in draft["links"]] == [
        ("qualifies", "t/a"),
        ("qualifies", "t/b"),
    ]


def test_a_table_beside_is_joined_and_looked_up_in(tmp_path: Path) -> None:
    (tmp_path / "b.csv").write_text("id,name\n1,One\n2,Two\n", encoding="utf-8")
    text = (
        LEAST
        + """
source = "{other|b.name}"
note = "{b.name}"
[beside.b]
file = "b.csv"
key = "{id}"
on = "{day}"
"""
    )
    (draft,) = drafts(mapped(tmp_path, text, day="1", text="L", other="2"))
    assert (draft["source"], draft["note"]) == ("Two", "One")
    (bare,) = drafts(mapped(tmp_path, text, day="3", text="L", other="4"))
    assert "source" not in bare
    assert "note" not in bare


@pytest.mark.parametrize(
    ("hours", "as_of"), [("24", "2026-06-20"), ("48", "2026-06-19/2026-06-20"), ("", None)]
)
def test_a_period_that_ends_on_a_day(tmp_path: Path, hours: str, as_of: str | None) -> None:
    text = LEAST + 'as_of = { ends = "{day}", hours = "{hours}" }\n'
    (draft,) = drafts(mapped(tmp_path, text, day="2026-06-20", text="L", hours=hours))
    assert draft.get("as_of") == as_of


@pytest.mark.parametrize(
    ("rule", "skipped"),
    [
        ('equals = "x"', False),
        ('equals = ["x", "draft"]', True),
        ('other_than = "draft"', False),
        ('matches = "^dr"', True),
        ("empty = true", False),
        ("empty = false", True),
    ],
)
def test_rows_to_skip(tmp_path: Path, rule: str, skipped: bool) -> None:
    text = LEAST + f'[[skip]]\ntext = "{{note}}"\n{rule}\nreason = "no"\n'
    outcome = mapped(tmp_path, text, day="1", text="L", note="draft")
    assert outcome.skipped == ("no" if skipped else None)


def test_a_rule_on_a_part_that_was_split_off(tmp_path: Path) -> None:
    text = (
        LEAST
        + """
[[split]]
text = "{text}"
pattern = "(?P<head>[A-Z]).*"
[[skip]]
text = "{head}"
equals = "L"
reason = "by its head"
"""
    )
    assert mapped(tmp_path, text, day="1", text="Losses").skipped == "by its head"
    (line,) = mapped(tmp_path, text, day="1", text="losses").lines
    assert line.error is not None
    assert line.error.code == "text_unsplit"


def test_an_unknown_word_names_its_table(tmp_path: Path) -> None:
    text = LEAST + 'hedge = "{sure|hedges}"\n[words.hedges]\n"likely" = "probable"\n'
    (line,) = mapped(tmp_path, text, day="1", text="L", sure="likly").lines
    assert "'likly' is none of the words under [words.hedges]; did you mean likely?" in str(
        line.error
    )


def test_figures_and_sources_are_described_once_before_their_claim(tmp_path: Path) -> None:
    text = (
        LEAST
        + """
figure = "f-{side}"
source = "{who}"
[[source]]
name = "{who}"
kind = "agency"
[[source]]
name = "Always"
[[figure]]
slug = "f-{side}"
basis = "cumulative"
since = "2022-02-24"
"""
    )
    told: list[dict[str, Any]] = []
    made = mapper(tmp_path, text, told)
    made.describe_constants()
    for day in "12":
        drafts(made.map_row(Row(1, {"day": day, "text": "L", "side": "north", "who": "NIS"})))
    assert [(one["record"], one.get("name") or one.get("slug")) for one in told] == [
        *(("source", "Always"), ("source", "NIS"), ("figure", "f-north"))
    ]
    assert (told[2]["basis"], told[2]["since"]) == ("cumulative", "2022-02-24")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("table = [", "no TOML"),
        ('table = "a"', "claim"),
        (LEAST.replace('key = "{day}"\n', ""), "claim 1 has no `key`"),
        (LEAST.replace("{day}", "{day"), "brace stands alone"),
        (LEAST + "[dates]\norder = 'dayfirst'\n", "day-first"),
        (LEAST + "[file]\nencoding = 'utf-9'\n", "no encoding 'utf-9'"),
        (LEAST + "[[skip]]\ntext = '{a}'\nreason = 'r'\n", "a rule needs"),
        (LEAST + "[[split]]\ntext = '{a}'\npattern = '('\n", "no regular expression"),
    ],
)
def test_mappings_that_are_refused(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(InputError, match=re.escape(said)):
        mapper(tmp_path, text)


@pytest.mark.parametrize(
    "path", sorted((ROOT / "fixtures" / "mappings").glob("*.toml")), ids=lambda path: path.stem
)
def test_the_worked_mappings_can_be_read(path: Path) -> None:
    assert read_mapping(path).claim


def test_the_mapping_in_the_docs_can_be_read(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "mapping.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```toml\n(.*?)```", page, re.DOTALL)
    (tmp_path / "map.toml").write_text(example, encoding="utf-8")
    assert read_mapping(tmp_path / "map.toml").table == "losses"
