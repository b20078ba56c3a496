"""Numbers in words: "twenty-three", "six thousand", "half a million", "two thirds"."""

from dataclasses import dataclass
from decimal import Decimal

from claims.values.quantity.cursor import Cursor
from claims.values.quantity.numbers import EXACT, rounded
from claims.values.quantity.units import PERCENT
from claims.values.quantity.words import DENOMINATORS, DOZEN, HUNDRED, SCALES, SMALL, TENS

_HALVES = {"half": Decimal("0.5"), "quarter": Decimal("0.25")}
_HUNDRED = Decimal(100)
_TEN = 10
_ARTICLES = ("a", "an")


@dataclass(frozen=True, slots=True)
class Spelled:
    """A number in words; `times` × `scale` as printed where it is a single such product."""

    value: Decimal
    times: Decimal
    scale: Decimal | None = None
    unit: str | None = None


def read_scale(cursor: Cursor, times: Decimal) -> tuple[Decimal, Decimal | None]:
    """The multiplier that stands here ("million", "lakh crore"), with a half before it added."""
    times = _with_half(cursor, times)
    scale: Decimal | None = None
    last = 0
    while SCALES.get(cursor.key, 0) > last and last != DOZEN:
        last = SCALES[cursor.key]
        scale = EXACT.multiply(scale or Decimal(1), Decimal(last))
        cursor.index += 1
    return times, scale


def read_fraction(cursor: Cursor) -> Spelled | None:
    """A share of a whole, in percent, or of a scale ("half a million"); None if none is here."""
    start = cursor.index
    numerator = _read_numerator(cursor)
    denominator = DENOMINATORS.get(cursor.key)
    if denominator is None:
        cursor.index = start
        return None
    cursor.index += 1
    scale = _read_whole(cursor)
    share = EXACT.divide(EXACT.multiply(numerator, scale or _HUNDRED), Decimal(denominator))
    value = rounded(share)
    return Spelled(value, value, scale or Decimal(1), None if scale else PERCENT)


def read_spelled(cursor: Cursor) -> Spelled | None:
    """A cardinal number in words; None if none stands here."""
    terms: list[Spelled] = []
    while (term := _read_term(cursor, terms[-1] if terms else None)) is not None:
        terms.append(term)
    if len(terms) <= 1:
        return terms[0] if terms else None
    total = sum((term.value for term in terms), Decimal(0))
    return Spelled(total, total, Decimal(1))


def _read_term(cursor: Cursor, before: Spelled | None) -> Spelled | None:
    """One product ("six thousand"), smaller than the scale of the one before it."""
    if before is not None and before.scale in (None, DOZEN, _HUNDRED):
        return None
    start = cursor.index
    if before is not None:
        cursor.take("and")
    term = _read_product(cursor)
    if term is None or (before is not None and term.value >= (before.scale or 0)):
        cursor.index = start
        return None
    return term


def _read_product(cursor: Cursor) -> Spelled | None:
    small = _read_small(cursor)
    if small is None:
        return None
    times = _read_hundreds(cursor, small)
    times, scale = read_scale(cursor, times)
    if scale is None and times == EXACT.multiply(small, _HUNDRED):
        return Spelled(times, small, _HUNDRED)
    return Spelled(times if scale is None else EXACT.multiply(times, scale), times, scale)


def _read_hundreds(cursor: Cursor, small: Decimal) -> Decimal:
    """`small`, or as many hundreds and what is said after them."""
    if not cursor.take(HUNDRED):
        return small
    hundreds = EXACT.multiply(small, _HUNDRED)
    start = cursor.index
    cursor.take("and")
    rest = _read_small(cursor) if cursor.key not in _ARTICLES else None
    if rest is None:
        cursor.index = start
        return hundreds
    return EXACT.add(hundreds, rest)


def _read_small(cursor: Cursor) -> Decimal | None:
    """Below a hundred; "a" is one where a scale follows."""
    key = cursor.key
    following = cursor.tokens[cursor.index + 1 : cursor.index + 2]
    if key in _ARTICLES and following and following[0].key in SCALES:
        cursor.index += 1
        return Decimal(1)
    if key in SMALL:
        cursor.index += 1
        return Decimal(SMALL[key])
    if key not in TENS:
        return None
    cursor.index += 1
    start = cursor.index
    _take_hyphen(cursor)
    if 0 < SMALL.get(cursor.key, 0) < _TEN:
        cursor.index += 1
        return Decimal(TENS[key] + SMALL[cursor.tokens[cursor.index - 1].key])
    cursor.index = start
    return Decimal(TENS[key])


def _take_hyphen(cursor: Cursor) -> None:
    """Step over a dash that touches the words on both of its sides."""
    pair = cursor.tokens[cursor.index : cursor.index + 2]
    if pair and all(token.glued for token in pair):
        cursor.take("-")


def _with_half(cursor: Cursor, times: Decimal) -> Decimal:
    keys = [token.key for token in cursor.tokens[cursor.index : cursor.index + 3]]
    if keys[:2] != ["and", "a"] or keys[-1] not in _HALVES:
        return times
    cursor.index += 3
    return EXACT.add(times, _HALVES[keys[-1]])


def _read_numerator(cursor: Cursor) -> Decimal:
    """How many parts; "half" needs no "a"."""
    key = cursor.key
    if key in _ARTICLES or key in SMALL:
        cursor.index += 1
        _take_hyphen(cursor)
        return Decimal(SMALL.get(key, 1))
    if key in DENOMINATORS and key != "half":
        raise cursor.refuse("says of how many parts, but not how many of them")
    return Decimal(1)


def _read_whole(cursor: Cursor) -> Decimal | None:
    """The scale that a fraction is of: "a million", "of a million", "million", "a dozen"."""
    start = cursor.index
    _take_hyphen(cursor)
    cursor.take("of")
    cursor.take("a")
    scale = read_scale(cursor, Decimal(1))[1]
    if scale is None:
        cursor.index = start
    return scale
