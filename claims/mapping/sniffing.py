"""How a file seems to be laid out, with the evidence: format, encoding, marks, header."""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from claims.formats.readers.line import LONGEST
from claims.formats.tables.form import FileForm, Format
from claims.formats.tables.lines import TextLine, read_lines
from claims.formats.tables.opening import open_table
from claims.mapping.profiling import looks_like_value

SAMPLE = 5_000
_HEAD = 4_096
_DELIMITERS = (",", "\t", ";", "|")
_QUOTE = '"'


@dataclass(frozen=True, slots=True)
class Sniffed:
    """A layout with what speaks for it, in sentences."""

    form: FileForm
    format: Format
    evidence: list[str] = field(default_factory=list)


def sniff(path: Path) -> Sniffed:
    """How this file seems to be laid out."""
    format_ = FileForm().format_of(path) or _by_content(path)
    if format_ in ("csv", "tsv"):
        return _sniff_text(path)
    form = FileForm(format=format_)
    if format_ == "xlsx":
        return _sniff_sheet(path, form)
    if format_ == "json":
        where = _list_in(path)
        said = [f"the list of rows is at {where!r}"] if where else []
        return Sniffed(form.model_copy(update={"path": where}), format_, said)
    return Sniffed(form, format_)


def _by_content(path: Path) -> Format:
    with path.open("rb") as stream:
        head = stream.read(_HEAD).removeprefix(b"\xef\xbb\xbf").lstrip()
    if head.startswith(b"PK"):
        return "xlsx"
    if head.startswith(b"---"):
        return "markdown"
    if head.startswith(b"["):
        return "json"
    if head.startswith(b"{"):
        return "jsonl" if re.match(rb"\{[^\n]*\}\s*\n", head) else "json"
    return "csv"


def _list_in(path: Path) -> str:
    """Where in an object the first list of objects is, as far as the head of the file shows."""
    with path.open("rb") as stream:
        head = stream.read(_HEAD).decode("utf-8-sig", "replace")
    if head.lstrip().startswith("["):
        return ""
    names: list[str] = []
    for found in re.finditer(r'"((?:[^"\\]|\\.)*)"\s*:\s*([\[{])?|\}', head):
        if found[0] == "}":
            names = names[:-1]
        elif found[2] == "[":
            return ".".join([*names, found[1]])
        elif found[2] == "{":
            names.append(found[1])
    return ""


def _encodings(path: Path) -> tuple[tuple[str, ...], list[str]]:
    with path.open("rb") as stream:
        mark = stream.read(4)
    if mark.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ("utf-16",), ["it begins with the mark of UTF-16"]
    bad, wide = [], 0
    with path.open("rb") as stream:
        for line in read_lines(stream, ("utf-8",)):
            if line.error is not None:
                bad.append(line.number)
            wide += not line.text.isascii()
    if not bad:
        return ("utf-8",), []
    said = [f"{len(bad):,} lines are not UTF-8, the first is line {bad[0]}"]
    several = wide > len(bad)
    return (("utf-8", "windows-1252") if several else ("windows-1252",)), said


def _lines(path: Path, encodings: tuple[str, ...]) -> Iterator[TextLine]:
    with path.open("rb") as stream:
        yield from read_lines(stream, encodings)


def _sniff_text(path: Path) -> Sniffed:
    encodings, said = _encodings(path)
    head = [line.text for line in islice(_lines(path, encodings), 200) if line.text.strip()]
    delimiter = max(_DELIMITERS, key=lambda mark: _steadiness(head, mark))
    quote, why = _quote(path, encodings, delimiter)
    format_: Format = "tsv" if delimiter == "\t" else "csv"
    form = FileForm(format=format_, delimiter=delimiter, quote=quote, encoding=encodings)
    first = next(
        iter(open_table(path, form.model_copy(update={"columns": _width(head, form)}))), None
    )
    cells = [str(cell) for cell in first.cells.values()] if first is not None else []
    if cells and (any(map(looks_like_value, cells)) or len(set(cells)) < len(cells)):
        form = form.model_copy(update={"columns": _width(head, form)})
        said.append("its first line holds values, and no names of columns")
    return Sniffed(form, format_, [*said, *why])


def _width(head: list[str], form: FileForm) -> tuple[str, ...]:
    cells = _cells(head[0], form.delimiter or ",", form.quote) if head else []
    return tuple(f"column {place}" for place in range(1, len(cells) + 1))


def _cells(line: str, delimiter: str, quote: str | None) -> list[str]:
    """The cells of one line; where its quotation marks make no sense, they are plain text."""
    try:
        return next(csv.reader([line], delimiter=delimiter)) if quote else line.split(delimiter)
    except (csv.Error, StopIteration):
        return line.split(delimiter)


def _steadiness(head: list[str], mark: str) -> tuple[int, int]:
    """How many lines hold the mark as often as most do, if at all."""
    counts = Counter(len(_cells(line, mark, _QUOTE)) for line in head)
    (width, lines), *_ = counts.most_common(1) or [(1, 0)]
    return (lines, width) if width > 1 else (0, 0)


def _quote(path: Path, encodings: tuple[str, ...], delimiter: str) -> tuple[str, list[str]]:
    """Whether quotation marks stand around cells or are plain text: both counted, and compared."""
    widths: Counter[int] = Counter()
    marked = around = 0
    for line in _lines(path, encodings):
        widths[line.text.count(delimiter)] += 1
        marked += _QUOTE in line.text
        around += f"{delimiter}{_QUOTE}" in f"{delimiter}{line.text}"
    if not marked:
        return ("" if delimiter == "\t" else _QUOTE), []
    lines = widths.total()
    rows = _rows_by_default(path, encodings, delimiter)
    said = [f"{lines:,} lines; with quotation marks around cells {rows:,} rows"]
    whole = widths.most_common(1)[0][1]
    plain = whole == lines or not around or (rows < lines and whole >= rows)
    if plain and rows < lines:
        said.append(f"{lines - rows:,} lines would be lost: they are plain text here")
    return ("" if plain and (rows < lines or delimiter == "\t") else _QUOTE), said


def _rows_by_default(path: Path, encodings: tuple[str, ...], delimiter: str) -> int:
    """How many rows there are where every quotation mark counts."""
    csv.field_size_limit(LONGEST)
    rows = 0
    lines = (f"{line.text}\n" for line in _lines(path, encodings))
    try:
        for _ in csv.reader(lines, delimiter=delimiter):
            rows += 1
    except csv.Error:
        return rows
    return rows


def _sniff_sheet(path: Path, form: FileForm) -> Sniffed:
    """The header is the first line with texts in two cells or more; a second one may follow."""
    wide = form.model_copy(update={"columns": tuple(f"column {n}" for n in range(1, 16_385))})
    rows = [row for row in islice(open_table(path, wide), 30) if row.error is None]
    for place, row in enumerate(rows[:-1]):
        cells = [str(cell) for cell in row.cells.values() if cell]
        if len(cells) > 1 and not any(map(looks_like_value, cells)):
            below = [str(cell) for cell in rows[place + 1].cells.values() if cell]
            merged = len(set(cells)) < len(cells) and not any(map(looks_like_value, below))
            header = (row.number, rows[place + 1].number) if merged else (row.number,)
            said = ["the header takes two lines, its merged cells filled"] if merged else []
            return Sniffed(form.model_copy(update={"header": header}), "xlsx", said)
    return Sniffed(form, "xlsx", ["no header was found; say where it is"])
