"""Other people's tables: rows accounted for, refused ones corrected, later versions compared."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from claims.desk.keyset import KeySet
from claims.errors import InputError
from claims.schemas.views import TableSummary

if TYPE_CHECKING:
    from claims.desk import Desk

MAPPING = """
version = 1
table = "losses"
[dates]
order = "day-first"
[words.hedges]
"likely" = "probable"
[[split]]
text = "{source}"
pattern = ['(?P<origin>.+) \\(via (?P<relay>.+)\\)', '(?P<origin>.+)']
[[skip]]
text = "{note}"
equals = "draft"
reason = "a draft"
[[source]]
name = "NIS"
kind = "agency"
[[figure]]
slug = "{side}-{@column}"
title = "{@column} of {side}"
unit = "people"
basis = "cumulative"
[[claim]]
columns = ["killed", "wounded"]
key = "{date|date} {side} {@column}"
statement = "{@value} {@column} of {side}"
figure = "{side}-{@column}"
quantity = { value = "{@value}" }
source = "{origin}"
reporter = ["{relay}", "Desk"]
said = "{date}"
hedge = "{sure|hedges}"
"""
HEAD = "date,side,killed,wounded,source,sure,note\n"
FIRST = "1/3/2025,north,10,20,NIS (via Yonhap),likely,\n"
SECOND = "2/3/2025,north,11,,NIS,,\n"
DRAFT = "3/3/2025,north,12,,NIS,,draft\n"
BARE = "4/3/2025,north,,,NIS,,\n"


class Table:
    """A table in a folder, imported as often as it changes."""

    def __init__(self, desk: "Desk", folder: Path) -> None:
        self.desk = desk
        self.file = folder / "losses.csv"
        self.map = folder / "losses.toml"
        self.map.write_text(MAPPING, encoding="utf-8")

    def load(self, *rows: str, **options: Any) -> TableSummary:
        self.file.write_text(HEAD + "".join(rows), encoding="utf-8")
        return self.desk.import_table(self.file, self.map, **options)

    @property
    def rejected(self) -> Path:
        return self.file.with_name("losses.csv.rejected.jsonl")

    def refused(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.rejected.read_text("utf-8").splitlines()]

    def correct(self, *lines: dict[str, Any]) -> TableSummary:
        self.rejected.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
        return self.desk.import_table(self.rejected, self.map)


@pytest.fixture
def table(desk: "Desk", tmp_path: Path) -> Table:
    return Table(desk, tmp_path)


def test_every_row_is_accounted_for(table: Table) -> None:
    summary = table.load(FIRST, SECOND, DRAFT, BARE)
    assert (summary.rows, summary.rows_imported, summary.rows_refused) == (4, 2, 0)
    assert summary.rows_skipped == {"a draft": 1, "empty: killed; empty: wounded": 1}
    assert summary.claims_left_out == {"empty: wounded": 2, "empty: killed": 1}
    assert (summary.read, summary.logged) == (3, 3)


def test_a_claim_has_what_the_mapping_says(table: Table) -> None:
    table.load(FIRST)
    claim = table.desk.show("losses/2025-03-01 north killed")
    assert (claim.source, claim.reporter, str(claim.hedge)) == ("NIS", "Yonhap", "probable")
    assert table.desk.figure_view("north-killed").low == 10
    assert [str(one.basis) for one in table.desk.figures()] == ["cumulative", "cumulative"]
    assert {str(one.kind) for one in table.desk.sources() if one.name == "NIS"} == {"agency"}


def test_what_the_record_says_of_a_figure_stays(table: Table) -> None:
    table.desk.figure("north-killed", title="Our own words", basis="snapshot")
    table.load(FIRST, update=True)
    (own,) = (one for one in table.desk.figures() if one.slug == "north-killed")
    assert (own.title, str(own.basis)) == ("Our own words", "snapshot")


def test_importing_again_changes_nothing(table: Table) -> None:
    table.load(FIRST, SECOND)
    again = table.load(FIRST, SECOND)
    assert (again.unchanged, again.logged, again.absent_count) == (3, 0, 0)


def test_a_bad_row_is_kept_with_its_row_and_column(table: Table) -> None:
    summary = table.load(FIRST, "31/2/2025,north,1,2,NIS,,\n")
    assert (summary.rows, summary.rows_imported, summary.rows_refused) == (2, 1, 1)
    first, second = table.refused()
    assert (first["line"], first["field"], first["claim"]) == (3, "date", "1 killed")
    assert "no day '31/2/2025'" in first["reason"]
    assert first["row"]["date"] == second["row"]["date"] == "31/2/2025"


def test_a_refused_claim_is_corrected_where_it_stands(table: Table) -> None:
    summary = table.load("1/3/2025,north,1,many,NIS,,\n")
    assert (summary.rows_refused, summary.logged, summary.rejected) == (1, 1, 1)
    (line,) = table.refused()
    line["row"]["wounded"] = "2"
    corrected = table.correct(line)
    assert (corrected.rows, corrected.rows_imported, corrected.logged) == (1, 1, 1)
    assert corrected.absent_count == 0  # refused rows are never the whole table
    assert table.load("1/3/2025,north,1,2,NIS,,\n").unchanged == 2


def test_a_row_refused_by_the_record_is_corrected_too(table: Table) -> None:
    summary = table.load("1/3/2026,north,1,,NIS,,\n")  # the clock stands in July 2025
    assert (summary.rejected, summary.rows_refused, summary.rows_imported) == (1, 1, 0)
    (line,) = table.refused()
    line["row"]["date"] = "1/3/2025"
    assert table.correct(line).logged == 1


def test_an_uncorrected_row_is_refused_again(table: Table) -> None:
    table.load("1/3/2025,north,1\n", FIRST)
    (line,) = table.refused()
    assert table.correct(line).rejected == 1
    kept = table.rejected.with_name(f"{table.rejected.name}.rejected.jsonl")
    again = json.loads(kept.read_text("utf-8"))
    assert again["code"] == "line_not_corrected"
    cells = dict(zip(HEAD.strip().split(","), FIRST.strip().split(","), strict=True))
    assert table.correct({**again, "row": cells}).unchanged == 2


def test_two_rows_of_one_key_are_refused_even_with_update(table: Table) -> None:
    summary = table.load(SECOND, SECOND, SECOND.replace("11", "12"), update=True)
    assert (summary.logged, summary.unchanged, summary.updated, summary.rejected) == (1, 1, 0, 1)
    assert table.refused()[0]["code"] == "key_twice"


def test_a_later_version_has_adds_revisions_and_absences(table: Table) -> None:
    table.load(FIRST, SECOND)
    changed = FIRST.replace(",20,", ",21,")
    refused = table.load(changed)
    assert (refused.unchanged, refused.rejected, refused.absent_count) == (1, 1, 1)
    later = table.load(changed, "5/3/2025,south,1,,NIS,,\n", update=True)
    assert (later.logged, later.updated, later.unchanged) == (1, 1, 1)
    assert [one.key for one in later.absent] == ["losses/2025-03-02 north killed"]
    assert table.desk.show("losses/2025-03-02 north killed").standing != "withdrawn"


def test_what_is_gone_is_withdrawn_with_a_reason_and_once(table: Table) -> None:
    table.load(FIRST, SECOND)
    gone = table.load(FIRST, withdraw_absent="taken out in April")
    assert (gone.absent_count, gone.withdrawn) == (1, 1)
    claim = table.desk.show("losses/2025-03-02 north killed")
    assert (claim.standing, claim.withdrawn) == (
        "withdrawn",
        "gone from losses: taken out in April",
    )
    again = table.load(FIRST, withdraw_absent="taken out in April")
    assert (again.absent_count, again.withdrawn) == (0, 0)


def test_a_row_that_is_back_stands_again_with_update(table: Table) -> None:
    table.load(FIRST, SECOND)
    table.load(FIRST, withdraw_absent="taken out")
    told = table.load(FIRST, SECOND)
    assert [one.key for one in told.returned] == ["losses/2025-03-02 north killed"]
    assert table.desk.show("losses/2025-03-02 north killed").standing == "withdrawn"
    back = table.load(FIRST, SECOND.replace("11", "13"), update=True)
    claim = table.desk.show("losses/2025-03-02 north killed")
    assert (back.updated, claim.withdrawn) == (1, None)
    assert table.load(FIRST, SECOND.replace("11", "13")).returned_count == 0
    assert table.desk.verify().ok


def test_what_an_editor_withdrew_stays_withdrawn(table: Table) -> None:
    table.load(FIRST)
    table.desk.withdraw("losses/2025-03-01 north killed", reason="not theirs")
    summary = table.load(FIRST, update=True)
    assert (summary.returned_count, summary.absent_count) == (0, 0)
    assert table.desk.show("losses/2025-03-01 north killed").standing == "withdrawn"


def test_nothing_is_withdrawn_while_rows_cannot_be_read(table: Table) -> None:
    table.load(FIRST, SECOND)
    with pytest.raises(InputError, match="1 rows could not be read"):
        table.load(FIRST, SECOND.replace("2/3", "32/3"), withdraw_absent="taken out")
    assert table.desk.show("losses/2025-03-02 north killed").standing != "withdrawn"


def test_a_refused_row_whose_key_is_known_is_not_gone(table: Table) -> None:
    table.load(FIRST, SECOND)
    summary = table.load(FIRST, SECOND.replace("11", "eleven"), withdraw_absent="taken out")
    assert (summary.rejected, summary.absent_count, summary.withdrawn) == (1, 0, 0)


def test_two_files_are_one_version(table: Table) -> None:
    table.load(FIRST, SECOND)
    other = table.file.with_name("other.csv")
    other.write_text(HEAD + SECOND, encoding="utf-8")
    table.file.write_text(HEAD + FIRST, encoding="utf-8")
    summary = table.desk.import_table([table.file, other], table.map)
    assert (summary.rows, summary.unchanged, summary.absent_count) == (2, 3, 0)


def test_a_table_that_is_not_whole_has_no_absences(table: Table) -> None:
    table.map.write_text("whole_table = false\n" + MAPPING, encoding="utf-8")
    table.load(FIRST, SECOND)
    assert table.load(FIRST).absent_count == 0
    with pytest.raises(InputError, match="not said to be the whole table"):
        table.load(FIRST, withdraw_absent="gone")


def test_another_table_is_left_alone(table: Table) -> None:
    table.load(FIRST)
    table.map.write_text(MAPPING.replace('"losses"', '"losses-2"'), encoding="utf-8")
    assert (table.load(SECOND).absent_count, table.load(SECOND).unchanged) == (0, 1)


def test_a_table_without_rows_is_refused(table: Table) -> None:
    with pytest.raises(InputError, match="no rows"):
        table.load()


def test_a_column_that_is_not_there_is_named_before_anything_is_read(table: Table) -> None:
    table.map.write_text(MAPPING.replace("{origin}", "{origni}"), encoding="utf-8")
    with pytest.raises(InputError, match="no column 'origni'; did you mean origin"):
        table.load(FIRST)


def test_keys_are_told_apart_by_the_thousand() -> None:
    keys = KeySet()
    assert all(keys.add(f"key {n}", b"1") for n in range(5_000))
    assert len(keys) == 5_000
    assert all(f"key {n}" in keys for n in range(5_000))
    assert "key 5000" not in keys
    assert keys.add("key 7", b"1")
    assert not keys.add("key 7", b"2")
