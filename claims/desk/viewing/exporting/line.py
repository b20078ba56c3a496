"""One line of an export: fields in the order they are given, what is absent left out."""

from datetime import datetime
from typing import Any

import orjson

from claims.records import Notice
from claims.store.queries.stored import Stored

Fields = dict[str, Any]


NOTHING: Fields = {}  # fields that are there and tell nothing, such as those of a report unknown


def present(fields: Fields) -> Fields:
    """The fields that hold something; whoever reads the line takes the others as absent."""
    return {name: value for name, value in fields.items() if value or value is NOTHING}


def line(fields: Fields) -> bytes:
    """The fields as one line of JSON, in UTF-8."""
    return orjson.dumps(fields, option=orjson.OPT_APPEND_NEWLINE)


def stamps(one: Stored[Any]) -> Fields:
    """What only a rebuild keeps of a record: its identity, its revision, and who wrote it when."""
    return {
        "id": str(one.record.id),
        "revision": one.revision,
        "logged_at": _moment(one.logged_at),
        "logged_by": one.logged_by,
        "changed_at": _moment(one.changed_at),
        "changed_by": one.changed_by,
    }


def _moment(at: datetime) -> str:
    return at.isoformat(timespec="microseconds").replace("+00:00", "Z")


def words(text: str | None) -> str | None:
    """A text that a verb took as it came, as a draft takes it: blanks around it count for none."""
    return None if text is None else text.strip() or None


def retraction(notice: Notice | None) -> Fields | None:
    """A notice as a draft spells it."""
    if notice is None:
        return None
    date = None if notice.date is None else str(notice.date)
    return present({"reason": words(notice.reason), "date": date, "url": words(notice.url)})
