"""Which claim passes on which: by an accepted link, or as reports of one statement.

A link that repeats, derives from or translates says so itself. Without one, a later
report relays an earlier one if both give the same figure from the same origin's same
statement. Of two reports of one day nobody knows which came first; such a pair is
marked as not in order, and the shorter chain is taken for the earlier.

Near-linear: a claim is compared with the first claim of each distinct wording of its
statement, at most `MOST_WORDINGS` of them, and never all with all.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from claims.dates import PartialDate
from claims.records import Claim, Link
from claims.rules.case import Case
from claims.rules.statements import Statement, Statements
from claims.vocab import Relation

RELAYING = (Relation.REPEATS, Relation.DERIVED_FROM, Relation.TRANSLATES)
MOST_WORDINGS = 32

_NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Relay:
    """One claim and the one that it passes on, or seems to."""

    relayed: Claim
    relaying: Claim
    link: Link | None = None
    in_order: bool = True


def published(case: Case, claim: Claim) -> PartialDate | None:
    """The day of the report that the claim stands in."""
    report = case.reports.get(claim.report)
    return None if report is None else report.published


def precedence(case: Case, claim: Claim) -> tuple[datetime, int, UUID]:
    """A sort key: first published, then nearest to the origin, then first logged."""
    date = published(case, claim)
    first = _NEVER if date is None or date.earliest is None else date.earliest
    return (first, len(claim.chain), claim.id)


def is_before(case: Case, a: Claim, b: Claim) -> bool:
    """Whether `a` is known to be published before `b`."""
    one, two = published(case, a), published(case, b)
    return one is not None and two is not None and one.ends_before(two)


def linked_relays(case: Case) -> Iterator[Relay]:
    """What links say is passed on; of a repetition the later one is the copy."""
    for link in case.standing_links:
        here, there = case.claims.get(link.claim), case.claims.get(link.to)
        if link.relation not in RELAYING or here is None or there is None or here == there:
            continue
        if here.withdrawn or there.withdrawn:
            continue
        if link.relation is Relation.REPEATS and is_before(case, here, there):
            here, there = there, here
        yield Relay(there, here, link)


def stated_relays(case: Case, claims: Iterable[Claim], statements: Statements) -> Iterator[Relay]:
    """For each claim that passes somebody on, the wordings of the same statement before it."""
    for claim in claims:
        if claim.chain.is_own_finding:
            continue
        for statement in statements.of(claim):
            yield from _within(case, claim, statement)


def _within(case: Case, claim: Claim, statement: Statement) -> Iterator[Relay]:
    mine = precedence(case, claim)
    for other in statement.wordings[:MOST_WORDINGS]:
        if other.report == claim.report or is_before(case, claim, other):
            continue
        if _about_other_times(claim, other) or _versions(case, claim, other):
            continue
        yield Relay(other, claim, in_order=precedence(case, other) < mine)


def _about_other_times(a: Claim, b: Claim) -> bool:
    """One statement may give a number for each of several days."""
    return a.as_of is not None and b.as_of is not None and not a.as_of.overlaps(b.as_of)


def _versions(case: Case, a: Claim, b: Claim) -> bool:
    """Both stand in versions of one item."""
    one, two = case.reports.get(a.report), case.reports.get(b.report)
    return one is not None and two is not None and one.item_key == two.item_key
