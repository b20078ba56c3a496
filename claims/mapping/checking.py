"""Whether the names that a mapping uses are names of its table; a slip of the pen is found once."""

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from claims.errors import InputError
from claims.mapping import model
from claims.mapping.templates import Filter, Slot, read_template
from claims.schemas.fields import nearest

_LITERAL = frozenset({"reason", "matches", "patterns", "equals", "other_than", "file", "form"})
_APART = ("file", "dates", "numbers", "words", "beside", "table", "empty")
SPECIAL = frozenset({"@n", "@column", "@value", "@row", "@path", "@folder", "@name", "@text"})


def slots_of(part: Any, name: str = "") -> Iterator[Slot]:
    """All columns that the texts in a part of a mapping name."""
    if isinstance(part, BaseModel):
        for one, value in part:
            if one == "reason" and isinstance(part, model.Rule):
                continue
            if one not in _LITERAL or one == "reason":
                yield from slots_of(value, one)
    elif isinstance(part, tuple):
        for value in part:
            yield from slots_of(value, name)
    elif isinstance(part, str) and name not in ("columns", "each", "as_", "parted_by", "otherwise"):
        yield from read_template(part).slots


def own_slots(mapping: model.Mapping) -> list[Slot]:
    """The columns of its own table that a mapping names."""
    parts = [slots_of(value) for name, value in mapping if name not in _APART]
    joined = (slots_of(one.on or "") for one in mapping.beside.values())
    return [slot for part in (*parts, *joined) for slot in part]


def check_filters(mapping: model.Mapping, filters: Mapping[str, Filter]) -> None:
    """Raise where a text uses a filter that there is not."""
    keys = (slot for one in mapping.beside.values() for slot in slots_of(one.key))
    for slot in (*own_slots(mapping), *keys):
        for name in slot.filters:
            if name not in filters:
                raise InputError(
                    "filter_unknown",
                    f"in {{{slot.column}|{name}}} there is no {name!r}"
                    f"{nearest(name, list(filters))}",
                    hint=f"there are {', '.join(filters)}",
                )


def check_columns(mapping: model.Mapping, cells: Mapping[str, Any], groups: frozenset[str]) -> None:
    """Raise where a mapping names a column that the table does not have."""
    called = {part.as_ for part in mapping.claim}
    links = {link.as_ for part in (mapping.every, *mapping.claim) for link in part.link}
    known = {*cells, *groups, *mapping.beside, *called, *links, *SPECIAL}
    named = [slot.column for slot in own_slots(mapping)]
    named += [column for part in mapping.claim for column in part.columns]
    for column in named:
        if column not in known and column.split(".")[0] not in known:
            raise InputError(
                "column_unknown",
                f"the table has no column {column!r}{nearest(column, list(known))}",
                hint=f"it has {', '.join(map(repr, list(cells)[:30]))}",
                field=column,
            )
