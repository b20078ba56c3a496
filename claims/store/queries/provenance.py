"""Where one claim comes from, as it is recorded: one question, whatever the record's size.

All of it is asked by the claim's identity alone, so that to a server it is one trip. What comes
back stays rows: it is printed as it stands, and to make records of it took longer than to find
it. Only what is seldom there is asked for afterwards: what people said of the claim.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BindParameter,
    Column,
    Connection,
    FromClause,
    ScalarSelect,
    bindparam,
    select,
)

from claims.store.ledger import LedgerEntry
from claims.store.projection import ATTRIBUTIONS, CLAIMS, FIGURES, REPORTS, SOURCES
from claims.store.queries.hanging import THERE, Hanging, hanging_of, kinds_in, tags_in
from claims.store.queries.history import ENTRIES, entries_in
from claims.store.queries.raw import identity, raw_columns
from claims.store.sending import Asked, Found, ask


def _in(table: FromClause, name: str, identifier: Column[Any]) -> ScalarSelect[Any]:
    """This column of the record that another column leads to."""
    return select(table.c[name]).where(table.c.id == identifier).scalar_subquery()


_BESIDE = ("revision", "logged_at", "logged_by")
_OF_CLAIM = (
    *("ref", "key", "statement", "quote", "quantity", "unit", "stance", "modality", "method"),
    *("said", "as_of", "note", "withdrawn", "effective_hedge", *_BESIDE),
)
_OF_REPORT = (
    *("ref", "url", "version", "supersedes", "byline", "title", "published", "language"),
    *("text_sha256", "raw_sha256", "raw_type", "note", *_BESIDE),
)
# With what they are ordered by, or SQLite would put all sources aside on a desk that looks back.
_OF_HOP = ("position", "named_as", "cue", "hedge", "said", "language", "original_term")
_OF_SOURCE = ("ref", "name", "source_kind", "country")

_CLAIM: BindParameter[UUID] = bindparam("claim")
# Looked up by itself: a server that looks back would join the claim to all reports there are.
_SAME = CLAIMS.alias("same")
_REPORT = select(_SAME.c.report_id).where(_SAME.c.id == _CLAIM).scalar_subquery()
_ROW = (
    select(
        *raw_columns(CLAIMS, "figure_id", "report_id"),
        *(CLAIMS.c[name] for name in _OF_CLAIM),
        *(REPORTS.c[name].label(f"report_{name}") for name in _OF_REPORT),
        _in(FIGURES, "slug", CLAIMS.c.figure_id).label("slug"),
        _in(SOURCES, "name", REPORTS.c.reporter).label("outlet"),
    )
    .join_from(CLAIMS, REPORTS, REPORTS.c.id == _REPORT)
    .where(CLAIMS.c.id == _CLAIM)
)
_HOPS = (
    select(
        *raw_columns(ATTRIBUTIONS, "source_id"),
        *(ATTRIBUTIONS.c[name] for name in _OF_HOP),
        *(SOURCES.c[name] for name in _OF_SOURCE),
        _in(SOURCES.alias("above"), "name", SOURCES.c.controlled_by).label("controlled_by"),
    )
    .join_from(ATTRIBUTIONS, SOURCES, SOURCES.c.id == ATTRIBUTIONS.c.source_id)
    .where(ATTRIBUTIONS.c.claim_id == _CLAIM)
    .order_by(ATTRIBUTIONS.c.position)
)


@dataclass(frozen=True, slots=True)
class Provenance:
    """The rows of a claim, with what hangs on it and its entries, oldest first.

    The row of the claim has its report's columns too, the slug of its figure and the name of the
    report's outlet; that of a hop those of its source, `controlled_by` as a name. The identities
    in them are raw.
    """

    id: UUID
    claim: Found
    hops: Sequence[Found]
    tags: tuple[str, ...]
    said: Hanging
    entries: list[LedgerEntry]


def provenance(connection: Connection, claim: UUID) -> Provenance:
    """Where a claim comes from; it must be recorded."""
    wanted = {"claim": claim}
    (row,), hops, there, entries = ask(
        connection,
        Asked(_ROW, wanted),
        Asked(_HOPS, wanted),
        Asked(THERE, wanted),
        Asked(ENTRIES, {"subject": claim}),
    )
    return Provenance(
        id=claim,
        claim=row,
        hops=hops,
        tags=tags_in(there),
        said=hanging_of(connection, claim, identity(row["report_id"]), kinds_in(there)),
        entries=entries_in(connection, entries),
    )
