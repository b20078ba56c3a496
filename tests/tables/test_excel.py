"""Spreadsheets: what a sheet shows, and what is refused of them."""

import zipfile
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from claims.errors import InputError
from claims.formats.tables import FileForm, Row, open_table


def rows(path: Path, **form: object) -> list[Row]:
    return list(open_table(path, FileForm.model_validate(form)))


@pytest.fixture
def book(tmp_path: Path) -> openpyxl.Workbook:
    del tmp_path
    return openpyxl.Workbook()


def saved(book: openpyxl.Workbook, tmp_path: Path) -> Path:
    path = tmp_path / "a.xlsx"
    book.save(path)
    return path


def fill(book: openpyxl.Workbook, *lines: list[object]) -> None:
    assert book.active is not None
    for line in lines:
        book.active.append(line)


def test_days_numbers_and_gaps(book: openpyxl.Workbook, tmp_path: Path) -> None:
    day, moment = date(2024, 1, 16), datetime(2024, 1, 16, 14, 5)  # noqa: DTZ001  as a sheet has it
    fill(book, ["date", "n", "x"], [day, 4700.0, None], [], [moment, 0.25, True])
    found = rows(saved(book, tmp_path))
    assert [dict(row.cells) for row in found] == [
        {"date": "2024-01-16", "n": "4700", "x": ""},
        {"date": "2024-01-16 14:05:00", "n": "0.25", "x": "true"},
    ]
    assert [row.number for row in found] == [2, 4]


def test_merged_cells_hold_what_the_first_holds(book: openpyxl.Workbook, tmp_path: Path) -> None:
    fill(
        book,
        ["day", "deaths", None, "casualties", None],
        [None, "low", "high", "low", "high"],
        ["2024-01-01", 1, 2, 3, 4],
        [None, 5, 6, 7, 8],
    )
    assert book.active is not None
    for merged in ("B1:C1", "D1:E1", "A1:A2", "A3:A4"):
        book.active.merge_cells(merged)
    found = rows(saved(book, tmp_path), header=[1, 2])
    assert list(found[0].cells) == [
        *("day", "deaths / low", "deaths / high", "casualties / low", "casualties / high")
    ]
    assert [row.cells["day"] for row in found] == ["2024-01-01", "2024-01-01"]
    assert found[1].cells["casualties / high"] == "8"


def test_a_formula_without_a_value_is_refused_with_its_cell(
    book: openpyxl.Workbook, tmp_path: Path
) -> None:
    fill(book, ["a", "b"], [1, "=A2*2"], [2, 3])
    refused, read = rows(saved(book, tmp_path))
    assert refused.error is not None
    assert "cell B2 holds the formula '=A2*2'" in refused.error.message
    assert read.cells["b"] == "3"


def test_another_sheet_and_an_unknown_one(book: openpyxl.Workbook, tmp_path: Path) -> None:
    book.create_sheet("Data").append(["a"])
    book["Data"].append([1])
    path = saved(book, tmp_path)
    assert [row.cells["a"] for row in rows(path, sheet="Data")] == ["1"]
    with pytest.raises(InputError, match="no sheet 'data'") as refused:
        rows(path, sheet="data")
    assert "'Data'" in refused.value.hint


def test_a_zip_bomb_is_refused_before_it_is_unpacked(
    book: openpyxl.Workbook, tmp_path: Path
) -> None:
    fill(book, ["a"], [1])
    path = saved(book, tmp_path)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/bomb.bin", bytes(60 << 20))
    with pytest.raises(InputError, match="would unpack to") as refused:
        rows(path)
    assert refused.value.code == "xlsx_too_large"


def test_what_is_no_spreadsheet(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"a,b\n1,2\n")
    with pytest.raises(InputError, match="no XLSX file"):
        rows(tmp_path / "a.xlsx")
