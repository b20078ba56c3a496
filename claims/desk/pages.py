"""Importing fact-checks: the ClaimReviews in pages and feeds, with what was seen of each."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from claims.desk.rejects import Rejects
from claims.desk.tally import Tally
from claims.formats.readers import Line
from claims.formats.readers.claimreview import Seen, read_claimreview
from claims.schemas.views import ImportSummary, PageSummary


def import_pages(
    path: Path, rejects: Rejects, take: Callable[[Iterable[Line], Rejects], Tally]
) -> PageSummary:
    """What `take` makes of the ClaimReviews in a file, and of what else was in it.

    A page without any is no error: it is told.
    """
    seen = Seen()
    with path.open("rb") as stream:
        lines: Iterator[Line] = read_claimreview(stream, seen)
        summary = take(lines, rejects).summary()
    return page_summary(summary, seen)


def page_summary(summary: ImportSummary, seen: Seen) -> PageSummary:
    """The counts of an import, with those of the pages."""
    return PageSummary(
        **dict(summary),
        pages=seen.pages,
        pages_without=seen.pages_without,
        blocks=seen.blocks,
        blocks_read=seen.blocks_read,
        blocks_malformed=seen.blocks_malformed,
        blocks_other=seen.blocks_other,
        microdata=seen.microdata,
        notes=tuple(seen.notes),
        notes_count=seen.notes_count,
    )
