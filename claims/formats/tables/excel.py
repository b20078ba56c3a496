"""Spreadsheets: the values that a sheet shows, its dates as dates, in constant memory.

A formula counts as the value that was computed when the file was saved; where none was
kept the row is refused, the cell named. Merged cells all hold what the first of them
holds. What unpacks to much more than a spreadsheet would is refused before it is unpacked.
"""

import re
import warnings
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from claims.errors import InputError
from claims.formats.tables.form import FileForm
from claims.formats.tables.row import Row, Rows, column_names, text_of

LARGEST = 2 << 30  # unpacked, all parts together
DENSEST, FREE = 200, 50 << 20  # how far a part may be packed, once it is larger than this
MOST_COLUMNS = 16_384
MOST_MERGES = 100_000
_CHUNK = 1 << 20
_MERGE = re.compile(rb'<mergeCell ref="([A-Z]+)([0-9]+):([A-Z]+)([0-9]+)"')
_ROW_END = b"</row>"
_FILLED = (b"<v>", b"<v ", b"<is>", b"<f>", b"<f ")

Merges = list[tuple[int, int, int, int]]  # rows and columns, first and last, counted from 1


def read_excel(path: Path, form: FileForm) -> Rows:
    """The rows under the header of one sheet."""
    _check_size(path)
    with _books(path) as books:
        values, formulas = (_sheet(book, form.sheet) for book in books)
        merges, there = _scan(path, values._worksheet_path)  # noqa: SLF001  it has no other name
        yield from _rows(form, _grid(values, formulas, merges), there)


def _rows(form: FileForm, grid: Iterator[tuple[list[Any], InputError | None]], there: int) -> Rows:
    names: tuple[str, ...] = form.columns or ()
    heads: list[list[str]] = []
    filled = 0
    for number, (cells, problem) in enumerate(grid, start=1):
        filled += any(cell is not None for cell in cells)
        if number <= form.skipped_lines:
            if number in form.header:
                heads.append([text_of(_shown(cell)) for cell in cells])
            if number == form.skipped_lines:
                names = _names(heads)
            continue
        if problem is not None or any(text_of(cell) for cell in cells):
            yield _row(number, names, cells, problem)
    if filled < there:  # merged cells may fill rows that are empty by themselves
        raise InputError("lines_lost", f"the sheet has {there:,} rows, and {filled:,} were read")


def _check_size(path: Path) -> None:
    try:
        with ZipFile(path) as archive:
            parts = archive.infolist()
    except BadZipFile as error:
        raise InputError(
            "xlsx_unreadable", "it is no XLSX file", hint="save it as .xlsx; .xls is not read"
        ) from error
    dense = [
        part.filename
        for part in parts
        if part.file_size > FREE and part.file_size > DENSEST * max(part.compress_size, 1)
    ]
    if dense or sum(part.file_size for part in parts) > LARGEST:
        raise InputError(
            "xlsx_too_large",
            f"it would unpack to {sum(part.file_size for part in parts):,} bytes"
            + (f", {dense[0]} to more than {DENSEST} times its size" if dense else ""),
            hint="this is no table; save the sheet that is meant as CSV",
        )


@contextmanager
def _books(path: Path) -> Iterator[list[Any]]:
    """The file twice: its values, and its formulas."""
    try:
        from openpyxl import load_workbook  # noqa: PLC0415  only who reads spreadsheets needs it
    except ImportError as error:
        raise InputError(
            "extra_missing",
            "reading spreadsheets needs openpyxl, which is not installed",
            hint="pip install 'claims-desk[tables]'",
        ) from error
    with ExitStack() as opened:
        books = []
        for only_values in (True, False):
            try:
                with warnings.catch_warnings():
                    warnings.simplefilter("ignore")  # about styles and rules that are not read
                    book = load_workbook(path, read_only=True, data_only=only_values)
            except (KeyError, ValueError, TypeError, SyntaxError) as error:
                raise InputError("xlsx_unreadable", f"it cannot be read: {error}") from error
            opened.callback(book.close)
            books.append(book)
        yield books


def _sheet(book: Any, name: str | None) -> Any:
    """The sheet of this name, or the first."""
    known = [sheet.title for sheet in book.worksheets]
    wanted = name or next(iter(known), "")
    if wanted not in known:
        raise InputError(
            "sheet_unknown",
            f"there is no sheet {wanted!r}",
            hint=f"it has {', '.join(map(repr, known))}",
        )
    return book[wanted]


def _scan(path: Path, part: str) -> tuple[Merges, int]:
    """The merged cells of a sheet, and how many rows have something in them, by its text alone."""
    merges: Merges = []
    rows, rest = 0, b""
    with ZipFile(path) as archive, archive.open(part.lstrip("/")) as stream:
        while chunk := stream.read(_CHUNK):
            *whole, rest = (rest + chunk).split(_ROW_END)
            rows += sum(any(mark in row for mark in _FILLED) for row in whole)
    for found in _MERGE.finditer(rest):  # they stand behind the last row
        left, top, right, bottom = found.groups()
        merges.append((int(top), int(bottom), _place(left), _place(right)))
    if len(merges) > MOST_MERGES:
        raise InputError("xlsx_too_large", f"it has {len(merges):,} merged cells")
    return merges, rows


def _place(letters: bytes) -> int:
    place = 0
    for letter in letters:
        place = place * 26 + letter - 64
    return place


def _grid(
    values: Any, formulas: Any, merges: Merges
) -> Iterator[tuple[list[Any], InputError | None]]:
    """Each row of cells, merged ones filled, with what is wrong with a formula in it."""
    waiting = sorted(merges, reverse=True)
    open_: list[tuple[int, int, int, Any]] = []  # last row, first and last column, what it holds
    width = 0
    pairs = zip(values.iter_rows(values_only=True), formulas.iter_rows(), strict=True)
    for number, (shown, written) in enumerate(pairs, start=1):
        cells = list(shown)
        problem = next(
            (
                _uncomputed(cell)
                for cell, value in zip(written, cells, strict=False)
                if value is None and cell.data_type == "f"
            ),
            None,
        )
        while waiting and waiting[-1][0] <= number:
            _, last, left, right = waiting.pop()
            held = cells[left - 1] if left <= len(cells) else None
            open_.append((last, left, min(right, MOST_COLUMNS), held))
        open_ = [one for one in open_ if one[0] >= number]
        width = max(width, len(cells))
        for _, left, right, held in open_:
            reach = min(right, max(width, left))
            cells += [None] * (reach - len(cells))
            for at in range(left - 1, reach):
                cells[at] = held if cells[at] is None else cells[at]
        yield cells, problem


def _uncomputed(cell: Any) -> InputError:
    return InputError(
        "formula_without_value",
        f"cell {cell.coordinate} holds the formula {str(cell.value)[:80]!r} and no value",
        hint="open the file in a spreadsheet program and save it, so that values are kept",
    )


def _names(heads: list[list[str]]) -> tuple[str, ...]:
    """One name a column, out of several lines of header: `Deaths / low`."""
    width = max((len(head) for head in heads), default=0)
    padded = [head + [""] * (width - len(head)) for head in heads]
    joined = [" / ".join(dict.fromkeys(filter(None, parts))) for parts in zip(*padded, strict=True)]
    while joined and not joined[-1]:
        joined.pop()
    return column_names(joined)


def _row(number: int, names: tuple[str, ...], cells: list[Any], problem: InputError | None) -> Row:
    shown = [_shown(cell) for cell in cells]
    raw = "\t".join(text_of(cell) for cell in shown)
    if problem is None and any(text_of(cell) for cell in shown[len(names) :]):
        problem = InputError(
            "row_unreadable",
            f"it has {len(cells)} cells, the header {len(names)}",
            hint="is the header in another line? Say under [file] header = 3",
        )
    if problem is not None:
        return Row(number, raw=raw, error=problem)
    shown += [""] * (len(names) - len(shown))
    return Row(number, dict(zip(names, shown, strict=False)), raw, has_all=True)


def _shown(cell: Any) -> str:
    """A cell as text: a day in ISO, a number by its digits."""
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time.min else cell.isoformat(" ")
    if isinstance(cell, date | time):
        return cell.isoformat()
    if isinstance(cell, float):
        return text_of(Decimal(int(cell)) if cell.is_integer() else Decimal(repr(cell)))
    return text_of(cell)
