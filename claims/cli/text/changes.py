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
    for one in history.revisions:
        yield from _heading(one)
        yield from _changes(one)


def revision_text(revisions: "Iterable[Revision]") -> Iterator[str]:
    """Each revision: what was done, when, by whom, why, and what it changed of the one before."""
    for one in revisions:
        yield from _heading(one)
        if one.revision > 1 or one.redacted is not None:
            yield from _changes(one)


def _heading(revision: "Revision") -> Iterator[str]:
    done = f"{moment(revision.at)} by {revision.by}"
    lead = f"{revision.revision}. {plain(revision.action)}"
    yield from paragraph(phrase([done, revision.reason], ": "), indent=2, lead=lead)


def _changes(revision: "Revision") -> Iterator[str]:
    if revision.redacted is not None:
        yield from paragraph(revision.redacted, indent=5)
    for change in revision.changes:
        before, after = value_text(change.before), value_text(change.after)
        said = after if revision.revision == 1 else f"{before} → {after}"
        yield from paragraph(said, indent=5, lead=f"{plain(change.field)}:")


def value_text(value: Any) -> str:
    """A recorded value as people read it."""
    if value in (None, "", [], {}):
        return _NOTHING
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return "; ".join(value_text(one) for one in value)
    if isinstance(value, dict):
        return _mapping(value)
    return str(value)


def _mapping(value: dict[str, Any]) -> str:
    """What it is first, a speaker or a quantity as printed; the rest behind it in brackets."""
    first = next((value_text(value[name]) for name in ("source", "text") if name in value), None)
    rest = phrase(
        f"{plain(name)} {value_text(one)}"
        for name, one in value.items()
        if name not in ("source", "text") and one not in (None, "", [], {})
    )
    return phrase([first, f"({rest})" if first and rest else rest], " ")
