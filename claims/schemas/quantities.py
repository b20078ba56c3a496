"""A quantity as somebody hands it in: in words, or in the columns of a table."""

from decimal import Decimal, InvalidOperation
from typing import Annotated

from pydantic import BeforeValidator, Discriminator, Field, Tag
from pydantic_core import PydanticCustomError

from claims.errors import InputError
from claims.schemas.fields import IN_COLUMNS, IN_WORDS, Draft, Word
from claims.values.quantity import Quantity, parse_quantity
from claims.vocab import Comparator


def _digits(value: object) -> object:
    """A JSON number as the digits that were written."""
    if isinstance(value, bool):
        raise PydanticCustomError("quantity_unreadable", "true and false are no quantity")
    if isinstance(value, Decimal):
        return format(value, "f")
    return repr(value) if isinstance(value, int | float) else value


Number = Annotated[Word, BeforeValidator(_digits)]


class QuantityDraft(Draft):
    """A quantity in columns, for tables that keep low, high and point apart.

    With `text` these are its words as printed, and the columns plain numbers that
    say what the words were read as: nothing is read a second time.
    """

    text: Word | None = None
    value: Number | None = None
    low: Number | None = None
    high: Number | None = None
    comparator: Comparator | None = None
    convention: Annotated[
        Word | None, Field(description="of a vague word: the table by which it is read")
    ] = None

    def read(self, *, unit: str | None) -> Quantity:
        """The quantity these columns say."""
        number = _number if self.text is None else _plain_number
        if self.text is not None and self.convention is not None:
            return Quantity(self.text, Comparator.VAGUE, unit=unit, convention=self.convention)
        return Quantity.of(
            value=number(self.value),
            low=number(self.low),
            high=number(self.high),
            comparator=self.comparator,
            unit=unit,
            text=self.text,
        )


def _form(value: object) -> str:
    return IN_COLUMNS if isinstance(value, dict | QuantityDraft) else IN_WORDS


QuantityInput = Annotated[
    Annotated[Number, Tag(IN_WORDS)] | Annotated[QuantityDraft, Tag(IN_COLUMNS)],
    Discriminator(_form),
]


def _number(text: str | None) -> Decimal | None:
    """A plain number in a column, thousands marks and all."""
    if text is None:
        return None
    number = parse_quantity(text)
    if number.comparator not in (Comparator.EXACT, Comparator.NONE):
        raise InputError("quantity_unreadable", f"{text!r} should be one plain number")
    return number.value


def _plain_number(text: str | None) -> Decimal | None:
    """A number as the record writes it: digits, and a point before decimals."""
    if text is None:
        return None
    try:
        return Decimal(text)
    except InvalidOperation as error:
        raise InputError("quantity_unreadable", f"{text!r} should be one plain number") from error
