"""The grammar: from the tokens of a printed quantity to its meaning.

    quantity := nobody [fate] | no unit | {prefix} (vague | range | number) tail
    range    := ["between" | "from"] amount ("and" | "to" | dash) amount
    number   := amount ["(" range ")"]
    tail     := {postfix} [unit | scope] {postfix}

Every token must be used: what no rule takes is refused with its place.
"""

from dataclasses import replace
from decimal import Decimal

from claims.values.quantity.amount import Amount, read_amount
from claims.values.quantity.cursor import Cursor
from claims.values.quantity.meaning import Meaning, Shape
from claims.values.quantity.numbers import EXACT
from claims.values.quantity.phrases import Bend, read_fate, read_scope, read_unit, read_unit_of_none
from claims.values.quantity.tokens import Kind
from claims.values.quantity.units import CURRENCY_CODES
from claims.values.quantity.vague import PHRASES as VAGUE
from claims.values.quantity.words import NO, NOBODY, PERCENTS, RANGE_SIGNS
from claims.vocab import Comparator

_OPENERS = ("between", "from", "range")
_THOUSAND, _HUNDRED, _TEN = 1000, 100, 10
_IN_FULL = "write both numbers in full"


def read_meaning(cursor: Cursor) -> Meaning:
    """The meaning of the whole text; an error points at the first thing not understood."""
    bend = Bend(cursor)
    if cursor.take_phrase(NOBODY)[0]:
        return _finished(cursor, _zero(bend, read_fate(cursor, bend)))
    bend.read_before()
    if cursor.index == 0 and cursor.take_phrase(NO)[0]:
        return _read_none_of(cursor, bend)
    convention = cursor.take_phrase(VAGUE)[1]
    if convention is not None:
        return _read_vague(cursor, bend, convention)
    return _read_numbers(cursor, bend)


def _finished(cursor: Cursor, meaning: Meaning) -> Meaning:
    if cursor.is_at(Kind.NUMBER, Kind.NUMERAL):
        raise cursor.refuse("is a second number", hint="one quantity holds one number or range")
    if cursor.token is not None:
        raise cursor.refuse()
    return meaning


def _read_none_of(cursor: Cursor, bend: Bend) -> Meaning:
    unit = read_unit_of_none(cursor, bend)
    if unit is None:
        raise cursor.refuse()
    return _finished(cursor, _zero(bend, unit))


def _zero(bend: Bend, unit: str | None) -> Meaning:
    bend.refuse_any("does not go with none")
    return Meaning(Comparator.NONE, Decimal(0), unit=unit)


def _read_vague(cursor: Cursor, bend: Bend, convention: str) -> Meaning:
    cursor.take("of")
    cursor.take("the")
    bend.read_behind()
    unit = read_unit(cursor, bend)
    bend.refuse_any("does not go with a vague word")
    return _finished(cursor, Meaning(Comparator.VAGUE, unit=unit, convention=convention))


def _read_numbers(cursor: Cursor, bend: Bend) -> Meaning:
    opened = cursor.take(*_OPENERS)
    bend.read_before()
    first = read_amount(cursor)
    if opened or _connects(cursor):
        return _ended(cursor, bend, _read_range(cursor, bend, first))
    if cursor.take("("):
        return _ended(cursor, bend, _read_spread(cursor, first))
    unit = _read_tail(cursor, bend, first.unit)
    return _finished(cursor, Meaning.shaped(bend.shape or Shape.EXACTLY, first.value, unit))


def _connects(cursor: Cursor) -> bool:
    """A range goes on here; the dash of "6,000-plus" does not open one."""
    following = cursor.tokens[cursor.index + 1 : cursor.index + 2]
    is_plus = bool(following) and following[0].key == "plus"
    return (cursor.key in RANGE_SIGNS and not is_plus) or cursor.key == "to"


def _read_range(cursor: Cursor, bend: Bend, first: Amount) -> Meaning:
    """The second end; "around" before either end makes both soft."""
    if not cursor.take("to", "and", *RANGE_SIGNS):
        raise cursor.refuse("stands where the second number of a range was expected")
    bend.read_before()
    second = read_amount(cursor)
    low = _carried(cursor, first, second)
    return Meaning(
        Comparator.BETWEEN, low=low, high=second.value, unit=_shared(cursor, first, second)
    )


def _read_spread(cursor: Cursor, middle: Amount) -> Meaning:
    """The range in brackets behind a number: "83,000 (73,200 to 92,800)"."""
    cursor.take(*_OPENERS)
    span = _read_range(cursor, Bend(cursor), read_amount(cursor))
    if not cursor.take(")"):
        raise cursor.refuse("stands where the bracket should close")
    if None not in (middle.unit, span.unit) and middle.unit != span.unit:
        raise cursor.refuse("has another unit than its range", at=middle.at)
    return replace(span, value=middle.value, unit=middle.unit or span.unit)


def _ended(cursor: Cursor, bend: Bend, span: Meaning) -> Meaning:
    """A range with its tail; only "around" may bend it, and not one with a middle."""
    unit = _read_tail(cursor, bend, span.unit)
    if bend.shape is Shape.AROUND and span.value is None:
        return _finished(cursor, replace(span, comparator=Comparator.APPROXIMATELY, unit=unit))
    bend.refuse_any("does not go with a range")
    return _finished(cursor, replace(span, unit=unit))


def _read_tail(cursor: Cursor, bend: Bend, unit: str | None) -> str | None:
    """The unit: that of the signs at the number, or else the words behind it."""
    sign = unit or cursor.take_phrase(PERCENTS)[1]
    bend.read_behind()
    if sign is None:
        return read_unit(cursor, bend)
    read_scope(cursor, bend)
    bend.read_behind()
    return sign


def _shared(cursor: Cursor, first: Amount, second: Amount) -> str | None:
    """One unit for both ends: a currency may stand at the first alone, any other at the last."""
    if first.unit in (None, second.unit):
        return second.unit
    if second.unit is None and first.unit in CURRENCY_CODES:
        return first.unit
    raise cursor.refuse("has another unit than the number before it", at=second.at, hint=_IN_FULL)


def _carried(cursor: Cursor, first: Amount, second: Amount) -> Decimal:
    """The first end, with the second's scale where it was left out: "1.2 to 1.5 million".

    Refused where both readings are open, as in "500 to 1.2 million".
    """
    scale, times = second.scale or Decimal(1), second.times
    if scale == 1 or first.scale is not None:
        return first.value
    if first.value >= _THOUSAND and first.value >= times:
        return first.value
    is_unclear = first.value >= _THOUSAND or (
        first.value < _TEN and times >= _HUNDRED and times % _HUNDRED == 0
    )
    if first.value < times and not is_unclear:
        return EXACT.multiply(first.value, scale)
    if not is_unclear and (scale <= _HUNDRED or times == 1):
        return first.value
    raise cursor.refuse("may or may not share the scale behind it", at=first.at, hint=_IN_FULL)
