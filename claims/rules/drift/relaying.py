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
from uuid import UUID

from claims.records import Claim, Link
from claims.rules.case import Case
from claims.rules.statements import Statements
from claims.rules.timing import item_of, precedence, published_on, said_on
from claims.vocab import Relation

RELAYING = (Relation.REPEATS, Relation.DERIVED_FROM, Relation.TRANSLATES)
MOST_WORDINGS = 12


@dataclass(frozen=True, slots=True)
class Relay:
    """One claim and the one that it passes on, or seems to."""

    relayed: Claim
    relaying: Claim
    link: Link | None = None
    in_order: bool = True


def is_before(case: Case, a: Claim, b: Claim) -> bool:
    """Whether `a` is known to be published before `b`."""
    one, two = published_on(case, a), published_on(case, b)
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
    others.sort(key=lambda other: (not _one_time(case, claim, other), precedence(case, other)))
    return [Relay(other, claim, in_order=precedence(case, other) < mine) for other in others]


def rival_wordings(
    case: Case, claim: Claim, statements: Statements, figure: UUID | None = None
) -> Iterator[Claim]:
    """Other reports of the claim's statement, on its own figure or on the one named.

    Not of the same report or another version of it, and about the same time.
    """
    item = item_of(case, claim)
    for statement in statements.of(claim, figure):
        for other in statement.wordings[:MOST_WORDINGS]:
            if item_of(case, other) != item and not _about_other_times(claim, other):
                yield other


def _one_time(case: Case, a: Claim, b: Claim) -> bool:
    one, two = said_on(case, a), said_on(case, b)
    return one is not None and two is not None and one.equals_span(two)


def _about_other_times(a: Claim, b: Claim) -> bool:
    """One statement may give a number for each of several days."""
    return a.as_of is not None and b.as_of is not None and not a.as_of.overlaps(b.as_of)
