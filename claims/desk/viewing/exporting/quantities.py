"""A quantity as a line of an export: its words, where they are read to the same again."""

from decimal import Decimal

from claims.desk.viewing.exporting.line import Fields, present
from claims.errors import InputError
from claims.quantity import Quantity, parse_quantity


def quantity_field(quantity: Quantity | None, language: str | None) -> str | Fields | None:
    """The words as printed; with what they were read as, where reading them now says otherwise.

    That is so where the language of the report became known only later, or where
    the numbers came in columns.
    """
    if quantity is None:
        return None
    if _read(quantity, language) == quantity:
        return quantity.text
    return present(
        {
            "text": quantity.text,
            "value": _digits(quantity.value),
            "low": _digits(quantity.low),
            "high": _digits(quantity.high),
            "comparator": quantity.comparator,
            "convention": quantity.convention,
        }
    )


def _read(quantity: Quantity, language: str | None) -> Quantity | None:
    try:
        return parse_quantity(quantity.text, language=language, unit=quantity.unit)
    except InputError:
        return None


def _digits(number: Decimal | None) -> str | None:
    return None if number is None else format(number, "f")
