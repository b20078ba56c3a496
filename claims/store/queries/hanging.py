"""What hangs on one claim: links, notices, reviews, ratings, stories of ours.

Most claims have none of these. So it is asked first, in one statement, which there are.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Integer,
    Select,
    String,
    bindparam,
    literal_column,
    select,
    union_all,
)

from claims.records import Claim, Link, Notice, Rating, Review, Story
from claims.store.projection import CLAIM_TAGS, CLAIMS, LAYOUTS, RATINGS, STORY_CLAIMS
from claims.store.queries.case import NOTICES
from claims.store.queries.closure import LINKS, links_touching
from claims.store.queries.lookups import stories_on
from claims.store.queries.stored import Stored, among
from claims.store.sending import Asked, Found, ask
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


_TAG = "tag"


def _there(kind: str, on_it: ColumnElement[bool], *place: ColumnElement[Any]) -> Select[Any]:
    position, tag = place or (literal_column("0", Integer), literal_column("''", String))
    named = literal_column(f"'{kind}'", String).label("kind")
    return select(named, position.label("position"), tag.label(_TAG)).where(on_it)


# What there is on a claim and on the report that it was read from, built once; and its tags,
# each with its place, since the word is all there is of one. They are expressions as the
# literals beside them are, or SQLite would put all of it aside before it hands any over.
_OF_TAG = (CLAIM_TAGS.c.position + 0, CLAIM_TAGS.c.tag + "")
_ALL = union_all(
    _there(_TAG, CLAIM_TAGS.c.claim_id == _CLAIM, *_OF_TAG),
    *(_there(kind, on_it) for kind, on_it in _PLACES),
)
THERE = select(*_ALL.subquery("there").c)


def kinds_in(there: Iterable[Found]) -> set[Kind]:
    """Of which kinds there is anything, in the rows that `THERE` found."""
    return {Kind(row["kind"]) for row in there if row["kind"] != _TAG}


def tags_in(there: Iterable[Found]) -> tuple[str, ...]:
    """The tags among them, in their order."""
    tags = [(row["position"], row["tag"]) for row in there if row["kind"] == _TAG]
    return tuple([tag for _, tag in sorted(tags)])


@dataclass(frozen=True, slots=True)
class Hanging:
    """What people said of a claim, and what rests on it; what was taken back is told as well."""

    links: Sequence[Stored[Link]] = ()
    notices: Sequence[Stored[Notice]] = ()
    reviews: Sequence[Stored[Review]] = ()
    ratings: Sequence[Stored[Rating]] = ()
    stories: Sequence[Stored[Story]] = ()


_NOTHING = Hanging()


def kinds_on(connection: Connection, claim: UUID) -> set[Kind]:
    """What there is, withdrawn or not, on a claim and on the report that it was read from."""
    (found,) = ask(connection, Asked(THERE, {"claim": claim}))
    return kinds_in(found)


def hanging_on(connection: Connection, claim: Claim) -> Hanging:
    """All that hangs on this claim, of each kind the oldest first."""
    return hanging_of(connection, claim.id, claim.report, kinds_on(connection, claim.id))


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
