"""Which claim passes on which: by an accepted link, or as reports of one statement.

A link that repeats, derives from or translates says so itself. Without one, a later
report relays an earlier one if both give the same figure from the same origin's same
statement. Of two reports of one day nobody knows which came first; such a pair is
marked as not in order, and the shorter chain is taken for the earlier.

Near-linear: a claim is compared with the first claim of each distinct wording of its
statement, at most `MOST_WORDINGS` of them, and never all with all.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from claims.dates import PartialDate
from claims.records import Claim, Link
from claims.rules.case import Case
from claims.rules.statements import Statements
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


def stated_relays(case: Case, claim: Claim, statements: Statements) -> list[Relay]:
    """The wordings that the claim passes on if all are reports of one statement.

    Those dated as the claim is come first, then the earliest. A finding of one's own
    passes on nobody.
    """
    if claim.chain.is_own_finding:
        return []
    mine = precedence(case, claim)
    others = [
        other
        for other in rival_wordings(case, claim, statements)
        if not is_before(case, claim, other)
    ]
    others.sort(key=lambda other: (not _one_time(claim, other), precedence(case, other)))
    return [Relay(other, claim, in_order=precedence(case, other) < mine) for other in others]


def rival_wordings(
    case: Case, claim: Claim, statements: Statements, figure: UUID | None = None
) -> Iterator[Claim]:
    """Other reports of the claim's statement, on its own figure or on the one named.

    Not of the same report or another version of it, and about the same time.
    """
    for statement in statements.of(claim, figure):
        for other in statement.wordings[:MOST_WORDINGS]:
            if not (_one_item(case, claim, other) or _about_other_times(claim, other)):
                yield other


def _one_time(a: Claim, b: Claim) -> bool:
    return a.said is not None and b.said is not None and a.said.equals_span(b.said)


def _about_other_times(a: Claim, b: Claim) -> bool:
    """One statement may give a number for each of several days."""
    return a.as_of is not None and b.as_of is not None and not a.as_of.overlaps(b.as_of)


def _one_item(case: Case, a: Claim, b: Claim) -> bool:
    """Both stand in one report or in versions of one."""
    one, two = case.reports.get(a.report), case.reports.get(b.report)
    if a.report == b.report or one is None or two is None:
        return a.report == b.report
    return one.item_key == two.item_key
