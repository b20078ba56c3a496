"""What all tables have in common: their metadata, how they are spread, what records keep."""

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import (
    MetaData,
    String,
    Table,
    Text,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from claims.store.columns import ExactDecimal, Identity, UtcDateTime
from claims.values.identity import KEPT

REFERENCE: dict[str, Any] = {"distribution": "reference"}


def sharded_by(column: str) -> dict[str, Any]:
    """How a table is spread: by the hash of this column."""
    return {"distribution": column}


class Base(DeclarativeBase):
    """One metadata for all tables, with names that every engine gives alike."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {  # noqa: RUF012  SQLAlchemy reads it as a plain class attribute
        datetime: UtcDateTime,
        Decimal: ExactDecimal,
        str: Text,
        UUID: Identity,
    }


def table_of(row: type[Base]) -> Table:
    """The table that a class of rows stands for."""
    table = row.__table__
    assert isinstance(table, Table)
    return table


# Found by the range that its beginning spans, which not every language sorts together.
_REF = String(KEPT).with_variant(String(KEPT, collation="C"), "postgresql")


class Recorded:
    """What every record's table keeps of its entries: the first and the last."""

    ref: Mapped[str] = mapped_column(_REF, index=True)
    revision: Mapped[int]
    logged_at: Mapped[datetime]
    logged_by: Mapped[str]
    changed_at: Mapped[datetime]
    changed_by: Mapped[str]
