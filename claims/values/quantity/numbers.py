"""Numbers as the record holds them, and when two plain ones agree.

Every number is a finite `Decimal` below 10^18 with at most ten decimal places, in
plain form: no exponent, no idle zeros after the point. Arithmetic uses a context
of its own, so no caller's decimal settings can change a verdict.
"""

from decimal import ROUND_HALF_UP, Context, Decimal

from claims.values.quantity.faults import invalid

DEFAULT_TOLERANCE = Decimal("0.1")
PLACES = 10
DIGITS = 18
LIMIT = Decimal(10) ** DIGITS
EXACT = Context(prec=100, rounding=ROUND_HALF_UP)


def as_number(value: object, name: str = "value") -> Decimal:
    """The number in plain form; a float, a bool, text and what is out of range are refused."""
    if isinstance(value, bool) or not isinstance(value, (Decimal, int)):
        kind = type(value).__name__
        raise invalid(f"{name} is a {kind}, but numbers are Decimal or int", field=name)
    number = Decimal(value)
    if number.as_tuple().exponent == 0 and number.adjusted() < DIGITS and number:
        return number  # most numbers are plain integers, and are ready
    if not number.is_finite():
        raise invalid(f"{name} is {number}, which is not a number", field=name)
    if abs(number) >= LIMIT:
        raise invalid(f"{name} is too large: numbers stay below 10^18", field=name)
    shortest = plain(number)
    if _last_digit(shortest) < -PLACES:
        raise invalid(f"{name} has more than {PLACES} decimal places", field=name)
    return shortest


def plain(number: Decimal) -> Decimal:
    """The same number without exponent and idle zeros."""
    if number == number.to_integral_value():
        return Decimal(int(number))
    return number.normalize(EXACT)


def rounded(value: Decimal) -> Decimal:
    """Half up to the ten decimal places that a number may have (a third never ends)."""
    return value.quantize(Decimal(10) ** -PLACES, rounding=ROUND_HALF_UP, context=EXACT)


def as_tolerance(tolerance: object) -> Decimal:
    """A Decimal fraction from 0 up to, not including, 1."""
    number = as_number(tolerance, "tolerance")
    if not 0 <= number < 1:
        raise invalid(f"a tolerance is a fraction from 0 to below 1, not {number}")
    return number


def numbers_agree(a: Decimal, b: Decimal, tolerance: Decimal = DEFAULT_TOLERANCE) -> bool:
    """Two plain numbers agree when one is the other, rounded, and not too far off.

    The finer is rounded half up to the coarser's last non-zero digit and must equal
    it, and they may differ by no more than `tolerance` of the larger (DESIGN, section
    3). Symmetric; zero agrees with zero only.
    """
    a, b = as_number(a), as_number(b)
    if a == b or not a or not b:
        return a == b
    coarser, finer = sorted((a, b), key=_last_digit, reverse=True)
    step = Decimal((0, (1,), _last_digit(coarser)))
    if finer.quantize(step, rounding=ROUND_HALF_UP, context=EXACT) != coarser:
        return False
    allowed = EXACT.multiply(as_tolerance(tolerance), max(abs(a), abs(b)))
    return abs(EXACT.subtract(a, b)) <= allowed


def _last_digit(number: Decimal) -> int:
    """The power of ten at which the last non-zero digit stands: 2 for 4,700."""
    exponent = number.normalize(EXACT).as_tuple().exponent
    assert isinstance(exponent, int), "numbers are finite"
    return exponent
