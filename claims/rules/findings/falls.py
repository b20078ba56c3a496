"""Cumulative counts of one origin that fell.

Such a count cannot fall: somebody corrected it, and only a `corrects` link that begins at
the later claim, or at another report of it, says so. After a fall counting begins anew.
"""

from collections.abc import Iterator
from decimal import Decimal

from claims.messages import tell
from claims.records import Claim
from claims.rules.agreement import span
from claims.rules.case import Case
from claims.rules.findings.series import Point, series_of
from claims.rules.findings.value import Finding
from claims.rules.timing import claim_time, is_later
from claims.rules.wording import quantity_words, speaker_name
from claims.vocab import Basis, FindingCode, Relation


def falls(case: Case) -> Iterator[Finding]:
    """The falls of every origin on every cumulative figure."""
    links = case.standing_links
    corrections = {link.claim for link in links if link.relation is Relation.CORRECTS}
    for figure in case.figures.values():
        if figure.basis is not Basis.CUMULATIVE:
            continue
        for series in series_of(case, figure.id):
            for later, earlier in _falls(case, series):
                if not later.reports & corrections:
                    yield _finding(case, later.claim, earlier.claim)


def _falls(case: Case, series: list[Point]) -> Iterator[tuple[Point, Point]]:
    """Each point below the greatest since the last fall."""
    highest = series[0]
    for point in series[1:]:
        if _fell(case, point, highest):
            yield point, highest
            highest = point
        elif _low(case, point) >= _low(case, highest):
            highest = point


def _fell(case: Case, later: Point, earlier: Point) -> bool:
    """Said later, not of an earlier time, and lower whatever room the words leave.

    Rounding is no excuse: who counts knows his own numbers.
    """
    if not is_later(case, later.claim, earlier.claim):
        return False
    one, two = claim_time(case, later.claim), claim_time(case, earlier.claim)
    if one is not None and two is not None and one.ends_before(two):
        return False
    before, after = (span(point.quantity, case.tolerance) for point in (earlier, later))
    return not before.may_not_exceed(after)


def _low(case: Case, point: Point) -> Decimal:
    return span(point.quantity, case.tolerance).low or Decimal(0)


def _finding(case: Case, claim: Claim, before: Claim) -> Finding:
    name = speaker_name(case, claim.chain.origin.source)
    message = tell(
        "fell_without_reason",
        "{name}'s count, which can only rise, fell from {before} to {after}, and no correction "
        "says why.",
        name=name,
        before=quantity_words(before),
        after=quantity_words(claim),
    )
    return Finding.on(claim, FindingCode.FELL_WITHOUT_REASON, message, before.id)
