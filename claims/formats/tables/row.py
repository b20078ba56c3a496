"""One row of a table: what its columns hold, or why it cannot be read."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from claims.errors import InputError


@dataclass(frozen=True, slots=True)
class Row:
    """A row by the number of the line, record or file where it starts.

    `has_all` says that every column of the table is among the cells, so that a name
    which is not there is a mistake. `only` is the one claim of this row that is meant,
    where the row comes from a file of refused ones.
    """

    number: int
    cells: Mapping[str, Any] = field(default_factory=dict)
    raw: str = ""
    error: InputError | None = None
    has_all: bool = False
    only: str | None = None


Rows = Iterator[Row]


def text_of(cell: Any) -> str:
    """A cell as text, without the blanks around it; nothing is empty text."""
    if type(cell) is str:
        return cell.strip()
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, Decimal):
        return f"{cell:f}"
    return str(cell).strip()


def column_names(header: list[str]) -> tuple[str, ...]:
    """Names that tell columns apart: one without a name by its place, a second one numbered."""
    names: list[str] = []
    for place, cell in enumerate(header, start=1):
        name = " ".join(cell.split()) or f"column {place}"
        same = sum(one == name or one.startswith(f"{name} [") for one in names)
        names.append(f"{name} [{same + 1}]" if same else name)
    return tuple(names)
