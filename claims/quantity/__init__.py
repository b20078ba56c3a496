"""What was printed as a number, and the interval that it means.

A `Quantity` keeps the words as printed beside their meaning; nothing here
invents a bound, and what cannot be read is an error that shows the text.
"""

from claims.quantity.interval import Interval
from claims.quantity.numbers import DEFAULT_TOLERANCE, numbers_agree
from claims.quantity.reader import parse_quantity
from claims.quantity.value import Quantity

__all__ = ["DEFAULT_TOLERANCE", "Interval", "Quantity", "numbers_agree", "parse_quantity"]
