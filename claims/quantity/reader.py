"""Reads a quantity as the press prints it; what cannot be read is an error that shows it.

Pure, and the same for the same arguments, so that readings are remembered.
"""

import re
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from claims.errors import InputError
from claims.quantity.cursor import Cursor
from claims.quantity.digits import Habits
from claims.quantity.faults import MAX_TEXT, invalid, unreadable
from claims.quantity.grammar import read_meaning
from claims.quantity.meaning import Meaning
from claims.quantity.units import as_unit
from claims.quantity.value import Quantity
from claims.vocab import Comparator

_PLAIN = re.compile(r"[1-9][0-9]{0,2}(?:,[0-9]{3}){0,4}")


def parse_quantity(text: str, *, language: str | None = None, unit: str | None = None) -> Quantity:
    """Read "around 4,700 casualties"; `language` (a BCP 47 tag) settles "6.000".

    `unit` fills in where the text prints none. Raises InputError with the text, the
    place (counted from 1) and what stands there.
    """
    if not isinstance(text, str):
        raise invalid(f"a quantity is read from text, not from a {type(text).__name__}")
    return _parse(text.strip(), language, None if unit is None else as_unit(unit))


@lru_cache(maxsize=4096)
def _parse(text: str, language: str | None, unit: str | None) -> Quantity:
    habits = Habits.of(language)
    if habits.decimal != "," and _PLAIN.fullmatch(text):  # most of what is printed
        return Quantity(text, Comparator.EXACT, Decimal(text.replace(",", "")), unit=unit)
    if not text:
        raise unreadable(text, "there is nothing to read")
    if len(text) > MAX_TEXT:
        raise unreadable(text, f"it is longer than {MAX_TEXT} characters")
    meaning = _read(text, habits)
    return Quantity.meant(replace(meaning, unit=meaning.unit or unit), text=text)


def _read(text: str, habits: Habits) -> Meaning:
    try:
        return read_meaning(Cursor(text, habits))
    except InputError as error:
        if error.code != "quantity_invalid":
            raise
        raise unreadable(text, error.message) from error
