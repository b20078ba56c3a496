"""Recording what people decide of claims: revisions, withdrawals, reviews, rulings."""

from collections.abc import Iterable
from dataclasses import replace
from uuid import UUID

from claims.errors import ConflictError, InputError
from claims.records import (
    Claim,
    Notice,
    Rating,
    Record,
    Refusal,
    Review,
    Ruling,
    SigningKey,
    Waiver,
)
from claims.schemas.drafts import ClaimDraft
from claims.store.actions.claims import differences, learn_keys, read_claim
from claims.store.actions.plan import Held, Plan
from claims.store.queries.stored import Stored
from claims.values.identity import short_ref
from claims.vocab import Action, FindingCode, Kind, Relation

Withdrawable = (
    Stored[Claim]
    | Stored[Notice]
    | Stored[Ruling]
    | Stored[Waiver]
    | Stored[SigningKey]
    | Stored[Rating]
)


def plan_revision(
    plan: Plan, known: Stored[Claim], draft: ClaimDraft, parts: Iterable[str], reason: str
) -> Claim:
    """Plan a new revision of a claim in which these parts are what the draft says."""
    _check_standing(known, Kind.CLAIM)
    given = read_claim(plan, draft, known=Held(known.record, known.revision))
    claim = replace(known.record, **{name: getattr(given, name) for name in parts})
    if not differences(known.record, claim):
        raise ConflictError(
            "nothing_changes", "the claim says this already", hint="see `claims show`"
        )
    if claim.key != known.record.key:
        _check_key(plan, claim)
    plan.write(Action.REVISE, claim, version=known.revision + 1, reason=reason)
    return claim


def _check_key(plan: Plan, claim: Claim) -> None:
    """Raise where another claim has this key already."""
    if claim.key is None:
        return
    learn_keys(plan, [claim.key])
    other = plan.claims[claim.key]
    if other is not None:
        raise ConflictError(
            "key_conflict",
            f"the key {claim.key!r} is {short_ref(Kind.CLAIM, other.record.id)}'s already",
            hint="use another key",
            field="key",
        )


def plan_withdrawal(plan: Plan, known: Withdrawable, reason: str) -> Record:
    """Plan to withdraw what was recorded by mistake; it stays in the record, with the reason."""
    kind = known.record.kind
    _check_standing(known, kind)
    withdrawn = replace(known.record, withdrawn=reason)
    plan.write(Action.WITHDRAW, withdrawn, version=known.revision + 1, reason=reason)
    return withdrawn


def _check_standing(known: Withdrawable, kind: Kind) -> None:
    if known.record.withdrawn is not None:
        raise ConflictError(
            f"{kind}_withdrawn",
            f"{short_ref(kind, known.record.id)} was withdrawn on {known.changed_at:%Y-%m-%d} "
            f"by {known.changed_by}: {known.record.withdrawn}",
        )


def plan_review(plan: Plan, known: Stored[Claim], note: str | None) -> Review:
    """Plan to record that somebody has read a claim as it now stands."""
    _check_standing(known, Kind.CLAIM)
    review = Review(
        id=plan.author.new_id(), claim=known.record.id, revision=known.revision, note=note
    )
    plan.write(Action.REVIEW, review)
    return review


def plan_ruling(
    plan: Plan, sides: tuple[Record, Record], *, same: bool, reason: str, as_id: UUID | None = None
) -> Ruling:
    """Plan an editor's word that two origins are, or are not, the same."""
    a, b = sides
    if a.id == b.id:
        raise InputError("ruling_on_itself", "a ruling takes two origins, not one twice")
    ruling = Ruling(
        id=as_id or plan.author.new_id(),
        a=a.id,
        a_kind=a.kind,
        b=b.id,
        b_kind=b.kind,
        same=same,
        reason=reason,
    )
    plan.write(Action.RULE, ruling)
    return ruling


def plan_refusal(  # noqa: PLR0913  a refusal has that many parts
    plan: Plan,
    claim: Claim,
    relation: Relation,
    to: Claim,
    reason: str,
    *,
    as_id: UUID | None = None,
) -> Refusal:
    """Plan to remember that a suggested link was refused."""
    refusal = Refusal(
        id=as_id or plan.author.new_id(),
        claim=claim.id,
        relation=relation,
        to=to.id,
        reason=reason,
    )
    plan.write(Action.REFUSE, refusal)
    return refusal


def plan_waiver(plan: Plan, code: FindingCode, reason: str) -> Waiver:
    """Plan to switch a finding off for this desk."""
    waiver = Waiver(id=plan.author.new_id(), code=code, reason=reason)
    plan.write(Action.WAIVE, waiver)
    return waiver
