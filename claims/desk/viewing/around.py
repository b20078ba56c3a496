"""What a number of claims refer to, loaded together."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from claims.records import Claim, Figure, Report, Source
from claims.store.engine import Connection
from claims.store.queries.case import with_controllers
from claims.store.queries.redactions import erased_texts
from claims.store.queries.stored import Stored, by_id
from claims.values.dates import PartialDate
from claims.vocab import SourceKind


@dataclass(frozen=True)
class Around:
    """What a number of claims refer to, by identity.

    `erased` tells of the archived texts that were redacted, by their hash.
    """

    sources: Mapping[UUID, Source]
    figures: Mapping[UUID, Figure]
    reports: Mapping[UUID, Report]
    erased: Mapping[str, str] = field(default_factory=dict)

    def is_unnamed(self, source: UUID) -> bool:
        """Whether a source is nobody in particular."""
        return self.sources[source].source_kind is SourceKind.UNNAMED

    def name(self, source: UUID) -> str:
        """The source's own name."""
        return self.sources[source].name


def around(connection: Connection, claims: Iterable[Claim]) -> Around:
    """Load what these claims refer to: four statements, and one more a level of control."""
    claims = list(claims)
    return around_reports(
        connection, claims, by_id(connection, Report, {claim.report for claim in claims})
    )


def around_reports(
    connection: Connection, claims: Iterable[Claim], reports: Mapping[UUID, Stored[Report]]
) -> Around:
    """The same where the reports of the claims were loaded."""
    claims = list(claims)
    figures = by_id(connection, Figure, {claim.figure for claim in claims if claim.figure})
    speakers = {hop.source for claim in claims for hop in claim.chain}
    speakers |= {one.record.reporter for one in reports.values() if one.record.reporter}
    return Around(
        sources=with_controllers(connection, speakers),
        figures={identifier: one.record for identifier, one in figures.items()},
        reports={identifier: one.record for identifier, one in reports.items()},
        erased=erased_of(connection, (one.record for one in reports.values())),
    )


def erased_of(connection: Connection, reports: Iterable[Report]) -> dict[str, str]:
    """Which of the texts of these reports were redacted, with the words that tell of it."""
    hashes = {report.text_sha256 for report in reports if report.text_sha256 is not None}
    return erased_texts(connection, hashes)


def text(date: PartialDate | None) -> str | None:
    """A date as it is written, if there is one."""
    return None if date is None else str(date)
