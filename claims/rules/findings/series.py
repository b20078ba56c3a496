"""A figure as one origin told it over time: a point for each statement.

Guaranteed: of several reports of one statement the first stands for all; sums that others
made, denials, plans and unnamed speakers are left out; points come in the order of speech.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from claims.records import Claim
from claims.rules.case import Case
from claims.rules.counting import counted
from claims.rules.family import is_derived
from claims.rules.independence import OriginKey, independence
from claims.rules.timing import claim_time, precedence, said_on
from claims.values.dates import PartialDate
from claims.values.quantity import Quantity
from claims.vocab import Relation, Stance

_EPOCH = datetime.fromisoformat("1970-01-01T00:00Z")


@dataclass(frozen=True, slots=True)
class Point:
    """One statement: its first claim with a number, and every claim that reports it."""

    claim: Claim
    reports: frozenset[UUID]

    @property
    def quantity(self) -> Quantity:
        """The number given."""
        assert self.claim.quantity is not None, "points have numbers"
        return self.claim.quantity


def series_of(case: Case, figure: UUID) -> list[list[Point]]:
    """The series of each named origin."""
    return case.remembered(("series", figure), lambda: _series_of(case, figure))


def _series_of(case: Case, figure: UUID) -> list[list[Point]]:
    told = [claim for claim in counted(case, figure) if _is_own_number(claim)]
    origins = independence(case, told)
    series: dict[OriginKey, dict[Hashable, list[Claim]]] = defaultdict(dict)
    for claim in sorted(told, key=lambda claim: precedence(case, claim)):
        group = origins.group_of(claim.id)
        if group.known:
            series[group.key].setdefault(_occasion(case, claim), []).append(claim)
    return [_in_order(case, occasions.values()) for occasions in series.values()]


def linked_by(case: Case, *relations: Relation) -> set[UUID]:
    """The claims at which a standing link of these kinds begins, or to which it leads."""
    links = [link for link in case.standing_links if link.relation in relations]
    return {end for link in links for end in (link.claim, link.to)}


def moment(date: PartialDate | None) -> float:
    """A number to sort by, in seconds; unknown dates come first."""
    if date is None or date.earliest is None:
        return float("-inf")
    return (date.earliest - _EPOCH).total_seconds()


def _is_own_number(claim: Claim) -> bool:
    asserted = claim.quantity is not None and claim.stance is Stance.ASSERTS
    return asserted and claim.modality.is_real and not is_derived(claim)


def _in_order(case: Case, occasions: Iterable[list[Claim]]) -> list[Point]:
    points = [Point(reports[0], frozenset(claim.id for claim in reports)) for reports in occasions]
    return sorted(points, key=lambda point: _place(case, point.claim))


def _place(case: Case, claim: Claim) -> tuple[float, float, int, int]:
    said, about = said_on(case, claim), claim_time(case, claim)
    return (moment(said), moment(about), _version(case, claim), claim.id.int)


def _occasion(case: Case, claim: Claim) -> Hashable:
    """What tells two statements of one origin apart: when said, of when, in which version."""
    return (*_ends(said_on(case, claim)), *_ends(claim.as_of), _version(case, claim))


def _ends(date: PartialDate | None) -> Iterator[datetime | None]:
    yield None if date is None else date.earliest
    yield None if date is None else date.latest


def _version(case: Case, claim: Claim) -> int:
    report = case.reports.get(claim.report)
    return 0 if report is None else report.version
