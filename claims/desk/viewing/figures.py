"""A figure as the record has it: counts, range, standing, and its claims in one line each."""

from collections.abc import Iterable
from decimal import Decimal
from uuid import UUID

from claims.desk.viewing.around import Around
from claims.desk.viewing.claims import line_fields
from claims.desk.viewing.judgements import finding_views, findings_of
from claims.desk.viewing.records import figure_view
from claims.records import Claim, Figure
from claims.rules.standing import standing_of_claim, standing_of_figure
from claims.schemas import views
from claims.store.engine import Connection
from claims.store.queries.case import claims_case, figure_case, with_controllers
from claims.store.queries.stored import Stored
from claims.vocab import Standing


def figure_state(
    connection: Connection, figure: Stored[Figure], tolerance: Decimal
) -> views.FigureState:
    """What the record says on this figure."""
    case = figure_case(connection, figure.record.id, tolerance)
    state = standing_of_figure(case, figure.record.id)
    everything = Around(sources=case.sources, figures=case.figures, reports=case.reports)
    parties = with_controllers(connection, figure.record.parties)
    on_it = {claim.id for claim in case.claims.values() if claim.figure == figure.record.id}
    about = on_it | {figure.record.id}
    found = (one for one in findings_of(connection, case) if one.subject.id in about)
    return views.FigureState(
        figure=figure.record.slug,
        definition=figure_view(figure, case.figures, parties),
        mentions=state.independence.mentions,
        outlets=state.independence.outlets,
        origins=state.independence.origins,
        unknown=state.independence.unknown,
        low=state.low,
        high=state.high,
        standing=state.standing,
        claims=tuple(
            views.StandingLine(
                **line_fields(claim, everything), standing=state.standing_of[claim.id]
            )
            for claim in case.claims.values()
            if claim.id in on_it
        ),
        findings=tuple(finding_views(connection, case, found)),
    )


def standings(
    connection: Connection, claims: Iterable[Claim], tolerance: Decimal
) -> dict[UUID, Standing]:
    """What the record makes of each of these claims."""
    claims = list(claims)
    case = claims_case(connection, [claim.id for claim in claims], tolerance)
    figures = {claim.figure for claim in claims if claim.figure is not None}
    found: dict[UUID, Standing] = {}
    for figure in figures:
        found |= standing_of_figure(case, figure).standing_of
    return {
        claim.id: found[claim.id] if claim.figure else standing_of_claim(case, claim)
        for claim in claims
    }
