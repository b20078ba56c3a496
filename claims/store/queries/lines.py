"""Claims with what a line of each prints, and nothing else: two statements for a page."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, select

from claims.store.projection import ATTRIBUTIONS, SOURCES
from claims.store.queries.building import QUANTITY
from claims.store.queries.conditions import PUBLISHED, SLUG
from claims.store.queries.search import Search, found
from claims.store.queries.stored import in_slices
from claims.store.sending import Asked, Found, ask

_COLUMNS = (
    *("id", "key", "statement", "quote", "note", SLUG, *QUANTITY, "stance", "modality", "method"),
    *("effective_hedge", "said", "as_of", PUBLISHED),
)
_OWNER, _NAME = ATTRIBUTIONS.c.claim_id, select(SOURCES.c.name)
_NAME = _NAME.where(SOURCES.c.id == ATTRIBUTIONS.c.source_id)
_HOPS = (
    select(
        *(_OWNER, ATTRIBUTIONS.c.position, ATTRIBUTIONS.c.hedge),
        _NAME.scalar_subquery().label("source"),
    )
    .where(_OWNER.in_(bindparam("wanted", expanding=True)))
    .order_by(_OWNER, ATTRIBUTIONS.c.position)
)


class Line(NamedTuple):
    """The columns of a claim, and its hops: the name of each source and its hedge, origin first."""

    claim: Found
    hops: Sequence[Found]


def lines(connection: Connection, wanted: Search) -> list[Line]:
    """The claims that a search finds, in its order."""
    rows = found(connection, wanted, _COLUMNS)
    hops: dict[int, list[Found]] = {row["id"].int: [] for row in rows}
    for part in in_slices([row["id"] for row in rows]):
        for hop in ask(connection, Asked(_HOPS, {"wanted": part}))[0]:
            hops[hop["claim_id"].int].append(hop)
    return [Line(row, hops[row["id"].int]) for row in rows]
