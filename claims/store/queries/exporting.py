"""What a complete export reads: identities in an order that refers backwards only, page by page.

The order is the same for a record and for what an import of its export makes: it
follows from the order of identities, which an import gives in the order of lines.
Identities are streamed; held are only those of controlled sources and of parts.
"""

from collections.abc import Collection, Iterable, Iterator
from itertools import islice
from typing import Any
from uuid import UUID

from sqlalchemy import Column, Connection, FromClause, Select, exists, func, or_, select
from sqlalchemy.sql.elements import ColumnElement

from claims.records import Link, Notice, Rating, Review
from claims.store.projection import CLAIM_KEYS, CLAIMS, FIGURES, LAYOUTS, REPORTS, SOURCES
from claims.store.queries.lookups import keys_of
from claims.store.queries.stored import Stored, among, in_slices
from claims.store.tables import ArchivedText, Entry
from claims.values.identity import SHOWN, short_ref
from claims.vocab import Kind

Pages = Iterator[list[UUID]]
_HEADER = (
    *(Entry.subject, Entry.version, Entry.kind, Entry.action),
    *(Entry.recorded_at, Entry.recorded_by, Entry.format, Entry.digest),
)

# In what a judgement is the same as an earlier one; such a second one adds nothing.
_ALIKE = {
    Kind.RULING: ("a", "b", "same", "reason"),
    Kind.REFUSAL: ("claim_id", "to_id", "relation", "reason"),
    Kind.WAIVER: ("code", "reason"),
}


def sources_in_order(connection: Connection, page: int) -> Pages:
    """All sources, whoever controls another before it."""
    return _downwards(connection, SOURCES.c.controlled_by, page)


def figures_in_order(connection: Connection, page: int) -> Pages:
    """All figures, wholes before their parts."""
    return _downwards(connection, FIGURES.c.part_of, page)


def _downwards(connection: Connection, above: Column[UUID], page: int) -> Pages:
    """The rows that have none above them, then level by level those below."""
    table = above.table
    yield from _streamed(connection, select(table.c.id).where(above.is_(None)), page)
    pairs = select(table.c.id, above).where(above.is_not(None)).order_by(table.c.id)
    waiting = {row[0]: row[1] for row in connection.execute(pairs)}
    while waiting:
        level = [one for one in waiting if waiting[one] not in waiting]
        yield from _in_pages(level, page)
        for one in level:
            del waiting[one]


def reports_in_order(connection: Connection, page: int) -> Pages:
    """All reports that are known by something of their own; earlier versions first."""
    told = or_(*(column.is_not(None) for column in (REPORTS.c.url, REPORTS.c.title)))
    told |= REPORTS.c.published.is_not(None)
    return _streamed(connection, select(REPORTS.c.id).where(told), page, REPORTS.c.version)


def untold_reports(connection: Connection, page: int) -> Pages:
    """The reports that are known by their claim alone."""
    untold = (column.is_(None) for column in (REPORTS.c.url, REPORTS.c.title, REPORTS.c.published))
    return _streamed(connection, select(REPORTS.c.id).where(*untold), page)


def claims_in_order(connection: Connection, page: int) -> Pages:
    """All claims, in the order of their identities; each page a statement of its own."""
    first = select(CLAIMS.c.id).order_by(CLAIMS.c.id).limit(page)
    found = list(connection.scalars(first))
    while found:
        yield found
        found = list(connection.scalars(first.where(CLAIMS.c.id > found[-1])))


def all_of(connection: Connection, kind: Kind, page: int) -> Pages:
    """All records of a kind."""
    return _streamed(connection, select(LAYOUTS[kind].main.c.id), page)


def standing(connection: Connection, kind: Kind, page: int) -> Pages:
    """The rulings, refusals or waivers that stand, each content once."""
    table = LAYOUTS[kind].main
    earlier = table.alias()
    alike = [earlier.c[name] == table.c[name] for name in _ALIKE[kind]]
    before = exists().where(*alike, earlier.c.id < table.c.id, *_stands(earlier))
    return _streamed(connection, select(table.c.id).where(*_stands(table), ~before), page)


def _stands(table: FromClause) -> list[ColumnElement[bool]]:
    return [table.c.withdrawn.is_(None)] if "withdrawn" in table.c else []


def _streamed(connection: Connection, ids: Select[UUID], page: int, *before: Column[int]) -> Pages:
    """What this statement selects, in the order of identities, out of one open cursor."""
    (identity,) = ids.selected_columns
    ordered = ids.order_by(*before, identity).execution_options(yield_per=page)
    for part in connection.scalars(ordered).partitions():
        yield list(part)


def _in_pages(ids: Iterable[UUID], page: int) -> Pages:
    rest = iter(ids)
    while part := list(islice(rest, page)):
        yield part


def standing_links(connection: Connection, claims: Collection[UUID]) -> list[Stored[Link]]:
    """The links that begin at these claims and stand, oldest first."""
    found = among(connection, Link, LAYOUTS[Kind.LINK].main.c.claim_id, claims)
    return [one for one in found if one.record.withdrawn is None]


def standing_notices(connection: Connection, targets: Collection[UUID]) -> list[Stored[Notice]]:
    """The retractions of these claims and reports that stand, oldest first."""
    found = among(connection, Notice, LAYOUTS[Kind.NOTICE].main.c.target_id, targets)
    return [one for one in found if one.record.withdrawn is None]


def reviews(connection: Connection, claims: Collection[UUID]) -> list[Stored[Review]]:
    """The reviews of these claims, oldest first."""
    return among(connection, Review, LAYOUTS[Kind.REVIEW].main.c.claim_id, claims)


def standing_ratings(connection: Connection, claims: Collection[UUID]) -> list[Stored[Rating]]:
    """The ratings of these claims that stand, oldest first."""
    found = among(connection, Rating, LAYOUTS[Kind.RATING].main.c.claim_id, claims)
    return [one for one in found if one.record.withdrawn is None]


def entry_headers(connection: Connection, page: int) -> Iterator[list[Any]]:
    """The headers of all entries, oldest first, out of one open cursor; no payload is read."""
    first = (Entry.recorded_at, Entry.subject, Entry.version)
    statement = select(*_HEADER).order_by(*first).execution_options(yield_per=page)
    for part in connection.execute(statement).partitions():
        yield list(part)


def names_of(connection: Connection, sources: Collection[UUID]) -> dict[UUID, str]:
    """The own names of these sources."""
    statement = select(SOURCES.c.id, SOURCES.c.name)
    rows = (
        row
        for part in in_slices(sources)
        for row in connection.execute(statement.where(SOURCES.c.id.in_(part)))
    )
    return {row.id: row.name for row in rows}


def kept_texts(connection: Connection, hashes: Collection[str | None]) -> set[str]:
    """Those of these archived texts that were not redacted."""
    statement = select(ArchivedText.sha256).where(func.length(ArchivedText.content) > 0)
    return {
        sha256
        for part in in_slices(hashes)
        for sha256 in connection.scalars(statement.where(ArchivedText.sha256.in_(part)))
    }


def doubled_refs(connection: Connection) -> frozenset[str]:
    """The short references that more than one claim without a key has."""
    shown = func.substr(CLAIMS.c.ref, 1, SHOWN)
    statement = select(shown).where(CLAIMS.c.key.is_(None)).group_by(shown).having(func.count() > 1)
    return frozenset(connection.scalars(statement))


def keys_for(
    connection: Connection, claims: Collection[UUID], doubled: frozenset[str]
) -> dict[UUID, str]:
    """The key under which each claim is exported: its own, else its short reference.

    Where that would be another claim's too, it is the whole UUID.
    """
    keys = keys_of(connection, claims)
    refs = {one: short_ref(Kind.CLAIM, one) for one in claims if one not in keys}
    taken = _taken(connection, refs.values())
    for one, ref in refs.items():
        clear = ref not in taken and ref.partition("-")[2] not in doubled
        keys[one] = ref if clear else str(one)
    return keys


def _taken(connection: Connection, names: Iterable[str]) -> set[str]:
    """Which of these are somebody's own key."""
    statement = select(CLAIM_KEYS.c.key)
    return {
        key
        for part in in_slices(names)
        for key in connection.scalars(statement.where(CLAIM_KEYS.c.key.in_(part)))
    }
