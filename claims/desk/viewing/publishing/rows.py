"""The rows of the published file, table by table and page by page, names in place of identities."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import orjson

from claims.desk.export_lines import ClaimPage, Exporter
from claims.desk.showing import draft_of, text
from claims.desk.viewing.figures import figure_summary
from claims.records import Claim, Figure, Link, Notice, Rating, Report, Review, Source, Story
from claims.store.flat import Row, Rows
from claims.store.ledger import printed
from claims.store.queries import exporting
from claims.store.queries.stored import Stored
from claims.values.dates import parse_date
from claims.values.identity import short_ref
from claims.vocab import Kind

ARROW = " → "


class Publisher(Exporter):
    """The rows of one file."""

    def rows(self, tolerance: Decimal) -> Rows:
        """Everything, each page with the name of its table."""
        yield from self._sources()
        yield from self._figures(tolerance)
        yield from self._report_rows()
        yield from self._claims()
        yield from self._links()
        yield from self._notice_rows()
        yield from self._reviews()
        yield from self._ratings()
        yield from self._stories()
        for page in exporting.entry_headers(self.connection, self.page):
            yield "entries", [_entry(one) for one in page]

    def _sources(self) -> Rows:
        pages = exporting.sources_in_order(self.connection, self.page)
        for page in self.records(Source, pages):
            names = self.names(one.record.controlled_by for one in page)
            yield "sources", [_source(one, names) for one in page]

    def _figures(self, tolerance: Decimal) -> Rows:
        pages = exporting.figures_in_order(self.connection, self.page)
        for page in self.records(Figure, pages):
            yield "figures", [self._figure(one, tolerance) for one in page]

    def _figure(self, one: Stored[Figure], tolerance: Decimal) -> Row:
        said = figure_summary(self.connection, one, tolerance)
        told = said.definition
        return (
            *(told.slug, told.ref, told.title, told.unit, told.basis, told.measure),
            *(told.population, told.place, told.since, told.part_of, int(told.complete_parts)),
            _list(told.parties),
            *(said.mentions, said.outlets, said.origins, said.unknown),
            *(_number(said.low), _number(said.high), said.standing, told.note),
            *_changed(one),
        )

    def _report_rows(self) -> Rows:
        for pages in (exporting.reports_in_order, exporting.untold_reports):
            for page in self.records(Report, pages(self.connection, self.page)):
                names = self.names(one.record.reporter for one in page)
                kept = exporting.kept_texts(
                    self.connection, {one.record.text_sha256 for one in page} - {None}
                )
                notices = self._notices([one.record.id for one in page])
                yield "reports", [_report(one, names, kept, notices) for one in page]

    def _notices(self, targets: list[UUID]) -> Mapping[UUID, Notice]:
        found = exporting.standing_notices(self.connection, targets)
        return {one.record.target: one.record for one in reversed(found)}

    def _claims(self) -> Rows:
        for page in self.pages:
            yield "claims", [_claim(one, page) for one in page.claims]
            yield "hops", [hop for one in page.claims for hop in _hops(one.record, page)]

    def _links(self) -> Rows:
        pages = exporting.all_of(self.connection, Kind.LINK, self.page)
        for page in self.records(Link, pages):
            keys = self.pages.keys(end for one in page for end in (one.record.claim, one.record.to))
            yield "links", [_link(one, keys) for one in page]

    def _notice_rows(self) -> Rows:
        pages = exporting.all_of(self.connection, Kind.NOTICE, self.page)
        for page in self.records(Notice, pages):
            on_claims = (one.record for one in page if one.record.target_kind is Kind.CLAIM)
            keys = self.pages.keys(one.target for one in on_claims)
            yield "notices", [_notice(one, keys) for one in page]

    def _reviews(self) -> Rows:
        pages = exporting.all_of(self.connection, Kind.REVIEW, self.page)
        for page in self.records(Review, pages):
            keys = self.pages.keys(one.record.claim for one in page)
            yield "reviews", [_review(one, keys) for one in page]

    def _ratings(self) -> Rows:
        pages = exporting.all_of(self.connection, Kind.RATING, self.page)
        for page in self.records(Rating, pages):
            keys = self.pages.keys(one.record.claim for one in page)
            names = self.names(one.record.author for one in page)
            yield "ratings", [_rating(one, keys, names) for one in page]

    def _stories(self) -> Rows:
        pages = exporting.all_of(self.connection, Kind.STORY, self.page)
        for page in self.records(Story, pages):
            keys = self.pages.keys(claim for one in page for claim in one.record.rests_on)
            yield "stories", [_story(one) for one in page]
            resting = ((one.record, claim) for one in page for claim in one.record.rests_on)
            yield "rests_on", [(story.url, keys[claim]) for story, claim in resting]


Names = Mapping[UUID, str]


def _source(one: Stored[Source], names: Names) -> Row:
    source = one.record
    controller = None if source.controlled_by is None else names[source.controlled_by]
    return (
        *(source.name, short_ref(Kind.SOURCE, source.id), source.source_kind, source.country),
        *(controller, _list(source.aliases), source.note),
        *_changed(one),
    )


def _report(
    one: Stored[Report], names: Names, kept: set[str], notices: Mapping[UUID, Notice]
) -> Row:
    """A version; the hash of a text that was redacted is none any more."""
    report = one.record
    return (
        *(str(report.id), short_ref(Kind.REPORT, report.id), report.url, report.version),
        None if report.supersedes is None else str(report.supersedes),
        None if report.reporter is None else names[report.reporter],
        *(report.title, report.byline, text(report.published), report.language),
        report.text_sha256 if report.text_sha256 in kept else None,
        *(_reason(notices.get(report.id)), report.note),
        *_changed(one),
    )


def _claim(one: Stored[Claim], page: ClaimPage) -> Row:
    claim, draft = one.record, draft_of(one.record, page.names)
    quantity, chain = claim.quantity, draft["chain"]
    number: Row = (None,) * 6
    if quantity is not None:
        bounds = (_number(one) for one in (quantity.value, quantity.low, quantity.high))
        number = (quantity.text, quantity.comparator, *bounds, quantity.unit)
    notice = page.notices.get(claim.id) or page.notices.get(claim.report)
    said, as_of, published = draft["said"], draft["as_of"], draft["published"]
    return (
        *(page.keys[claim.id], str(claim.id), claim.statement, claim.quote),
        draft["figure"],
        *number,
        *(claim.stance, claim.modality, claim.method),
        *(chain[0]["source"], chain[-1]["source"]),
        ARROW.join(hop["source"] for hop in chain),
        *(draft["hedge"], claim.chain.effective_hedge),
        *(said, as_of, published, _first(as_of or said or published)),
        *(str(claim.report), draft["report"]["url"], _list(claim.tags), claim.note),
        *(_reason(notice), claim.withdrawn),
        *_changed(one),
    )


def _hops(claim: Claim, page: ClaimPage) -> Iterator[Row]:
    chain = draft_of(claim, page.names)["chain"]
    for place, hop in enumerate(chain):
        yield page.keys[claim.id], place, _role(place, len(chain)), *hop.values()


def _role(place: int, hops: int) -> str:
    if hops == 1:
        return "both"
    return "origin" if place == 0 else "reporter" if place == hops - 1 else "relay"


def _link(one: Stored[Link], keys: Names) -> Row:
    link = one.record
    ends = keys[link.claim], link.relation, keys[link.to]
    return (str(link.id), *ends, link.reason, link.basis, link.withdrawn, *_logged(one))


def _notice(one: Stored[Notice], keys: Names) -> Row:
    notice = one.record
    on_claim = notice.target_kind is Kind.CLAIM
    target = (keys[notice.target], None) if on_claim else (None, str(notice.target))
    told = notice.reason, text(notice.date), notice.url, notice.withdrawn
    return (str(notice.id), *target, *told, *_logged(one))


def _review(one: Stored[Review], keys: Names) -> Row:
    review = one.record
    return (str(review.id), keys[review.claim], review.revision, review.note, *_logged(one))


def _rating(one: Stored[Rating], keys: Names, names: Names) -> Row:
    rating = one.record
    return (
        *(str(rating.id), keys[rating.claim], names[rating.author], str(rating.report)),
        *(rating.text, rating.value, rating.best, rating.worst, rating.withdrawn),
        *_logged(one),
    )


def _story(one: Stored[Story]) -> Row:
    story = one.record
    told = story.title, text(story.date), story.note
    return (story.url, short_ref(Kind.STORY, story.id), *told, *_changed(one))


def _entry(header: Any) -> Row:
    return (
        *(str(header.subject), header.version, short_ref(header.kind, header.subject)),
        *(header.kind, header.action, printed(header.recorded_at)),
        *(header.recorded_by, header.format, header.digest),
    )


def _logged(one: Stored[Any]) -> Row:
    return printed(one.logged_at), one.logged_by


def _changed(one: Stored[Any]) -> Row:
    return (one.revision, *_logged(one), printed(one.changed_at), one.changed_by)


def _reason(notice: Notice | None) -> str | None:
    return None if notice is None else notice.reason


def _list(values: tuple[str, ...]) -> str:
    return orjson.dumps(values).decode()


def _number(value: Decimal | None) -> str | None:
    """As digits, which SQLite makes a number of where that loses nothing."""
    return None if value is None else format(value, "f")


def _first(time: str | None) -> str | None:
    earliest: datetime | None = None if time is None else parse_date(time).earliest
    return None if earliest is None else printed(earliest)
