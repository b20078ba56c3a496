"""What hangs on one claim: links, notices, reviews, ratings, stories of ours.

Most claims have none of these. So it is asked first, in one statement, which there are.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection, String, bindparam, literal_column, select, union_all

from claims.records import Claim, Link, Notice, Rating, Review, Story
from claims.store.projection import LAYOUTS, RATINGS, STORY_CLAIMS
from claims.store.queries.case import NOTICES
from claims.store.queries.closure import LINKS, links_touching
from claims.store.queries.lookups import stories_on
from claims.store.queries.stored import Stored, among
from claims.store.sending import Asked, ask
from claims.vocab import Kind

_REVIEWS = LAYOUTS[Kind.REVIEW].main
_PLACES = (
    (Kind.LINK, LINKS.c.claim_id, "claim"),
    (Kind.LINK, LINKS.c.to_id, "claim"),
    (Kind.NOTICE, NOTICES.c.target_id, "claim"),
    (Kind.NOTICE, NOTICES.c.target_id, "report"),
    (Kind.REVIEW, _REVIEWS.c.claim_id, "claim"),
    (Kind.RATING, RATINGS.c.claim_id, "claim"),
    (Kind.STORY, STORY_CLAIMS.c.claim_id, "claim"),
)


# What there is on a claim and on the report that it was read from, built once.
THERE = select(
    union_all(
        *(
            select(literal_column(f"'{kind}'", String).label("kind")).where(
                column == bindparam(name)
            )
            for kind, column, name in _PLACES
        )
    )
    .subquery("there")
    .c.kind
)


@dataclass(frozen=True, slots=True)
class Hanging:
    """What people said of a claim, and what rests on it; what was taken back is told as well."""

    links: Sequence[Stored[Link]] = ()
    notices: Sequence[Stored[Notice]] = ()
    reviews: Sequence[Stored[Review]] = ()
    ratings: Sequence[Stored[Rating]] = ()
    stories: Sequence[Stored[Story]] = ()


_NOTHING = Hanging()


def kinds_on(connection: Connection, claim: UUID, report: UUID) -> set[Kind]:
    """What there is, withdrawn or not, on a claim that was read from this report."""
    (found,) = ask(connection, Asked(THERE, {"claim": claim, "report": report}))
    return {Kind(row["kind"]) for row in found}


def hanging_on(connection: Connection, claim: Claim) -> Hanging:
    """All that hangs on this claim, of each kind the oldest first."""
    return hanging_of(connection, claim, kinds_on(connection, claim.id, claim.report))


def hanging_of(connection: Connection, claim: Claim, there: Collection[Kind]) -> Hanging:
    """The same where it is known of which kinds there is any."""
    if not there:
        return _NOTHING
    one, targets = [claim.id], [claim.id, claim.report]
    return Hanging(
        links=links_touching(connection, one) if Kind.LINK in there else (),
        notices=among(connection, Notice, NOTICES.c.target_id, targets)
        if Kind.NOTICE in there
        else (),
        reviews=among(connection, Review, _REVIEWS.c.claim_id, one) if Kind.REVIEW in there else (),
        ratings=among(connection, Rating, RATINGS.c.claim_id, one) if Kind.RATING in there else (),
        stories=stories_on(connection, claim.id) if Kind.STORY in there else (),
    )
