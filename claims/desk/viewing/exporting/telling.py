"""Claims page by page, each page with what is told of its claims: some ten statements a page."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from claims.desk.collecting import not_collecting
from claims.desk.viewing.exporting.claims import report_of_claim
from claims.desk.viewing.exporting.line import Fields, present, retraction, words
from claims.desk.viewing.exporting.things import raw_field
from claims.desk.viewing.exporting.told import Told
from claims.records import Link, Notice, Rating, Record, Review
from claims.store.engine import Connection
from claims.store.queries import exporting, streaming
from claims.store.queries.lookups import archived_raw, archived_texts
from claims.store.queries.raw import Raw, raw_of
from claims.store.queries.streaming import REF, ClaimRow, FigureRow, ReportRow, Span
from claims.vocab import SourceKind

R = TypeVar("R", bound=Record)
MOST_KNOWN = 50_000  # sources or figures, after which they are looked up anew
Reports = Mapping[Raw, ReportRow]


class Teller:
    """The claims of one export, over one connection."""

    def __init__(self, connection: Connection, now: datetime, *, page: int) -> None:
        self.connection = connection
        self.now = now
        self.page = page
        self.doubled = exporting.doubled_refs(connection)
        self.names: dict[Raw, str] = {}
        self.kinds: dict[str, SourceKind] = {}
        self._figures: dict[Raw, FigureRow] = {}
        self.raw = raw_of(connection)
        self._unclear = frozenset(REF + ref for ref in self.doubled)

    def pages(self) -> Iterator[tuple[list[ClaimRow], Told]]:
        """All claims, in the order in which they were logged."""
        for page in streaming.claim_pages(self.connection, self.page):
            with not_collecting():
                told = self._told(page, streaming.span_of(page))
            yield page, told

    def forget(self) -> None:
        """Between two pages: most speak again and again, but there may be very many."""
        for known in (self.names, self._figures):
            if len(known) > MOST_KNOWN:
                known.clear()

    def learn(self, sources: Iterable[Raw | None]) -> None:
        """Know the names of these."""
        for row in streaming.sources_of(self.connection, set(sources) - self.names.keys() - {None}):
            self.names[row.id] = row.name
            self.kinds[row.name] = SourceKind(row.source_kind)

    def _told(self, page: list[ClaimRow], span: Span) -> Told:
        self.forget()
        reports = self._kept(streaming.reports_on(self.connection, span))
        chains = streaming.chains_on(self.connection, span)
        self.learn(hop.source_id for chain in chains.values() for hop in chain)
        self.learn(report.reporter for report in reports.values())
        keyless = any(claim.key is None for claim in page)
        taken = streaming.taken_on(self.connection, span) if keyless else frozenset[str]()
        return Told(
            now=self.now,
            names=self.names,
            figures=self._known_figures(page),
            reports=reports,
            chains=chains,
            tags=streaming.tags_on(self.connection, span),
            hanging=self._hanging(page, span),
            beside=self._beside(reports.values(), span),
            unclear=self._unclear | taken,
        )

    def _known_figures(self, page: list[ClaimRow]) -> Mapping[Raw, FigureRow]:
        wanted = {claim.figure_id for claim in page} - self._figures.keys() - {None}
        self._figures |= {one.id: one for one in streaming.figures_of(self.connection, wanted)}
        return self._figures

    def _kept(self, reports: Reports) -> Reports:
        """The reports; a text that was redacted is none any more."""
        hashes = {report.text_sha256 for report in reports.values()} - {None}
        erased = hashes - exporting.kept_texts(self.connection, hashes) if hashes else hashes
        if not erased:
            return reports
        return {
            one: report._replace(text_sha256=None) if report.text_sha256 in erased else report
            for one, report in reports.items()
        }

    def _hanging(self, page: list[ClaimRow], span: Span) -> dict[Raw, Fields]:
        """What was said of claims, for those of which anything was."""
        links = _grouped(streaming.links_on(self.connection, span), lambda link: link.claim)
        reviews = _grouped(streaming.reviews_on(self.connection, span), lambda one: one.claim)
        ratings = _grouped(streaming.ratings_on(self.connection, span), lambda one: one.claim)
        notices = streaming.notices_on(self.connection, span)
        there = {*links, *reviews, *ratings, *notices}
        if not there:
            return {}
        revisions = {claim.id: claim.revision for claim in page}
        keys = self.keys(link.to for some in links.values() for link in some)
        rated = self._rated([rating for some in ratings.values() for rating in some])
        return {
            raw: {
                "links": [_link(link, keys) for link in links.get(claim, ())],
                "retracted": retraction(notices.get(claim)),
                "reviews": [_review(one, revisions[raw]) for one in reviews.get(claim, ())],
                "ratings": [rated[one.id] for one in ratings.get(claim, ())],
            }
            for claim in there
            if (raw := self.raw(claim)) in revisions
        }

    def keys(self, claims: Iterable[UUID]) -> dict[UUID, str]:
        """The keys under which these claims are exported."""
        return exporting.keys_for(self.connection, set(claims), self.doubled)

    def _rated(self, ratings: list[Rating]) -> dict[UUID, Fields]:
        found = streaming.reports_of(self.connection, {rating.report for rating in ratings})
        reports = self._kept(found)
        authors = {rating.id: self.raw(rating.author) for rating in ratings}
        self.learn([*authors.values(), *(report.reporter for report in reports.values())])
        return {
            one.id: _rating(one, self.names[authors[one.id]], reports[one.report], self.names)
            for one in ratings
        }

    def _beside(self, reports: Iterable[ReportRow], span: Span) -> dict[Raw, Fields]:
        """What is told of reports to which only their claims lead."""
        untold = [report for report in reports if not is_told(report)]
        if not untold:
            return {}
        hashes = {report.text_sha256 for report in untold if report.text_sha256 is not None}
        texts = archived_texts(self.connection, hashes) if hashes else {}
        notices = self.notices_behind(span)
        return {
            report.id: present(
                {
                    "note": report.note,
                    "retracted": retraction(notices.get(report.id)),
                    "text": texts.get(report.text_sha256 or ""),
                    "raw_bytes": self._raw_bytes(report),
                }
            )
            for report in untold
        }

    def _raw_bytes(self, report: ReportRow) -> Fields | None:
        raw = archived_raw(self.connection, report.raw_sha256)
        return raw_field(report.raw_type, raw)

    def notices_behind(self, span: Span) -> dict[Raw, Notice]:
        """The retractions of the reports behind the claims of a page."""
        found = streaming.notices_behind(self.connection, span)
        return {self.raw(one): notice for one, notice in found.items()}


def is_told(report: ReportRow) -> bool:
    """Whether a report is known by something of its own, and has a line of its own."""
    return report.url is not None or report.title is not None or report.published is not None


def _link(link: Link, keys: Mapping[UUID, str]) -> Fields:
    return {"relation": link.relation, "to": keys[link.to], "reason": link.reason}


def _review(review: Review, revision: int) -> Fields:
    return present({"note": words(review.note), "outdated": review.revision < revision})


def _rating(rating: Rating, author: str, report: ReportRow, names: Mapping[Raw, str]) -> Fields:
    outlet = None if report.reporter is None else names[report.reporter]
    return present(
        {
            "text": rating.text,
            "value": rating.value,
            "best": rating.best,
            "worst": rating.worst,
            "author": author,
            "report": report_of_claim(report, outlet),
        }
    )


def _grouped(records: Iterable[R], owner: Callable[[R], UUID]) -> dict[UUID, list[R]]:
    grouped: dict[UUID, list[R]] = defaultdict(list)
    for record in records:
        grouped[owner(record)].append(record)
    return grouped
