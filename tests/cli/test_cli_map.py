"""`claims map` and `claims import --map` as somebody types them."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl

if TYPE_CHECKING:
    from tests.cli.conftest import Claims

TABLE = """day;killed;source;link
16.1.2024;1.200;"Army (via Wire)";https://wire.example/1
17.1.2024;1.250;Ministry;https://wire.example/2
"""


def write(name: str, text: str) -> str:
    Path(name).write_text(text, encoding="utf-8")
    return name


def test_a_first_mapping_is_written_and_imports(claims: "Claims") -> None:
    table = write("toll.csv", TABLE)
    printed = claims.text("map", table)
    assert "# day: 2 dates fit day-first only, 0 month-first only, 0 fit both\n" in printed
    assert 'delimiter = ";"\n' in printed
    assert 'thousands = "."\n' in printed
    write("toll.toml", printed)
    summary = claims.json("import", table, "--map", "toll.toml")
    assert (summary["rows"], summary["rows_imported"], summary["logged"]) == (2, 2, 2)
    claim = claims.json("show", "toll/2024-01-16 Army (via Wire)")
    assert (claim["source"], claim["quantity"]) == ("Army", "1,200")


def test_the_output_is_never_written_over(claims: "Claims") -> None:
    table = write("toll.csv", TABLE)
    claims.text("map", table, "--output", "toll.toml")
    assert "toll.toml: it is there already" in claims.refused("map", table, "--output", "toll.toml")


def test_a_header_less_table_with_lone_quotes(claims: "Claims") -> None:
    lines = [f"{n}.json\tfalse\t{chr(34) * (n % 9 == 0)}Text {n}\t{n % 5}\n" for n in range(200)]
    printed = claims.text("map", write("a.tsv", "".join(lines)))
    assert 'quote = ""\n' in printed
    assert "lines would be lost: they are plain text here" in printed
    assert 'columns = ["column 1", "column 2", "column 3", "column 4"]  # name them\n' in printed


def test_a_spreadsheet_with_merged_header_cells(claims: "Claims") -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    for line in (["day", "killed", None], [None, "low", "high"], ["2024-01-02", 1, 2]):
        book.active.append(line)
    book.active.merge_cells("B1:C1")
    book.save("a.xlsx")
    printed = claims.text("map", "a.xlsx")
    assert "header = [1, 2]\n" in printed
    assert 'quantity = { low = "{killed / low}", high = "{killed / high}" }\n' in printed


def test_json_and_markdown(claims: "Claims") -> None:
    rows = [{"date": "2024-01-02", "tank": 3, "plane": 4}, {"date": "2024-01-03", "tank": 5}]
    printed = claims.text("map", write("a.json", json.dumps({"data": {"rows": rows}})))
    assert 'path = "data.rows"\n' in printed
    assert 'columns = ["tank", "plane"]\n' in printed
    Path("notes").mkdir()
    write("notes/1.md", "---\nday: 2024-01-02\nkilled: 3\n---\n")
    assert 'format = "markdown"\n' in claims.text("map", "notes")


def test_dates_that_fit_both_orders_are_left_to_the_editor(claims: "Claims") -> None:
    printed = claims.text("map", write("a.csv", "day,n\n1/2/2024,3\n2/3/2024,4\n"))
    assert '# order = "day-first"  # or "month-first": the dates alone do not tell\n' in printed
    write("a.toml", printed)
    result = claims.run("import", "a.csv", "--map", "a.toml")
    assert result.exit_code == 1
    assert "'1/2/2024' may be 2024-02-01 or 2024-01-02" in result.stderr
    assert "a.csv: 2 rows: 0 imported, 0 skipped, 2 refused\n" in result.stdout


def test_a_mapping_with_a_slip_is_refused(claims: "Claims") -> None:
    table = write("toll.csv", TABLE)
    write("a.toml", 'table = "a"\n[[claim]]\nkey = "{day}"\nstatment = "x"\nstatement = "y"\n')
    said = claims.refused("import", table, "--map", "a.toml")
    assert "there is no 'statment' here; did you mean statement?" in said
    write(
        "b.toml",
        'table = "a"\n[file]\ndelimiter = ";"\n[[claim]]\nkey = "{day|dat}"\nstatement = "y"',
    )
    assert "there is no 'dat'; did you mean date?" in claims.refused(
        "import", table, "--map", "b.toml"
    )


def test_options_that_do_not_go_together(claims: "Claims") -> None:
    table = write("toll.csv", TABLE)
    assert "goes with --map" in claims.refused("import", table, "--withdraw-absent", "gone")
    assert "the mapping says" in claims.refused("import", "-", "--map", "a.toml")


def test_the_schema_of_a_mapping(claims: "Claims") -> None:
    schema = json.loads(claims.text("schema", "--mapping"))
    assert {"table", "file", "dates", "numbers", "claim"} <= set(schema["properties"])
