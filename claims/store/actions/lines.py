"""Judgements that stand in lines of their own: each recorded once, however often it is imported.

One that was recorded and withdrawn since is not made again.
"""

from uuid import UUID

from claims.errors import InputError, NotFoundError
from claims.records import Claim, Record, Refusal, Ruling, Source, Waiver
from claims.schemas.judgements import RefusalDraft, RulingDraft, SideDraft, WaiverDraft
from claims.store.actions.judgements import plan_refusal, plan_ruling, plan_waiver
from claims.store.actions.names import find_source
from claims.store.actions.plan import Plan
from claims.store.actions.settle import Settled
from claims.store.projection import LAYOUTS
from claims.store.queries.refs import find_ref
from claims.store.queries.stored import by_id, stored
from claims.vocab import Kind

RULINGS, REFUSALS, WAIVERS = (
    LAYOUTS[kind].main for kind in (Kind.RULING, Kind.REFUSAL, Kind.WAIVER)
)


def plan_line(
    plan: Plan, draft: RulingDraft | RefusalDraft | WaiverDraft, *, as_id: UUID | None
) -> Settled:
    """Plan a judgement, unless it is recorded already; `as_id` is the identity kept for it."""
    match draft:
        case RulingDraft():
            return _ruling(plan, draft, as_id)
        case RefusalDraft():
            return _refusal(plan, draft, as_id)
        case _:
            return _waiver(plan, draft)


def _ruling(plan: Plan, draft: RulingDraft, as_id: UUID | None) -> Settled:
    a, b = _side(plan, draft.a, "a"), _side(plan, draft.b, "b")
    same = draft.relation == "same"
    alike = (RULINGS.c.a == a.id) & (RULINGS.c.b == b.id) & (RULINGS.c.same == same)
    if stored(plan.connection, Ruling, alike & (RULINGS.c.reason == draft.reason)):
        return Settled.UNCHANGED
    plan_ruling(plan, (a, b), same=same, reason=draft.reason, as_id=as_id)
    return Settled.ADDED


def _refusal(plan: Plan, draft: RefusalDraft, as_id: UUID | None) -> Settled:
    claim, to = _claim(plan, draft.claim, "claim"), _claim(plan, draft.to, "to")
    alike = (REFUSALS.c.claim_id == claim.id) & (REFUSALS.c.to_id == to.id)
    alike &= (REFUSALS.c.relation == draft.relation) & (REFUSALS.c.reason == draft.reason)
    if stored(plan.connection, Refusal, alike):
        return Settled.UNCHANGED
    plan_refusal(plan, claim, draft.relation, to, draft.reason, as_id=as_id)
    return Settled.ADDED


def _waiver(plan: Plan, draft: WaiverDraft) -> Settled:
    alike = (WAIVERS.c.code == draft.code) & (WAIVERS.c.reason == draft.reason)
    if stored(plan.connection, Waiver, alike):
        return Settled.UNCHANGED
    plan_waiver(plan, draft.code, draft.reason)
    return Settled.ADDED


def _side(plan: Plan, side: SideDraft, field: str) -> Record:
    if side.source is None:
        assert side.claim is not None, "checked with the draft"
        return _claim(plan, side.claim, f"{field}.claim")
    source: Source | None = find_source(plan, side.source)
    if source is None:
        raise NotFoundError(
            "source_unknown",
            f"there is no source {side.source!r}",
            hint='a claim\'s origin is given as {"claim": KEY}',
            field=f"{field}.source",
        )
    return source


def _claim(plan: Plan, ref: str, field: str) -> Claim:
    held = plan.claims.get(ref)
    if held is not None:
        return held.record
    try:
        identifier = find_ref(plan.connection, ref, Kind.CLAIM)[1]
    except InputError as error:
        raise error.at(field=field) from error
    return by_id(plan.connection, Claim, [identifier])[identifier].record
