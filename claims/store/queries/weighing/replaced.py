"""Whether a claim was replaced, where a few rows tell: the most that is asked is of old claims.

Guaranteed: a claim that is said to be replaced is left out by `weighing`, or found replaced
by the rules; of any other nothing is said. It is one of two of which the second begins after
the first has ended, and of which nobody has said anything that could tell them apart.
"""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, bindparam, or_, select

from claims.records import Claim
from claims.store.lanes import ODD, lane_of
from claims.store.projection import CLAIMS, LAYOUTS
from claims.store.queries.hanging import Hanging, kinds_on
from claims.store.sending import Asked, ask
from claims.vocab import Kind

TRIED = 3  # later claims that are looked at

_TOLD = {Kind.LINK, Kind.NOTICE}
_RULINGS = LAYOUTS[Kind.RULING].main
_RULED = select(_RULINGS.c.a, _RULINGS.c.b).where(_RULINGS.c.withdrawn.is_(None))
_LATER = (
    select(CLAIMS.c.id)
    .where(
        CLAIMS.c.figure_id == bindparam("figure"),
        CLAIMS.c.origin_id == bindparam("origin"),
        CLAIMS.c.lane == bindparam("lane"),
        CLAIMS.c.said_latest > bindparam("ended"),
        CLAIMS.c.said_earliest > bindparam("ended"),
    )
    .order_by(CLAIMS.c.said_latest.desc())
    .limit(TRIED)
)
_SAME_USE = _LATER.where(CLAIMS.c.quoted_by == bindparam("quoted_by"))
_SPEAKING = (
    select(CLAIMS.c.id)
    .where(
        CLAIMS.c.figure_id == bindparam("figure"),
        CLAIMS.c.lane.is_not(None),
        or_(
            CLAIMS.c.lane >= ODD,
            CLAIMS.c.quoted_by == bindparam("source"),
            CLAIMS.c.reporter_id == bindparam("source"),
        ),
    )
    .limit(1)
)


def may_speak(connection: Connection, figure: UUID, source: UUID) -> bool:
    """Whether a source may tell of a figure what another said, or himself.

    All claims of the figure are looked at, in their index; one of which the row does not
    name all who tell it may be told by anybody.
    """
    asked = {"figure": figure, "source": source}
    return connection.scalar(_SPEAKING, asked) is not None


def is_replaced(
    connection: Connection,
    claim: Claim,
    said: Hanging,
    *,
    unnamed: bool,
    speaks: Callable[[], bool],
) -> bool:
    """Whether a claim on a figure was replaced by a later one; `unnamed` is its origin.

    `speaks` tells of that origin what `may_speak` does. False also where it takes weighing
    the figure to tell.
    """
    lane, ended = lane_of(claim), claim.said and claim.said.latest
    if lane is None or lane >= ODD or ended is None or said.links or said.notices:
        return False
    hops = claim.chain.hops
    origin, quoted_by = hops[0].source, hops[1].source if len(hops) > 1 else None
    asked: dict[str, Any] = {"figure": claim.figure, "origin": origin, "lane": lane}
    if unnamed:
        asked["quoted_by"] = quoted_by
    asked["ended"] = ended
    (later,) = ask(connection, Asked(_SAME_USE if unnamed else _LATER, asked))
    if not later or _is_ruled(connection, origin, {claim.id, *(one["id"] for one in later)}):
        return False
    if speaks():
        return False
    return any(not kinds_on(connection, one["id"]) & _TOLD for one in later)


def _is_ruled(connection: Connection, origin: UUID, claims: set[UUID]) -> bool:
    """Whether a ruling is about this origin, by its name or by a claim, or about one of these."""
    (rulings,) = ask(connection, Asked(_RULED))
    sides = {side for one in rulings for side in (one["a"], one["b"])}
    if origin in sides or not claims.isdisjoint(sides):
        return True
    of_claims = select(CLAIMS.c.origin_id).where(CLAIMS.c.id.in_(sides))
    return bool(sides) and origin in set(connection.scalars(of_claims))
