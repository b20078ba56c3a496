"""What became of an import, as text."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from claims.schemas.views import ImportSummary

NAMED = 20  # more new names than this are counted; --json lists them


def summary_text(name: str, summary: "ImportSummary", rejects: str) -> Iterator[str]:
    """Counts, then what is new, then where the refused lines are."""
    yield (
        f"{name}: read {summary.read:,}, logged {summary.logged:,}, "
        f"unchanged {summary.unchanged:,}, updated {summary.updated:,}, "
        f"rejected {summary.rejected:,}"
    )
    yield from _new("source", summary.new_sources)
    yield from _new("figure", summary.new_figures)
    yield from _new("report", summary.new_reports)
    if summary.rejected:
        yield f"  rejected lines, with reasons: {rejects}"


def _new(kind: str, names: tuple[str, ...]) -> Iterator[str]:
    for name in names[:NAMED]:
        yield f"  new {kind}: {name}"
    if len(names) > NAMED:
        yield f"  and {len(names) - NAMED:,} more new {kind}s (--json lists them)"
