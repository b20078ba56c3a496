"""What hangs on one claim: links, notices, reviews, ratings, stories of ours.

Most claims have none of these. So it is asked first, in one statement, which there are.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import (
    BindParameter,
    Connection,
    String,
    bindparam,
    exists,
    literal,
    select,
    union_all,
)

from claims.records import Claim, Link, Notice, Rating, Review, Story
from claims.store.projection import CLAIMS, LAYOUTS, RATINGS, STORY_CLAIMS
from claims.store.queries.case import NOTICES
from claims.store.queries.closure import LINKS, links_touching
from claims.store.queries.lookups import stories_on
from claims.store.queries.stored import Stored, among
from claims.vocab import Kind

_REVIEWS = LAYOUTS[Kind.REVIEW].main
_CLAIM: BindParameter[UUID] = bindparam("claim")
_ITS_REPORT = select(CLAIMS.c.report_id).where(CLAIMS.c.id == _CLAIM)
_PLACES = (
    (Kind.LINK, LINKS.c.claim_id == _CLAIM),
    (Kind.LINK, LINKS.c.to_id == _CLAIM),
    (Kind.NOTICE, NOTICES.c.target_id == _CLAIM),
    (Kind.NOTICE, NOTICES.c.target_id.in_(_ITS_REPORT)),
    (Kind.REVIEW, _REVIEWS.c.claim_id == _CLAIM),
    (Kind.RATING, RATINGS.c.claim_id == _CLAIM),
    (Kind.STORY, STORY_CLAIMS.c.claim_id == _CLAIM),
)


# Of which kinds there is anything, asked at once and built once.
_THERE = union_all(
    *(select(literal(kind, String).label("kind")).where(exists().where(on)) for kind, on in _PLACES)
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


def hanging_on(connection: Connection, claim: Claim) -> Hanging:
    """All that hangs on this claim, of each kind the oldest first."""
    there = {Kind(kind) for kind in connection.scalars(_THERE, {"claim": claim.id})}
    return hanging_of(connection, claim.id, claim.report, there)


def hanging_of(
    connection: Connection, claim: UUID, report: UUID, there: Collection[Kind]
) -> Hanging:
    """The same where it is known of which kinds there is any."""
    if not there:
        return _NOTHING
    one, targets = [claim], [claim, report]
    return Hanging(
        links=links_touching(connection, one) if Kind.LINK in there else (),
        notices=among(connection, Notice, NOTICES.c.target_id, targets)
        if Kind.NOTICE in there
        else (),
        reviews=among(connection, Review, _REVIEWS.c.claim_id, one) if Kind.REVIEW in there else (),
        ratings=among(connection, Rating, RATINGS.c.claim_id, one) if Kind.RATING in there else (),
        stories=stories_on(connection, claim) if Kind.STORY in there else (),
    )
