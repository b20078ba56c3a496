"""From a record to its rows: the tables are nothing but this function of the ledger.

`rows_of` is pure. The gateway writes what it returns, and rebuilding or
verifying a database calls it on the entries that are there.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import singledispatch
from typing import Any
from uuid import UUID

from sqlalchemy import Table

from claims.records import (
    Claim,
    Figure,
    Link,
    Notice,
    Rating,
    Record,
    Refusal,
    Report,
    Review,
    Ruling,
    SigningKey,
    Source,
    Story,
    Waiver,
    field_names,
)
from claims.rules.likeness import FEWEST_WORDS, text_bands
from claims.store import tables
from claims.store.former import former_of
from claims.store.tables import table_of
from claims.values.dates import PartialDate
from claims.values.identity import random_part
from claims.values.names import name_key
from claims.vocab import Kind

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Rows:
    """What one record comes to: its own row, and the rows that hang on it, by table."""

    main: Row
    children: dict[Table, list[Row]]


@dataclass(frozen=True, slots=True)
class Layout:
    """Which tables a kind of record fills, and by which column each row names its record."""

    main: Table
    children: dict[Table, str]

    @property
    def owners(self) -> dict[Table, str]:
        """All its tables, the record's own first, each with that column."""
        return {self.main: "id", **self.children}


SOURCES, SOURCE_ALIASES = table_of(tables.SourceRow), table_of(tables.SourceAlias)
FIGURES, FIGURE_PARTIES = table_of(tables.FigureRow), table_of(tables.FigureParty)
REPORTS = table_of(tables.ReportRow)
CLAIMS, ATTRIBUTIONS = table_of(tables.ClaimRow), table_of(tables.Attribution)
CLAIM_BANDS, ARCHIVE_BANDS = table_of(tables.ClaimBand), table_of(tables.ArchiveBand)
CLAIM_TAGS, CLAIM_KEYS = table_of(tables.ClaimTag), table_of(tables.ClaimKey)
STORIES, STORY_CLAIMS = table_of(tables.StoryRow), table_of(tables.StoryClaim)
RATINGS = table_of(tables.RatingRow)

LAYOUTS: dict[Kind, Layout] = {
    Kind.SOURCE: Layout(SOURCES, {SOURCE_ALIASES: "source_id"}),
    Kind.FIGURE: Layout(FIGURES, {FIGURE_PARTIES: "figure_id"}),
    Kind.REPORT: Layout(REPORTS, {}),
    Kind.CLAIM: Layout(
        CLAIMS, dict.fromkeys((ATTRIBUTIONS, CLAIM_TAGS, CLAIM_KEYS, CLAIM_BANDS), "claim_id")
    ),
    Kind.LINK: Layout(table_of(tables.LinkRow), {}),
    Kind.NOTICE: Layout(table_of(tables.NoticeRow), {}),
    Kind.REVIEW: Layout(table_of(tables.ReviewRow), {}),
    Kind.STORY: Layout(STORIES, {STORY_CLAIMS: "story_id"}),
    Kind.RULING: Layout(table_of(tables.RulingRow), {}),
    Kind.REFUSAL: Layout(table_of(tables.RefusalRow), {}),
    Kind.WAIVER: Layout(table_of(tables.WaiverRow), {}),
    Kind.KEY: Layout(table_of(tables.SigningKeyRow), {}),
    Kind.RATING: Layout(RATINGS, {}),
}

# The twin of each table that records fill.
FORMER: dict[Table, Table] = {
    table: former_of(table, owner)
    for layout in LAYOUTS.values()
    for table, owner in layout.owners.items()
}


def rows_of(record: Record) -> Rows:
    """The rows of a record, what its entries say of it (who, when, revision) aside."""
    rows = _rows(record)
    rows.main["id"] = record.id
    rows.main["ref"] = random_part(record.id)
    return rows


def _text(date: PartialDate | None) -> str | None:
    return None if date is None else str(date)


def _dated(date: PartialDate | None) -> Row:
    return {"date": _text(date), "date_earliest": None if date is None else date.earliest}


def _numbered(owner: str, identifier: UUID, rows: Iterable[Row]) -> list[Row]:
    return [{owner: identifier, "position": place, **row} for place, row in enumerate(rows)]


def _plain(record: Record, *names: str) -> Row:
    return {name: getattr(record, name) for name in names}


def _all_but(record: Record, *names: str) -> Row:
    return _plain(record, *(one for one in field_names(type(record)) if one not in names))


@singledispatch
def _rows(record: Record) -> Rows:
    raise TypeError(f"no table holds a {type(record).__name__}")


@_rows.register
def _(record: Source) -> Rows:
    named = ({"alias": alias, "alias_key": name_key(alias)} for alias in record.aliases)
    aliases = _numbered("source_id", record.id, named)
    main = _plain(record, "name", "source_kind", "country", "controlled_by", "note")
    return Rows({**main, "name_key": name_key(record.name)}, {SOURCE_ALIASES: aliases})


@_rows.register
def _(record: Figure) -> Rows:
    parties = _numbered("figure_id", record.id, ({"source_id": one} for one in record.parties))
    main = _all_but(record, "parties", "since")
    return Rows({**main, "since": _text(record.since)}, {FIGURE_PARTIES: parties})


@_rows.register
def _(record: Report) -> Rows:
    published = record.published
    main: Row = {
        "item_key": record.item_key,
        "reporter": record.reporter,
        "url": record.url,
        "version": record.version,
        "supersedes": record.supersedes,
        "byline": record.byline,
        "title": record.title,
        "language": record.language,
        "text_sha256": record.text_sha256,
        "raw_sha256": record.raw_sha256,
        "raw_type": record.raw_type,
        "note": record.note,
        "published": published and published.text,
        "published_earliest": published and published.earliest,
        "published_latest": published and published.latest,
    }
    return Rows(main, {})


@_rows.register
def _(record: Claim) -> Rows:
    quantity, quote_at = record.quantity, record.quote_at or (None, None)
    said, as_of, hops = record.said, record.as_of, record.chain.hops
    main: Row = {
        "key": record.key,
        "statement": record.statement,
        "quote": record.quote,
        "quote_start": quote_at[0],
        "quote_end": quote_at[1],
        "figure_id": record.figure,
        "quantity": quantity and quantity.text,
        "comparator": quantity and quantity.comparator,
        "value": quantity and quantity.value,
        "low": quantity and quantity.low,
        "high": quantity and quantity.high,
        "unit": quantity and quantity.unit,
        "convention": quantity and quantity.convention,
        "stance": record.stance,
        "modality": record.modality,
        "method": record.method,
        "effective_hedge": record.chain.effective_hedge,
        "origin_id": hops[0].source,
        "reporter_id": hops[-1].source,
        "quoted_by": None,
        "lane": None,
        "report_id": record.report,
        "said": said and said.text,
        "said_earliest": said and said.earliest,
        "said_latest": said and said.latest,
        "as_of": as_of and as_of.text,
        "as_of_earliest": as_of and as_of.earliest,
        "as_of_latest": as_of and as_of.latest,
        "note": record.note,
        "withdrawn": record.withdrawn,
    }
    keys = [] if record.key is None else [{"key": record.key, "claim_id": record.id}]
    own = {"claim_id": record.id}
    tags = [{**own, "position": place, "tag": tag} for place, tag in enumerate(record.tags)]
    bands = [
        {**own, "position": place, "band": band} for place, band in enumerate(claim_bands(record))
    ]
    children = {
        ATTRIBUTIONS: _hops(record),
        CLAIM_TAGS: tags,
        CLAIM_KEYS: keys,
        CLAIM_BANDS: bands,
    }
    return Rows(main, children)


def claim_bands(claim: Claim) -> tuple[str, ...]:
    """The keys by which a claim's own words are found; one with a figure is found by that."""
    if claim.figure is not None:
        return ()
    for text in (claim.quote, claim.statement):
        if text is not None and len(text.split()) >= FEWEST_WORDS:
            return text_bands(text)
    return ()


def archive_bands(texts: Mapping[str, bytes]) -> Iterator[Row]:
    """The keys by which archived texts are found, by their hash."""
    for sha256, content in texts.items():
        for place, band in enumerate(text_bands(content.decode())):
            yield {"sha256": sha256, "position": place, "band": band}


def _hops(claim: Claim) -> list[Row]:
    return [
        {
            "claim_id": claim.id,
            "position": place,
            "source_id": hop.source,
            "named_as": hop.named_as,
            "cue": hop.cue,
            "hedge": hop.hedge,
            "said": _text(hop.said),
            "language": hop.language,
            "original_term": hop.original_term,
        }
        for place, hop in enumerate(claim.chain.hops)
    ]


@_rows.register
def _(record: Link) -> Rows:
    main = _plain(record, "relation", "reason", "basis", "withdrawn")
    return Rows({**main, "claim_id": record.claim, "to_id": record.to}, {})


@_rows.register
def _(record: Notice) -> Rows:
    main = _plain(record, "target_kind", "reason", "url", "withdrawn")
    return Rows({**main, "target_id": record.target, **_dated(record.date)}, {})


@_rows.register
def _(record: Review) -> Rows:
    return Rows({"claim_id": record.claim, "reviewed": record.revision, "note": record.note}, {})


@_rows.register
def _(record: Story) -> Rows:
    rests_on = _numbered("story_id", record.id, ({"claim_id": one} for one in record.rests_on))
    main = _plain(record, "url", "title", "note")
    return Rows({**main, **_dated(record.date)}, {STORY_CLAIMS: rests_on})


@_rows.register
def _(record: Ruling) -> Rows:
    return Rows(_all_but(record), {})


@_rows.register
def _(record: Refusal) -> Rows:
    main = _plain(record, "relation", "reason")
    return Rows({**main, "claim_id": record.claim, "to_id": record.to}, {})


@_rows.register
def _(record: Waiver) -> Rows:
    return Rows(_all_but(record), {})


@_rows.register
def _(record: SigningKey) -> Rows:
    return Rows(_all_but(record), {})


@_rows.register
def _(record: Rating) -> Rows:
    main = _plain(record, "text", "value", "best", "worst", "withdrawn")
    told = {"claim_id": record.claim, "author_id": record.author, "report_id": record.report}
    return Rows({**main, **told}, {})
