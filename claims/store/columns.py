"""Column types that keep what Python knows: UTC instants, exact decimals, enums by value."""

from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import DateTime, Dialect, Enum, Numeric, String, TypeDecorator, Uuid
from sqlalchemy.types import TypeEngine, UserDefinedType


class UtcDateTime(TypeDecorator[datetime]):
    """An aware instant, stored in UTC; SQLite keeps it as text that sorts by time."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse what has no zone, and leave the zone out where the engine has none."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a naive datetime is no instant: {value}")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def bind_processor(self, dialect: Dialect) -> Any:
        """Write each once: many rows are of one moment."""
        process = super().bind_processor(dialect)
        return process and lru_cache(maxsize=1 << 14)(process)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the zone back."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if dialect.name == "sqlite" else value.astimezone(UTC)

    def result_processor(self, dialect: Dialect, coltype: object) -> Any:
        """Where the engine has only text, read each once: many rows are of one moment."""
        process = super().result_processor(dialect, coltype)
        if dialect.name != "sqlite" or process is None:
            return process
        return lru_cache(maxsize=1 << 12)(process)


class Identity(Uuid[UUID]):
    """A UUID. The same ones come again and again, as sources and reports, and are made once."""

    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> Any:
        """Where the engine has only text, the digits at once, without asking for more."""
        process = super().bind_processor(dialect)
        return _digits if dialect.name == "sqlite" and process else process

    def result_processor(self, dialect: Dialect, coltype: object) -> Any:
        """Where the engine has only text, read each text once."""
        process = super().result_processor(dialect, coltype)  # type: ignore[no-untyped-call]  # SQLAlchemy does not type it
        return _identity if dialect.name == "sqlite" and process else process


@lru_cache(maxsize=1 << 16)
def _identity(text: str | None) -> UUID | None:
    return None if text is None else UUID(text)


def _digits(identifier: UUID | None) -> str | None:
    return None if identifier is None else identifier.int.to_bytes(16).hex()


class SearchWords(UserDefinedType[str]):
    """PostgreSQL's tsvector, without loading its dialect where there is no PostgreSQL."""

    cache_ok = True

    def get_col_spec(self, **_: object) -> str:
        """How a table has it."""
        return "TSVECTOR"


class ExactDecimal(TypeDecorator[Decimal]):
    """A decimal with every digit it was given: NUMERIC, and text on SQLite, which has only floats.

    Nothing compares or adds these in SQL; the rules do, in Python.
    """

    impl = Numeric
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Text on SQLite, NUMERIC elsewhere."""
        numeric: TypeEngine[Any] = String() if dialect.name == "sqlite" else Numeric()
        return dialect.type_descriptor(numeric)

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> Decimal | str | None:
        """Written out in full, without an exponent."""
        if value is None:
            return None
        return format(value, "f") if dialect.name == "sqlite" else value

    def process_result_value(self, value: object, dialect: Dialect) -> Decimal | None:
        """Read back digit by digit."""
        del dialect
        return None if value is None else Decimal(str(value))


def stored_enum(enum: type[StrEnum], name: str, *, checked: bool = True) -> Enum:
    """A text column that holds the values of `enum` and, by a check, nothing else.

    The ledger goes without the check: a new action must not mean rebuilding it.
    """
    return Enum(
        enum,
        name=name,
        native_enum=False,
        create_constraint=checked,
        length=32,
        values_callable=lambda members: [member.value for member in members],
    )
