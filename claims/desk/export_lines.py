"""The whole record as lines of JSON, in the spelling of the drafts that an import takes.

What is referred to comes first, links and what is between claims aside. Claims are read page
by page, each page with all that it refers to in a fixed number of statements.
"""

from base64 import b64encode
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any, TypeVar
from uuid import UUID

import orjson

from claims.desk.collecting import not_collecting
from claims.desk.showing import Names, draft_of, names_of, needs_chain, report_draft, text
from claims.errors import InputError
from claims.records import (
    RECORDS,
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
    Source,
    Story,
    Waiver,
    field_names,
)
from claims.rules.meaning import check_dates
from claims.store.engine import Connection
from claims.store.queries import exporting
from claims.store.queries.lookups import archived_raw, archived_texts
from claims.store.queries.stored import Stored, by_id
from claims.values.quantity import Quantity, parse_quantity
from claims.vocab import Kind

R = TypeVar("R", bound=Record)
Fields = dict[str, Any]
Called = Mapping[UUID, str]
NOTHING: Fields = {}  # fields that are there and say nothing, such as those of a report unknown
DUMPED = (Kind.LINK, Kind.NOTICE, Kind.REVIEW, Kind.RATING, Kind.KEY)


@dataclass(frozen=True, slots=True)
class ClaimPage:
    """A page of claims, what they refer to, and what people said of them, withdrawn words aside.

    `notices` has the oldest retraction of each claim and report; `keys` the names under which
    these claims, and those that they link to, are exported.
    """

    claims: list[Stored[Claim]]
    names: Names
    keys: Called
    links: Mapping[UUID, list[Link]]
    reviews: Mapping[UUID, list[Review]]
    ratings: Mapping[UUID, list[Rating]]
    notices: Mapping[UUID, Notice]


class ClaimPages:
    """All claims, in the order in which they were logged."""

    def __init__(self, connection: Connection, page: int) -> None:
        self.connection = connection
        self.page = page
        self._doubled = exporting.doubled_refs(connection)

    def __iter__(self) -> Iterator[ClaimPage]:
        for ids in exporting.claims_in_order(self.connection, self.page):
            with not_collecting():
                page = self._load(ids)
            yield page

    def keys(self, claims: Iterable[UUID]) -> dict[UUID, str]:
        """The keys under which these claims are exported."""
        return exporting.keys_for(self.connection, set(claims), self._doubled)

    def _load(self, ids: list[UUID]) -> ClaimPage:
        found = by_id(self.connection, Claim, ids)
        claims = [found[one] for one in ids]
        links = [one.record for one in exporting.standing_links(self.connection, ids)]
        ratings = [one.record for one in exporting.standing_ratings(self.connection, ids)]
        reviews = [one.record for one in exporting.reviews(self.connection, ids)]
        names = names_of(self.connection, (one.record for one in claims), ratings=ratings)
        targets = [*ids, *names.reports]
        notices = exporting.standing_notices(self.connection, targets)
        return ClaimPage(
            claims=claims,
            names=_without_erased(names),
            keys=self.keys([*ids, *(link.to for link in links)]),
            links=_grouped(links, lambda one: one.claim),
            reviews=_grouped(reviews, lambda one: one.claim),
            ratings=_grouped(ratings, lambda one: one.claim),
            notices={one.record.target: one.record for one in reversed(notices)},
        )


def _without_erased(names: Names) -> Names:
    """A text that was redacted is none any more."""
    if not names.erased:
        return names
    reports = {
        identifier: without_text(report) if report.text_sha256 in names.erased else report
        for identifier, report in names.reports.items()
    }
    return Names(names.sources, names.figures, reports)


def without_text(report: Report) -> Report:
    """The report as one whose text is not archived."""
    return replace(report, text_sha256=None)


def _grouped(records: Iterable[R], owner: Callable[[R], UUID]) -> dict[UUID, list[R]]:
    grouped: dict[UUID, list[R]] = defaultdict(list)
    for record in records:
        grouped[owner(record)].append(record)
    return grouped


class Exporter:
    """One export over one connection."""

    def __init__(self, connection: Connection, now: datetime, *, page: int, with_ids: bool) -> None:
        self.connection = connection
        self.now = now
        self.page = page
        self.with_ids = with_ids
        self.pages = ClaimPages(connection, page)

    def lines(self) -> Iterator[bytes]:
        """All lines, each with its line break."""
        for line in self.everything():
            yield orjson.dumps(line, option=orjson.OPT_APPEND_NEWLINE)

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

    def records(self, kind: type[R], pages: Iterable[list[UUID]]) -> Iterator[list[Stored[R]]]:
        """The records of these identities, page by page, in their order."""
        for ids in pages:
            found = by_id(self.connection, kind, ids)
            yield [found[one] for one in ids]

    def names(self, sources: Iterable[UUID | None]) -> dict[UUID, str]:
        """The own names of these sources."""
        wanted = {one for one in sources if one is not None}
        return exporting.names_of(self.connection, wanted)

    def _line(self, one: Stored[R], line: Fields, **beside: object) -> Fields:
        """The fields of a record; with ids, what only a rebuild keeps as well."""
        if not self.with_ids:
            return line
        there = {name: value for name, value in beside.items() if value is not None}
        return line | stamps(one) | there

    def _judged(self, kind: Kind) -> Iterator[list[UUID]]:
        if self.with_ids:
            return exporting.all_of(self.connection, kind, self.page)
        return exporting.standing(self.connection, kind, self.page)

    def sources(self) -> Iterator[Fields]:
        """Controllers before the controlled."""
        pages = exporting.sources_in_order(self.connection, self.page)
        for page in self.records(Source, pages):
            names = self.names(one.record.controlled_by for one in page)
            for one in page:
                yield self._line(one, source_line(one.record, names))

    def figures(self) -> Iterator[Fields]:
        """Wholes before their parts."""
        pages = exporting.figures_in_order(self.connection, self.page)
        for page in self.records(Figure, pages):
            wholes = {one.record.part_of for one in page if one.record.part_of is not None}
            above = by_id(self.connection, Figure, wholes)
            slugs = {whole: one.record.slug for whole, one in above.items()}
            names = self.names(party for one in page for party in one.record.parties)
            for one in page:
                yield self._line(one, figure_line(one.record, slugs, names))

    def reports(self) -> Iterator[Fields]:
        """Earlier versions first; those that are known by their claim alone only with ids."""
        yield from self._reports(exporting.reports_in_order(self.connection, self.page))
        if self.with_ids:
            yield from self._reports(exporting.untold_reports(self.connection, self.page))

    def _reports(self, pages: Iterable[list[UUID]]) -> Iterator[Fields]:
        for page in self.records(Report, pages):
            names = Names(*self._outlets(page))
            notices = exporting.standing_notices(self.connection, [one.record.id for one in page])
            oldest = {one.record.target: one.record for one in reversed(notices)}
            for one in page:
                report = one.record
                line = report_draft(report, names)
                line = {
                    "record": "report",
                    "url": line.pop("url"),
                    "version": report.version,
                } | line
                del line["text_sha256"]
                line |= self._kept_of(report, oldest.get(report.id))
                earlier = None if report.supersedes is None else str(report.supersedes)
                hashes = {"text_sha256": report.text_sha256, "raw_sha256": report.raw_sha256}
                yield self._line(one, present(line), supersedes=earlier, **hashes)

    def _outlets(
        self, page: list[Stored[Report]]
    ) -> tuple[dict[UUID, Source], dict[UUID, Figure], dict[UUID, Report]]:
        outlets = {one.record.reporter for one in page if one.record.reporter is not None}
        found = by_id(self.connection, Source, outlets)
        return {one: held.record for one, held in found.items()}, {}, {}

    def _kept_of(self, report: Report, notice: Notice | None) -> Fields:
        """What is kept of a report beside what it says of itself; one text at a time."""
        sha256 = report.text_sha256
        texts = archived_texts(self.connection, [sha256]) if sha256 is not None else {}
        raw = archived_raw(self.connection, report.raw_sha256)
        return {
            "note": report.note,
            "retracted": retraction(notice),
            "text": texts.get(sha256 or ""),
            "raw_bytes": None
            if raw is None
            else {"type": report.raw_type, "content": b64encode(raw).decode()},
        }

    def claims(self) -> Iterator[Fields]:
        """All claims, with what hangs on them."""
        for page in self.pages:
            beside = self._beside(page)
            for one in page.claims:
                claim = one.record
                line = claim_line(one, page, beside.get(claim.report), self.now)
                yield self._line(one, line, quote_at=claim.quote_at, report_id=str(claim.report))

    def _beside(self, page: ClaimPage) -> dict[UUID, Fields]:
        """What is kept of the reports to which only their claims lead."""
        return {
            report.id: self._kept_of(report, page.notices.get(report.id))
            for report in page.names.reports.values()
            if not is_known(report)
        }

    def rulings(self) -> Iterator[Fields]:
        """The rulings that stand; with ids, all."""
        for page in self.records(Ruling, self._judged(Kind.RULING)):
            sides = [
                side
                for one in page
                for side in ((one.record.a, one.record.a_kind), (one.record.b, one.record.b_kind))
            ]
            names = self.names(side for side, kind in sides if kind is Kind.SOURCE)
            keys = self.pages.keys(side for side, kind in sides if kind is Kind.CLAIM)
            for one in page:
                line = ruling_line(one.record, names, keys)
                yield self._line(one, line, withdrawn=one.record.withdrawn)

    def refusals(self) -> Iterator[Fields]:
        """The suggested links that were refused."""
        for page in self.records(Refusal, self._judged(Kind.REFUSAL)):
            ends = (end for one in page for end in (one.record.claim, one.record.to))
            keys = self.pages.keys(ends)
            for one in page:
                yield self._line(one, refusal_line(one.record, keys))

    def waivers(self) -> Iterator[Fields]:
        """The findings that are switched off; with ids, those that were as well."""
        for page in self.records(Waiver, self._judged(Kind.WAIVER)):
            for one in page:
                waiver = one.record
                line = {"record": "waiver", "code": waiver.code, "reason": words(waiver.reason)}
                yield self._line(one, line, withdrawn=waiver.withdrawn)

    def stories(self) -> Iterator[Fields]:
        """Our publications."""
        pages = exporting.all_of(self.connection, Kind.STORY, self.page)
        for page in self.records(Story, pages):
            keys = self.pages.keys(claim for one in page for claim in one.record.rests_on)
            for one in page:
                yield self._line(one, story_line(one.record, keys))

    def dumped(self) -> Iterator[Fields]:
        """What stands in claims once more, each by itself, withdrawn ones too; and keys."""
        for kind in DUMPED:
            pages = exporting.all_of(self.connection, kind, self.page)
            for page in self.records(RECORDS[kind], pages):
                for one in page:
                    yield self._line(one, dumped_line(one.record))


def claim_line(one: Stored[Claim], page: ClaimPage, beside: Fields | None, now: datetime) -> Fields:
    """One claim, its links, reviews and retraction with it: what an import reads back.

    `beside` is what is kept of its report, where only the claim leads there.
    """
    claim, names = one.record, page.names
    report = names.reports[claim.report]
    line: Fields = {"record": "claim"} | draft_of(claim, names)
    line["key"] = page.keys[claim.id]
    line["quantity"] = quantity_field(claim.quantity, report.language)
    line["published"] = None  # it is the report's
    line["report"] = _report_of(claim, report, names, beside)
    _choose_form(line, claim, report)
    withdrawn = line.pop("withdrawn")
    line |= {
        "links": [_link(link, page.keys) for link in page.links.get(claim.id, ())],
        "retracted": retraction(page.notices.get(claim.id)),
        "reviews": [_review(each, one.revision) for each in page.reviews.get(claim.id, ())],
        "ratings": [_rating(rating, names) for rating in page.ratings.get(claim.id, ())],
        "withdrawn": words(withdrawn),
        "as_recorded": _as_recorded(claim, names, now),
    }
    return present(line)


def _choose_form(line: Fields, claim: Claim, report: Report) -> None:
    """Keep the short form of the chain where it says the same, else the chain in full."""
    hops, outlet = claim.chain.hops, report.reporter
    published = outlet == hops[-1].source
    if not _fits_short_form(claim, outlet):
        line["chain"] = [present(hop) for hop in line["chain"]]
        for name in ("source", "via", "hedge", "hedge_cue"):
            line[name] = None
        if not (len(hops) == 1 and published):
            line["reporter"] = None
        return
    line["chain"] = None
    if len(hops) == 1 and not published:
        line["reporter"] = None


def _fits_short_form(claim: Claim, outlet: UUID | None) -> bool:
    hops = claim.chain.hops
    if needs_chain(claim):
        return False
    if len(hops) == 1:
        return outlet is None or outlet == hops[0].source
    return len(hops) > 2 or hops[0].source != hops[1].source  # noqa: PLR2004  origin and reporter


def _report_of(claim: Claim, report: Report, names: Names, beside: Fields | None) -> Fields:
    """What tells the report of a claim; all that is kept of it where only the claim leads there.

    Its outlet is named where the claim's chain ends with somebody else.
    """
    told = report_draft(report, names)
    if report.reporter == claim.chain.reporter.source:
        told["reporter"] = None
    if beside is not None:
        own = {name: told[name] for name in ("reporter", "byline", "language")}
        return present(own | present(beside)) or NOTHING
    return present(told)


def is_known(report: Report) -> bool:
    """Whether a report is known by something of its own, and has a line of its own."""
    return any(one is not None for one in (report.url, report.title, report.published))


def _link(link: Link, keys: Called) -> Fields:
    return {"relation": link.relation, "to": keys[link.to], "reason": link.reason}


def _review(review: Review, revision: int) -> Fields:
    return present({"note": words(review.note), "outdated": review.revision < revision})


def _rating(rating: Rating, names: Names) -> Fields:
    report = names.reports[rating.report]
    return present(
        {
            "text": rating.text,
            "value": rating.value,
            "best": rating.best,
            "worst": rating.worst,
            "author": names.name(rating.author),
            "report": present(report_draft(report, names)),
        }
    )


def _as_recorded(claim: Claim, names: Names, now: datetime) -> list[str]:
    """What an import would refuse or fill in by now: the report or the figure came to say more."""
    report = names.reports[claim.report]
    figure = None if claim.figure is None else names.figures[claim.figure]
    kept: list[str] = []
    if claim.quote is not None and claim.quote_at is None and report.text_sha256 is not None:
        kept.append("quote")
    if not _dates_hold(claim, report, now):
        kept.append("published")
    if is_unitless(claim) and figure is not None and figure.unit is not None:
        kept.append("unit")
    return kept


def is_unitless(claim: Claim) -> bool:
    """Whether a claim has a quantity of no unit."""
    return claim.quantity is not None and claim.quantity.unit is None


def _dates_hold(claim: Claim, report: Report, now: datetime) -> bool:
    """Whether these dates can all be true."""
    try:
        check_dates(
            said=claim.said,
            as_of=claim.as_of,
            published=report.published,
            modality=claim.modality,
            logged_at=now,
        )
    except InputError:
        return False
    return True


def quantity_field(quantity: Quantity | None, language: str | None) -> str | Fields | None:
    """The words as printed; with what they were read as, where reading them now says otherwise.

    That is so where the language of the report became known only later, or where
    the numbers came in columns.
    """
    if quantity is None:
        return None
    try:
        if parse_quantity(quantity.text, language=language, unit=quantity.unit) == quantity:
            return quantity.text
    except InputError:
        pass
    return present(
        {
            "text": quantity.text,
            "value": _digits(quantity.value),
            "low": _digits(quantity.low),
            "high": _digits(quantity.high),
            "comparator": quantity.comparator,
            "convention": quantity.convention,
        }
    )


def _digits(number: Decimal | None) -> str | None:
    return None if number is None else format(number, "f")


def source_line(source: Source, names: Called) -> Fields:
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


def figure_line(figure: Figure, slugs: Called, names: Called) -> Fields:
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


def ruling_line(ruling: Ruling, names: Called, keys: Called) -> Fields:
    """A ruling; `names` holds its sources, `keys` what its claims are called."""

    def side(one: UUID, kind: Kind) -> Fields:
        return {"source": names[one]} if kind is Kind.SOURCE else {"claim": keys[one]}

    return present(
        {
            "record": "ruling",
            "a": side(ruling.a, ruling.a_kind),
            "relation": "same" if ruling.same else "distinct",
            "b": side(ruling.b, ruling.b_kind),
            "reason": words(ruling.reason),
        }
    )


def refusal_line(refusal: Refusal, keys: Called) -> Fields:
    """A suggested link that was refused."""
    return {
        "record": "refusal",
        "claim": keys[refusal.claim],
        "relation": refusal.relation,
        "to": keys[refusal.to],
        "reason": words(refusal.reason),
    }


def story_line(story: Story, keys: Called) -> Fields:
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


def dumped_line(record: Record) -> Fields:
    """A record as the ledger has it, its references by identity: for comparing, not for import."""
    payload = record.payload()  # whose members stand in no order of their own
    names = [name for name in field_names(type(record)) if name in payload]
    return {"record": record.kind, **{name: payload[name] for name in names}}


def present(line: Fields) -> Fields:
    """The fields that hold something; whoever reads the line takes the others as absent."""
    return {name: value for name, value in line.items() if value or value is NOTHING}


def words(given: str | None) -> str | None:
    """A text as a draft takes it: blanks around it count for none."""
    return None if given is None else given.strip() or None


def retraction(notice: Notice | None) -> Fields | None:
    """A notice as a draft spells it."""
    if notice is None:
        return None
    return present(
        {"reason": words(notice.reason), "date": text(notice.date), "url": words(notice.url)}
    )


def stamps(one: Stored[Any]) -> Fields:
    """What only a rebuild keeps of a record: its identity, its revision, and who wrote it when."""
    return {
        "id": str(one.record.id),
        "revision": one.revision,
        "logged_at": _moment(one.logged_at),
        "logged_by": one.logged_by,
        "changed_at": _moment(one.changed_at),
        "changed_by": one.changed_by,
    }


def _moment(at: datetime) -> str:
    return at.isoformat(timespec="microseconds").replace("+00:00", "Z")
