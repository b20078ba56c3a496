"""A figure as the record has it: counts, range, standing, and its claims in one line each."""

from decimal import Decimal
from uuid import UUID

from claims.desk.viewing.around import Around
from claims.desk.viewing.claims import line_fields
from claims.desk.viewing.judgements import finding_views, findings_of
from claims.desk.viewing.records import figure_view
from claims.records import Claim, Figure
from claims.rules.standing import standing_of_claim, standing_of_figure, summary_of_figure
from claims.schemas import views
from claims.store.engine import Connection
from claims.store.queries.case import claims_case, family, figure_case, with_controllers
from claims.store.queries.stored import Stored
from claims.store.queries.weighing.reduced import Weighing, is_small, weighing
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


def figure_summary(
    connection: Connection, figure: Stored[Figure], tolerance: Decimal
) -> views.FigureSummary:
    """What `figure_state` says of the figure itself, from the claims that weigh on it."""
    about = figure.record.id
    figures = family(connection, [about])
    small = is_small(connection, figures)
    weighed = None if small else weighing(connection, about, figures, tolerance)
    case = figure_case(connection, about, tolerance) if weighed is None else weighed.case
    found = summary_of_figure(case, about)
    counts = weighed or found.independence
    parties = with_controllers(connection, figure.record.parties)
    return views.FigureSummary(
        figure=figure.record.slug,
        definition=figure_view(figure, figures, parties),
        mentions=counts.mentions,
        outlets=counts.outlets,
        origins=found.independence.origins,
        unknown=found.independence.unknown,
        low=found.low,
        high=found.high,
        standing=found.standing,
    )


def standing_of(connection: Connection, claim: Claim, tolerance: Decimal) -> Standing:
    """What the record makes of a claim."""
    weighed = None if claim.figure is None else _weighed(connection, claim, claim.figure, tolerance)
    case = claims_case(connection, [claim.id], tolerance) if weighed is None else weighed.case
    return standing_of_claim(case, claim)


def _weighed(
    connection: Connection, claim: Claim, figure: UUID, tolerance: Decimal
) -> Weighing | None:
    """What weighs on the claim; None where all that it may rest on is sooner read."""
    if is_small(connection, [figure]):
        return None
    figures = family(connection, [figure])
    return weighing(connection, figure, figures, tolerance, [claim.id])
