"""One figure of a sourcing report: what is counted, what the record makes of it, and why."""

from collections.abc import Iterable, Iterator, Sequence
from uuid import UUID

from claims.desk.showing import Names, line_fields
from claims.desk.viewing.records import figure_view
from claims.desk.viewing.sourcing.changes import later_revisions
from claims.desk.viewing.sourcing.claims import in_time_order
from claims.desk.viewing.sourcing.conflicts import figure_conflicts, overridden_conflicts
from claims.desk.viewing.sourcing.material import Material
from claims.desk.viewing.sourcing.parties import party_statements, voices
from claims.messages import tell
from claims.records import Claim, Figure
from claims.report.model import (
    ClaimRow,
    FigurePart,
    MergePart,
    Origin,
    RulingPart,
    UnnamedSpeaker,
)
from claims.report.model_claims import FindingPart
from claims.rules.counting import counted
from claims.rules.standing import FigureStanding
from claims.store.queries.stored import Stored
from claims.values.identity import short_ref
from claims.vocab import Kind, SourceKind


def figure_part(
    material: Material, one: Stored[Figure], findings: Iterable[FindingPart]
) -> FigurePart:
    """Everything that the record says of this figure."""
    figure, state = one.record, material.states[one.record.id]
    independence = state.independence
    figures = material.case.figures
    claims = [claim for claim in material.case.claims.values() if claim.figure == figure.id]
    taken = counted(material.case, figure.id)
    unnamed = [claim for claim in taken if not _is_named(material, claim)]
    return FigurePart(
        definition=figure_view(one, figures, material.sources),
        whole=None if figure.part_of is None else figures[figure.part_of].slug,
        parts=tuple(sorted(part.slug for part in figures.values() if part.part_of == figure.id)),
        parties=voices(material, figure),
        mentions=independence.mentions,
        outlets=independence.outlets,
        origins=independence.origins,
        unknown=independence.unknown,
        low=state.low,
        high=state.high,
        standing=state.standing,
        origin_groups=tuple(_origins(material, state)),
        named_claims=len(taken) - len(unnamed),
        unnamed_claims=len(unnamed),
        unnamed_speakers=tuple(_unnamed(material, unnamed)),
        party_statements=party_statements(material, figure, claims),
        merges=tuple(
            MergePart(rule=merge.rule, sentence=merge.sentence) for merge in independence.merges
        ),
        rulings=tuple(_rulings(material, claims)),
        conflicts=figure_conflicts(material, figure),
        overridden_conflicts=overridden_conflicts(material, figure),
        findings=tuple(findings),
        revisions=later_revisions(material.entries.get(figure.id, []), material.former),
        claims=claim_rows(material, claims),
    )


def claim_rows(material: Material, claims: Iterable[Claim]) -> tuple[ClaimRow, ...]:
    """These claims in one line each, by what they are about."""
    ordered = sorted(claims, key=lambda claim: in_time_order(material, claim))
    return tuple(_row(material, claim) for claim in ordered)


def _row(material: Material, claim: Claim) -> ClaimRow:
    reports = {claim.report: material.reports[claim.report].record}
    around = Names(material.sources, material.case.figures, reports)
    return ClaimRow.of(
        **line_fields(claim, around),
        standing=material.standing[claim.id],
        hedge_given=claim.chain.origin.hedge is not None,
        name=material.called(claim.id),
        named=_is_named(material, claim),
        in_scope=claim.id in material.wanted,
    )


def _is_named(material: Material, claim: Claim) -> bool:
    return material.sources[claim.chain.origin.source].source_kind is not SourceKind.UNNAMED


def _origins(material: Material, state: FigureStanding) -> Iterator[Origin]:
    speaking = set(state.newest.values())
    for group in state.independence.groups:
        yield Origin(
            sources=tuple(material.sources[source].name for source in group.sources),
            kinds=tuple(material.sources[source].source_kind for source in group.sources),
            named=group.known,
            claims=tuple(material.called(claim) for claim in group.claims),
            newest=tuple(material.called(claim) for claim in group.claims if claim in speaking),
        )


def _unnamed(material: Material, claims: Sequence[Claim]) -> Iterator[UnnamedSpeaker]:
    """Each use of a description by one outlet is a speaker of its own."""
    uses: dict[tuple[UUID, UUID], list[Claim]] = {}
    for claim in claims:
        hops = claim.chain.hops
        quoted_by = hops[min(1, len(hops) - 1)].source
        uses.setdefault((hops[0].source, quoted_by), []).append(claim)
    for (speaker, quoted_by), resting in uses.items():
        name = material.sources[speaker].name
        words = {claim.chain.origin.named_as or name for claim in resting}
        yield UnnamedSpeaker(
            described_as=" / ".join(sorted(words)),
            quoted_by=material.sources[quoted_by].name,
            claims=tuple(material.called(claim.id) for claim in resting),
        )


def _rulings(material: Material, claims: Iterable[Claim]) -> Iterator[RulingPart]:
    """The standing rulings on a source or claim that this figure's chains hold."""
    here = {claim.id for claim in claims}
    here |= {hop.source for identifier in here for hop in material.case.claims[identifier].chain}
    for one in material.rulings:
        ruling = one.record
        if here & {ruling.a, ruling.b}:
            yield RulingPart(
                ref=short_ref(Kind.RULING, ruling.id),
                a=_side(material, ruling.a, ruling.a_kind),
                b=_side(material, ruling.b, ruling.b_kind),
                same=ruling.same,
                reason=ruling.reason,
                by=one.logged_by,
                at=one.logged_at,
            )


def _side(material: Material, record: UUID, kind: Kind) -> str:
    """What a ruling's side is called; one outside of this report by its reference."""
    if kind is Kind.CLAIM and record in material.names:
        claim = material.called(record)
        return tell("speaker_behind", "the speaker behind {claim}", claim=claim)
    if kind is Kind.SOURCE and record in material.sources:
        return material.sources[record].name
    return short_ref(kind, record)
