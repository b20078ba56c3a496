"""What was printed as a number, and the interval that it means.

A `Quantity` keeps the words as printed beside their meaning; nothing here
invents a bound, and what cannot be read is an error that shows the text.
"""

from claims.values.quantity.interval import Interval
from claims.values.quantity.numbers import DEFAULT_TOLERANCE, numbers_agree
from claims.values.quantity.reader import parse_quantity
from claims.values.quantity.value import Quantity

__all__ = ["DEFAULT_TOLERANCE", "Interval", "Quantity", "numbers_agree", "parse_quantity"]
