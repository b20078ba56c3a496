"""Claims as lines of an export, out of records: what the stream of rows has to come to."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from uuid import UUID

from claims.desk.viewing.exporting.line import line, retraction, words
from claims.desk.viewing.exporting.things import raw_field
from claims.errors import InputError
from claims.records import Claim, Figure, Link, Notice, Rating, Report, Review, Source
from claims.rules.meaning import check_dates
from claims.store.queries.exporting import doubled_refs, keys_for
from claims.store.queries.lookups import archived_raw, archived_texts
from claims.store.queries.stored import R, stored
from claims.values.chain import Hop
from claims.values.quantity import Quantity, parse_quantity

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from claims.desk import Desk

Fields = dict[str, Any]


def lines_of_claims(desk: "Desk") -> bytes:
    """The lines of all claims, with everything in memory."""
    with desk._read() as connection:
        whole = _Whole(connection)
        return b"".join(line(whole.claim(one, desk)) for one in whole.claims)


def _present(fields: Fields) -> Fields:
    return {name: value for name, value in fields.items() if value not in (None, False, "", (), [])}


def _text(value: object) -> str | None:
    return None if value is None else str(value)


class _Whole:
    def __init__(self, connection: "Connection") -> None:
        def all_of(kind: type[R]) -> list[R]:
            return [one.record for one in stored(connection, kind)]

        self.connection = connection
        self.claims = stored(connection, Claim)
        self.keys = keys_for(
            connection, [one.record.id for one in self.claims], doubled_refs(connection)
        )
        self.names = {one.id: one.name for one in all_of(Source)}
        self.figures = {one.id: one for one in all_of(Figure)}
        self.reports = {one.id: one for one in all_of(Report)}
        self.links, self.reviews = all_of(Link), all_of(Review)
        self.ratings, self.notices = all_of(Rating), all_of(Notice)
        hashes = {one.text_sha256 for one in self.reports.values() if one.text_sha256 is not None}
        self.texts = archived_texts(connection, hashes)

    def claim(self, held: Any, desk: "Desk") -> Fields:
        claim, report = held.record, self.reports[held.record.report]
        figure = None if claim.figure is None else self.figures[claim.figure]
        links = [one for one in _standing(self.links) if one.claim == claim.id]
        ratings = [one for one in _standing(self.ratings) if one.claim == claim.id]
        return _present(
            {
                "record": "claim",
                "key": self.keys[claim.id],
                "statement": claim.statement,
                "quote": claim.quote,
                "figure": figure and figure.slug,
                "quantity": claim.quantity and _quantity(claim.quantity, report.language),
                "unit": claim.quantity and claim.quantity.unit,
                "stance": claim.stance,
                "modality": claim.modality,
                "method": claim.method,
                **self.speakers(claim.chain.hops, report.reporter),
                "said": _text(claim.said),
                "as_of": _text(claim.as_of),
                "report": self.report(claim, report),
                "tags": claim.tags,
                "note": claim.note,
                "links": [self.link(one) for one in links],
                "retracted": self.retracted(claim.id),
                "reviews": [
                    _present({"note": words(one.note), "outdated": one.revision < held.revision})
                    for one in self.reviews
                    if one.claim == claim.id
                ],
                "ratings": [self.rating(one) for one in ratings],
                "withdrawn": words(claim.withdrawn),
                "as_recorded": self.as_recorded(claim, report, figure, desk),
            }
        )

    def speakers(self, hops: tuple[Hop, ...], outlet: UUID | None) -> Fields:
        first, last = hops[0], hops[-1]
        named = [self.names[hop.source] for hop in hops]
        plain = first == Hop(source=first.source, hedge=first.hedge, cue=first.cue)
        bare = all(hop == Hop(source=hop.source) for hop in hops[1:])
        alone, published = len(hops) == 1, outlet == last.source
        fits = (outlet is None or published) if alone else named[0] != named[1] or len(hops) > 2
        if not (plain and bare and fits):
            own: Fields = {"reporter": named[-1]} if alone and published else {}
            return own | {"chain": [self.hop(hop) for hop in hops]}
        return {
            "source": named[0],
            "via": named[1:-1],
            "reporter": named[-1] if published or not alone else None,
            "hedge": first.hedge,
            "hedge_cue": first.cue,
        }

    def hop(self, hop: Hop) -> Fields:
        return _present(
            {
                "source": self.names[hop.source],
                "named_as": hop.named_as,
                "cue": hop.cue,
                "hedge": hop.hedge,
                "said": _text(hop.said),
                "language": hop.language,
                "original_term": hop.original_term,
            }
        )

    def report(self, claim: Claim, report: Report) -> Fields:
        last = claim.chain.reporter.source
        own = self.item(report, report.reporter if report.reporter != last else None)
        if report.url or report.title or report.published:
            return own
        raw = archived_raw(self.connection, report.raw_sha256)
        beside = {
            "note": report.note,
            "retracted": self.retracted(report.id),
            "text": self.texts.get(report.text_sha256 or ""),
            "raw_bytes": raw_field(report.raw_type, raw),
        }
        told = {name: own[name] for name in own if name not in ("version", "text_sha256")}
        return told | _present(beside)

    def item(self, report: Report, outlet: UUID | None) -> Fields:
        return _present(
            {
                "url": report.url,
                "reporter": None if outlet is None else self.names[outlet],
                "title": report.title,
                "byline": report.byline,
                "published": _text(report.published),
                "language": report.language,
                "version": report.version,
                "text_sha256": self.kept(report),
            }
        )

    def kept(self, report: Report) -> str | None:
        return report.text_sha256 if self.texts.get(report.text_sha256 or "") else None

    def link(self, link: Link) -> Fields:
        return {"relation": link.relation, "to": self.keys[link.to], "reason": link.reason}

    def rating(self, rating: Rating) -> Fields:
        report = self.reports[rating.report]
        scale = {name: getattr(rating, name) for name in ("text", "value", "best", "worst")}
        item = self.item(report, report.reporter)
        return _present(scale | {"author": self.names[rating.author], "report": item})

    def retracted(self, target: UUID) -> Fields | None:
        found = [one for one in _standing(self.notices) if one.target == target]
        return retraction(found[0]) if found else None

    def as_recorded(
        self, claim: Claim, report: Report, figure: Figure | None, desk: "Desk"
    ) -> list[str]:
        unplaced = claim.quote is not None and claim.quote_at is None
        unit = claim.quantity is not None and claim.quantity.unit is None
        holds = {
            "quote": unplaced and self.kept(report) is not None,
            "published": not _dates_hold(claim, report, desk),
            "unit": unit and figure is not None and figure.unit is not None,
        }
        return [name for name, held in holds.items() if held]


def _standing(records: list[R]) -> list[R]:
    return [one for one in records if getattr(one, "withdrawn", None) is None]


def _quantity(quantity: Quantity, language: str | None) -> str | Mapping[str, Any]:
    try:
        again = parse_quantity(quantity.text, language=language, unit=quantity.unit)
    except InputError:
        again = None
    if again == quantity:
        return quantity.text
    numbers = {name: getattr(quantity, name) for name in ("value", "low", "high")}
    digits = {name: None if one is None else format(one, "f") for name, one in numbers.items()}
    told = {"comparator": quantity.comparator, "convention": quantity.convention}
    return _present({"text": quantity.text} | digits | told)


def _dates_hold(claim: Claim, report: Report, desk: "Desk") -> bool:
    try:
        check_dates(
            said=claim.said,
            as_of=claim.as_of,
            published=report.published,
            modality=claim.modality,
            logged_at=desk._clock(),
        )
    except InputError:
        return False
    return True
