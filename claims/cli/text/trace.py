"""Where a claim comes from, as text: hop by hop, then everything that hangs on it."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from claims.cli.layout import fields, paragraph
from claims.cli.text.changes import revision_text
from claims.cli.text.claims import heading
from claims.cli.text.words import amount, moment, phrase, plain, report_line, verdict_text

if TYPE_CHECKING:
    from claims.schemas.views import (
        HopView,
        LinkView,
        NoticeView,
        RatingView,
        ReportView,
        ReviewView,
        StoryView,
        TraceView,
    )


def trace_text(trace: "TraceView") -> Iterator[str]:
    """A claim's provenance as `trace` prints it."""
    claim = trace.claim
    yield heading(claim)
    yield ""
    yield from paragraph(claim.statement)
    quote = claim.quote and f"“{claim.quote}”"
    what = phrase([quote, amount(claim.quantity, claim.unit), claim.figure], " · ")
    if what:
        yield from paragraph(what, indent=2)
    yield from section("Chain", _hops(trace.chain))
    yield from section("Report", fields(_report(trace.report)))
    yield from section("Links", _links(trace.links))
    yield from section("Notices", _notices(trace.notices))
    yield from section("Reviews", _reviews(trace.reviews))
    yield from section("Ratings", _ratings(trace.ratings))
    yield from section("Our stories that rest on it", _stories(trace.stories))
    yield from section("Revisions", revision_text(trace.revisions))
    entry = trace.entry
    yield from section(
        "Ledger", fields(_entry(f"{entry.subject}, version {entry.version}", entry.digest))
    )


def section(title: str, lines: Iterable[str]) -> Iterator[str]:
    """Lines under a title; nothing where there are none."""
    held = list(lines)
    if held:
        yield from ("", title, *held)


def _hops(chain: "Iterable[HopView]") -> Iterator[str]:
    for hop in chain:
        named = hop.named_as if hop.named_as != hop.source else None
        who = phrase(
            [
                plain(hop.kind),
                hop.country,
                hop.controlled_by and f"controlled by {hop.controlled_by}",
                hop.source_ref,
            ]
        )
        yield from paragraph(f"{hop.position + 1}. {hop.source} ({who})", indent=2)
        yield from fields(
            [
                ("role", plain(hop.role)),
                ("hedge", _hedge(hop)),
                ("named as", named and f"“{named}”"),
                ("said", hop.said),
                ("language", hop.language),
                ("original", hop.original_term and f"“{hop.original_term}”"),
            ],
            indent=5,
        )


def _hedge(hop: "HopView") -> str:
    level = str(hop.hedge) if hop.hedge_given else f"none given, counts as {hop.hedge}"
    return phrase([level, hop.cue and f"“{hop.cue}”"])


def _report(report: "ReportView") -> Iterator[tuple[str, str | None]]:
    yield "report", report_line(report)
    yield "reporter", phrase([report.reporter, report.byline and f"by {report.byline}"])
    yield "published", report.published
    yield "supersedes", report.supersedes
    yield "sha-256", report.text_sha256
    yield "note", report.note


def _links(links: "Iterable[LinkView]") -> Iterator[str]:
    for link in links:
        yield from paragraph(
            f"{link.from_} {plain(link.relation)} {link.to}: {link.reason}",
            indent=2,
            lead=link.ref,
        )
        yield from paragraph(f"{link.basis}, {moment(link.at)} by {link.by}", indent=14)
        if link.withdrawn is not None:
            yield from paragraph(f"taken back by {link.withdrawn_by}: {link.withdrawn}", indent=14)


def _notices(notices: "Iterable[NoticeView]") -> Iterator[str]:
    for notice in notices:
        told = phrase([f"{notice.target_kind} {notice.target} retracted", notice.date, notice.url])
        yield from paragraph(f"{told}: {notice.reason}", indent=2, lead=notice.ref)
        yield from paragraph(f"{moment(notice.at)} by {notice.by}", indent=14)
        if notice.withdrawn is not None:
            yield from paragraph(f"notice withdrawn: {notice.withdrawn}", indent=14)


def _reviews(reviews: "Iterable[ReviewView]") -> Iterator[str]:
    for review in reviews:
        read = f"{moment(review.at)} by {review.by}, read at revision {review.reviewed_revision}"
        yield from paragraph(phrase([read, review.note], ": "), indent=2, lead=review.ref)


def _ratings(ratings: "Iterable[RatingView]") -> Iterator[str]:
    for rating in ratings:
        verdict = verdict_text(rating.text, (rating.value, rating.worst, rating.best))
        title = rating.title and f"“{rating.title}”"
        place = phrase([title, rating.published, rating.url or rating.report])
        yield from paragraph(f"{verdict} by {rating.author}: {place}", indent=2, lead=rating.ref)
        yield from paragraph(f"{moment(rating.at)} by {rating.by}", indent=14)
        if rating.withdrawn is not None:
            yield from paragraph(f"rating withdrawn: {rating.withdrawn}", indent=14)


def _stories(stories: "Iterable[StoryView]") -> Iterator[str]:
    for story in stories:
        title = story.title and f"“{story.title}”"
        yield from paragraph(phrase([story.date, title, story.url]), indent=2, lead=story.ref)


def _entry(subject: str, digest: str) -> Iterator[tuple[str, str | None]]:
    yield "entry", subject
    yield "digest", digest
