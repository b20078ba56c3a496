"""Texts with columns in them: `{country}'s {type}`, `{source|slug}`, `{checks.0.url}`.

A text in which a column is empty is no text: it gives nothing, so that no half sentence
is recorded. `{{` and `}}` are braces.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from claims.errors import InputError
from claims.formats.tables.objects import member_of
from claims.formats.tables.row import text_of

_PIECE = re.compile(r"\{\{|\}\}|\{([^{}]+)\}|[{}]")
_NO_WORD = re.compile(r"[^\w*]+|_+")

Filter = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Slot:
    """A column in a text, and what is done to what it holds, one after the other."""

    column: str
    filters: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Template:
    """A text in pieces."""

    text: str
    pieces: tuple[str | Slot, ...]

    @property
    def slots(self) -> Iterator[Slot]:
        """The columns in it."""
        return (piece for piece in self.pieces if isinstance(piece, Slot))


@lru_cache(maxsize=4096)
def read_template(text: str) -> Template:
    """The pieces of a text; raises `InputError` where a brace stands alone."""
    pieces: list[str | Slot] = []
    at = 0
    for found in _PIECE.finditer(text):
        pieces.append(text[at : found.start()])
        at = found.end()
        if found[0] in ("{{", "}}"):
            pieces.append(found[0][0])
        elif found[1] is None:
            raise InputError(
                "template_unreadable",
                f"in {text!r} a brace stands alone",
                hint="write {column}, and {{ or }} for a brace",
            )
        else:
            column, *filters = found[1].split("|")
            pieces.append(Slot(column, tuple(one.strip() for one in filters)))
    pieces.append(text[at:])
    return Template(text, tuple(piece for piece in pieces if piece != ""))


class Scope:
    """What names mean at one place of a row: its columns, and what was bound on the way."""

    __slots__ = ("_bound", "_empty", "_filters", "cells")

    def __init__(
        self, cells: Mapping[str, Any], filters: Mapping[str, Filter], empty: frozenset[str]
    ) -> None:
        self.cells = cells
        self._filters = filters
        self._empty = empty
        self._bound: dict[str, Any] = {}

    def binding(self, **more: Any) -> "Scope":
        """The same with further names; a name with `_` before it is written with `@`."""
        scope = Scope(self.cells, self._filters, self._empty)
        scope._bound = {**self._bound, **more}
        return scope

    def bind(self, names: Mapping[str, Any]) -> None:
        """Further names from here on."""
        self._bound.update(names)

    def value(self, column: str) -> Any:
        """What a column holds: by its whole name, else member by member."""
        if column in self._bound:
            return self._bound[column]
        if column in self.cells:
            return self.cells[column]
        first, *rest = column.split(".")
        value = self._bound.get(first, self.cells.get(first))
        for name in rest:
            value = member_of(value, name)
        return value

    def text(self, column: str) -> str:
        """What a column holds, as text; what the mapping calls empty is empty."""
        value = self.value(column)
        if isinstance(value, dict | list):
            return "" if not value else "; ".join(text_of(one) for one in value)
        text = text_of(value)
        return "" if text in self._empty else text

    def fill(self, template: str) -> str | None:
        """The text with its columns in; None where one of them is empty."""
        parts: list[str] = []
        pieces = read_template(template).pieces
        if len(pieces) == 1 and isinstance(pieces[0], str):
            return pieces[0]
        for piece in pieces:
            if isinstance(piece, str):
                parts.append(piece)
                continue
            text = self.text(piece.column)
            for name in piece.filters:
                if text:
                    text = self._filtered(name, text, piece.column)
            if not text:
                return None
            parts.append(text)
        return "".join(parts) or None

    def _filtered(self, name: str, text: str, column: str) -> str:
        try:
            return self._filters[name](text)
        except InputError as error:
            raise error.at(field=column) from error


def slug(text: str) -> str:
    """A text as part of a key: `Naval Ships` is `naval-ships`."""
    return _NO_WORD.sub("-", text.lower()).strip("-")
