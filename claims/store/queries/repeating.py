"""Which records may repeat, in words of their own, what another says: for whoever redacts it."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Select, or_, select
from sqlalchemy.sql.elements import ColumnElement

from claims.records import Claim, Figure, Record, Report, Source
from claims.store.projection import (
    ATTRIBUTIONS,
    CLAIMS,
    FIGURES,
    LAYOUTS,
    REPORTS,
    STORY_CLAIMS,
)
from claims.store.queries.redactions import redactions_of
from claims.vocab import Kind

Found = tuple[Kind, UUID]

_LINKS, _NOTICES, _REVIEWS, _RULINGS, _REFUSALS = (
    LAYOUTS[kind].main for kind in (Kind.LINK, Kind.NOTICE, Kind.REVIEW, Kind.RULING, Kind.REFUSAL)
)
_RATINGS = LAYOUTS[Kind.RATING].main


def may_repeat(connection: Connection, record: Record) -> list[Found]:
    """The records beside this one that may repeat it, redacted ones aside."""
    look = _LOOKED_FOR.get(record.kind)
    found = [] if look is None else list(dict.fromkeys(look(connection, record)))
    redacted = redactions_of(connection, [one for _, one in found])
    return [(kind, one) for kind, one in found if one not in redacted]


def _of_claim(connection: Connection, claim: Claim) -> Iterator[Found]:
    mine = claim.id
    yield Kind.REPORT, claim.report
    yield from _claims(connection, _in_the_same_words(claim) & (CLAIMS.c.id != mine))
    touching = (_LINKS.c.claim_id == mine) | (_LINKS.c.to_id == mine)
    yield from _ids(connection, Kind.LINK, select(_LINKS.c.id).where(touching))
    reviewed = select(_REVIEWS.c.id).where(_REVIEWS.c.claim_id == mine)
    yield from _ids(connection, Kind.REVIEW, reviewed)
    rated = select(_RATINGS.c.id).where(_RATINGS.c.claim_id == mine)
    yield from _ids(connection, Kind.RATING, rated)
    touching = (_REFUSALS.c.claim_id == mine) | (_REFUSALS.c.to_id == mine)
    yield from _ids(connection, Kind.REFUSAL, select(_REFUSALS.c.id).where(touching))
    yield from _judged(connection, mine)
    resting = select(STORY_CLAIMS.c.story_id).where(STORY_CLAIMS.c.claim_id == mine)
    yield from _ids(connection, Kind.STORY, resting)


def _in_the_same_words(claim: Claim) -> ColumnElement[bool]:
    """Joint speakers have a claim each, read from one report and with one quote."""
    alike = CLAIMS.c.statement == claim.statement
    if claim.quote is not None:
        alike |= CLAIMS.c.quote == claim.quote
    return (CLAIMS.c.report_id == claim.report) & alike


def _of_report(connection: Connection, report: Report) -> Iterator[Found]:
    """Its claims; its other versions, and other reports with its text; its retractions."""
    yield from _claims(connection, CLAIMS.c.report_id == report.id)
    alike = (REPORTS.c.item_key == report.item_key) | (REPORTS.c.supersedes == report.id)
    if report.supersedes is not None:
        alike |= REPORTS.c.id == report.supersedes
    if report.text_sha256 is not None:
        alike |= REPORTS.c.text_sha256 == report.text_sha256
    rating = select(_RATINGS.c.id).where(_RATINGS.c.report_id == report.id)
    yield from _ids(connection, Kind.RATING, rating)
    others = select(REPORTS.c.id).where(alike & (REPORTS.c.id != report.id))
    yield from _ids(connection, Kind.REPORT, others)
    yield from _judged(connection, report.id)


def _of_source(connection: Connection, source: Source) -> Iterator[Found]:
    """What has it under a name in print, or has one of its names in its text; rulings on it."""
    printed = ATTRIBUTIONS.c.named_as.is_not(None) & (ATTRIBUTIONS.c.source_id == source.id)
    spoken = select(ATTRIBUTIONS.c.claim_id).where(printed)
    names = (source.name, *source.aliases)
    said = _name_one(names, CLAIMS.c.statement, CLAIMS.c.quote, CLAIMS.c.note)
    yield from _claims(connection, CLAIMS.c.id.in_(spoken) | said)
    titled = _name_one(names, REPORTS.c.title, REPORTS.c.byline, REPORTS.c.note)
    yield from _ids(connection, Kind.REPORT, select(REPORTS.c.id).where(titled))
    yield from _judged(connection, source.id)


def _name_one(names: Iterable[str], *columns: ColumnElement[Any]) -> ColumnElement[bool]:
    """One of these names stands in one of these texts."""
    return or_(*(column.icontains(name, autoescape=True) for name in names for column in columns))


def _of_figure(connection: Connection, figure: Figure) -> Iterator[Found]:
    """Its whole and its parts, whose titles are often made alike."""
    alike = FIGURES.c.part_of == figure.id
    if figure.part_of is not None:
        alike |= FIGURES.c.id == figure.part_of
    yield from _ids(connection, Kind.FIGURE, select(FIGURES.c.id).where(alike))


def _judged(connection: Connection, subject: UUID) -> Iterator[Found]:
    noticed = select(_NOTICES.c.id).where(_NOTICES.c.target_id == subject)
    yield from _ids(connection, Kind.NOTICE, noticed)
    ruled = (_RULINGS.c.a == subject) | (_RULINGS.c.b == subject)
    yield from _ids(connection, Kind.RULING, select(_RULINGS.c.id).where(ruled))


def _claims(connection: Connection, where: ColumnElement[bool]) -> Iterable[Found]:
    return _ids(connection, Kind.CLAIM, select(CLAIMS.c.id).where(where))


def _ids(connection: Connection, kind: Kind, found: Select[Any]) -> Iterable[Found]:
    return [(kind, one) for one in sorted(set(connection.scalars(found)))]


_LOOKED_FOR: dict[Kind, Callable[[Connection, Any], Iterator[Found]]] = {
    Kind.CLAIM: _of_claim,
    Kind.REPORT: _of_report,
    Kind.SOURCE: _of_source,
    Kind.FIGURE: _of_figure,
}
