"""Text tables: every line that is there comes out, by whatever marks it is written."""

import csv
from pathlib import Path

import pytest

from claims.errors import InputError
from claims.formats.tables import FileForm, Row, open_table


def rows(path: Path, **form: object) -> list[Row]:
    return list(open_table(path, FileForm.model_validate(form)))


def write(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_a_lone_quote_in_a_tab_separated_file_swallows_no_lines(tmp_path: Path) -> None:
    lines = [f"{n}\t{chr(34) if n % 50 == 7 else ''}text {n}\tx" for n in range(1_000)]
    path = write(tmp_path / "a.tsv", "id\ttext\tmark\n" + "\n".join(lines) + "\n")

    with path.open(newline="") as file:
        assert len(list(csv.reader(file, delimiter="\t"))) < 900  # what a parser makes of it
    found = rows(path)
    assert [row.cells["id"] for row in found] == [str(n) for n in range(1_000)]
    assert found[7].cells["text"] == '"text 7'


def test_a_lone_quote_is_taken_line_by_line_where_quotes_are_declared(tmp_path: Path) -> None:
    path = write(tmp_path / "a.tsv", 'a\tb\n1\t"one\n2\ttwo\n3\tth"ree\n4\t"fo\tur"\n')
    found = rows(path, quote='"')
    assert [row.cells.get("a") for row in found] == ["1", "2", "3", "4"]
    assert [row.number for row in found] == [2, 3, 4, 5]
    assert found[0].cells["b"] == '"one'
    assert found[3].cells["b"] == "fo\tur"


def test_a_quote_never_closed_costs_one_row(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", 'a,b,c,d\n1,"x,y,z\n2,x,y,z\n3,x,y,z\n')
    found = rows(path)
    assert [row.number for row in found] == [2, 3, 4]
    assert found[0].cells["b"] == '"x'  # it has as many cells as the header: taken as it stands
    assert [row.error for row in found] == [None, None, None]


def test_a_cell_of_several_lines_is_one_row(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", 'a,b\n1,"first, line\nsecond ""line"""\n2,y\n')
    found = rows(path)
    assert [row.cells.get("a") for row in found] == ["1", "2"]
    assert found[0].cells["b"] == 'first, line\nsecond "line"'
    assert [row.number for row in found] == [2, 4]


def test_a_row_with_too_many_cells_costs_only_itself(tmp_path: Path) -> None:
    found = rows(write(tmp_path / "a.csv", "a,b\n1,2\n1,2,3\n1,2,,\n1\n"))
    assert [row.error is None for row in found] == [True, False, True, False]
    assert found[1].raw == "1,2,3"
    assert "3 cells, the header 2" in str(found[1].error)


def test_rows_that_end_early_are_filled_where_that_is_declared(tmp_path: Path) -> None:
    (row,) = rows(write(tmp_path / "a.csv", "a,b\n1\n"), short_rows="fill")
    assert row.cells == {"a": "1", "b": ""}


def test_mixed_encodings_are_told_line_by_line(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", "name\nMüller\n".encode() + "Müller\n".encode("cp1252"))
    assert rows(path)[1].error is not None
    found = rows(path, encoding=["utf-8", "windows-1252"])
    assert [row.cells["name"] for row in found] == ["Müller", "Müller"]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_byte_order_marks(tmp_path: Path, encoding: str) -> None:
    path = write(tmp_path / "a.csv", "näme,b\n1,2\n3,4\n".encode(encoding))
    found = rows(path, encoding="utf-16" if encoding == "utf-16" else "utf-8")
    assert [dict(row.cells) for row in found] == [{"näme": "1", "b": "2"}, {"näme": "3", "b": "4"}]


def test_utf_16_that_was_not_declared_is_refused_with_what_to_say(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", "a,b\n1,2\n".encode("utf-16"))
    with pytest.raises(InputError, match="UTF-16") as refused:
        rows(path)
    assert 'encoding = "utf-16"' in refused.value.hint


def test_the_wrong_delimiter_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="the header is one cell"):
        rows(write(tmp_path / "a.csv", "a;b\n1;2\n"))


def test_columns_of_one_name_and_of_none_are_told_apart(tmp_path: Path) -> None:
    (row,) = rows(write(tmp_path / "a.csv", "n,,n,n\n1,2,3,4\n"))
    assert dict(row.cells) == {"n": "1", "column 2": "2", "n [2]": "3", "n [3]": "4"}


def test_a_header_further_down_and_none_at_all(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", "Estimates of losses\n\na,b\n1,2\n")
    (row,) = rows(path, header=3)
    assert (row.number, dict(row.cells)) == (4, {"a": "1", "b": "2"})
    bare = rows(write(tmp_path / "b.csv", "1,2\n3,4\n"), columns=["a", "b"])
    assert [row.cells["a"] for row in bare] == ["1", "3"]


def test_200_columns(tmp_path: Path) -> None:
    head = ",".join(f"c{n}" for n in range(200))
    (row,) = rows(write(tmp_path / "a.csv", f"{head}\n{','.join('7' * 200)}\n"))
    assert len(row.cells) == 200


def test_carriage_returns_within_a_line_part_nothing(tmp_path: Path) -> None:
    found = rows(write(tmp_path / "a.tsv", "a\tb\r\n1\tx\ry\r\n2\tz\r\n"))
    assert [dict(row.cells) for row in found] == [{"a": "1", "b": "x\ry"}, {"a": "2", "b": "z"}]
