"""All findings of a case, in the order of the codes."""

from collections.abc import Callable, Iterable
from uuid import UUID

from claims.rules.case import Case
from claims.rules.findings.bookkeeping import bookkeeping
from claims.rules.findings.falls import falls
from claims.rules.findings.leaps import leaps
from claims.rules.findings.linking import fallen_ground, incomparable_links
from claims.rules.findings.sourcing import sourcing_of_claims, sourcing_of_figures
from claims.rules.findings.value import Finding, Inputs
from claims.rules.findings.wordings import drift_findings, part_findings
from claims.vocab import FindingCode

RULES: tuple[Callable[[Case], Iterable[Finding]], ...] = (
    sourcing_of_figures,
    sourcing_of_claims,
    drift_findings,
    part_findings,
    falls,
    leaps,
    fallen_ground,
    incomparable_links,
)
_ORDER = {code: place for place, code in enumerate(FindingCode)}


def findings(case: Case, inputs: Inputs | None = None) -> tuple[Finding, ...]:
    """Everything to know of the case, but for what this desk waived."""
    given = inputs or Inputs()
    waived = {waiver.code for waiver in given.waivers if waiver.withdrawn is None}
    found = [finding for rule in RULES for finding in rule(case)]
    found += bookkeeping(case, given)
    kept = {_place(finding): finding for finding in found if finding.code not in waived}
    return tuple(kept[place] for place in sorted(kept))


def _place(finding: Finding) -> tuple[int, int, str, tuple[UUID, ...]]:
    """What it says and of what, in the order in which findings are told."""
    return (_ORDER[finding.code], finding.subject.id.int, finding.message, finding.others)
