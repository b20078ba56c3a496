"""What a sourcing report takes beyond a case: each in one statement, however many the claims."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, and_, select, true
from sqlalchemy.sql.elements import ColumnElement

from claims.records import Notice, Report, Review, Ruling, Source, Story, Waiver
from claims.store.ledger import LedgerEntry, read_entry
from claims.store.projection import (
    ATTRIBUTIONS,
    CLAIM_TAGS,
    CLAIMS,
    LAYOUTS,
    REPORTS,
    SOURCES,
    STORIES,
    STORY_CLAIMS,
)
from claims.store.queries.case import NOTICES
from claims.store.queries.conditions import in_time
from claims.store.queries.redactions import with_redactions
from claims.store.queries.stored import Stored, among, by_id, in_slices, stored
from claims.store.tables import Entry
from claims.vocab import Kind

REVIEWS = LAYOUTS[Kind.REVIEW].main
RULINGS = LAYOUTS[Kind.RULING].main
WAIVERS = LAYOUTS[Kind.WAIVER].main


def claims_on_figures(connection: Connection, figures: Collection[UUID]) -> set[UUID]:
    """All claims on these figures."""
    return _ids(connection, CLAIMS.c.figure_id.in_(figures))


def claims_read_from(connection: Connection, reports: Collection[UUID]) -> set[UUID]:
    """All claims read from these versions of reports."""
    return _ids(connection, CLAIMS.c.report_id.in_(reports))


def claims_through(connection: Connection, source: UUID) -> set[UUID]:
    """All claims whose chain holds this source, as origin, relay or reporter."""
    spoken = select(ATTRIBUTIONS.c.claim_id).where(ATTRIBUTIONS.c.source_id == source)
    return _ids(connection, CLAIMS.c.id.in_(spoken))


def claims_tagged(connection: Connection, tag: str) -> set[UUID]:
    """All claims filed under this word."""
    tagged = select(CLAIM_TAGS.c.claim_id).where(CLAIM_TAGS.c.tag == tag)
    return _ids(connection, CLAIMS.c.id.in_(tagged))


def claims_in_time(
    connection: Connection, since: datetime | None, until: datetime | None
) -> set[UUID]:
    """All claims whose own time (as_of, else said, else published) touches this span."""
    return _ids(connection, and_(true(), *in_time(since, until)))


def _ids(connection: Connection, where: ColumnElement[bool]) -> set[UUID]:
    return set(connection.scalars(select(CLAIMS.c.id).where(where)))


def entries_of_many(
    connection: Connection, subjects: Collection[UUID]
) -> dict[UUID, list[LedgerEntry]]:
    """All entries of each of these records, oldest first."""
    statement = select(Entry.__table__).order_by(Entry.subject, Entry.version)
    entries = [
        read_entry(row)
        for part in in_slices(subjects)
        for row in connection.execute(statement.where(Entry.subject.in_(part))).mappings()
    ]
    found: dict[UUID, list[LedgerEntry]] = defaultdict(list)
    for entry in with_redactions(connection, entries):
        found[entry.subject].append(entry)
    return found


def entries_of_changed(
    connection: Connection, subjects: Collection[UUID]
) -> dict[UUID, list[LedgerEntry]]:
    """All entries of those of these records that have more than one, oldest first."""
    later = select(Entry.subject).where(Entry.version == 2)  # noqa: PLR2004  the one after the first
    changed = {
        subject
        for part in in_slices(subjects)
        for subject in connection.scalars(later.where(Entry.subject.in_(part)))
    }
    return entries_of_many(connection, changed)


def versions_of(
    connection: Connection, reports: Mapping[UUID, Stored[Report]]
) -> dict[str, list[Stored[Report]]]:
    """All versions of the items of these reports, oldest first; these are not read again."""
    items = {one.record.item_key for one in reports.values()}
    statement = select(REPORTS.c.id)
    every = {
        version
        for part in in_slices(items)
        for version in connection.scalars(statement.where(REPORTS.c.item_key.in_(part)))
    }
    others = by_id(connection, Report, every - reports.keys())
    found: dict[str, list[Stored[Report]]] = defaultdict(list)
    for one in sorted([*reports.values(), *others.values()], key=lambda one: one.record.version):
        found[one.record.item_key].append(one)
    return found


def notices_on(connection: Connection, targets: Collection[UUID]) -> list[Stored[Notice]]:
    """The retractions of these claims and reports, withdrawn ones too."""
    return among(connection, Notice, NOTICES.c.target_id, targets)


def reviews_of(connection: Connection, claims: Collection[UUID]) -> list[Stored[Review]]:
    """The reviews of these claims."""
    return among(connection, Review, REVIEWS.c.claim_id, claims)


def stories_resting_on(connection: Connection, claims: Collection[UUID]) -> list[Stored[Story]]:
    """Our publications that rest on any of these claims."""
    statement = select(STORY_CLAIMS.c.story_id)
    resting = {
        story
        for part in in_slices(claims)
        for story in connection.scalars(statement.where(STORY_CLAIMS.c.claim_id.in_(part)))
    }
    return among(connection, Story, STORIES.c.id, resting)


def rulings_on(connection: Connection, sides: Collection[UUID]) -> list[Stored[Ruling]]:
    """The standing rulings that have one of these sources or claims on a side."""
    return [one for one in all_rulings_on(connection, sides) if one.record.withdrawn is None]


def all_rulings_on(connection: Connection, sides: Collection[UUID]) -> list[Stored[Ruling]]:
    """The rulings on one of these sources or claims, also those that were taken back."""
    found = [
        one for side in (RULINGS.c.a, RULINGS.c.b) for one in among(connection, Ruling, side, sides)
    ]
    return sorted({one.record.id: one for one in found}.values(), key=lambda one: one.record.id)


def standing_waivers(connection: Connection) -> list[Stored[Waiver]]:
    """The finding codes that this desk has switched off."""
    return stored(connection, Waiver, WAIVERS.c.withdrawn.is_(None))


def controlled_by(connection: Connection, sources: Collection[UUID]) -> dict[UUID, Source]:
    """Whoever these sources control, directly or not; a statement for each level of control."""
    found: dict[UUID, Source] = {}
    frontier = set(sources)
    while frontier:
        below = stored(connection, Source, SOURCES.c.controlled_by.in_(frontier))
        frontier = {one.record.id for one in below} - set(found) - set(sources)
        found |= {one.record.id: one.record for one in below}
    return found
