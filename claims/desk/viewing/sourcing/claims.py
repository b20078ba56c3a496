"""One claim of a sourcing report in full."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from claims.desk.showing import Names, hop_views, text
from claims.desk.viewing.records import notice_view, rating_view, report_view, story_view
from claims.desk.viewing.sourcing.changes import later_revisions
from claims.desk.viewing.sourcing.links import link_parts
from claims.desk.viewing.sourcing.material import Material
from claims.desk.viewing.sourcing.since import since_logged
from claims.messages import tell
from claims.records import Claim, Report, Review
from claims.report.model_claims import (
    ArchiveState,
    ClaimPart,
    FindingPart,
    QuantityPart,
    QuotePart,
    ReportPart,
    ReviewPart,
)
from claims.report.phrases import attribution, meaning, wording
from claims.schemas.views import HopView, NoticeView, RatingView, StoryView
from claims.store.queries.stored import Stored
from claims.values.dates import PartialDate
from claims.values.identity import short_ref
from claims.values.quantity import Quantity
from claims.vocab import Kind


def hops_of(material: Material, claim: Claim) -> tuple[HopView, ...]:
    """The chain of a claim, with what is known of each speaker."""
    around = Names(sources=material.sources, figures={}, reports={})
    return hop_views(claim, around)


def claim_part(
    material: Material, one: Stored[Claim], findings: Iterable[FindingPart]
) -> ClaimPart:
    """Everything that the record says of this claim."""
    claim, hops = one.record, hops_of(material, one.record)
    report = report_part(material, claim)
    figure = None if claim.figure is None else material.case.figures[claim.figure]
    revisions = later_revisions(material.entries.get(claim.id, []), material.former)
    return ClaimPart.of(
        ref=short_ref(Kind.CLAIM, claim.id),
        id=claim.id,
        key=claim.key,
        statement=claim.statement,
        stance=claim.stance,
        modality=claim.modality,
        method=claim.method,
        withdrawn=claim.withdrawn,
        tags=claim.tags,
        note=claim.note,
        name=material.called(claim.id),
        figure=None if figure is None else figure.slug,
        quantity=claim.quantity and _quantity(claim.quantity, material.case.tolerance),
        quote=_quote(claim, report),
        report=report,
        attribution=attribution(hops),
        wording=wording(hops, claim.quantity),
        chain=hops,
        effective_hedge=claim.chain.effective_hedge,
        said=text(claim.said),
        as_of=text(claim.as_of),
        published=report.published,
        standing=material.standing[claim.id],
        links=link_parts(material, claim),
        notices=tuple(_notices(material, claim)),
        revision=one.revision,
        revisions=revisions,
        logged_at=one.logged_at,
        logged_by=one.logged_by,
        reviews=tuple(_reviews(material, one)),
        since_logged=since_logged(material, one, revisions),
        stories=tuple(_stories(material, claim)),
        findings=tuple(findings),
        ratings=tuple(_ratings(material, claim)),
    )


def _notices(material: Material, claim: Claim) -> Iterator[NoticeView]:
    """The retractions of the claim, then those of its report."""
    for target in (claim.id, claim.report):
        yield from map(notice_view, material.notices.get(target, ()))


def _stories(material: Material, claim: Claim) -> Iterator[StoryView]:
    for story in material.stories.get(claim.id, ()):
        yield story_view(story, material.names)


def _ratings(material: Material, claim: Claim) -> Iterator[RatingView]:
    """What those who checked the claim made of it, withdrawn ratings too."""
    for one in material.ratings.get(claim.id, ()):
        report, author = one.record.report, one.record.author
        yield rating_view(
            one, material.rating_reports[report].record, material.raters[author].record
        )


@lru_cache(maxsize=1 << 12)  # the same ones come again and again
def _quantity(quantity: Quantity, tolerance: Decimal) -> QuantityPart:
    return QuantityPart.of(
        printed=quantity.text,
        comparator=quantity.comparator,
        value=quantity.value,
        low=quantity.low,
        high=quantity.high,
        unit=quantity.unit,
        convention=quantity.convention,
        meaning=meaning(quantity, tolerance),
    )


def _quote(claim: Claim, report: ReportPart) -> QuotePart | None:
    if claim.quote is None:
        return None
    if claim.quote_at is not None:
        start, end = claim.quote_at
        return QuotePart(words=claim.quote, state="found", start=start, end=end)
    return QuotePart(words=claim.quote, state=_unplaced(report), start=None, end=None)


def _unplaced(report: ReportPart) -> Literal["not_archived", "redacted", "not_in_text"]:
    """Why it is not known where a quote stands."""
    if report.text_redacted is not None:
        return "redacted"
    return "not_archived" if report.text_sha256 is None else "not_in_text"


def report_part(material: Material, claim: Claim) -> ReportPart:
    """The report that a claim was read from."""
    one = material.reports[claim.report]
    versions = material.versions.get(one.record.item_key, [])
    newer = (
        tell(
            "version",
            "version {number} ({ref})",
            number=other.record.version,
            ref=short_ref(Kind.REPORT, other.record.id),
        )
        for other in versions
        if other.record.version > one.record.version
    )
    view = report_view(one, material.sources, material.erased)
    return ReportPart.of(
        **vars(view), archived=_archived(material, one.record), newer_versions=tuple(newer)
    )


def _archived(material: Material, report: Report) -> ArchiveState:
    if report.text_sha256 is None:
        return "not_archived"
    if report.text_sha256 in material.erased:
        return "redacted"
    return "kept" if report.text_sha256 in material.texts else "missing"


def _reviews(material: Material, one: Stored[Claim]) -> Iterator[ReviewPart]:
    for found in material.reviews.get(one.record.id, ()):
        review: Review = found.record
        yield ReviewPart(
            ref=short_ref(Kind.REVIEW, review.id),
            by=found.logged_by,
            at=found.logged_at,
            reviewed_revision=review.revision,
            current=review.revision == one.revision,
            by_logger=found.logged_by == one.logged_by,
            note=review.note,
        )


def in_time_order(material: Material, claim: Claim) -> tuple[str, int]:
    """What sorts claims: as_of, else said, else published; then the order of logging."""
    published = material.reports[claim.report].record.published
    return _first(claim.as_of or claim.said or published), claim.id.int


def _first(date: PartialDate | None) -> str:
    """Undated claims come last."""
    if date is None:
        return "~"
    return "" if date.earliest is None else date.earliest.isoformat()
