"""Reads a quantity as the press prints it; what cannot be read is an error that shows it.

Pure, and the same for the same arguments, so that readings are remembered.
"""

import re
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from claims.errors import InputError
from claims.values.quantity.cursor import Cursor
from claims.values.quantity.digits import Habits
from claims.values.quantity.faults import MAX_TEXT, invalid, unreadable
from claims.values.quantity.grammar import read_meaning
from claims.values.quantity.meaning import COMPARATORS, Meaning, Shape
from claims.values.quantity.units import as_unit
from claims.values.quantity.value import Quantity
from claims.values.quantity.words import PREFIXES, RESERVED, UNIT_JOINTS

# Most of what is printed: words that bend a number, its digits, and one word for the unit.
_COMMON = re.compile(
    r"(?P<bent>[A-Za-z ]+ )?(?P<digits>[1-9][0-9]{0,2}(?:(?:,[0-9]{3}){0,4}|[0-9]{0,12}))"
    r"(?: (?P<unit>[A-Za-z]{3,40}))?"
)
# By the words that bend it, or none: the comparator, and whether the number bounds it on a side.
_AS_BENT = {
    words: (COMPARATORS[shape], shape.bounds_below, shape.bounds_above)
    for words, shape in (
        (None, Shape.EXACTLY),
        *((" ".join(phrase), shape or Shape.EXACTLY) for phrase, shape in PREFIXES.items()),
    )
}


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
    common = read_common(text, habits, unit)
    if common is not None:
        return common
    if not text:
        raise unreadable(text, "there is nothing to read")
    if len(text) > MAX_TEXT:
        raise unreadable(text, f"it is longer than {MAX_TEXT} characters")
    meaning = _read(text, habits)
    return Quantity.meant(replace(meaning, unit=meaning.unit or unit), text=text)


def read_common(text: str, habits: Habits, unit: str | None) -> Quantity | None:
    """What the grammar would read in the commonest forms; None where it has to."""
    found = _COMMON.fullmatch(text)
    if found is None or (habits.decimal == "," and "," in text):
        return None
    bent, printed = found["bent"], found["unit"]
    words = None if bent is None else " ".join(bent.lower().split())
    if words not in _AS_BENT or not _is_unit(printed):
        return None
    comparator, below, above = _AS_BENT[words]
    number = Decimal(found["digits"].replace(",", ""))
    low, high = number if below else None, number if above else None
    return Quantity.known(text, comparator, number, low=low, high=high, unit=printed or unit)


def _is_unit(word: str | None) -> bool:
    """Whether a word can be nothing but a unit, if there is one."""
    return word is None or not (word.lower() in RESERVED or word.lower() in UNIT_JOINTS)


def _read(text: str, habits: Habits) -> Meaning:
    try:
        return read_meaning(Cursor(text, habits))
    except InputError as error:
        if error.code != "quantity_invalid":
            raise
        raise unreadable(text, error.message) from error
