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
