"""CSV with our own column names: RFC 4180, a header line, UTF-8 with or without a mark.

A column is a field of a claim draft; `report.url`, `report.title` and so on are
the fields of its report. `via` and `tags` hold several values parted by
semicolons or a JSON list, `chain` and `links` a JSON list, `quantity` its words or a
JSON object. An apostrophe before a character that a spreadsheet would run is taken off.
"""

import csv
import io
import re
from collections.abc import Iterator
from typing import Any, BinaryIO

import orjson

from claims.errors import InputError
from claims.formats.readers.line import LONGEST, Line, not_utf8, readable
from claims.schemas.drafts import ClaimDraft, ClaimReport
from claims.schemas.fields import nearest

GUARDED = re.compile("'+[=+@\t\r-]")  # one apostrophe more than the text itself has
COLUMNS = (
    *ClaimDraft.model_fields,
    *(f"report.{name}" for name in ClaimReport.model_fields),
)


def read_csv(stream: BinaryIO) -> Iterator[Line]:
    """The rows under the header; raises `InputError` where the header itself is wrong."""
    csv.field_size_limit(LONGEST)
    buffered = io.BufferedReader(stream) if isinstance(stream, io.RawIOBase) else stream
    text = io.TextIOWrapper(buffered, "utf-8-sig", errors="surrogateescape", newline="")
    try:
        yield from _table(text)
    finally:
        if not stream.closed:
            text.detach()  # closing is the caller's


def _table(text: Iterator[str]) -> Iterator[Line]:
    lines = _Lines(text)
    rows = csv.reader(lines, strict=True)
    try:
        header = next(rows)
    except StopIteration:
        return
    except csv.Error as error:
        raise InputError("csv_unreadable", f"the header cannot be read: {error}").at(
            line=1
        ) from error
    names = _header(header)
    yield from _rows(rows, lines, names)


def _header(cells: list[str]) -> list[str]:
    names = [cell.strip() for cell in cells]
    if names and names[0].startswith(("\udcff\udcfe", "\udcfe\udcff")):
        raise InputError("file_not_utf8", "the file is UTF-16", hint="save it as UTF-8").at(line=1)
    spoiled = not_utf8(",".join(names))
    if spoiled is not None:
        raise spoiled.at(line=1)
    unknown = [name for name in names if name not in COLUMNS]
    if unknown:
        near = nearest(unknown[0], list(COLUMNS))
        if len(names) == 1 and ";" in unknown[0]:
            near = "; cells are parted by commas, not by semicolons"
        raise InputError(
            "column_unknown",
            f"there is no column {unknown[0]!r}{near}",
            hint="the columns are the fields of `claims schema`",
            field=unknown[0],
        ).at(line=1)
    doubled = [name for name in names if names.count(name) > 1]
    if doubled:
        raise InputError(
            "column_doubled", f"the column {doubled[0]!r} stands twice", field=doubled[0]
        ).at(line=1)
    return names


class _Lines:
    """The lines of a file, of which those that the row at hand took are kept as they stood."""

    def __init__(self, text: Iterator[str]) -> None:
        self._text = text
        self._taken: list[str] = []

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = next(self._text)
        self._taken.append(line)
        return line

    def take(self) -> str:
        """All that was read since the last call."""
        taken, self._taken = "".join(self._taken), []
        return taken.rstrip("\r\n")


def _rows(rows: Any, lines: _Lines, names: list[str]) -> Iterator[Line]:
    lines.take()
    while True:
        number = rows.line_num + 1
        try:
            cells = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield Line(number, None, readable(lines.take()), _unreadable(number, rows, error))
            continue
        raw = lines.take()
        if any(cell.strip() for cell in cells):
            yield _line(number, names, cells, raw)


def _unreadable(number: int, rows: Any, error: csv.Error) -> InputError:
    last = rows.line_num
    swallowed = f"; it runs from line {number} to line {last}" if last > number else ""
    return InputError(
        "csv_unreadable",
        f"the row cannot be read: {error}{swallowed}",
        hint="is a quotation mark missing, or one too many?",
    )


def _line(number: int, names: list[str], cells: list[str], raw: str) -> Line:
    error = not_utf8(raw)
    if error is None and len(cells) != len(names):
        error = InputError("csv_unreadable", f"it has {len(cells)} cells, the header {len(names)}")
    if error is not None:  # which cell belongs to which column is not known
        return Line(number, None, readable(raw), error)
    fields = {name: _unguarded(cell) for name, cell in zip(names, cells, strict=True)}
    return Line(number, _nested(fields), raw)


def _unguarded(cell: str) -> str:
    return cell[1:] if GUARDED.match(cell) else cell


def _nested(fields: dict[str, str]) -> dict[str, Any]:
    """`report.url` and its like put into one `report`; empty cells left out."""
    draft: dict[str, Any] = {}
    report: dict[str, str] = {}
    for name, cell in fields.items():
        if not cell.strip():
            continue
        if name.startswith("report."):
            report[name.removeprefix("report.")] = cell
        else:
            draft[name] = _in_columns(cell) if name == "quantity" else cell
    if report:
        given = draft.get("report")
        draft["report"] = report | ({"url": given} if given else {})
    return draft


def _in_columns(cell: str) -> Any:
    """A quantity as its columns, where the cell holds them; else as its words."""
    if not cell.lstrip().startswith("{"):
        return cell
    try:
        return orjson.loads(cell)
    except orjson.JSONDecodeError:
        return cell  # which are then refused as no quantity
