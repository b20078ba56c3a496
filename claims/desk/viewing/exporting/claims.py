"""Claims as lines of an export: what an import reads back to the same claim."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from claims.chain import Hop
from claims.desk.viewing.around import text
from claims.desk.viewing.exporting.line import Fields, present, retraction, words
from claims.desk.viewing.exporting.quantities import quantity_field
from claims.desk.viewing.exporting.things import raw_field
from claims.errors import InputError
from claims.records import Claim, Figure, Link, Notice, Rating, Report, Review
from claims.rules.meaning import check_dates


@dataclass(frozen=True)
class Told:
    """What a page of claims refers to and what hangs on it, by identity."""

    keys: Mapping[UUID, str]
    names: Mapping[UUID, str]
    figures: Mapping[UUID, Figure]
    reports: Mapping[UUID, Report]
    texts: Mapping[str, str]
    raws: Mapping[UUID, bytes | None]
    links: Mapping[UUID, list[Link]]
    reviews: Mapping[UUID, list[Review]]
    ratings: Mapping[UUID, list[Rating]]
    notices: Mapping[UUID, Notice]


def claim_fields(claim: Claim, revision: int, told: Told, now: datetime) -> Fields:
    """One claim, its links, reviews and retraction with it."""
    report = told.reports[claim.report]
    figure = None if claim.figure is None else told.figures[claim.figure]
    chain, speakers = _speakers(claim, report, told)
    return present(
        {
            "record": "claim",
            "key": told.keys[claim.id],
            "statement": claim.statement,
            "quote": claim.quote,
            "figure": None if figure is None else figure.slug,
            "quantity": quantity_field(claim.quantity, report.language),
            "unit": None if claim.quantity is None else claim.quantity.unit,
            "stance": claim.stance,
            "modality": claim.modality,
            "method": claim.method,
            **speakers,
            "chain": chain,
            "said": text(claim.said),
            "as_of": text(claim.as_of),
            "report": _report(claim, report, told),
            "tags": claim.tags,
            "note": claim.note,
            "links": [_link(link, told) for link in told.links.get(claim.id, ())],
            "retracted": retraction(told.notices.get(claim.id)),
            "reviews": [_review(one, revision) for one in told.reviews.get(claim.id, ())],
            "ratings": [_rating(one, told) for one in told.ratings.get(claim.id, ())],
            "withdrawn": words(claim.withdrawn),
            "as_recorded": _as_recorded(claim, report, figure, now),
        }
    )


def _speakers(claim: Claim, report: Report, told: Told) -> tuple[list[Fields], Fields]:
    """The chain in full, or in the short form of a draft where that says the same."""
    hops = claim.chain.hops
    first, last = told.names[hops[0].source], told.names[hops[-1].source]
    published = report.reporter == hops[-1].source
    alone = len(hops) == 1
    if not _fits_short_form(claim, report):
        own = {"reporter": last} if alone and published else {}
        return [_hop(hop, told) for hop in hops], own
    return [], {
        "source": first,
        "via": [told.names[hop.source] for hop in hops[1:-1]],
        "reporter": last if published or not alone else None,
        "hedge": hops[0].hedge,
        "hedge_cue": hops[0].cue,
    }


def _fits_short_form(claim: Claim, report: Report) -> bool:
    hops = claim.chain.hops
    bare = all(hop == Hop(source=hop.source) for hop in hops[1:])
    plain = hops[0] == Hop(source=hops[0].source, hedge=hops[0].hedge, cue=hops[0].cue)
    if not (bare and plain):
        return False
    if len(hops) == 1:
        return report.reporter in (None, hops[0].source)
    return len(hops) > 2 or hops[0].source != hops[1].source  # noqa: PLR2004  origin and reporter


def _hop(hop: Hop, told: Told) -> Fields:
    return present(
        {
            "source": told.names[hop.source],
            "named_as": hop.named_as,
            "cue": hop.cue,
            "hedge": hop.hedge,
            "said": text(hop.said),
            "language": hop.language,
            "original_term": hop.original_term,
        }
    )


def _report(claim: Claim, report: Report, told: Told) -> Fields:
    """What tells the report of a claim; all of it where only the claim leads there."""
    own = _item(report) | {"reporter": _other_outlet(claim, report, told)}
    if is_told(report):
        return _pinned(own, report)
    archived = None if report.text_sha256 is None else told.texts[report.text_sha256]
    notice = retraction(told.notices.get(report.id))
    raw = raw_field(report, told.raws[report.id])
    return present(
        own | {"note": report.note, "retracted": notice, "text": archived, "raw_bytes": raw}
    )


def _item(report: Report) -> Fields:
    """What a report is told by."""
    return {
        "url": report.url,
        "reporter": None,
        "title": report.title,
        "byline": report.byline,
        "published": text(report.published),
        "language": report.language,
    }


def _pinned(own: Fields, report: Report) -> Fields:
    """What tells a report that has a line of its own, and which version is meant."""
    return present(own | {"version": report.version, "text_sha256": report.text_sha256})


def _rating(rating: Rating, told: Told) -> Fields:
    report = told.reports[rating.report]
    outlet = None if report.reporter is None else told.names[report.reporter]
    return present(
        {
            "text": rating.text,
            "value": rating.value,
            "best": rating.best,
            "worst": rating.worst,
            "author": told.names[rating.author],
            "report": _pinned(_item(report) | {"reporter": outlet}, report),
        }
    )


def is_told(report: Report) -> bool:
    """Whether a report is known by something of its own, and has a line of its own."""
    return any(one is not None for one in (report.url, report.title, report.published))


def _other_outlet(claim: Claim, report: Report, told: Told) -> str | None:
    """The report's outlet, where the claim's chain ends with somebody else."""
    if report.reporter is None or report.reporter == claim.chain.reporter.source:
        return None
    return told.names[report.reporter]


def _link(link: Link, told: Told) -> Fields:
    return {"relation": link.relation, "to": told.keys[link.to], "reason": link.reason}


def _review(review: Review, revision: int) -> Fields:
    return present({"note": words(review.note), "outdated": review.revision < revision})


def _as_recorded(claim: Claim, report: Report, figure: Figure | None, now: datetime) -> list[str]:
    """What an import would refuse or fill in by now: the report or the figure came to say more."""
    unplaced = claim.quote is not None and claim.quote_at is None
    unit = claim.quantity is not None and claim.quantity.unit is None
    kept = {
        "quote": unplaced and report.text_sha256 is not None,
        "published": not _dates_hold(claim, report, now),
        "unit": unit and figure is not None and figure.unit is not None,
    }
    return [name for name, holds in kept.items() if holds]


def _dates_hold(claim: Claim, report: Report, now: datetime) -> bool:
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
