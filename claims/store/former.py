"""What the tables held before: each has a twin that keeps the rows it no longer holds.

When a record is changed, its rows move to the twins with the moment at which
they were replaced. So what the record said at any moment is two index searches,
however long ago it was. Like the tables, the twins are what the ledger adds up to.
"""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Column, Enum, Index, Integer, Table
from sqlalchemy.types import TypeEngine

from claims.store.columns import UtcDateTime, stored_enum

PREFIX = "former_"
REVISION, CHANGED_AT, REPLACED_AT = "revision", "changed_at", "replaced_at"


def former_of(table: Table, owner: str) -> Table:
    """The twin of a table: its columns, at which revision, and from when to when they held.

    No twin has a foreign key, or a rule of uniqueness but its own key: what a row
    pointed to may have been replaced as well. `owner` is the column that says
    whose row it is.
    """
    name = f"{PREFIX}{table.name}"
    twin = Table(name, table.metadata, *_columns(table, owner), info=dict(table.info))
    for index in sorted(table.indexes, key=lambda index: str(index.name)):
        own = str(index.name).replace(table.name, name, 1)
        Index(own, *(twin.c[column.name] for column in index.columns))
    return twin


def _columns(table: Table, owner: str) -> Iterator[Column[Any]]:
    """The columns of the table, then those it lacks of revision, changed_at, replaced_at."""
    for column in table.columns:
        in_key = column.primary_key or column.name in (owner, REVISION)
        kind = _unchecked(column.type)
        yield _column(column.name, kind, in_key=in_key, nullable=bool(column.nullable))
    if REVISION not in table.columns:
        yield _column(REVISION, Integer(), in_key=True)
        yield _column(CHANGED_AT, UtcDateTime())
    yield _column(REPLACED_AT, UtcDateTime())


def _unchecked(kind: TypeEngine[Any]) -> TypeEngine[Any]:
    """A type without its check, which the table has already seen to."""
    if isinstance(kind, Enum) and kind.enum_class is not None:
        return stored_enum(kind.enum_class, str(kind.name), checked=False)  # type: ignore[arg-type]  # all of ours are StrEnums
    return kind


def _column(
    name: str, kind: TypeEngine[Any], *, in_key: bool = False, nullable: bool = False
) -> Column[Any]:
    return Column(
        name, kind, primary_key=in_key, autoincrement=False, nullable=nullable and not in_key
    )
