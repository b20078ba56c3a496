"""What became of a claim after it was logged, as its draft tells: retracted, reviewed, withdrawn.

A record that moves brings these along. What is recorded already is not recorded
again, and nothing is undone because a draft does not tell of it.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

from claims.records import Claim, Review
from claims.schemas.drafts import ClaimDraft
from claims.schemas.judgements import ReviewDraft
from claims.store.actions.plan import Held, Plan
from claims.store.actions.retractions import is_among, notices_of, retract_once
from claims.store.projection import LAYOUTS
from claims.store.queries.stored import Stored, stored
from claims.vocab import Action, Kind

REVIEWS = LAYOUTS[Kind.REVIEW].main
BEFORE_THIS_RECORD = 0  # the revision of a review whose revision did not come along


class Untold(NamedTuple):
    """What a draft tells of a claim that the record does not know yet."""

    retracted: bool
    reviews: tuple[ReviewDraft, ...]
    withdrawn: str | None

    @property
    def names(self) -> list[str]:
        """The fields of the draft that tell it."""
        told = {
            "retracted": self.retracted,
            "reviews": self.reviews,
            "withdrawn": self.withdrawn,
        }
        return [name for name, news in told.items() if news]


def untold(plan: Plan, draft: ClaimDraft, known: Claim | None) -> Untold:
    """What is news in a draft; for a claim that is new itself, all of it, without a statement."""
    if known is None:
        return Untold(draft.retracted is not None, draft.reviews, draft.withdrawn)
    retracted = draft.retracted is not None and not is_among(
        draft.retracted, notices_of(plan, known)
    )
    reviews = tuple(_new_reviews(plan, draft, known)) if draft.reviews else ()
    return Untold(retracted, reviews, draft.withdrawn if known.withdrawn is None else None)


def _new_reviews(plan: Plan, draft: ClaimDraft, known: Claim) -> Iterable[ReviewDraft]:
    """Those that are not recorded; two of one wording are two."""
    there = Counter(one.record.note for one in _reviews(plan, known))
    for review in draft.reviews:
        if there[review.note]:
            there[review.note] -= 1
        else:
            yield review


def _reviews(plan: Plan, claim: Claim) -> list[Stored[Review]]:
    return stored(plan.connection, Review, REVIEWS.c.claim_id == claim.id)


def plan_untold(plan: Plan, held: Held[Claim], draft: ClaimDraft, news: Untold) -> Held[Claim]:
    """Plan what is news of a claim; returns the claim as it then stands."""
    if news.retracted and draft.retracted is not None:
        retract_once(plan, held.record, draft.retracted)
    for review in news.reviews:
        revision = BEFORE_THIS_RECORD if review.outdated else held.revision
        record = Review(
            id=plan.author.new_id(), claim=held.record.id, revision=revision, note=review.note
        )
        plan.write(Action.REVIEW, record)
    if news.withdrawn is None:
        return held
    claim = replace(held.record, withdrawn=news.withdrawn)
    plan.write(Action.WITHDRAW, claim, version=held.revision + 1, reason=news.withdrawn)
    return Held(claim, held.revision + 1)
