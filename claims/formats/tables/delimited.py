"""Tables as text: cells parted by a mark, with or without quotation marks around them.

A quotation mark that nobody closed makes a parser take the next lines for one cell. So
the lines are counted by themselves, and where a row takes several lines, each of which
would be a whole row, that row is taken line by line, its quotation marks as plain text.
"""

import csv
from collections import deque
from collections.abc import Iterator
from pathlib import Path

from claims.errors import InputError
from claims.formats.readers.line import LONGEST
from claims.formats.tables.form import FileForm
from claims.formats.tables.lines import TextLine, count_lines, read_lines
from claims.formats.tables.row import Row, Rows, column_names

TAB = "\t"
MOST_LINES = 1_000  # of one row; a text of more is no cell


class Dialect:
    """How the cells of a line are parted."""

    def __init__(self, form: FileForm, path: Path) -> None:
        tabs = form.format_of(path) == "tsv"
        self.delimiter = form.delimiter or (TAB if tabs else ",")
        default = "" if self.delimiter == TAB else '"'
        self.quote = default if form.quote is None else form.quote

    def bare(self, text: str) -> list[str]:
        """The cells, every quotation mark as plain text."""
        return text.split(self.delimiter)

    def quoted(self, lines: list[str]) -> list[str] | None:
        """The cells of a row that takes these lines; None where a cell is still open."""
        if not self.quote:
            return self.bare(lines[0])
        reader = csv.reader(
            (f"{line}\n" for line in lines),
            delimiter=self.delimiter,
            quotechar=self.quote,
            strict=True,
        )
        try:
            return next(reader)
        except csv.Error as error:
            if "unexpected end of data" in str(error):
                return None
            raise


def read_delimited(path: Path, form: FileForm) -> Rows:
    """The rows under the header; raises where lines that are there did not come out."""
    csv.field_size_limit(LONGEST)
    reader = _Reader(path, form)
    with path.open("rb") as stream:
        yield from reader.rows(read_lines(stream, form.encoding))
    if not form.encoding[0].startswith(("utf-16", "utf-32")):
        _compare(count_lines(path), reader.lines_read)


def _compare(there: int, read: int) -> None:
    if there != read:
        raise InputError(
            "lines_lost",
            f"the file has {there:,} lines, and {read:,} were read",
            hint="this is a fault of the reader; nothing should be trusted of this import",
        )


class _Reader:
    """Lines into rows; knows how many lines it has taken."""

    def __init__(self, path: Path, form: FileForm) -> None:
        self._dialect = Dialect(form, path)
        self._form = form
        self.lines_read = 0
        self._ahead: deque[TextLine] = deque()
        self._names: tuple[str, ...] = form.columns or ()

    def rows(self, lines: Iterator[TextLine]) -> Rows:
        """All rows under the header."""
        header = self._form.skipped_lines
        while self.lines_read < header:
            line = self._next(lines)
            if line is None:
                return
            if self.lines_read == header:
                self._names = self._header(line, lines)
                header = self.lines_read  # a quoted header may take several lines
        while (line := self._next(lines)) is not None:
            if line.text.strip(f" {self._dialect.delimiter}\r") or line.error:
                yield self._row(line, lines)

    def _next(self, lines: Iterator[TextLine]) -> TextLine | None:
        line = self._ahead.popleft() if self._ahead else next(lines, None)
        if line is not None:
            self.lines_read += 1
        return line

    def _header(self, line: TextLine, lines: Iterator[TextLine]) -> tuple[str, ...]:
        if line.error is not None:
            raise line.error.at(line=line.number)
        try:
            cells = self._cells([line], lines)
        except csv.Error as error:
            raise InputError("csv_unreadable", f"the header cannot be read: {error}").at(
                line=line.number
            ) from error
        names = column_names(cells)
        if len(names) == 1 and any(mark in names[0] for mark in ";\t|,"):
            raise InputError(
                "delimiter_wrong",
                f"the header is one cell, {names[0][:60]!r}",
                hint="say under [file] what parts the cells: delimiter = ';'",
            ).at(line=line.number)
        return names

    def _cells(self, taken: list[TextLine], lines: Iterator[TextLine]) -> list[str]:
        """The cells of a row that begins with this line, and all further lines it takes."""
        texts = [one.text for one in taken]
        cells = self._dialect.quoted(texts)
        while cells is None:
            line = self._next(lines) if len(texts) < MOST_LINES else None
            if line is None or line.error is not None:
                if line is not None:
                    taken.append(line)
                raise csv.Error("a quotation mark is opened and never closed")
            taken.append(line)
            texts.append(line.text)
            if line.text.find(self._dialect.quote) >= 0:  # none can be closed without
                cells = self._dialect.quoted(texts)
        return cells

    def _row(self, first: TextLine, lines: Iterator[TextLine]) -> Row:
        if first.error is not None:
            return Row(first.number, raw=first.text, error=first.error)
        taken = [first]
        try:
            cells = self._cells(taken, lines)
        except csv.Error as error:
            return self._line_by_line(taken, f"the row cannot be read: {error}")
        if len(taken) > 1 and self._are_rows(taken):
            return self._line_by_line(taken, "it takes in lines that are rows by themselves")
        raw = "\n".join(one.text for one in taken)
        if len(cells) != len(self._names) and len(taken) > 1:
            return self._line_by_line(taken, self._miscounted(cells))
        return self._row_of(first.number, cells, raw)

    def _are_rows(self, taken: list[TextLine]) -> bool:
        """Whether each line would be a whole row, were quotation marks plain text.

        With few columns parted by commas, prose of several lines may look like it.
        """
        width = len(self._names)
        telling = width > 1 and (self._dialect.delimiter == TAB or width > 3)  # noqa: PLR2004
        return telling and all(len(self._dialect.bare(one.text)) == width for one in taken)

    def _line_by_line(self, taken: list[TextLine], why: str) -> Row:
        """The first of these lines by itself, its quotation marks plain text; the rest follow."""
        first, *rest = taken
        self._ahead.extendleft(reversed(rest))
        self.lines_read -= len(rest)
        cells = self._dialect.bare(first.text)
        if len(cells) == len(self._names):
            return self._row_of(first.number, cells, first.text)
        last = f"; it would run to line {taken[-1].number}" if rest else ""
        error = InputError(
            "row_unreadable",
            f"{why}{last}",
            hint="is a quotation mark missing, or one too many? Where quotation marks are plain "
            'text, say quote = "" under [file]',
        )
        return Row(first.number, raw=first.text, error=error)

    def _miscounted(self, cells: list[str]) -> str:
        return f"it has {len(cells)} cells, the header {len(self._names)}"

    def _row_of(self, number: int, cells: list[str], raw: str) -> Row:
        missing = len(self._names) - len(cells)
        if missing > 0 and self._form.short_rows == "fill":
            cells = cells + [""] * missing
        elif missing < 0 and not any(cell.strip() for cell in cells[missing:]):
            cells = cells[:missing]  # empty cells behind the last column, as spreadsheets write
        if len(cells) != len(self._names):
            error = InputError(
                "row_unreadable",
                self._miscounted(cells),
                hint="which cell belongs to which column is not known; short_rows = 'fill' under "
                "[file] takes rows that end early",
            )
            return Row(number, raw=raw, error=error)
        return Row(number, dict(zip(self._names, cells, strict=True)), raw, has_all=True)
