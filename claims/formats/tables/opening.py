"""From a file to its rows, by its format; a file of refused rows is read as such."""

from collections.abc import Callable
from pathlib import Path

from claims.errors import InputError
from claims.formats.readers.jsonl import read_jsonl
from claims.formats.tables.delimited import read_delimited
from claims.formats.tables.excel import read_excel
from claims.formats.tables.form import FORMATS, FileForm, Format
from claims.formats.tables.markdown import markdown_files, read_markdown
from claims.formats.tables.objects import read_json, read_json_lines
from claims.formats.tables.row import Row, Rows

REFUSED = ".rejected.jsonl"
ROW, CLAIM = "row", "claim"  # what a refused row is kept under, and which of its claims it was

_READERS: dict[Format, Callable[[Path, FileForm], Rows]] = {
    "csv": read_delimited,
    "tsv": read_delimited,
    "xlsx": read_excel,
    "json": read_json,
    "jsonl": read_json_lines,
    "markdown": read_markdown,
}


def open_table(path: Path, form: FileForm) -> Rows:
    """The rows of a file, or of a folder of Markdown files."""
    if is_refused(path):
        return _refused(path)
    format_ = form.format_of(path)
    if format_ is None:
        raise InputError(
            "format_unknown",
            f"it is not said in which format {path.name} is",
            hint=f"say it under [file]: format = one of {', '.join(FORMATS)}",
        )
    return _READERS[format_](path, form)


def is_refused(path: Path) -> bool:
    """Whether this file keeps the refused rows of another."""
    return path.name.endswith(REFUSED)


def _refused(path: Path) -> Rows:
    """Rows that were refused before, corrected by now or not."""
    with path.open("rb") as stream:
        for line in read_jsonl(stream):
            fields = line.fields or {}
            cells, only = fields.get(ROW), fields.get(CLAIM)
            if line.error is not None:
                yield Row(line.number, raw=line.raw, error=line.error)
            elif isinstance(cells, dict):
                yield Row(line.number, cells, line.raw, only=None if only is None else str(only))
            else:
                yield Row(line.number, raw=str(fields.get("raw", line.raw)), error=_bare(fields))


def _bare(fields: dict[str, object]) -> InputError:
    return InputError(
        "line_not_corrected",
        f"this row could not be read: {fields.get('reason', 'it holds no row')}",
        hint='put {"row": {"column": "value", …}} in its place',
        field="raw",
    )


def files_of(path: Path) -> list[Path]:
    """What is read where this is given: the files of a folder, or the file itself."""
    return markdown_files(path) if path.is_dir() else [path]


__all__ = ["CLAIM", "REFUSED", "ROW", "Row", "files_of", "is_refused", "open_table"]
