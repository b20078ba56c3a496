"""A meaning from structured columns, as a table of events has them: point, low, high.

Every column that is given must be what the meaning says; nothing is dropped silently.
"""

from decimal import Decimal

from claims.values.quantity.faults import invalid
from claims.values.quantity.meaning import COMPARATORS, Meaning, Shape
from claims.values.quantity.numbers import as_number
from claims.vocab import Comparator

_PLAIN = (None, Comparator.EXACT, Comparator.NONE)
_SHAPES = {comparator: shape for shape, comparator in COMPARATORS.items()}


def as_comparator(name: str) -> Comparator:
    """The comparator of that name."""
    try:
        return Comparator(name)
    except ValueError:
        known = ", ".join(Comparator)
        raise invalid(f'there is no comparator "{name}"', hint=f"one of {known}") from None


def meaning_of_cells(
    cells: dict[str, Decimal | int | None], comparator: Comparator | None, unit: str | None
) -> Meaning:
    """What `value`, `low` and `high` say, with the comparator told or else worked out.

    Only low is at least, only high is up to, both are a range, all three the same
    are one exact number.
    """
    given = {name: as_number(cell, name) for name, cell in cells.items() if cell is not None}
    if comparator is Comparator.NONE and not given:
        given = {"value": Decimal(0)}
    if comparator in _PLAIN and {"low", "high"} <= given.keys() and len(set(given.values())) == 1:
        given = {"value": given["low"]}
    told = comparator or _worked_out(given)
    meaning = _built(told, given, unit)
    for name, number in given.items():
        if getattr(meaning, name) != number:
            raise invalid(f"{name} {number:f} does not fit a quantity that is {told}")
    return meaning


def _worked_out(given: dict[str, Decimal]) -> Comparator:
    if {"low", "high"} <= given.keys():
        return Comparator.BETWEEN
    if "low" in given:
        return Comparator.AT_LEAST
    return Comparator.UP_TO if "high" in given else Comparator.EXACT


def _built(told: Comparator, given: dict[str, Decimal], unit: str | None) -> Meaning:
    if not given:
        raise invalid("a quantity needs a value, a low or a high")
    if told is Comparator.VAGUE:
        raise invalid("a vague quantity is read from its words, not from numbers")
    if told is Comparator.BETWEEN or {"low", "high"} <= given.keys():
        return Meaning(told, given.get("value"), given.get("low"), given.get("high"), unit)
    number = next(iter(given.values()))
    if told is Comparator.NONE:
        return Meaning(told, number, unit=unit)
    return Meaning.shaped(_shape(told, given), number, unit)


def _shape(told: Comparator, given: dict[str, Decimal]) -> Shape:
    if told is not Comparator.APPROXIMATELY:
        return _SHAPES[told]
    if "low" in given:
        return Shape.JUST_OVER
    return Shape.NEARLY if "high" in given else Shape.AROUND
