"""What the parties to a matter say themselves: claims whose speaker is one, or is run by one."""

from collections.abc import Iterable

from claims.desk.showing import text
from claims.desk.viewing.sourcing.claims import hops_of, in_time_order
from claims.desk.viewing.sourcing.material import Material
from claims.records import Claim, Figure
from claims.report.model import PartyStatement, Voices
from claims.report.phrases import attribution


def voices(material: Material, figure: Figure) -> tuple[Voices, ...]:
    """The parties, each with all that the record holds to be controlled by it."""
    return tuple(
        Voices(
            party=material.sources[party].name,
            speaking_for_it=tuple(
                sorted(
                    source.name
                    for source in material.sources.values()
                    if source.id != party and material.party_of(figure, source.id) == party
                )
            ),
        )
        for party in figure.parties
    )


def party_statements(
    material: Material, figure: Figure, claims: Iterable[Claim]
) -> tuple[PartyStatement, ...]:
    """What parties say on the figure, and in claims on no figure that are linked to one on it."""
    on_figure = {claim.id: claim for claim in claims if claim.withdrawn is None}
    linked = {
        end
        for link in material.case.standing_links
        if link.claim in on_figure or link.to in on_figure
        for end in (link.claim, link.to)
    }
    others = {
        end: claim
        for end in linked - set(on_figure)
        if (claim := material.case.claims.get(end)) is not None
        and claim.figure is None
        and claim.withdrawn is None
    }
    ordered = sorted(
        (on_figure | others).values(), key=lambda claim: in_time_order(material, claim)
    )
    return tuple(
        said for claim in ordered if (said := _statement(material, figure, claim)) is not None
    )


def _statement(material: Material, figure: Figure, claim: Claim) -> PartyStatement | None:
    party = material.party_of(figure, claim.chain.origin.source)
    if party is None:
        return None
    return PartyStatement(
        party=material.sources[party].name,
        speaker=material.sources[claim.chain.origin.source].name,
        claim=material.called(claim.id),
        stance=claim.stance,
        modality=claim.modality,
        statement=claim.statement,
        quantity=None if claim.quantity is None else claim.quantity.text,
        said=text(claim.said),
        attribution=attribution(hops_of(material, claim)),
        on_figure=claim.figure == figure.id,
    )
