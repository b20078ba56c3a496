"""The links of a claim, told from its side."""

from claims.desk.viewing.records import link_view
from claims.desk.viewing.sourcing.material import Material
from claims.records import Claim, Link
from claims.report.model_claims import LinkPart
from claims.store.queries.stored import Stored


def link_parts(material: Material, claim: Claim) -> tuple[LinkPart, ...]:
    """All links that begin or end at this claim, withdrawn ones too, oldest first."""
    return tuple(_part(material, claim, link) for link in material.links.get(claim.id, ()))


def _part(material: Material, claim: Claim, one: Stored[Link]) -> LinkPart:
    view = link_view(one, material.names)
    outgoing = one.record.claim == claim.id
    other = one.record.to if outgoing else one.record.claim
    return LinkPart(
        **view.model_dump(),
        outgoing=outgoing,
        other=material.called(other),
        other_statement=material.case.claims[other].statement,
    )
