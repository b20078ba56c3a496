"""The claims of a figure as its index has them: who says so, by whom, when and where.

Identities and moments stay as the driver hands them over (`claims.store.queries.raw`).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Connection, bindparam, select

from claims.store.lanes import ODD
from claims.store.projection import CLAIMS, REPORTS, SOURCES
from claims.store.queries.raw import Raw, raw_columns, raw_of
from claims.store.sending import Asked, ask_bare
from claims.vocab import SourceKind


class Row(NamedTuple):
    """One claim of the figure; `lane` is None where it counts for nothing."""

    id: Raw
    origin: Raw
    lane: int | None
    said_latest: Raw
    said_earliest: Raw
    quoted_by: Raw
    reporter: Raw
    report: Raw


_COLUMNS = raw_columns(
    CLAIMS,
    "id",
    "origin_id",
    "lane",
    "said_latest",
    "said_earliest",
    "quoted_by",
    "reporter_id",
    "report_id",
)
_SCANNED = select(*_COLUMNS).where(CLAIMS.c.figure_id == bindparam("figure"))
_PUBLISHED = (
    select(
        *raw_columns(CLAIMS, "id"),
        *raw_columns(REPORTS, "published_earliest", "published_latest"),
    )
    .join(REPORTS, REPORTS.c.id == CLAIMS.c.report_id)
    .where(
        CLAIMS.c.figure_id == bindparam("figure"),
        CLAIMS.c.lane < ODD,
        CLAIMS.c.said_latest.is_(None),
        CLAIMS.c.said_earliest.is_(None),
    )
)


@dataclass(frozen=True)
class Scan:
    """The claims of a figure; `raw` makes of an identity what the driver hands over."""

    connection: Connection
    figure: UUID
    rows: Sequence[Row]
    raw: Callable[[UUID], Raw]

    @cached_property
    def claims(self) -> frozenset[Raw]:
        """All of them."""
        return frozenset([row[0] for row in self.rows])

    @cached_property
    def reports(self) -> frozenset[Raw]:
        """The reports that they were read from."""
        return frozenset([row[7] for row in self.rows])

    @cached_property
    def published(self) -> Mapping[Raw, tuple[Raw, Raw]]:
        """The first and last moment of the report, of claims without a day of their own."""
        found = ask_bare(self.connection, Asked(_PUBLISHED, {"figure": self.figure}))
        return {one: (first, last) for one, first, last in found}

    @cached_property
    def unnamed(self) -> frozenset[Raw]:
        """The sources whom nobody names."""
        asked = select(*raw_columns(SOURCES, "id")).where(
            SOURCES.c.source_kind == SourceKind.UNNAMED
        )
        return frozenset(self.connection.scalars(asked))

    def raws(self, identities: Iterable[UUID]) -> set[Raw]:
        """These as the driver hands them over."""
        return set(map(self.raw, identities))


def scan(connection: Connection, figure: UUID) -> Scan:
    """Look at every claim of the figure, those that count for nothing too."""
    rows: Any = ask_bare(connection, Asked(_SCANNED, {"figure": figure}))
    return Scan(connection, figure, rows, raw_of(connection))
