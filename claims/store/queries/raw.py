"""Identities and moments as the driver hands them over, of which nothing is made.

They compare and sort alike on every engine. To make values of ten thousand of them takes longer
than to read them.
"""

from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Table, type_coerce
from sqlalchemy.types import NullType

from claims.store.projection import CLAIMS

Raw = Any  # an identity or a moment as the driver hands it over


def raw_columns(table: Table, *names: str) -> list[Any]:
    """These columns of a table, unread."""
    return [type_coerce(table.c[name], NullType()).label(name) for name in names]


def raw_of(connection: Connection) -> Callable[[UUID], Raw]:
    """What makes of an identity what the driver hands over."""
    kind = CLAIMS.c.id.type.dialect_impl(connection.dialect)
    return kind.bind_processor(connection.dialect) or (lambda one: one)


def identity(raw: Raw) -> UUID:
    """What the driver handed over, as an identity."""
    return raw if isinstance(raw, UUID) else UUID(raw)


def spelled(raw: Raw) -> str:
    """The same as text, as a payload spells it; no identity is made for that."""
    if isinstance(raw, UUID):
        return str(raw)
    return f"{raw[:8]}-{raw[8:12]}-{raw[12:16]}-{raw[16:20]}-{raw[20:]}"


def identities(raws: Iterable[Raw]) -> set[UUID]:
    """The same of many."""
    return set(map(identity, raws))
