"""Looking at the record as it was, with all the verbs that read."""

from copy import copy
from datetime import UTC, date, datetime
from typing import Self

from claims.desk.base import Base
from claims.errors import InputError
from claims.store.then import Then, looking_at
from claims.values.dates import instant, parse_date


class LookingVerbs(Base):
    """The same desk at another moment."""

    def at(self, *, as_of: str | date | None = None, known_by: str | date | None = None) -> Self:
        """This desk, looking at the record as it was; it reads and cannot write.

        `as_of` is record time: what had been recorded at that moment. `known_by`
        leaves out what was published later, whenever it was recorded. Each is an
        aware datetime, an instant (`2025-02-15T00:00Z`, exactly that), or a date, in
        EDTF if it is text, whose end in UTC is meant. The copy shares this desk's connections,
        and needs no closing.
        """
        then = Then(
            self._then.as_of if as_of is None else read_moment(as_of, field="as_of"),
            self._then.known_by if known_by is None else read_moment(known_by, field="known_by"),
        )
        desk = copy(self)
        desk._engine = looking_at(self._engine, then)  # noqa: SLF001  our own copy
        return desk

    @property
    def moment(self) -> str:
        """What this desk looks at, in words: `now`, or `as of 2025-02-15T00:00:00.000000Z`."""
        return str(self._then)


def read_moment(given: str | date, *, field: str) -> datetime:
    """The instant that is meant: a time as it stands, or the last one of a date, in UTC."""
    try:
        return _moment(given)
    except InputError as error:
        if error.code == "date_not_an_instant":
            error.hint = "write 2025-02-15T00:00Z, or 2025-02-15 for the end of that day in UTC"
        raise error.at(field=field) from None


def _moment(given: str | date) -> datetime:
    if isinstance(given, datetime):
        return _in_utc(given)
    text = given if isinstance(given, str) else given.isoformat()
    if "T" in text:
        return instant(text)
    last = parse_date(text).latest
    if last is None:
        raise InputError(
            "date_open", f"{text!r} has no end", hint="name an instant, a day, a month or a year"
        )
    return last


def _in_utc(given: datetime) -> datetime:
    if given.utcoffset() is None:
        raise InputError(
            "date_naive",
            f"the time {given.isoformat()!r} does not say which time zone it is in",
            hint="hand in a datetime with its tzinfo",
        )
    try:
        return given.astimezone(UTC)
    except OverflowError as error:
        raise InputError(
            "date_out_of_range",
            f"the time {given.isoformat()!r} is outside the years 0001 to 9999 in UTC",
            hint="leave it out for no limit",
        ) from error
