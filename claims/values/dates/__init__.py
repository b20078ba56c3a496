"""Dates as the press gives them: as precise as they were printed, and no more.

Guaranteed: a text that `parse_date` takes is kept as it was written and covers one
span of UTC time, whose first instant is never after its last; every other text is an
`InputError` that shows it and says why. The notation is EDTF (ISO 8601-2, level 2).
"""

from claims.values.dates.partial import PartialDate
from claims.values.dates.reading import instant, parse_date

__all__ = ["PartialDate", "instant", "parse_date"]
