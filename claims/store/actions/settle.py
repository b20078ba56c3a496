"""Adding a record, or setting it to what is given: nothing is written where nothing changes."""

from enum import StrEnum
from typing import Any, TypeVar

from claims.errors import ConflictError
from claims.records import Record
from claims.store.actions.plan import Held, Plan
from claims.vocab import Action

R = TypeVar("R", bound=Record)


class Settled(StrEnum):
    """What became of a record that was given."""

    ADDED = "added"
    UNCHANGED = "unchanged"
    SET = "set"


def settle(
    plan: Plan, known: Held[R], given: dict[str, Any], *, update: bool, reason: str | None = None
) -> tuple[Settled, Held[R]]:
    """Set what differs from `given`; without `update` a difference is refused and shown.

    Only what is given counts: None leaves a field as it is.
    """
    record = known.record
    changed = {
        name: value
        for name, value in given.items()
        if value is not None and value != getattr(record, name)
    }
    if not changed:
        return Settled.UNCHANGED, known
    if not update:
        raise ConflictError(
            "record_differs",
            f"this {record.kind} is recorded otherwise: {_shown(record, changed)}",
            hint="import with --update, or set it by hand",
            field=next(iter(changed)),
        )
    held = Held(record.model_copy(update=changed), known.revision + 1)
    plan.write(Action.SET, held.record, version=held.revision, reason=reason)
    return Settled.SET, held


def _shown(record: Record, changed: dict[str, Any]) -> str:
    return "; ".join(
        f"{name}: recorded {str(getattr(record, name))!r}, given {str(value)!r}"
        for name, value in changed.items()
    )
