"""What happened to a record, as text."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from claims.cli.layout import paragraph
from claims.cli.text.words import moment, phrase, plain

if TYPE_CHECKING:
    from claims.schemas.views import HistoryView, Revision

_NOTHING = "—"


def history_text(history: "HistoryView") -> Iterator[str]:
    """All revisions of a record as `history` prints them, oldest first."""
    yield f"{history.ref}  {plain(history.kind)}"
    yield ""
    yield from revision_text(history.revisions)


def revision_text(revisions: "Iterable[Revision]") -> Iterator[str]:
    """Each revision: what was done, when, by whom, why, and what it changed."""
    for one in revisions:
        done = f"{one.revision}. {plain(one.action)}  {moment(one.at)} by {one.by}"
        yield from paragraph(phrase([done, one.reason], ": "), indent=2)
        if one.revision > 1:
            for change in one.changes:
                was, now = _value(change.before), _value(change.after)
                yield from paragraph(f"{plain(change.field)}: {was} → {now}", indent=5)


def _value(value: Any) -> str:
    """A recorded value as people read it."""
    if value in (None, "", [], {}):
        return _NOTHING
    if isinstance(value, list):
        return "; ".join(_value(one) for one in value)
    if isinstance(value, dict):
        return phrase((_pair(name, one) for name, one in value.items()), ", ")
    return str(value)


def _pair(name: str, value: Any) -> str | None:
    return None if value in (None, "", [], {}) else f"{plain(name)} {_value(value)}"
