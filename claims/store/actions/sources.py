"""Recording sources: their names, kinds and who controls them."""

from collections.abc import Mapping
from typing import Any

from claims.errors import ConflictError, InputError
from claims.records import Source
from claims.schemas.drafts import SourceDraft
from claims.store.actions.names import (
    find_source,
    learn_sources,
    need_source,
    remember_new_source,
    remember_source,
)
from claims.store.actions.plan import Held, Plan
from claims.store.actions.settle import Settled, cleared, settle
from claims.store.queries.stored import by_id
from claims.values.names import name_key
from claims.vocab import Action, SourceKind


def plan_source(plan: Plan, draft: SourceDraft, *, update: bool) -> tuple[Settled, Source]:
    """Plan to add this source, or to set what the draft says of it."""
    source = find_source(plan, draft.name)
    _check_names(plan, draft, source)
    controller = None
    if draft.controlled_by is not None:
        controller = need_source(plan, draft.controlled_by)
        _check_control(plan, draft.name, source, controller)
    given = {
        "source_kind": draft.kind,
        "country": draft.country,
        "controlled_by": controller and controller.id,
        "aliases": draft.aliases,
        "note": draft.note,
    }
    if source is None:
        return Settled.ADDED, _add(plan, draft, given)
    settled, held = settle(plan, _held(plan, source), cleared(given, draft.clear), update=update)
    remember_source(plan, held.record)
    return settled, held.record


def _add(plan: Plan, draft: SourceDraft, given: Mapping[str, object]) -> Source:
    known = {name: value for name, value in given.items() if value is not None}
    fields: dict[str, Any] = {
        "name": " ".join(draft.name.split()),
        "source_kind": SourceKind.ORGANISATION,
        **known,
    }
    source = Source(id=plan.author.new_id(), **fields)
    remember_new_source(plan, source)
    plan.write(Action.ADD, source)
    return source


def _held(plan: Plan, source: Source) -> Held[Source]:
    """The source at its revision, counting what this batch has already planned for it."""
    planned = plan.planned(source.id)
    if planned is not None:
        return Held(source, planned.revision)
    return Held(source, by_id(plan.connection, Source, [source.id])[source.id].revision)


def _check_names(plan: Plan, draft: SourceDraft, source: Source | None) -> None:
    """Raise where an alias is the own name of another source: nobody could name that one again."""
    learn_sources(plan, draft.aliases or ())
    for alias in draft.aliases or ():
        for other in plan.sources[name_key(alias)]:
            if name_key(other.name) == name_key(alias) and (
                source is None or other.id != source.id
            ):
                raise ConflictError(
                    "alias_is_a_name",
                    f"{alias!r} is the name of another source",
                    hint="if both are one, rule them the same",
                    field="aliases",
                )


def _check_control(plan: Plan, name: str, source: Source | None, controller: Source) -> None:
    above: Source | None = controller
    while above is not None:
        if name_key(above.name) == name_key(name) or (source and above.id == source.id):
            raise InputError(
                "control_in_a_circle",
                f"{name!r} would control itself, by way of {controller.name!r}",
                field="controlled_by",
            )
        above = None if above.controlled_by is None else find_source(plan, str(above.controlled_by))
