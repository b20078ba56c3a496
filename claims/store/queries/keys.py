"""The callers' keys that begin alike, page by page: what one table was imported as."""

from collections.abc import Collection, Iterator
from uuid import UUID

from sqlalchemy import Connection, func, select

from claims.store.projection import CLAIM_KEYS, CLAIMS
from claims.store.queries.stored import in_slices


def keys_beginning(
    connection: Connection, prefix: str, page: int
) -> Iterator[list[tuple[str, UUID]]]:
    """All keys that begin so, with their claims; each page a statement of its own."""
    key = CLAIM_KEYS.c.key
    statement = (
        select(key, CLAIM_KEYS.c.claim_id)
        .where(func.substr(key, 1, len(prefix)) == prefix)
        .order_by(key)
        .limit(page)
    )
    last = prefix  # whatever begins with it comes behind it, in any language's order
    while found := [
        (row.key, row.claim_id) for row in connection.execute(statement.where(key > last))
    ]:
        yield found
        last = found[-1][0]


def withdrawals_of(connection: Connection, claims: Collection[UUID]) -> dict[UUID, str]:
    """The reasons why those of these claims that are withdrawn were."""
    statement = select(CLAIMS.c.id, CLAIMS.c.withdrawn).where(CLAIMS.c.withdrawn.is_not(None))
    return {
        row.id: row.withdrawn
        for part in in_slices(claims)
        for row in connection.execute(statement.where(CLAIMS.c.id.in_(part)))
    }
