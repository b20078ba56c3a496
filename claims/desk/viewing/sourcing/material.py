"""Everything a sourcing report is made of, loaded together.

Guaranteed: the number of statements does not grow with the number of claims; only with
the levels of control and of part and whole.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, TypeVar
from uuid import UUID

from claims.desk.showing import erased_of
from claims.desk.viewing.records import called, claim_names
from claims.records import (
    Claim,
    Figure,
    Link,
    Notice,
    Rating,
    Record,
    Report,
    Review,
    Ruling,
    Source,
    Story,
    Waiver,
)
from claims.rules.case import Case
from claims.rules.standing import FigureStanding, standing_of_claim, standing_of_figure
from claims.store.engine import Connection
from claims.store.ledger import LedgerEntry
from claims.store.queries import lookups
from claims.store.queries import sourcing as queries
from claims.store.queries.case import gathered, with_controllers
from claims.store.queries.closure import links_touching
from claims.store.queries.history import last_entry_at
from claims.store.queries.stored import Stored, by_id
from claims.store.then import Then, looks_at
from claims.values.identity import short_ref
from claims.vocab import Kind, Standing

R = TypeVar("R", bound=Record)


@dataclass(frozen=True)
class Material:
    """What is in scope, what that refers to, and what the rules say of it."""

    then: Then
    last_entry: datetime | None
    wanted: Mapping[UUID, Stored[Claim]]
    figures: Mapping[UUID, Stored[Figure]]
    case: Case
    states: Mapping[UUID, FigureStanding]
    standing: Mapping[UUID, Standing]
    sources: Mapping[UUID, Source]
    reports: Mapping[UUID, Stored[Report]]
    versions: Mapping[str, list[Stored[Report]]]
    texts: set[str]
    erased: Mapping[str, str]
    names: Mapping[UUID, str]
    links: Mapping[UUID, list[Stored[Link]]]
    authors: Mapping[UUID, str]
    notices: Mapping[UUID, list[Stored[Notice]]]
    reviews: Mapping[UUID, list[Stored[Review]]]
    stories: Mapping[UUID, list[Stored[Story]]]
    ratings: Mapping[UUID, list[Stored[Rating]]]
    rating_reports: Mapping[UUID, Stored[Report]]
    raters: Mapping[UUID, Stored[Source]]
    rulings: tuple[Stored[Ruling], ...]
    waivers: tuple[Stored[Waiver], ...]
    entries: Mapping[UUID, list[LedgerEntry]]
    former: Mapping[UUID, str]

    def called(self, claim: UUID) -> str:
        """The caller's key of a claim, else its short reference."""
        return self.names[claim]

    def party_of(self, figure: Figure, source: UUID) -> UUID | None:
        """The party to the figure's matter that this source is, or is controlled by."""
        seen: set[UUID] = set()
        above: UUID | None = source
        while above is not None and above not in seen:
            if above in figure.parties:
                return above
            seen.add(above)
            above = self.sources[above].controlled_by
        return None


def load(
    connection: Connection, claims: set[UUID], figures: Iterable[UUID], tolerance: Decimal
) -> Material:
    """Load these claims, these figures and those of the claims, with all that is said of them."""
    held = gathered(connection, claims, tolerance, figures=figures)
    case, reports = held.case, held.reports
    wanted = {one: held.claims[one] for one in sorted(claims & held.claims.keys())}
    on = {one.record.figure for one in wanted.values() if one.record.figure} | set(figures)
    states = {figure: standing_of_figure(case, figure) for figure in on}
    read = {one.record.report for one in wanted.values()}
    sources = _sources(connection, case, on)
    links = links_touching(connection, case.claims)
    stories = queries.stories_resting_on(connection, set(wanted))
    ratings = lookups.ratings_of(connection, wanted)
    rated = [one.record for found in ratings.values() for one in found]
    entries = queries.entries_of_changed(connection, set(wanted) | read | on | _speakers(wanted))
    return Material(
        then=looks_at(connection),
        last_entry=last_entry_at(connection),
        wanted=wanted,
        figures=by_id(connection, Figure, on),
        case=case,
        states=states,
        standing=_standing(case, states, wanted),
        sources=sources,
        reports=reports,
        versions=queries.versions_of(connection, {report: reports[report] for report in read}),
        texts=_texts(connection, (reports[report].record for report in read)),
        erased=erased_of(connection, (reports[report].record for report in read)),
        names=_names(connection, case, stories),
        links=_by_end(links),
        authors={link.record.id: link.logged_by for link in links},
        notices=_grouped(queries.notices_on(connection, set(wanted) | read), "target"),
        reviews=_grouped(queries.reviews_of(connection, set(wanted)), "claim"),
        stories=_by_claim(stories),
        ratings=ratings,
        rating_reports=by_id(connection, Report, {rating.report for rating in rated}),
        raters=by_id(connection, Source, {rating.author for rating in rated}),
        rulings=tuple(queries.rulings_on(connection, set(case.claims) | set(sources))),
        waivers=tuple(queries.standing_waivers(connection)),
        entries=entries,
        former=_former_names(connection, entries),
    )


def _sources(connection: Connection, case: Case, figures: set[UUID]) -> dict[UUID, Source]:
    """The speakers of the case, the parties to its figures, and whoever these control."""
    parties = {party for figure in figures for party in case.figures[figure].parties}
    outlets = {report.reporter for report in case.reports.values() if report.reporter}
    known = with_controllers(connection, set(case.sources) | parties | outlets)
    return known | queries.controlled_by(connection, parties)


def _speakers(wanted: Mapping[UUID, Stored[Claim]]) -> set[UUID]:
    return {hop.source for one in wanted.values() for hop in one.record.chain}


def _standing(
    case: Case, states: Mapping[UUID, FigureStanding], wanted: Mapping[UUID, Stored[Claim]]
) -> dict[UUID, Standing]:
    found: dict[UUID, Standing] = {}
    for state in states.values():
        found |= state.standing_of
    return found | {
        identifier: standing_of_claim(case, one.record)
        for identifier, one in wanted.items()
        if one.record.figure is None
    }


def _texts(connection: Connection, reports: Iterable[Report]) -> set[str]:
    return lookups.archived_already(
        connection, {report.text_sha256 for report in reports if report.text_sha256}
    )


def _names(connection: Connection, case: Case, stories: list[Stored[Story]]) -> dict[UUID, str]:
    known = called(case.claims.values())
    others = {claim for story in stories for claim in story.record.rests_on} - set(known)
    return known | claim_names(connection, others)


def _by_end(links: list[Stored[Link]]) -> dict[UUID, list[Stored[Link]]]:
    found: dict[UUID, list[Stored[Link]]] = defaultdict(list)
    for link in links:
        for end in dict.fromkeys((link.record.claim, link.record.to)):
            found[end].append(link)
    return found


def _grouped(records: list[Stored[R]], by: str) -> dict[UUID, list[Stored[R]]]:
    found: dict[UUID, list[Stored[R]]] = defaultdict(list)
    for one in records:
        found[getattr(one.record, by)].append(one)
    return found


def _by_claim(stories: list[Stored[Story]]) -> dict[UUID, list[Stored[Story]]]:
    found: dict[UUID, list[Stored[Story]]] = defaultdict(list)
    for story in stories:
        for claim in dict.fromkeys(story.record.rests_on):
            found[claim].append(story)
    return found


def _former_names(
    connection: Connection, entries: Mapping[UUID, list[LedgerEntry]]
) -> dict[UUID, str]:
    """What the sources, figures and reports in the payloads of changed records are called."""
    payloads = [entry.record for of_one in entries.values() if len(of_one) > 1 for entry in of_one]
    ids = {found for payload in payloads for found in identities(payload)}
    sources, figures = by_id(connection, Source, ids), by_id(connection, Figure, ids)
    reports = by_id(connection, Report, ids)
    return (
        {one: found.record.name for one, found in sources.items()}
        | {one: found.record.slug for one, found in figures.items()}
        | {one: short_ref(Kind.REPORT, one) for one in reports}
    )


def identities(value: Any) -> Iterable[UUID]:
    """Every UUID that stands as text somewhere in a payload."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for part in value:
            yield from identities(part)
    elif isinstance(value, str) and (found := as_identity(value)) is not None:
        yield found


_SPELLED = len(str(UUID(int=0)))


def as_identity(text: str) -> UUID | None:
    """The UUID that this text is, or None where it is anything else."""
    if len(text) != _SPELLED:
        return None
    try:
        return UUID(text)
    except ValueError:
        return None
