"""How a file is laid out: its format, and for text the marks that part its cells."""

import codecs
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

Format = Literal["csv", "tsv", "xlsx", "json", "jsonl", "markdown"]
FORMATS: tuple[Format, ...] = ("csv", "tsv", "xlsx", "json", "jsonl", "markdown")
_ENDINGS: dict[str, Format] = {
    ".csv": "csv",
    ".tsv": "tsv",
    ".tab": "tsv",
    ".xlsx": "xlsx",
    ".xlsm": "xlsx",
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".md": "markdown",
}


def _known(encoding: str) -> str:
    try:
        return codecs.lookup(encoding).name
    except LookupError as error:
        raise PydanticCustomError(
            "encoding_unknown", "there is no encoding {name}", {"name": repr(encoding)}
        ) from error


def _some(value: object) -> object:
    return [value] if isinstance(value, str | int) else value


Encoding = Annotated[str, AfterValidator(_known)]


class FileForm(BaseModel):
    """The `[file]` of a mapping. What is not said follows from the end of the file's name."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: Format | None = None
    delimiter: Annotated[str | None, Field(min_length=1, max_length=1)] = None
    quote: Annotated[
        str | None,
        Field(max_length=1, description='the mark around cells; "" where quotes are plain text'),
    ] = None
    encoding: Annotated[
        tuple[Encoding, ...],
        BeforeValidator(_some),
        Field(min_length=1, description="several where lines differ: each takes the first it fits"),
    ] = ("utf-8",)
    header: Annotated[
        tuple[int, ...],
        BeforeValidator(_some),
        Field(description="the line with the names of the columns; several in a spreadsheet"),
    ] = (1,)
    columns: Annotated[
        tuple[str, ...] | None, Field(description="their names, where the file has no header")
    ] = None
    short_rows: Annotated[
        Literal["refuse", "fill"],
        Field(description="whether a row that ends early has empty cells there"),
    ] = "refuse"
    sheet: Annotated[str | None, Field(description="of a spreadsheet; the first if not said")] = (
        None
    )
    path: Annotated[str, Field(description="where in the JSON the list of rows is: data.rows")] = ""

    def format_of(self, path: Path) -> Format | None:
        """The format of this file, if it can be told."""
        return self.format or ("markdown" if path.is_dir() else _ENDINGS.get(path.suffix.lower()))

    @property
    def skipped_lines(self) -> int:
        """How many lines stand above the first row."""
        return 0 if self.columns is not None else max(self.header)
