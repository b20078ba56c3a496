"""What is counted, when it is printed with the number.

A unit is kept as printed, but for percent signs and currency signs, which have one
name each, and for white space. It never holds square brackets, which quote it.
"""

from functools import lru_cache
from types import MappingProxyType

from claims.values.quantity.faults import invalid

MAX_UNIT = 60
PERCENT = "percent"
CURRENCY_SIGNS = MappingProxyType(
    {
        "$": "USD",
        "us$": "USD",
        "a$": "AUD",
        "c$": "CAD",
        "hk$": "HKD",
        "nt$": "TWD",
        "€": "EUR",
        "£": "GBP",
        "¥": "JPY",
        "₩": "KRW",
        "₽": "RUB",
        "₴": "UAH",
        "₪": "ILS",
        "₹": "INR",
        "₺": "TRY",
    }
)
CURRENCY_CODES = frozenset(CURRENCY_SIGNS.values()) | {"CNY", "CHF", "KPW", "PLN", "IRR", "SEK"}
PERCENT_SPELLINGS = ("%", "percent", "per cent", "pct")
_NAMES = {**CURRENCY_SIGNS, **dict.fromkeys(PERCENT_SPELLINGS, PERCENT)}


def as_unit(unit: object) -> str:
    """The unit in its one spelling; empty, overlong and bracketed ones are refused."""
    if not isinstance(unit, str):
        raise invalid(f"a unit is text, not a {type(unit).__name__}", field="unit")
    return _as_unit(unit)


@lru_cache(maxsize=1024)  # a figure has one, and many claims
def _as_unit(unit: str) -> str:
    spaced = " ".join(unit.split())
    if not spaced or len(spaced) > MAX_UNIT or "[" in spaced or "]" in spaced:
        raise invalid(
            f'"{spaced[: MAX_UNIT + 1]}" cannot be a unit',
            hint=f"1 to {MAX_UNIT} characters without square brackets",
            field="unit",
        )
    return _NAMES.get(spaced.casefold(), spaced)


def same_unit(a: str | None, b: str | None) -> bool:
    """Both print the same unit, letter case aside, or one of them prints none."""
    return a is None or b is None or a.casefold() == b.casefold()
