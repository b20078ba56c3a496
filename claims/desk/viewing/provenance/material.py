"""What the provenance of a claim is made of: it and all claims that it was taken from."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from claims.desk.showing import erased_of
from claims.desk.viewing.records import claim_names
from claims.records import Claim, Link, Notice, Report, Review, Source
from claims.store.engine import Connection
from claims.store.ledger import LedgerEntry
from claims.store.queries import exporting
from claims.store.queries.case import with_controllers
from claims.store.queries.history import entries_of
from claims.store.queries.stored import Stored, by_id
from claims.vocab import Relation

TAKEN_FROM = (Relation.REPEATS, Relation.DERIVED_FROM, Relation.TRANSLATES)


@dataclass(frozen=True, slots=True)
class Revision:
    """One entry of a claim in the ledger, and the claim as it was by then; None where erased."""

    entry: LedgerEntry
    claim: Claim | None


@dataclass(frozen=True)
class Material:
    """All records that the provenance of a claim tells of, the claim asked for first."""

    claims: tuple[Claim, ...]
    names: Mapping[UUID, str]
    revisions: Mapping[UUID, tuple[Revision, ...]]
    sources: Mapping[UUID, Source]
    reports: Mapping[UUID, Report]
    erased: Mapping[str, str]
    links: tuple[Stored[Link], ...]
    notices: tuple[Notice, ...]
    reviews: tuple[Stored[Review], ...]


def gather(connection: Connection, claim: UUID) -> Material:
    """Load it: a few statements for each step back, and one for each claim's entries."""
    claims, links = _upstream(connection, claim)
    revisions = {one: tuple(_revisions(connection, one)) for one in claims}
    told = [one.claim for found in revisions.values() for one in found if one.claim is not None]
    reports = _versions(connection, {one.report for one in told})
    speakers = {hop.source for one in told for hop in one.chain}
    speakers |= {one.reporter for one in reports.values() if one.reporter is not None}
    notices = exporting.standing_notices(connection, [*claims, *reports])
    return Material(
        claims=tuple(claims.values()),
        names=claim_names(connection, claims),
        revisions=revisions,
        sources=with_controllers(connection, speakers),
        reports=reports,
        erased=erased_of(connection, reports.values()),
        links=tuple(links),
        notices=tuple(one.record for one in notices),
        reviews=tuple(exporting.reviews(connection, list(claims))),
    )


def _upstream(connection: Connection, claim: UUID) -> tuple[dict[UUID, Claim], list[Stored[Link]]]:
    """The claim and those that it was taken from, over standing links, nearest first."""
    found: dict[UUID, Claim] = {}
    links: list[Stored[Link]] = []
    frontier = [claim]
    while frontier:
        step = by_id(connection, Claim, frontier)
        found |= {one: step[one].record for one in frontier if one in step}
        leading = [
            link
            for link in exporting.standing_links(connection, frontier)
            if link.record.relation in TAKEN_FROM
        ]
        links += leading
        frontier = sorted({link.record.to for link in leading} - set(found))
    return found, [link for link in links if link.record.to in found]


def _revisions(connection: Connection, claim: UUID) -> Iterable[Revision]:
    for entry in entries_of(connection, claim):
        record = None if entry.record is None else Claim.from_payload(claim, entry.record)
        yield Revision(entry, record)


def _versions(connection: Connection, wanted: set[UUID]) -> dict[UUID, Report]:
    """These reports and the versions before them."""
    found: dict[UUID, Report] = {}
    while wanted:
        step = {one: held.record for one, held in by_id(connection, Report, wanted).items()}
        found |= dict(sorted(step.items()))
        earlier = {one.supersedes for one in step.values() if one.supersedes is not None}
        wanted = earlier - set(found)
    return found
