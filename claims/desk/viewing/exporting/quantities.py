"""A quantity as a line of an export: its words, where they are read to the same again."""

from decimal import Decimal
from functools import lru_cache
from typing import Any

from claims.desk.viewing.exporting.line import Fields, present
from claims.errors import InputError
from claims.store.queries.streaming import ClaimRow
from claims.values.quantity import Quantity, parse_quantity


def quantity_field(claim: ClaimRow, language: str | None) -> str | Fields | None:
    """The words as printed; with what they were read as, where reading them now says otherwise.

    That is so where the language of the report became known only later, or where
    the numbers came in columns.
    """
    if claim.quantity is None:
        return None
    numbers = claim.value, claim.low, claim.high
    return _told(claim.quantity, claim.comparator, numbers, claim.unit, claim.convention, language)


@lru_cache(maxsize=1 << 14)
def _told(  # noqa: PLR0913, PLR0917  one for each column, and the language
    text: str,
    comparator: str,
    numbers: tuple[Any, Any, Any],
    unit: str | None,
    convention: str | None,
    language: str | None,
) -> str | Fields:
    """The same of what the columns hold; the same ones come again and again."""
    value, low, high = (None if one is None else Decimal(str(one)) for one in numbers)
    again = _read(text, unit, language)
    if again is not None and _columns(again) == (comparator, value, low, high, unit, convention):
        return text
    return present(
        {
            "text": text,
            "value": _digits(value),
            "low": _digits(low),
            "high": _digits(high),
            "comparator": comparator,
            "convention": convention,
        }
    )


def _read(text: str, unit: str | None, language: str | None) -> Quantity | None:
    try:
        return parse_quantity(text, language=language, unit=unit)
    except InputError:
        return None


def _columns(quantity: Quantity) -> tuple[Any, ...]:
    """What a row holds of a quantity beside its text."""
    numbers = quantity.value, quantity.low, quantity.high
    return quantity.comparator, *numbers, quantity.unit, quantity.convention


def _digits(number: Decimal | None) -> str | None:
    return None if number is None else format(number, "f")
