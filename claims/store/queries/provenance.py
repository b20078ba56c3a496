"""Where one claim comes from, as it is recorded: one question, whatever the record's size.

The claim is asked for with its entries, and then all that it names, which to a server is two
trips. Only what is seldom there is asked for afterwards: who controls its speakers, and what
people said of it.
"""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection

from claims.records import Claim, Figure, Record, Report, Source
from claims.store.ledger import LedgerEntry
from claims.store.queries.case import with_their_controllers
from claims.store.queries.hanging import THERE, Hanging, hanging_of
from claims.store.queries.history import ENTRIES, entries_in
from claims.store.queries.stored import Stored, by_id, together
from claims.store.sending import Asked
from claims.vocab import Kind


@dataclass(frozen=True, slots=True)
class Provenance:
    """A claim with all that it names, what hangs on it, and its entries, oldest first."""

    claim: Stored[Claim]
    report: Stored[Report]
    figure: Figure | None
    sources: Mapping[UUID, Source]
    said: Hanging
    entries: list[LedgerEntry]


def provenance(connection: Connection, claim: UUID) -> Provenance:
    """Where a claim comes from; it must be recorded."""
    found, (entries,) = together(connection, {Claim: [claim]}, Asked(ENTRIES, {"subject": claim}))
    one: Stored[Claim] = found[claim]
    record = one.record
    named: dict[type[Record], set[UUID]] = {
        Report: {record.report},
        Source: {hop.source for hop in record.chain.hops},
    }
    if record.figure is not None:
        named[Figure] = {record.figure}
    there = Asked(THERE, {"claim": claim, "report": record.report})
    around, (kinds,) = together(connection, named, there)
    report: Stored[Report] = around.pop(record.report)
    figure = None if record.figure is None else around.pop(record.figure)
    speakers = [*around.values(), *_outlet(connection, report.record, around)]
    return Provenance(
        claim=one,
        report=report,
        figure=None if figure is None else figure.record,
        sources=with_their_controllers(connection, speakers),
        said=hanging_of(connection, record, {Kind(row["kind"]) for row in kinds}),
        entries=entries_in(connection, entries),
    )


def _outlet(
    connection: Connection, report: Report, known: Container[UUID]
) -> Iterable[Stored[Source]]:
    """Who published it, where that is nobody of the chain."""
    outlet = report.reporter
    return [] if outlet is None or outlet in known else by_id(connection, Source, [outlet]).values()
