"""Sums and differences of intervals: all that they can come to, and nothing narrower."""

from collections.abc import Iterable
from decimal import Decimal

from claims.values.quantity import Interval
from claims.values.quantity.numbers import EXACT

ZERO = Decimal(0)


def total(intervals: Iterable[Interval]) -> Interval:
    """Everything that numbers out of each of these can add up to."""
    result = Interval.point(ZERO)
    for interval in intervals:
        result = Interval(
            _add(result.low, interval.low),
            _add(result.high, interval.high),
            low_open=result.low_open or interval.low_open,
            high_open=result.high_open or interval.high_open,
        )
    return result


def difference(whole: Interval, part: Interval) -> Interval:
    """Everything that is left when a number out of `part` is taken from one out of `whole`."""
    return total((whole, _negative(part)))


def _negative(interval: Interval) -> Interval:
    return Interval(
        None if interval.high is None else -interval.high,
        None if interval.low is None else -interval.low,
        low_open=interval.high_open,
        high_open=interval.low_open,
    )


def _add(a: Decimal | None, b: Decimal | None) -> Decimal | None:
    return None if a is None or b is None else EXACT.add(a, b)
