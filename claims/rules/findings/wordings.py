"""Drifts and sums, told as findings."""

from collections.abc import Iterator

from claims.rules.case import Case
from claims.rules.drift import drifts
from claims.rules.findings.value import Finding
from claims.rules.parts import Sum, part_checks


def drift_findings(case: Case) -> Iterator[Finding]:
    """Each drift, about the claim that drifted."""
    for drift in drifts(case):
        others = () if drift.other is None else (drift.other,)
        yield Finding.on(case.claims[drift.claim], drift.code, drift.sentence, *others)


def part_findings(case: Case) -> Iterator[Finding]:
    """Sums that miss, about the whole; parts that are too large, about the part."""
    for check in part_checks(case):
        if check.code is None:
            continue
        ids = (check.whole, *check.parts)
        subject, *others = reversed(ids) if check.kind is Sum.SUBSET else ids
        yield Finding.on(case.claims[subject], check.code, check.sentence, *others)
