"""Korean, Chinese and Japanese numerals: 1만5천 and 1萬5千 are 15,000, 三百 is 300.

Units stand in descending order, and each multiplies the smaller ones before it. The
Korean spelled digits are not read: "이" and "일" are everyday words too.
"""

from collections.abc import Sequence
from decimal import Decimal
from types import MappingProxyType

from claims.values.quantity.numbers import EXACT

_DIGITS = {
    sign: Decimal(value)
    for value, signs in enumerate(
        ("〇零", "一", "二两兩", "三", "四", "五", "六", "七", "八", "九")
    )
    for sign in signs
}
_UNITS = {
    sign: Decimal(unit)
    for signs, unit in (
        ("십十", 10),
        ("백百", 100),
        ("천千", 10**3),
        ("만万萬", 10**4),
        ("억亿億", 10**8),
        ("조", 10**12),
    )
    for sign in signs
}
_MYRIAD = 10**4
_HANGUL = frozenset("십백천만억조")
NUMERALS = MappingProxyType({**_DIGITS, **_UNITS})
# May begin a number without a digit before them; the Hangul ones begin many words.
HAN = frozenset(NUMERALS) - _HANGUL


def evaluate(parts: Sequence[Decimal | str]) -> Decimal | None:
    """What numbers and numeral signs spell, in turn; None if they are out of order."""
    units = [_UNITS.get(part, Decimal(0)) if isinstance(part, str) else 0 for part in parts]
    unit = Decimal(max(units, default=0))
    if not unit:
        return _single(parts)
    place = units.index(unit)
    times = evaluate(parts[:place]) if place or unit >= _MYRIAD else Decimal(1)
    rest = evaluate(parts[place + 1 :]) if parts[place + 1 :] else Decimal(0)
    if times is None or rest is None or rest >= unit or rest % 1:
        return None
    if unit < _MYRIAD and times >= 10:  # noqa: PLR2004 - a unit below 10,000 takes one digit
        return None
    return EXACT.add(EXACT.multiply(times, unit), rest)


def _single(parts: Sequence[Decimal | str]) -> Decimal | None:
    if len(parts) != 1:
        return None
    part = parts[0]
    return part if isinstance(part, Decimal) else _DIGITS[part]
