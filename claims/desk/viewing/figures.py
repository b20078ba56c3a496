"""A figure as the record has it: counts, range, standing, and its claims in one line each."""

from decimal import Decimal

from claims.desk.showing import Names, line_fields
from claims.desk.viewing.judgements import finding_views, findings_of
from claims.desk.viewing.records import figure_view
from claims.records import Claim, Figure
from claims.rules.standing import standing_of_claim, standing_of_figure, summary_of_figure
from claims.schemas import views
from claims.store.engine import Connection
from claims.store.queries.case import claims_case, figure_case, gathered, with_controllers
from claims.store.queries.stored import Stored
from claims.vocab import Standing


def figure_state(
    connection: Connection, figure: Stored[Figure], tolerance: Decimal
) -> views.FigureState:
    """What the record says on this figure."""
    held = gathered(connection, (), tolerance, figures=[figure.record.id])
    case = held.case
    state = standing_of_figure(case, figure.record.id)
    names = Names(sources=case.sources, figures=case.figures, reports=case.reports)
    parties = with_controllers(connection, figure.record.parties)
    on_it = {claim.id for claim in case.claims.values() if claim.figure == figure.record.id}
    about = on_it | {figure.record.id}
    found = (one for one in findings_of(connection, held) if one.subject.id in about)
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
            views.StandingLine(**line_fields(claim, names), standing=state.standing_of[claim.id])
            for claim in case.claims.values()
            if claim.id in on_it
        ),
        findings=tuple(finding_views(connection, case, found)),
    )


def figure_summary(
    connection: Connection, figure: Stored[Figure], tolerance: Decimal
) -> views.FigureSummary:
    """What `figure_state` says of the figure itself, with no more compared than that takes."""
    case = figure_case(connection, figure.record.id, tolerance)
    found = summary_of_figure(case, figure.record.id)
    parties = with_controllers(connection, figure.record.parties)
    return views.FigureSummary(
        figure=figure.record.slug,
        definition=figure_view(figure, case.figures, parties),
        mentions=found.independence.mentions,
        outlets=found.independence.outlets,
        origins=found.independence.origins,
        unknown=found.independence.unknown,
        low=found.low,
        high=found.high,
        standing=found.standing,
    )


def standing_of(connection: Connection, claim: Claim, tolerance: Decimal) -> Standing:
    """What the record makes of a claim, judged among all claims of its figure."""
    if claim.figure is not None:
        return standing_of_claim(figure_case(connection, claim.figure, tolerance), claim)
    return standing_of_claim(claims_case(connection, [claim.id], tolerance), claim)
