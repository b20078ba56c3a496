"""Recording links between claims, and taking them back."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from claims.errors import AmbiguousError, ConflictError, InputError, NotFoundError
from claims.records import Claim, Link
from claims.schemas.drafts import LinkDraft
from claims.store.actions.plan import Plan
from claims.store.queries.lookups import links_of
from claims.store.queries.refs import find_ref
from claims.store.queries.stored import Stored
from claims.vocab import Action, Kind, Relation

TARGET_UNKNOWN = "link_target_unknown"


def plan_links(plan: Plan, claim: Claim, drafts: Sequence[LinkDraft], *, known: bool) -> list[Link]:
    """Plan the links of a draft that are not there yet; a withdrawn one is not made again.

    `known` says that the claim was recorded before and may have links. Whether a
    withdrawn claim may still get one is for the caller to say (`check_standing`).
    """
    if not drafts:
        return []
    there = {_judgement(one.record) for one in _there(plan, claim, known=known)}
    planned = []
    for place, draft in enumerate(drafts):
        try:
            link = _link(plan, claim, draft)
        except InputError as error:
            raise error.at(field=f"links.{place}.to") from error
        if _judgement(link) not in there:
            there.add(_judgement(link))
            plan.write(Action.LINK, link)
            planned.append(link)
    return planned


def _there(plan: Plan, claim: Claim, *, known: bool) -> list[Stored[Link]]:
    if not known:
        return []
    return links_of(plan.connection, [claim.id]).get(claim.id, [])


def _judgement(link: Link) -> tuple[Relation, UUID]:
    return link.relation, link.to


def new_link(plan: Plan, claim: Claim, draft: LinkDraft) -> Link:
    """The link that a draft means; its target must be known and another claim."""
    check_standing(claim)
    return _link(plan, claim, draft)


def check_standing(claim: Claim) -> None:
    """Raise where a claim was withdrawn: nothing is judged of it any more."""
    if claim.withdrawn is not None:
        raise ConflictError(
            "claim_withdrawn", f"{claim.key or claim.called} was withdrawn: {claim.withdrawn}"
        )


def _link(plan: Plan, claim: Claim, draft: LinkDraft) -> Link:
    target = _target(plan, claim, draft.to)
    if target == claim.id:
        raise InputError("link_to_itself", f"{claim.key or claim.called} would be linked to itself")
    return Link(
        id=plan.author.new_id(),
        claim=claim.id,
        relation=draft.relation,
        to=target,
        reason=draft.reason,
        basis=plan.basis,
    )


def _target(plan: Plan, claim: Claim, text: str) -> UUID:
    if text == claim.key:
        return claim.id
    held = plan.claims.get(text)
    if held is not None:
        return held.record.id
    try:
        return find_ref(plan.connection, text, Kind.CLAIM)[1]
    except AmbiguousError:
        raise
    except NotFoundError as error:
        raise NotFoundError(
            TARGET_UNKNOWN,
            f"the link leads to {text!r}, which is no claim",
            hint="give the key or the reference of a claim that is recorded or in the same file",
        ) from error


def plan_unlink(plan: Plan, link: Stored[Link], reason: str) -> Link:
    """Plan to withdraw a link; it stays in the record, with the reason."""
    if link.record.withdrawn is not None:
        raise ConflictError(
            "link_withdrawn",
            f"this link was withdrawn on {link.changed_at:%Y-%m-%d} by {link.changed_by}: "
            f"{link.record.withdrawn}",
        )
    withdrawn = replace(link.record, withdrawn=reason)
    plan.write(Action.UNLINK, withdrawn, version=link.revision + 1, reason=reason)
    return withdrawn
