"""Numbers and dates as a language writes them."""

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from claims.report.language import Words
from claims.report.model_claims import QuantityPart
from claims.values.dates import PartialDate, parse_date
from claims.values.quantity.printing import print_number
from claims.vocab import Comparator


class Bit(NamedTuple):
    """A few words of a sentence; what bends the number or holds back is set off."""

    text: str
    set_off: bool


_SIGNS = {",": "thousands", ".": "decimal"}


def number_words(number: Decimal, words: Words) -> str:
    """A number with the language's own signs: "4,700", "4.700"."""
    printed = print_number(number)
    return "".join(words.numbers[_SIGNS[sign]] if sign in _SIGNS else sign for sign in printed)


def quantity_pieces(quantity: QuantityPart, words: Words) -> tuple[Bit, ...]:
    """A quantity in words, with a unit that is no plain word; what bends the number is set off."""
    unit = quantity.unit
    if unit is None or unit.islower() or quantity.comparator is Comparator.VAGUE:
        return tuple(_quantity(quantity, words))
    before, _, after = words.quantities["with_unit"].partition("{quantity}")
    ends = (_plain(end.replace("{unit}", unit)) for end in (before, after))
    return (next(ends), *_quantity(quantity, words), next(ends))


def _quantity(quantity: QuantityPart, words: Words) -> Iterator[Bit]:
    forms, low, high = words.quantities, quantity.low, quantity.high
    if quantity.comparator is Comparator.VAGUE or (low is high is quantity.value is None):
        yield _plain(forms["vague"].format(printed=quantity.printed))
        return
    number = quantity.value if quantity.value is not None else low if low is not None else high
    assert number is not None, "one of the three is there"
    if low is not None and high is not None and low != high:
        ends = {"low": number_words(low, words), "high": number_words(high, words)}
        if quantity.value is None:
            yield _plain(forms["between"].format(**ends))
        else:
            told = number_words(quantity.value, words)
            yield _plain(forms["value_and_range"].format(number=told, **ends))
    else:
        yield from _compared(quantity.comparator, number_words(number, words), words)


def _compared(comparator: Comparator, number: str, words: Words) -> Iterator[Bit]:
    told = words.comparators.get(comparator)
    if not told:
        yield _plain(words.quantities["plain"].format(number=number))
        return
    before, _, after = words.quantities["compared"].partition("{comparator}")
    yield _plain(before.format(number=number))
    yield Bit(text=told, set_off=True)
    yield _plain(after.format(number=number))


def _plain(text: str) -> Bit:
    return Bit(text=text, set_off=False)


@lru_cache(maxsize=4096)  # the same days come again
def date_words(given: str, words: Words) -> str:
    """A date with what stands before it: "on 30 April 2025", "im April 2025"."""
    date = parse_date(given)
    return _marked(date, _bare(date, words), words)


def _bare(date: PartialDate, words: Words) -> str:
    first, last = date.earliest, date.latest
    if first is None or last is None:
        return _open(date, words)
    whole = {"date": _day(first, words), "first": _day(first, words), "last": _day(last, words)}
    match date.precision:
        case "month":
            whole["date"] = _month(first, words)
        case "year":
            whole["date"] = str(first.year)
        case "instant":
            whole["time"] = f"{first:%H:%M}"
    return words.dates[_FORMS[date.precision]].format(**whole)


_FORMS = {
    "instant": "at_instant",
    "day": "on_day",
    "month": "in_month",
    "year": "in_year",
    "span": "between",
}


def _open(date: PartialDate, words: Words) -> str:
    """A date with an end that is open or not known."""
    if date.earliest is not None:
        return words.dates["after"].format(first=_day(date.earliest, words))
    if date.latest is not None:
        return words.dates["before"].format(last=_day(date.latest, words))
    return words.dates["other"].format(date=date.text)


def _marked(date: PartialDate, told: str, words: Words) -> str:
    if date.is_uncertain and date.is_approximate:
        return words.dates["uncertain_and_approximate"].format(date=told)
    if date.is_uncertain:
        return words.dates["uncertain"].format(date=told)
    return words.dates["approximate"].format(date=told) if date.is_approximate else told


def _day(moment: datetime, words: Words) -> str:
    month = words.months[str(moment.month)]
    return words.dates["day"].format(day=moment.day, month=month, year=moment.year)


def _month(moment: datetime, words: Words) -> str:
    return words.dates["month"].format(month=words.months[str(moment.month)], year=moment.year)
