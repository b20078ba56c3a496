"""The record page by page: each page in a fixed number of statements, its lines one by one."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from claims.desk.collecting import not_collecting
from claims.desk.viewing.exporting import judgements, things
from claims.desk.viewing.exporting.claims import claim_fields
from claims.desk.viewing.exporting.line import Fields, stamps
from claims.desk.viewing.exporting.telling import Teller
from claims.desk.viewing.exporting.things import Archived
from claims.records import (
    RECORDS,
    Claim,
    Figure,
    Record,
    Refusal,
    Report,
    Ruling,
    Source,
    Story,
    Waiver,
)
from claims.store.engine import Connection
from claims.store.queries import exporting, streaming
from claims.store.queries.lookups import archived_raw, archived_texts
from claims.store.queries.raw import Raw, identities
from claims.store.queries.stored import Stored, by_id
from claims.store.queries.streaming import ClaimRow, ReportRow
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
        self.teller = Teller(connection, now, page=page)

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
        return fields | stamps(one) | _there(**beside)

    def _judged(self, kind: Kind) -> Iterator[list[UUID]]:
        if self.with_ids:
            return exporting.all_of(self.connection, kind, self.page)
        return exporting.standing(self.connection, kind, self.page)

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
        yield from self._reports(streaming.report_pages(self.connection, self.page))
        if self.with_ids:
            yield from self._reports(streaming.untold_pages(self.connection, self.page))

    def _reports(self, pages: Iterable[list[ReportRow]]) -> Iterator[Fields]:
        for page in pages:
            self.teller.forget()
            self.teller.learn(report.reporter for report in page)
            notices = streaming.notices_on(self.connection, streaming.span_of(page))
            found = {self.teller.raw(one): notice for one, notice in notices.items()}
            stored = self._stored(Report, page)
            for report, archived in self._archived(page):
                outlet = None if report.reporter is None else self.teller.names[report.reporter]
                fields = things.report_fields(report, outlet, archived, found.get(report.id))
                yield fields | _report_stamps(stored[report.id]) if stored else fields

    def _archived(self, reports: list[ReportRow]) -> Iterator[tuple[ReportRow, Archived]]:
        """Each report with what is archived of it, of which little is in memory at a time."""
        for begin in range(0, len(reports), TEXTS):
            part = reports[begin : begin + TEXTS]
            hashes = {report.text_sha256 for report in part if report.text_sha256 is not None}
            texts = archived_texts(self.connection, hashes) if hashes else {}
            for report in part:  # raw bytes one by one: they may be some megabytes each
                raw = archived_raw(self.connection, report.raw_sha256)
                yield report, Archived(texts.get(report.text_sha256 or ""), raw)

    def _stored(self, kind: type[R], page: Sequence[ClaimRow | ReportRow]) -> dict[Raw, Stored[R]]:
        """With ids, the same records in full, which tell of them."""
        if not self.with_ids:
            return {}
        found = by_id(self.connection, kind, identities(row.id for row in page))
        return {self.teller.raw(one): held for one, held in found.items()}

    def claims(self) -> Iterator[Fields]:
        """All claims, with what hangs on them."""
        for page, told in self.teller.pages():
            stored = self._stored(Claim, page)
            with not_collecting():
                lines = [claim_fields(claim, told) for claim in page]
            for claim, fields in zip(page, lines, strict=True):
                yield fields | _claim_stamps(stored[claim.id]) if stored else fields

    def rulings(self) -> Iterator[Fields]:
        """The rulings that stand; with ids, all."""
        for page in self._records(Ruling, self._judged(Kind.RULING)):
            sides = [
                side
                for one in page
                for side in ((one.record.a, one.record.a_kind), (one.record.b, one.record.b_kind))
            ]
            names = self._names(side for side, kind in sides if kind is Kind.SOURCE)
            keys = self.teller.keys(side for side, kind in sides if kind is Kind.CLAIM)
            for one in page:
                fields = judgements.ruling_fields(one.record, names, keys)
                yield self._line(one, fields, withdrawn=one.record.withdrawn)

    def refusals(self) -> Iterator[Fields]:
        """The suggested links that were refused."""
        for page in self._records(Refusal, self._judged(Kind.REFUSAL)):
            keys = self.teller.keys(
                end for one in page for end in (one.record.claim, one.record.to)
            )
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
            keys = self.teller.keys(claim for one in page for claim in one.record.rests_on)
            for one in page:
                yield self._line(one, things.story_fields(one.record, keys))

    def dumped(self) -> Iterator[Fields]:
        """What stands in claims once more, each by itself, withdrawn ones too; and keys."""
        for kind in DUMPED:
            pages = exporting.all_of(self.connection, kind, self.page)
            for page in self._records(RECORDS[kind], pages):
                for one in page:
                    yield self._line(one, judgements.dumped_fields(one.record))


def _claim_stamps(one: Stored[Claim]) -> Fields:
    return stamps(one) | _there(quote_at=one.record.quote_at, report_id=str(one.record.report))


def _report_stamps(one: Stored[Report]) -> Fields:
    report = one.record
    earlier = None if report.supersedes is None else str(report.supersedes)
    hashes = {"text_sha256": report.text_sha256, "raw_sha256": report.raw_sha256}
    return stamps(one) | _there(supersedes=earlier, **hashes)


def _there(**fields: object) -> Fields:
    return {name: value for name, value in fields.items() if value is not None}
