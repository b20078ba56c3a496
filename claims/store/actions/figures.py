"""Recording figures: what is counted, and what is part of what."""

from typing import Any

from claims.errors import InputError, NotFoundError
from claims.records import Figure
from claims.schemas.drafts import FigureDraft
from claims.store.actions.names import learn_figures, need_source
from claims.store.actions.plan import Held, Plan
from claims.store.actions.settle import Settled, cleared, settle
from claims.store.queries.stored import by_id
from claims.vocab import Action, Basis


def plan_figure(plan: Plan, draft: FigureDraft, *, update: bool) -> tuple[Settled, Figure]:
    """Plan to add this figure, or to set what the draft says of it."""
    learn_figures(plan, [draft.slug])
    known = plan.figures[draft.slug]
    whole = None if draft.part_of is None else _whole(plan, draft.slug, draft.part_of)
    parties = None
    if draft.parties is not None:
        parties = tuple(need_source(plan, name).id for name in draft.parties)
    given = draft.model_dump(include=_AS_GIVEN)
    given |= {"since": draft.since, "parties": parties, "part_of": whole and whole.id}
    if known is not None:
        settled, held = settle(plan, known, cleared(given, draft.clear), update=update)
    else:
        settled, held = Settled.ADDED, Held(_new(plan, draft, given))
        plan.write(Action.ADD, held.record)
    plan.figures[draft.slug] = held
    return settled, held.record


_AS_GIVEN = {
    "title",
    "unit",
    "basis",
    "measure",
    "population",
    "place",
    "complete_parts",
    "note",
}


def _new(plan: Plan, draft: FigureDraft, given: dict[str, object]) -> Figure:
    known = {name: value for name, value in given.items() if value is not None}
    fields: dict[str, Any] = {
        "slug": draft.slug,
        "title": draft.slug.replace("-", " "),
        "basis": Basis.SNAPSHOT,
        **known,
    }
    return Figure(id=plan.author.new_id(), **fields)


def _whole(plan: Plan, slug: str, part_of: str) -> Figure:
    """The figure that this one is part of; never itself, by no way round."""
    if part_of == slug:
        raise InputError("part_in_a_circle", f"{slug!r} would be part of itself", field="part_of")
    learn_figures(plan, [part_of])
    held = plan.figures[part_of]
    if held is None:
        raise NotFoundError(
            "figure_unknown",
            f"there is no figure {part_of!r} to be part of",
            hint="add the whole before its parts",
            field="part_of",
        )
    above: Figure | None = held.record
    while above is not None:
        if above.slug == slug:
            raise InputError(
                "part_in_a_circle", f"{slug!r} would be part of itself", field="part_of"
            )
        above = None if above.part_of is None else _by_identity(plan, above)
    return held.record


def _by_identity(plan: Plan, part: Figure) -> Figure | None:
    assert part.part_of is not None
    planned = plan.planned(part.part_of)
    if planned is not None:
        assert isinstance(planned.record, Figure)
        return planned.record
    found = by_id(plan.connection, Figure, [part.part_of]).get(part.part_of)
    return None if found is None else found.record
