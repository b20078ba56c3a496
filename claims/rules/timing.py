"""When a claim speaks, what time it speaks of, and which of two came later.

Guaranteed: a date that nobody gave rules nothing out. It overlaps every other, as an open
end does, and makes no claim later than another; that it is missing is a finding elsewhere.
"""

from datetime import UTC, datetime
from typing import NamedTuple
from uuid import UUID

from claims.records import Claim, Figure, Report
from claims.rules.case import Case
from claims.rules.independence import Independence
from claims.values.dates import PartialDate
from claims.vocab import Basis

NEVER = datetime.max.replace(tzinfo=UTC)


class _Times(NamedTuple):
    """The times of a claim of a case, worked out once: every rule asks for them, over and over."""

    claim: Claim
    report: Report | None
    published: PartialDate | None
    said: PartialDate | None
    about: PartialDate | None
    precedence: tuple[datetime, int]


def _times(case: Case, claim: Claim) -> _Times:
    """Looked up by the object, which takes a part of the time that its identity takes."""
    known = case.times.get(id(claim))
    if known is None or known.claim is not claim:
        known = case.times[id(claim)] = _read_times(case, claim)
    return known


def _read_times(case: Case, claim: Claim) -> _Times:
    report = case.reports.get(claim.report)
    published = None if report is None else report.published
    said = claim.said or claim.chain.origin.said or published
    first = None if published is None else published.earliest
    return _Times(
        claim, report, published, said, claim.as_of or said, (first or NEVER, claim.id.int)
    )


def published_on(case: Case, claim: Claim) -> PartialDate | None:
    """When the claim's report came out."""
    return _times(case, claim).published


def said_on(case: Case, claim: Claim) -> PartialDate | None:
    """When the origin spoke; where that is not known, when it was published."""
    return _times(case, claim).said


def claim_time(case: Case, claim: Claim) -> PartialDate | None:
    """What the claim is about: its `as_of`, else when it was said, else when published."""
    return _times(case, claim).about


def same_window(case: Case, a: Claim, b: Claim) -> bool:
    """Both speak of a time that may be the same.

    Spans overlap; two that count a period have equal spans. A period and a cumulative
    count share a window when the period lies within what is counted from the figure's
    `since` to the claim's time.
    """
    one, two = claim_time(case, a), claim_time(case, b)
    bases = (_basis(case, a), _basis(case, b))
    if bases == (Basis.PERIOD, Basis.PERIOD):
        return one is two or (one is not None and two is not None and one.equals_span(two))
    if one is None or two is None:
        return True
    if bases == (Basis.PERIOD, Basis.CUMULATIVE):
        return one.is_within(_counted_span(case, b, two))
    if bases == (Basis.CUMULATIVE, Basis.PERIOD):
        return two.is_within(_counted_span(case, a, one))
    return one.overlaps(two)


def same_statement(case: Case, a: Claim, b: Claim, origins: Independence) -> bool:
    """One origin spoke at a time that may be one, and it is not one item before and after."""
    if not origins.same_origin(a.id, b.id) or _are_versions(case, a, b):
        return False
    one, two = said_on(case, a), said_on(case, b)
    return one is None or two is None or one.overlaps(two)


def is_later(case: Case, a: Claim, b: Claim) -> bool:
    """`a` was said after `b`; said at times that may be one, it is in a later version."""
    one, two = said_on(case, a), said_on(case, b)
    if one is not None and two is not None:
        if one.starts_after(two):
            return True
        if two.starts_after(one):
            return False
    return _are_versions(case, a, b) and _version(case, a) > _version(case, b)


def first_moment(date: PartialDate | None) -> tuple[bool, datetime | None]:
    """A key to sort dates by: unknown and open starts first, then the earliest."""
    start = None if date is None else date.earliest
    return (start is not None, start)


def precedence(case: Case, claim: Claim) -> tuple[datetime, int]:
    """A sort key: first published, an unknown day last, then first logged."""
    return _times(case, claim).precedence


def item_of(case: Case, claim: Claim) -> str | UUID:
    """The published item, whatever its version, in which the claim stands."""
    report = _times(case, claim).report
    return claim.report if report is None else report.item_key


def _are_versions(case: Case, a: Claim, b: Claim) -> bool:
    """They stand in two versions of one published item."""
    if a.report == b.report or _version(case, a) == _version(case, b):
        return False
    return item_of(case, a) == item_of(case, b)


def _version(case: Case, claim: Claim) -> int:
    report = _times(case, claim).report
    return 0 if report is None else report.version


def _figure(case: Case, claim: Claim) -> Figure | None:
    return None if claim.figure is None else case.figures.get(claim.figure)


def _basis(case: Case, claim: Claim) -> Basis | None:
    figure = _figure(case, claim)
    return None if figure is None else figure.basis


def _counted_span(case: Case, claim: Claim, time: PartialDate) -> PartialDate:
    """What a cumulative claim covers: from the figure's first day, or an unknown one."""
    figure = _figure(case, claim)
    since = None if figure is None or figure.since is None else figure.since.earliest
    return PartialDate(time.text, since, time.latest)
