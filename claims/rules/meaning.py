"""What a claim's dates may say of each other and of the day on which it is logged."""

from datetime import UTC, datetime, timedelta

from claims.errors import InputError
from claims.values.dates import PartialDate
from claims.vocab import Modality

# On any day somewhere on Earth it is already the next one: UTC+14 is the furthest ahead.
FURTHEST_AHEAD = timedelta(hours=14)
NOT_YET_REAL = (Modality.PLANNED, Modality.HYPOTHETICAL)


def check_dates(
    *,
    said: PartialDate | None,
    as_of: PartialDate | None,
    published: PartialDate | None,
    modality: Modality,
    logged_at: datetime,
) -> None:
    """Raise unless the dates can all be true.

    Nothing is published before it is said, and only what is planned or supposed
    may be about a day after the day of logging.
    """
    if said and published and said.starts_after(published):
        raise InputError(
            "published_before_said",
            f"published {published} is before said {said}",
            hint="one of the two dates is wrong",
            field="published",
        )
    for name, date in (("said", said), ("published", published)):
        check_not_ahead(name, date, logged_at, "nothing can be logged before it was said")
    if modality not in NOT_YET_REAL:
        check_not_ahead("as_of", as_of, logged_at, "only planned events may lie ahead")


def check_not_ahead(name: str, date: PartialDate | None, logged_at: datetime, why: str) -> None:
    """Raise where a date lies wholly after the day of logging, wherever that day ends last."""
    if date is None or date.earliest is None:
        return
    ahead = logged_at.astimezone(UTC) + FURTHEST_AHEAD
    if date.earliest > ahead:
        raise InputError(
            "date_ahead", f"{name} {date} is after the day of logging: {why}", field=name
        )
