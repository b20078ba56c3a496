"""One number with its sign, scale and unit sign: "$2.3bn", "two-thirds", "1만5천", "67%"."""

from dataclasses import dataclass, replace
from decimal import Decimal

from claims.values.quantity.cursor import Cursor
from claims.values.quantity.digits import UnclearDigitsError
from claims.values.quantity.east_asian import evaluate
from claims.values.quantity.numbers import EXACT
from claims.values.quantity.spelled import Spelled, read_fraction, read_scale, read_spelled
from claims.values.quantity.tokens import Kind
from claims.values.quantity.units import CURRENCY_CODES
from claims.values.quantity.words import CURRENCIES, GLUED_SCALES, NEGATIVES, PERCENTS

_METRES = 'write "million" or "metres" in full'


@dataclass(frozen=True, slots=True)
class Amount:
    """A number; `times` × `scale` is how it was printed ("1.2 million") where it had a scale."""

    value: Decimal
    times: Decimal
    scale: Decimal | None = None
    unit: str | None = None
    at: int = 0  # the index of its first token
    by_numerals: bool = False  # counters such as 명 may follow

    @classmethod
    def scaled(cls, times: Decimal, scale: Decimal | None) -> "Amount":
        """So many times the scale."""
        return cls(times if scale is None else EXACT.multiply(times, scale), times, scale)


def read_amount(cursor: Cursor) -> Amount:
    """The number that stands here; an error if none does."""
    start = cursor.index
    negative = _read_minus(cursor)
    currency = _read_currency(cursor)
    if currency and not negative:
        negative = _read_minus(cursor)
    amount = _read_unsigned(cursor)
    unit = currency or amount.unit or _read_unit_sign(cursor)
    if negative:
        amount = replace(amount, value=-amount.value, times=-amount.times)
    return replace(amount, unit=unit, at=start)


def _read_minus(cursor: Cursor) -> bool:
    if cursor.take("−", *NEGATIVES):
        return True
    following = cursor.tokens[cursor.index + 1 : cursor.index + 2]
    return bool(following and following[0].glued) and cursor.take("-")


def _read_currency(cursor: Cursor) -> str | None:
    token = cursor.token
    if token is not None and token.text in CURRENCY_CODES:
        cursor.index += 1
        return token.text
    return cursor.take_phrase(CURRENCIES)[1]


def _read_unit_sign(cursor: Cursor) -> str | None:
    """A percent or currency sign behind the number."""
    return cursor.take_phrase(PERCENTS)[1] or _read_currency(cursor)


def _read_unsigned(cursor: Cursor) -> Amount:
    fraction = read_fraction(cursor)
    if fraction is not None:
        return _of_spelled(fraction)
    spelled = read_spelled(cursor)
    if spelled is not None:
        return _of_spelled(spelled)
    if not cursor.is_at(Kind.NUMBER, Kind.NUMERAL):
        raise cursor.refuse()
    numerals = _read_numerals(cursor)
    return numerals if numerals is not None else _read_digits(cursor)


def _of_spelled(spelled: Spelled) -> Amount:
    return Amount(spelled.value, spelled.times, spelled.scale, spelled.unit)


def _read_digits(cursor: Cursor) -> Amount:
    times = _number(cursor)
    token = cursor.token
    if token is not None and token.glued and token.kind is Kind.WORD and token.key in GLUED_SCALES:
        cursor.index += 1
        return Amount.scaled(times, Decimal(GLUED_SCALES[token.key]))
    if token is not None and token.key == "m":
        raise cursor.refuse("may be millions or metres", hint=_METRES)
    times, scale = read_scale(cursor, times)
    return Amount.scaled(times, scale)


def _number(cursor: Cursor) -> Decimal:
    """The digits that stand here, by the habits of the language."""
    try:
        number = cursor.habits.read(cursor.key)
    except UnclearDigitsError as unclear:
        hint = "give the language, or write thousands as 6,000 and decimals as 1.5"
        raise cursor.refuse(str(unclear), hint=hint) from unclear
    cursor.index += 1
    return number


def _read_numerals(cursor: Cursor) -> Amount | None:
    """Digits mixed with East Asian numeral signs; None where there are no such signs."""
    start = cursor.index
    parts: list[Decimal | str] = []
    while cursor.is_at(Kind.NUMBER, Kind.NUMERAL):
        if cursor.is_at(Kind.NUMBER):
            if parts and isinstance(parts[-1], Decimal):
                break
            parts.append(_number(cursor))
        else:
            parts.append(cursor.key)
            cursor.index += 1
    if not any(isinstance(part, str) for part in parts):
        cursor.index = start
        return None
    value = evaluate(parts)
    if value is None:
        raise cursor.refuse("begins numerals that are out of order", at=start)
    return Amount(value, value, Decimal(1), by_numerals=True)
