"""What claims hang on, as text: sources, figures as defined, reports, stories."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from claims.cli.layout import fields, paragraph, table
from claims.cli.text.words import moment, phrase, plain

if TYPE_CHECKING:
    from claims.schemas.views import FigureView, ReportView, SourceView, StoryView


def source_text(source: "SourceView") -> Iterator[str]:
    """One source with all its names."""
    yield f"{source.ref}  {source.name}"
    yield ""
    yield from fields(
        [
            ("kind", plain(source.kind)),
            ("country", source.country),
            ("controlled", source.controlled_by and f"by {source.controlled_by}"),
            ("aliases", "; ".join(source.aliases)),
            ("note", source.note),
            ("logged", _logged(source)),
        ]
    )


def sources_text(sources: "list[SourceView]") -> Iterator[str]:
    """All sources in a table."""
    rows = (
        (one.ref, one.name, plain(one.kind), one.country or "", one.controlled_by or "")
        for one in sources
    )
    yield from table(("ref", "name", "kind", "country", "controlled by"), rows, indent=0)


def figures_text(figures: "list[FigureView]") -> Iterator[str]:
    """All figures in a table."""
    rows = (
        (one.slug, one.unit or "", plain(one.basis), one.part_of or "", one.title)
        for one in figures
    )
    yield from table(("figure", "unit", "basis", "part of", "title"), rows, indent=0)


def report_text(report: "ReportView") -> Iterator[str]:
    """One version of a report."""
    yield from paragraph(report.title or report.url or "", lead=report.ref)
    yield ""
    yield from fields(
        [
            ("address", report.url),
            ("version", str(report.version)),
            ("reporter", phrase([report.reporter, report.byline and f"by {report.byline}"])),
            ("published", report.published),
            ("language", report.language),
            ("supersedes", report.supersedes),
            ("text", _text(report)),
            ("raw bytes", _raw(report)),
            ("note", report.note),
            ("logged", _logged(report)),
        ]
    )


def _text(report: "ReportView") -> str | None:
    """Whether its text is archived, or was, and under which hash."""
    state = report.text_redacted or "archived"
    return report.text_sha256 and f"{state}, sha-256 {report.text_sha256}"


def _raw(report: "ReportView") -> str | None:
    """What its text was read from, and under which hash."""
    return report.raw_sha256 and phrase([report.raw_type, f"sha-256 {report.raw_sha256}"])


def reports_text(reports: "list[ReportView]") -> Iterator[str]:
    """Reports in a table."""
    rows = (
        (
            one.ref,
            str(one.version),
            one.published or "",
            one.reporter or "",
            one.title or "",
            one.url or "",
        )
        for one in reports
    )
    yield from table(("ref", "v", "published", "reporter", "title", "address"), rows, indent=0)


def story_text(story: "StoryView") -> Iterator[str]:
    """One publication of ours."""
    yield f"{story.ref}  {story.title or story.url}"
    yield ""
    yield from fields(
        [
            ("address", story.url),
            ("date", story.date),
            ("rests on", ", ".join(story.rests_on)),
            ("note", story.note),
            ("logged", _logged(story)),
        ]
    )


def stories_text(stories: "list[StoryView]") -> Iterator[str]:
    """All publications of ours in a table."""
    rows = (
        (one.ref, one.date or "", str(len(one.rests_on)), one.title or "", one.url)
        for one in stories
    )
    yield from table(("ref", "date", "claims", "title", "address"), rows, indent=0)


def _logged(record: "SourceView | ReportView | StoryView") -> str:
    return f"{moment(record.logged_at)} by {record.logged_by}, revision {record.revision}"
