"""Sources, figures, reports and stories as lines of an export."""

from base64 import b64encode
from collections.abc import Mapping
from typing import NamedTuple
from uuid import UUID

from claims.desk.viewing.around import text
from claims.desk.viewing.exporting.line import Fields, present, retraction
from claims.records import Figure, Notice, Source, Story
from claims.store.queries.streaming import ReportRow

Names = Mapping[UUID, str]


class Archived(NamedTuple):
    """What is archived of a report: its text, and the bytes that it was read from."""

    text: str | None = None
    raw: bytes | None = None


def source_fields(source: Source, names: Names) -> Fields:
    """A source; `names` holds who controls it."""
    controller = source.controlled_by
    return present(
        {
            "record": "source",
            "name": source.name,
            "kind": source.source_kind,
            "country": source.country,
            "controlled_by": None if controller is None else names[controller],
            "aliases": source.aliases,
            "note": source.note,
        }
    )


def figure_fields(figure: Figure, slugs: Names, names: Names) -> Fields:
    """A figure; `slugs` holds its whole, `names` its parties."""
    whole = figure.part_of
    return present(
        {
            "record": "figure",
            "slug": figure.slug,
            "title": figure.title,
            "unit": figure.unit,
            "basis": figure.basis,
            "measure": figure.measure,
            "population": figure.population,
            "place": figure.place,
            "since": text(figure.since),
            "part_of": None if whole is None else slugs[whole],
            "complete_parts": figure.complete_parts,
            "parties": [names[party] for party in figure.parties],
            "note": figure.note,
        }
    )


def report_fields(
    report: ReportRow, outlet: str | None, archived: Archived, notice: Notice | None
) -> Fields:
    """One version of a report, and its outlet."""
    return present(
        {
            "record": "report",
            "url": report.url,
            "version": report.version,
            "reporter": outlet,
            "title": report.title,
            "byline": report.byline,
            "published": report.published,
            "language": report.language,
            "note": report.note,
            "retracted": retraction(notice),
            "text": archived.text,
            "raw_bytes": raw_field(report.raw_type, archived.raw),
        }
    )


def raw_field(media_type: str | None, raw: bytes | None) -> Fields | None:
    """The bytes that a text was read from, as JSON can hold them."""
    if raw is None:
        return None
    return {"type": media_type, "content": b64encode(raw).decode()}


def story_fields(story: Story, keys: Names) -> Fields:
    """A publication of ours; `keys` holds what its claims are called."""
    return present(
        {
            "record": "story",
            "url": story.url,
            "title": story.title,
            "date": text(story.date),
            "rests_on": [keys[claim] for claim in story.rests_on],
            "note": story.note,
        }
    )
