"""Which spans of time are long: they are kept in indexes of their own.

Nearly all dates are days, or months at most. Where these are looked for by when they begin, only
what begins a month before a span, or in it, can be of it; what is long may have begun long ago.
"""

from datetime import timedelta

from sqlalchemy import Index

LONGEST_SHORT = timedelta(days=31)
_DAYS = LONGEST_SHORT.days
_OF_CLAIM = "coalesce(as_of_earliest, said_earliest)", "coalesce(as_of_latest, said_latest)"
_OF_REPORT = "published_earliest", "published_latest"


def _long(first: str, last: str) -> dict[str, str]:
    """That it begins, and ends much later or never; as each engine computes with time."""
    lasts = {
        "sqlite": f"julianday({last}) - julianday({first}) > {_DAYS}",
        "postgresql": f"{last} - {first} > INTERVAL '{_DAYS} days'",
    }
    return {name: f"coalesce({longer}, {first} IS NOT NULL)" for name, longer in lasts.items()}


LONG = {"claims": _long(*_OF_CLAIM), "reports": _long(*_OF_REPORT)}
LONG_INDEX = {table: f"ix_{table}_long" for table in LONG}  # which the migrations alone make
TIMES = {
    "claims": ("as_of_earliest", "said_earliest", "as_of_latest", "said_latest", "id"),
    "reports": ("published_earliest", "published_latest", "id"),
}


def by_times(table: str) -> Index:
    """The index of a table by its dates."""
    return Index(f"ix_{table}_times", *TIMES[table])
