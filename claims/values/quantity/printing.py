"""One canonical print of every meaning, which the reader reads back to the same meaning.

The print needs no language: thousands have commas, decimals a point, and a number
that would look like a group of thousands ("1.234") gets one more zero.
"""

from decimal import Decimal

from claims.values.quantity.meaning import Meaning, Shape
from claims.values.quantity.units import CURRENCY_CODES
from claims.values.quantity.vague import entry_of
from claims.values.quantity.words import PERCENTS, RESERVED
from claims.vocab import Comparator

_GROUP = 3
_FEW = 6
_BEFORE_OF = ("s", "handful", "couple")
_JOINTS = ("and", "or", "of", "in")  # harmless between two words of a unit


def print_number(value: Decimal) -> str:
    """With commas between thousands and a point before decimals: "-1,234.5"."""
    printed = f"{value:,f}"
    whole, point, decimals = printed.partition(".")
    looks_grouped = len(decimals) == _GROUP and "," not in whole and whole.strip("-") != "0"
    return f"{whole}{point}{decimals}0" if looks_grouped else printed


def print_meaning(meaning: Meaning) -> str:
    """The canonical words: "at least 12", "83,000 (73,200 to 92,800) deaths"."""
    if meaning.convention is not None:
        return _after(_vague_words(meaning.convention, meaning.unit), meaning.unit)
    words = "" if meaning.shape in (None, Shape.EXACTLY) else f"{meaning.shape} "
    if meaning.value is None and meaning.comparator is Comparator.APPROXIMATELY:
        words = "around "
    if meaning.unit in PERCENTS.values():
        return f"{words}{_numbers(meaning)} {meaning.unit}"
    before = f"{meaning.unit} " if meaning.unit in CURRENCY_CODES else ""
    unit = None if before else meaning.unit
    return _after(f"{words}{before}{_numbers(meaning)}", unit)


def _vague_words(convention: str, unit: str | None) -> str:
    """The entry, with the "of" that some take before a unit: "dozens of people"."""
    entry = entry_of(convention)
    takes_of = unit is not None and entry != "numerous" and entry.endswith(_BEFORE_OF)
    return f"{entry} of" if takes_of else entry


def _numbers(meaning: Meaning) -> str:
    if meaning.shape is not None:
        assert meaning.value is not None, "a shape bends a value"
        return print_number(meaning.value)
    assert meaning.low is not None, "neither vague nor shaped: a range"
    assert meaning.high is not None, "neither vague nor shaped: a range"
    span = f"{print_number(meaning.low)} to {print_number(meaning.high)}"
    return span if meaning.value is None else f"{print_number(meaning.value)} ({span})"


def _after(words: str, unit: str | None) -> str:
    if unit is None:
        return words
    return f"{words} {unit}" if _reads_back(unit) else f"{words} [{unit}]"


def _reads_back(unit: str) -> bool:
    """Plain words that no rule of the reader could take for something else."""
    words = unit.casefold().split(" ")
    if not all(word.isascii() and word.isalpha() and len(word) > 1 for word in words):
        return False
    plain = [word not in RESERVED for word in words]
    joints = [word in _JOINTS for word in words]
    return (plain[0] and plain[-1] and len(words) <= _FEW) and all(
        plain[place] or (joints[place] and plain[place - 1]) for place in range(len(words))
    )
