"""The record page by page: each page in a fixed number of statements, its lines one by one."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from claims.desk.viewing.exporting import judgements, things
from claims.desk.viewing.exporting.claims import Told, claim_fields, is_told
from claims.desk.viewing.exporting.line import Fields, stamps
from claims.records import (
    RECORDS,
    Claim,
    Figure,
    Notice,
    Rating,
    Record,
    Refusal,
    Report,
    Ruling,
    Source,
    Story,
    Waiver,
)
from claims.store.engine import Connection
from claims.store.queries import exporting
from claims.store.queries.lookups import archived_raw, archived_texts
from claims.store.queries.stored import Stored, by_id
from claims.vocab import Kind

R = TypeVar("R", bound=Record)
TEXTS = 50  # how many reports are in memory at a time, each with its text
DUMPED = (Kind.LINK, Kind.NOTICE, Kind.REVIEW, Kind.RATING, Kind.KEY)


class Exporter:
    """One export over one connection."""

    def __init__(self, connection: Connection, now: datetime, *, page: int, with_ids: bool) -> None:
        self.connection = connection
        self.now = now
        self.page = page
        self.with_ids = with_ids
        self.doubled = exporting.doubled_refs(connection)

    def everything(self) -> Iterator[Fields]:
        """All lines, in an order in which what is referred to comes first."""
        yield from self.sources()
        yield from self.figures()
        yield from self.reports()
        yield from self.claims()
        yield from self.rulings()
        yield from self.refusals()
        yield from self.waivers()
        yield from self.stories()
        if self.with_ids:
            yield from self.dumped()

    def _records(self, kind: type[R], pages: Iterable[list[UUID]]) -> Iterator[list[Stored[R]]]:
        for ids in pages:
            found = by_id(self.connection, kind, ids)
            yield [found[one] for one in ids]

    def _line(self, one: Stored[R], fields: Fields, **beside: object) -> Fields:
        """The fields of a record; with ids, what only a rebuild keeps as well."""
        if not self.with_ids:
            return fields
        more = {name: value for name, value in beside.items() if value is not None}
        return fields | stamps(one) | more

    def _judged(self, kind: Kind) -> Iterator[list[UUID]]:
        if self.with_ids:
            return exporting.all_of(self.connection, kind, self.page)
        return exporting.standing(self.connection, kind, self.page)

    def _keys(self, claims: Iterable[UUID]) -> dict[UUID, str]:
        return exporting.keys_for(self.connection, set(claims), self.doubled)

    def _names(self, sources: Iterable[UUID | None]) -> dict[UUID, str]:
        wanted = {one for one in sources if one is not None}
        return exporting.names_of(self.connection, wanted)

    def sources(self) -> Iterator[Fields]:
        """Controllers before the controlled."""
        pages = exporting.sources_in_order(self.connection, self.page)
        for page in self._records(Source, pages):
            names = self._names(one.record.controlled_by for one in page)
            for one in page:
                yield self._line(one, things.source_fields(one.record, names))

    def figures(self) -> Iterator[Fields]:
        """Wholes before their parts."""
        pages = exporting.figures_in_order(self.connection, self.page)
        for page in self._records(Figure, pages):
            wholes = {one.record.part_of for one in page if one.record.part_of is not None}
            above = by_id(self.connection, Figure, wholes)
            slugs = {whole: one.record.slug for whole, one in above.items()}
            names = self._names(party for one in page for party in one.record.parties)
            for one in page:
                yield self._line(one, things.figure_fields(one.record, slugs, names))

    def reports(self) -> Iterator[Fields]:
        """Earlier versions first; those that are known by their claim alone only with ids."""
        yield from self._reports(exporting.reports_in_order(self.connection, TEXTS))
        if self.with_ids:
            yield from self._reports(exporting.untold_reports(self.connection, TEXTS))

    def _reports(self, pages: Iterable[list[UUID]]) -> Iterator[Fields]:
        for page in self._records(Report, pages):
            names = self._names(one.record.reporter for one in page)
            texts = self._texts(one.record for one in page)
            notices = self._notices([one.record.id for one in page])
            for one in page:
                report = one.record
                text = texts.get(report.text_sha256 or "")  # empty where it was redacted
                archived = things.Archived(text, self._raw(report))
                fields = things.report_fields(report, names, archived, notices.get(report.id))
                earlier = None if report.supersedes is None else str(report.supersedes)
                hashes = {"text_sha256": report.text_sha256, "raw_sha256": report.raw_sha256}
                yield self._line(one, fields, supersedes=earlier, **hashes)

    def _texts(self, reports: Iterable[Report]) -> dict[str, str]:
        hashes = {report.text_sha256 for report in reports if report.text_sha256 is not None}
        return archived_texts(self.connection, hashes) if hashes else {}

    def _raw(self, report: Report) -> bytes | None:
        """One by one: each may be of some megabytes."""
        return archived_raw(self.connection, report.raw_sha256)

    def _notices(self, targets: Iterable[UUID]) -> dict[UUID, Notice]:
        found = exporting.standing_notices(self.connection, list(targets))
        return {one.record.target: one.record for one in reversed(found)}

    def claims(self) -> Iterator[Fields]:
        """All claims, with what hangs on them."""
        for page, told in self.claim_pages():
            for one in page:
                claim = one.record
                fields = claim_fields(claim, one.revision, told, self.now)
                yield self._line(one, fields, quote_at=claim.quote_at, report_id=str(claim.report))

    def claim_pages(self) -> Iterator[tuple[list[Stored[Claim]], Told]]:
        """All claims page by page, each with what is told of its claims."""
        pages = exporting.claims_in_order(self.connection, self.page)
        for page in self._records(Claim, pages):
            yield page, self._told([one.record for one in page])

    def _told(self, claims: list[Claim]) -> Told:
        ids = [claim.id for claim in claims]
        links = [one.record for one in exporting.standing_links(self.connection, ids)]
        reviews = [one.record for one in exporting.reviews(self.connection, ids)]
        ratings = [one.record for one in exporting.standing_ratings(self.connection, ids)]
        reports = self._reports_of([*claims, *ratings])
        figures = by_id(self.connection, Figure, {one.figure for one in claims if one.figure})
        speakers = {hop.source for claim in claims for hop in claim.chain}
        speakers |= {rating.author for rating in ratings}
        untold = [report for report in reports.values() if not is_told(report)]
        return Told(
            keys=self._keys({*ids, *(link.to for link in links)}),
            names=self._names(speakers | {report.reporter for report in reports.values()}),
            figures={identity: one.record for identity, one in figures.items()},
            reports=reports,
            texts=self._texts(untold),
            raws={one.id: self._raw(one) for one in untold},
            links=_grouped(links, lambda link: link.claim),
            reviews=_grouped(reviews, lambda review: review.claim),
            ratings=_grouped(ratings, lambda rating: rating.claim),
            notices=self._notices([*ids, *(report.id for report in untold)]),
        )

    def _reports_of(self, told: Iterable[Claim | Rating]) -> dict[UUID, Report]:
        """The reports of these records; a text that was redacted is none any more."""
        found = by_id(self.connection, Report, (one.report for one in told))
        hashes = {one.record.text_sha256 for one in found.values()} - {None}
        kept = {None, *exporting.kept_texts(self.connection, hashes)}
        return {
            identity: one.record
            if one.record.text_sha256 in kept
            else one.record.model_copy(update={"text_sha256": None})
            for identity, one in found.items()
        }

    def rulings(self) -> Iterator[Fields]:
        """The rulings that stand; with ids, all."""
        for page in self._records(Ruling, self._judged(Kind.RULING)):
            sides = [
                side
                for one in page
                for side in ((one.record.a, one.record.a_kind), (one.record.b, one.record.b_kind))
            ]
            names = self._names(side for side, kind in sides if kind is Kind.SOURCE)
            keys = self._keys(side for side, kind in sides if kind is Kind.CLAIM)
            for one in page:
                fields = judgements.ruling_fields(one.record, names, keys)
                yield self._line(one, fields, withdrawn=one.record.withdrawn)

    def refusals(self) -> Iterator[Fields]:
        """The suggested links that were refused."""
        for page in self._records(Refusal, self._judged(Kind.REFUSAL)):
            keys = self._keys(end for one in page for end in (one.record.claim, one.record.to))
            for one in page:
                yield self._line(one, judgements.refusal_fields(one.record, keys))

    def waivers(self) -> Iterator[Fields]:
        """The findings that are switched off; with ids, those that were as well."""
        for page in self._records(Waiver, self._judged(Kind.WAIVER)):
            for one in page:
                fields = judgements.waiver_fields(one.record)
                yield self._line(one, fields, withdrawn=one.record.withdrawn)

    def stories(self) -> Iterator[Fields]:
        """Our publications."""
        pages = exporting.all_of(self.connection, Kind.STORY, self.page)
        for page in self._records(Story, pages):
            keys = self._keys(claim for one in page for claim in one.record.rests_on)
            for one in page:
                yield self._line(one, things.story_fields(one.record, keys))

    def dumped(self) -> Iterator[Fields]:
        """What stands in claims once more, each by itself, withdrawn ones too; and keys."""
        for kind in DUMPED:
            pages = exporting.all_of(self.connection, kind, self.page)
            for page in self._records(RECORDS[kind], pages):
                for one in page:
                    yield self._line(one, judgements.dumped_fields(one.record))


def _grouped(records: Iterable[R], owner: Callable[[R], UUID]) -> Mapping[UUID, list[R]]:
    grouped: dict[UUID, list[R]] = defaultdict(list)
    for record in records:
        grouped[owner(record)].append(record)
    return grouped
