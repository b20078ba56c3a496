"""What the drafts of an import come to: each by itself, or together those that name each other."""

from claims.desk.items import Item, short_names
from claims.desk.tally import Tally
from claims.errors import ConflictError, InputError, NotFoundError
from claims.schemas.drafts import ClaimDraft, FigureDraft, ReportDraft, SourceDraft, StoryDraft
from claims.store.actions.claims import Outcome, Status, learn_keys, plan_claim
from claims.store.actions.figures import plan_figure
from claims.store.actions.lines import plan_line
from claims.store.actions.links import check_standing, plan_links
from claims.store.actions.plan import Plan
from claims.store.actions.reports import plan_report, plan_story
from claims.store.actions.settle import Settled
from claims.store.actions.sources import plan_source


def check_known(plan: Plan, item: Item) -> None:
    """Raise where a draft refers to what may yet come further down as somebody's key."""
    names = short_names(item.draft)
    if names:
        learn_keys(plan, names)
    for name in names:
        if plan.claims[name] is None:
            raise NotFoundError("ref_unknown", f"{name!r} leads to no claim so far")


def plan_draft(plan: Plan, item: Item, *, update: bool) -> Status | Settled:
    """Plan what one draft of any kind writes."""
    draft, as_id = item.draft, item.as_id
    match draft:
        case ClaimDraft():
            return plan_claim(plan, draft, update=update, as_id=as_id).status
        case SourceDraft():
            return plan_source(plan, draft, update=update)[0]
        case FigureDraft():
            return plan_figure(plan, draft, update=update)[0]
        case ReportDraft():
            return plan_report(plan, draft)[0]
        case StoryDraft():
            return plan_story(plan, draft, update=update, as_id=as_id)[0]
        case _:
            return plan_line(plan, draft, as_id=as_id)


def plan_together(
    plan: Plan, items: list[Item], tally: Tally, *, update: bool
) -> dict[int, InputError]:
    """Plan all the claims, then all that refers to them; returns what failed, by `id` of line."""
    failed: dict[int, InputError] = {}
    logged = []
    for item in items:
        if isinstance(item.draft, ClaimDraft):
            bare = item.draft.model_copy(update={"links": ()})
            try:
                outcome = plan_claim(plan, bare, update=update, as_id=item.as_id)
                logged.append((item, item.draft, outcome, plan.accept()))
            except InputError as error:
                plan.reject()
                failed[id(item.line)] = error
    for item, draft, outcome, acts in logged:
        try:
            status = _link_later(plan, draft, outcome, update=update)
            tally.count(status, acts + plan.accept())
        except InputError as error:
            failed[id(item.line)] = error
    for item in items:
        if not isinstance(item.draft, ClaimDraft):
            try:
                tally.count(plan_draft(plan, item, update=update), plan.accept())
            except InputError as error:
                failed[id(item.line)] = error
    return failed


def _link_later(plan: Plan, draft: ClaimDraft, outcome: Outcome, *, update: bool) -> Status:
    """Plan the links of a claim that was planned without them; returns what became of it."""
    links = plan_links(plan, outcome.claim, draft.links, known=True)
    if links and draft.withdrawn is None:
        check_standing(outcome.claim)
    if not links or outcome.status is not Status.UNCHANGED:
        return outcome.status
    if not update:
        raise ConflictError(
            "key_conflict",
            f"the key {draft.key!r} is known without these links",
            hint="import with --update to add them",
            field="links",
        )
    return Status.UPDATED
