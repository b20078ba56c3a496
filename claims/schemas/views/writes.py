"""What a write came to."""

from uuid import UUID

from pydantic import Field

from claims.schemas.views.base import View
from claims.vocab import (
    Kind,
)


class Recorded(View):
    """What a write came to: the record it is about, what changed, and what it made on the way."""

    kind: Kind
    ref: str
    id: UUID
    status: str
    new_sources: tuple[str, ...] = ()
    new_figures: tuple[str, ...] = ()
    new_reports: tuple[str, ...] = ()


class ImportSummary(View):
    """What became of the lines of an import: `read` is the sum of the four after it.

    `ids_ignored` is not printed: the file came from an export with ids, which an import
    does not keep.
    """

    read: int
    logged: int
    unchanged: int
    updated: int
    rejected: int
    new_sources: tuple[str, ...]
    new_figures: tuple[str, ...]
    new_reports: tuple[str, ...]
    ids_ignored: bool = Field(default=False, exclude=True)


class PageSummary(ImportSummary):
    """What became of the ClaimReviews in a file: `blocks` is the sum of the three after it.

    A line of `read` is a claim of a ClaimReview, or a block that cannot be read. `notes`
    tell of what was repaired or left out; of many the first are named.
    """

    pages: int
    pages_without: int
    blocks: int
    blocks_read: int
    blocks_malformed: int
    blocks_other: int
    microdata: int
    notes: tuple[str, ...] = ()
    notes_count: int = 0


class RowClaim(View):
    """A claim that an import of the same table made earlier."""

    key: str
    ref: str


class TableSummary(ImportSummary):
    """What became of the rows of a table: `rows` is the sum of imported, skipped and refused.

    A row of which a claim was refused counts as refused; its other claims are logged all
    the same. `absent` are claims of earlier imports of the table that are not in it any
    more, `returned` withdrawn ones that are in it again; of many the first are named.
    """

    rows: int
    rows_imported: int
    rows_skipped: dict[str, int]
    rows_refused: int
    claims_left_out: dict[str, int]
    absent: tuple[RowClaim, ...] = ()
    absent_count: int = 0
    withdrawn: int = 0
    returned: tuple[RowClaim, ...] = ()
    returned_count: int = 0
