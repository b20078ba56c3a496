"""Claims as lines of an export: what an import reads back to the same claim."""

from datetime import datetime
from functools import lru_cache

from claims.desk.viewing.exporting.line import NOTHING, Fields, present, words
from claims.desk.viewing.exporting.quantities import quantity_field
from claims.desk.viewing.exporting.told import Told
from claims.errors import InputError
from claims.rules.meaning import check_dates
from claims.store.queries.building import date_of
from claims.store.queries.raw import Raw
from claims.store.queries.streaming import ClaimRow, FigureRow, HopRow, ReportRow
from claims.vocab import Modality

_HOP = ("source", *HopRow._fields[2:])
_BARE = len(_HOP) - 1  # how much of a hop that only tells who speaks is nothing
_UNTOLD = (None,) * len(HopRow._fields[5:])  # what of an origin the short form has no room for


def claim_fields(claim: ClaimRow, told: Told) -> Fields:
    """One claim, its links, reviews and retraction with it."""
    report = told.reports[claim.report_id]
    figure = None if claim.figure_id is None else told.figures[claim.figure_id]
    hops = told.chains[claim.id]
    return present(
        {
            "record": "claim",
            "key": told.key(claim),
            "statement": claim.statement,
            "quote": claim.quote,
            "figure": None if figure is None else figure.slug,
            "quantity": quantity_field(claim, report.language),
            "unit": claim.unit,
            "stance": claim.stance,
            "modality": claim.modality,
            "method": claim.method,
            **_speakers(hops, report.reporter, told),
            "said": claim.said,
            "as_of": claim.as_of,
            "report": _report(report, hops[-1].source_id, told),
            "tags": told.tags.get(claim.id),
            "note": claim.note,
            **told.hanging.get(claim.id, NOTHING),
            "withdrawn": words(claim.withdrawn),
            "as_recorded": _as_recorded(claim, report, figure, told.now),
        }
    )


def _speakers(hops: list[HopRow], outlet: Raw, told: Told) -> Fields:
    """The chain in full, or in the short form of a draft where that says the same."""
    origin, last, alone = hops[0], hops[-1], len(hops) == 1
    published = outlet == last.source_id
    if not _fits_short_form(hops, outlet):
        own = {"reporter": told.names[last.source_id]} if alone and published else NOTHING
        return {**own, "chain": [_hop(hop, told) for hop in hops]}
    return {
        "source": told.names[origin.source_id],
        "via": [told.names[hop.source_id] for hop in hops[1:-1]],
        "reporter": told.names[last.source_id] if published or not alone else None,
        "hedge": origin.hedge,
        "hedge_cue": origin.cue,
    }


def _fits_short_form(hops: list[HopRow], outlet: Raw) -> bool:
    origin = hops[0]
    if origin.count(None) < _BARE and (origin.named_as is not None or origin[5:] != _UNTOLD):
        return False
    for hop in hops[1:]:
        if hop.count(None) < _BARE:
            return False
    if len(hops) == 1:
        return outlet is None or outlet == origin.source_id
    return len(hops) > 2 or origin.source_id != hops[1].source_id  # noqa: PLR2004  origin and reporter


def _hop(hop: HopRow, told: Told) -> Fields:
    return present(dict(zip(_HOP, (told.names[hop.source_id], *hop[2:]), strict=True)))


def _report(report: ReportRow, last: Raw, told: Told) -> Fields:
    """What tells the report of a claim; all of it where only the claim leads there.

    Its outlet is told where the claim's chain ends with somebody else.
    """
    outlet = report.reporter
    other = None if outlet is None or outlet == last else told.names[outlet]
    beside = told.beside.get(report.id)
    if beside is None:
        return report_of_claim(report, other)
    return (
        present({"reporter": other, "byline": report.byline, "language": report.language} | beside)
        or NOTHING
    )


def report_of_claim(report: ReportRow, outlet: str | None) -> Fields:
    """What tells a report that has a line of its own, and which version is meant."""
    return present(
        {
            "url": report.url,
            "reporter": outlet,
            "title": report.title,
            "byline": report.byline,
            "published": report.published,
            "language": report.language,
            "version": report.version,
            "text_sha256": report.text_sha256,
        }
    )


def _as_recorded(
    claim: ClaimRow, report: ReportRow, figure: FigureRow | None, now: datetime
) -> list[str]:
    """What an import would refuse or fill in by now: the report or the figure came to say more."""
    kept: list[str] = []
    if claim.quote is not None and claim.quote_start is None and report.text_sha256 is not None:
        kept.append("quote")
    if not _dates_hold(claim.said, claim.as_of, report.published, claim.modality, now):
        kept.append("published")
    if is_unitless(claim) and figure is not None and figure.unit is not None:
        kept.append("unit")
    return kept


def is_unitless(claim: ClaimRow) -> bool:
    """Whether a claim has a quantity of no unit."""
    return claim.quantity is not None and claim.unit is None


@lru_cache(maxsize=1 << 14)
def _dates_hold(
    said: str | None, as_of: str | None, published: str | None, modality: str, now: datetime
) -> bool:
    """Whether these dates can all be true; the same ones come again and again."""
    try:
        check_dates(
            said=date_of(said),
            as_of=date_of(as_of),
            published=date_of(published),
            modality=Modality(modality),
            logged_at=now,
        )
    except InputError:
        return False
    return True
