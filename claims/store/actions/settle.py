"""Adding a record, or setting it to what is given: nothing is written where nothing changes."""

from collections.abc import Iterable
from dataclasses import MISSING, fields, replace
from enum import StrEnum
from typing import Any, TypeVar

from claims.errors import ConflictError, InputError
from claims.records import Record
from claims.store.actions.plan import Held, Plan
from claims.store.actions.redactions import refuse_redacted
from claims.vocab import Action

R = TypeVar("R", bound=Record)


class Settled(StrEnum):
    """What became of a record that was given."""

    ADDED = "added"
    UNCHANGED = "unchanged"
    SET = "set"


CLEARED = object()


def cleared(given: dict[str, Any], names: Iterable[str]) -> dict[str, Any]:
    """What is given, with these fields to be taken away; no field is both given and cleared."""
    for name in names:
        if given.get(name, CLEARED) is not None:
            able = ", ".join(one for one, value in given.items() if value is None)
            raise InputError(
                "field_not_clearable",
                f"{name!r} cannot be cleared here",
                hint=f"what can be: {able}",
                field="clear",
            )
    return given | dict.fromkeys(names, CLEARED)


def absent(record: Record, name: str) -> Any:
    """What a field holds when it holds nothing; a required one cannot be cleared."""
    default = next(one.default for one in fields(record) if one.name == name)
    if default is MISSING:
        raise InputError(
            "field_not_clearable", f"a {record.kind} always has its {name}", field="clear"
        )
    return default


def settle(
    plan: Plan, known: Held[R], given: dict[str, Any], *, update: bool, reason: str | None = None
) -> tuple[Settled, Held[R]]:
    """Set what differs from `given`; without `update` a difference is refused and shown.

    Only what is given counts: None leaves a field as it is, `CLEARED` takes it away.
    """
    record = known.record
    wanted = {
        name: absent(record, name) if value is CLEARED else value
        for name, value in given.items()
        if value is not None
    }
    changed = {name: value for name, value in wanted.items() if value != getattr(record, name)}
    if not changed:
        return Settled.UNCHANGED, known
    refuse_redacted(record)
    if not update:
        raise ConflictError(
            "record_differs",
            f"this {record.kind} is recorded otherwise: {_shown(record, changed)}",
            hint="import with --update, or set it by hand",
            field=next(iter(changed)),
        )
    held = Held(replace(record, **changed), known.revision + 1)
    plan.write(Action.SET, held.record, version=held.revision, reason=reason)
    return Settled.SET, held


def _shown(record: Record, changed: dict[str, Any]) -> str:
    return "; ".join(
        f"{name}: recorded {str(getattr(record, name))!r}, given {str(value)!r}"
        for name, value in changed.items()
    )
