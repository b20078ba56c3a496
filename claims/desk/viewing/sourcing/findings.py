"""What the rules hold that an auditor should know, by the record that it is about."""

from collections import defaultdict
from collections.abc import Mapping
from uuid import UUID

from claims.desk.viewing.sourcing.material import Material
from claims.records import Figure
from claims.report.model_claims import FindingPart
from claims.rules.findings import Finding, Inputs, findings
from claims.vocab import Severity

Found = Mapping[UUID, list[FindingPart]]
_GRAVEST_FIRST = {severity: place for place, severity in enumerate(Severity)}


def findings_by_record(material: Material) -> Found:
    """The findings of each claim and figure of the case."""
    inputs = Inputs(
        reviews=tuple(review.record for of_one in material.reviews.values() for review in of_one),
        waivers=tuple(waiver.record for waiver in material.waivers),
        revisions={claim: one.revision for claim, one in material.wanted.items()},
    )
    found: dict[UUID, list[FindingPart]] = defaultdict(list)
    for finding in findings(material.case, inputs):
        found[finding.subject.id].append(_part(material, finding))
    return found


def of_figure(material: Material, figure: Figure, found: Found) -> tuple[FindingPart, ...]:
    """Those on the figure, and those on its claims that are more than a note; gravest first."""
    claims = [claim for claim in material.case.claims.values() if claim.figure == figure.id]
    weighty = [
        finding
        for claim in claims
        for finding in found.get(claim.id, ())
        if finding.severity is not Severity.NOTE
    ]
    every = [*found.get(figure.id, ()), *weighty]
    return tuple(sorted(every, key=lambda finding: _GRAVEST_FIRST[finding.severity]))


def _part(material: Material, finding: Finding) -> FindingPart:
    subject = finding.subject.id
    figure = material.case.figures.get(subject)
    return FindingPart.of(
        code=finding.code,
        severity=finding.severity,
        about=material.called(subject) if figure is None else figure.slug,
        message=finding.message,
        others=tuple([material.called(claim) for claim in finding.others]),
        anchor=finding.anchor,
    )
