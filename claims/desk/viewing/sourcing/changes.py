"""What was changed in a record, entry by entry, with names where it holds identities."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from claims.desk.viewing.changes import revisions
from claims.desk.viewing.sourcing.material import as_identity
from claims.messages import row, tell
from claims.report.model_claims import ChangePart, RevisionPart
from claims.schemas.views import Revision
from claims.store.ledger import LedgerEntry

# A place in a text follows from the quote, and is no change that anybody made.
_FOLLOWS = ("quote_at",)


def later_revisions(
    entries: list[LedgerEntry], names: Mapping[UUID, str]
) -> tuple[RevisionPart, ...]:
    """All entries of a record after its first, each against the one before."""
    if len(entries) < 2:  # noqa: PLR2004  most records were written once
        return ()
    return tuple(_revision(one, names) for one in revisions(entries)[1:])


def _revision(one: Revision, names: Mapping[UUID, str]) -> RevisionPart:
    changes = (
        ChangePart(
            field=change.field,
            before=_value(change.field, change.before, names),
            after=_value(change.field, change.after, names),
        )
        for change in one.changes
        if change.field not in _FOLLOWS
    )
    return RevisionPart(
        revision=one.revision,
        action=one.action,
        at=one.at,
        by=one.by,
        reason=one.reason,
        changes=tuple(changes),
        redacted=one.redacted,
    )


def field_words(name: str) -> str:
    """What a field of the record is called."""
    return tell(f"fields.{name}", name.replace("_", " "))


# The tables of words for codes, by the field that has them.
_CODES = {
    "hedge": "hedges",
    "stance": "stances",
    "modality": "modalities_short",
    "method": "methods",
    "basis": "bases",
    "source_kind": "kinds",
}


def _value(field: str, value: Any, names: Mapping[UUID, str]) -> str | None:
    """The value of a field in words; a code has some of its own in each language."""
    if field in _CODES and isinstance(value, str):
        return tell(f"{_CODES[field]}.{value}", value)
    return shown(value, names)


def shown(value: Any, names: Mapping[UUID, str]) -> str | None:
    """A value of a payload in words; None where there was nothing."""
    if value is None:
        return None
    if isinstance(value, bool):
        return tell("yes", "yes") if value else tell("no", "no")
    if isinstance(value, dict):
        return _quantity(value) if "comparator" in value else _hop(value, names)
    if isinstance(value, list):
        return row(_each(value, names), "; ") or None
    identity = as_identity(str(value))
    return str(value) if identity is None else names.get(identity, str(value))


def _each(values: Iterable[Any], names: Mapping[UUID, str]) -> Iterable[str]:
    return (text for value in values if (text := shown(value, names)) is not None)


def _quantity(value: dict[str, Any]) -> str:
    text, unit = str(value["text"]), value.get("unit")
    return text if unit is None or unit in text else f"{text} {unit}"


def _hop(value: dict[str, Any], names: Mapping[UUID, str]) -> str:
    """One speaker of a chain: "NIS (cue likely, hedge probable)"."""
    speaker = shown(value.get("source"), names) or ""
    said = row(
        (
            row((field_words(name), _value(name, part, names) or "None"), " ")
            for name, part in value.items()
            if name != "source"
        ),
        ", ",
    )
    return row((speaker, " (", said, ")"), "") if said else speaker
