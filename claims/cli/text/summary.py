"""What became of an import, as text."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from claims.cli.text.words import many

if TYPE_CHECKING:
    from claims.schemas.views import ImportSummary, PageSummary, RowClaim, TableSummary

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


def table_text(name: str, summary: "TableSummary") -> Iterator[str]:
    """The rows and why some were skipped, then the claims, then what is gone or back."""
    skipped = sum(summary.rows_skipped.values())
    yield (
        f"{name}: {summary.rows:,} rows: {summary.rows_imported:,} imported, "
        f"{skipped:,} skipped, {summary.rows_refused:,} refused"
    )
    yield from _counted("rows skipped", summary.rows_skipped)
    yield from _counted("claims left out", summary.claims_left_out)
    first, *rest = summary_text("claims", summary, "FILE.rejected.jsonl beside each file")
    yield f"  {first}"
    yield from rest
    yield from _later("gone from the table", summary.absent, summary.absent_count)
    if summary.withdrawn:
        yield f"  withdrawn for it: {summary.withdrawn:,}"
    elif summary.absent_count:
        yield "  --withdraw-absent REASON withdraws them; nothing is deleted"
    yield from _later("in the table again", summary.returned, summary.returned_count)


def page_text(name: str, summary: "PageSummary", rejects: str) -> Iterator[str]:
    """The pages and their blocks, then the claims, then what was repaired or left out."""
    yield from summary_text(name, summary, rejects)
    yield (
        f"  {many(summary.pages, 'page')}, {summary.pages_without:,} without JSON-LD; "
        f"{many(summary.blocks, 'block')}: {summary.blocks_read:,} read, "
        f"{summary.blocks_malformed:,} malformed, {summary.blocks_other:,} of other types"
    )
    for note in summary.notes[:NAMED]:
        yield f"  note: {note}"
    if summary.notes_count > NAMED:
        yield f"  and {summary.notes_count - NAMED:,} more notes (--json lists them)"


def _counted(what: str, reasons: dict[str, int]) -> Iterator[str]:
    for reason, count in sorted(reasons.items(), key=lambda one: (-one[1], one[0]))[:NAMED]:
        yield f"  {what}: {count:,}: {reason}"
    if len(reasons) > NAMED:
        yield f"  and {len(reasons) - NAMED:,} more reasons (--json lists them)"


def _later(what: str, claims: "tuple[RowClaim, ...]", count: int) -> Iterator[str]:
    for claim in claims[:NAMED]:
        yield f"  {what}: {claim.ref} {claim.key}"
    if count > NAMED:
        yield f"  and {count - NAMED:,} more {what} (--json lists them)"
