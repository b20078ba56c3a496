"""A figure as the record has it: counts, range, standing, and its claims in one line each."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from uuid import UUID

from claims.desk.keeping import Answer
from claims.desk.viewing.around import Around
from claims.desk.viewing.claims import line_fields
from claims.desk.viewing.judgements import finding_views, findings_of
from claims.desk.viewing.records import figure_view
from claims.records import Claim, Figure
from claims.rules.case import Case
from claims.rules.standing import standing_of_claim, standing_of_figure, summary_of_figure
from claims.schemas import views
from claims.store.engine import Connection
from claims.store.queries.case import (
    claims_case,
    family,
    figure_case,
    gathered,
    with_controllers,
)
from claims.store.queries.since import Reads
from claims.store.queries.stored import Stored
from claims.store.queries.weighing.reduced import Weighing, is_small, weighing
from claims.store.queries.weighing.replaced import may_speak
from claims.vocab import Standing


def figure_state(
    connection: Connection, figure: Stored[Figure], tolerance: Decimal
) -> views.FigureState:
    """What the record says on this figure."""
    held = gathered(connection, (), tolerance, figures=[figure.record.id])
    case = held.case
    state = standing_of_figure(case, figure.record.id)
    everything = Around(sources=case.sources, figures=case.figures, reports=case.reports)
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
            views.StandingLine.of(
                **line_fields(claim, everything), standing=state.standing_of[claim.id]
            )
            for claim in case.claims.values()
            if claim.id in on_it
        ),
        findings=tuple(finding_views(connection, case, found)),
    )


def figure_summary(
    connection: Connection, figure: Stored[Figure], tolerance: Decimal
) -> Answer[views.FigureSummary]:
    """What `figure_state` says of the figure itself, from the claims that weigh on it."""
    about = figure.record.id
    weighed = _weighed(connection, about, tolerance)
    found = summary_of_figure(weighed.case, about)
    counts = weighed.counts or found.independence
    parties = with_controllers(connection, figure.record.parties)
    summary = views.FigureSummary(
        figure=figure.record.slug,
        definition=figure_view(figure, weighed.figures, parties),
        mentions=counts.mentions,
        outlets=counts.outlets,
        origins=found.independence.origins,
        unknown=found.independence.unknown,
        low=found.low,
        high=found.high,
        standing=found.standing,
    )
    return Answer(summary, weighed.reads.beside(parties))


@dataclass(frozen=True, slots=True)
class Standings:
    """The standings of a figure's claims, each worked out once it is asked for.

    The case has the claims that weigh, `unnamed` of the sources at the roots of all those
    whom nobody names.
    """

    case: Case
    unnamed: Collection[UUID]
    decided: dict[UUID, Standing] = field(default_factory=dict)

    def of(self, claim: Claim) -> Standing:
        """What the record makes of one of the figure's claims."""
        if claim.id not in self.decided:
            here = claim.id in self.case.claims
            self.decided[claim.id] = (
                standing_of_claim(self.case, claim) if here else self._left_out(claim)
            )
        return self.decided[claim.id]

    def _left_out(self, claim: Claim) -> Standing:
        """One that takes a side, and yet does not weigh, was replaced."""
        if claim.withdrawn is not None:
            return Standing.WITHDRAWN
        if claim.stance.takes_a_side:
            return Standing.SUPERSEDED
        unnamed = claim.chain.origin.source in self.unnamed
        return Standing.UNSOURCED if unnamed else Standing.SINGLE_ORIGIN


def standings_of(connection: Connection, figure: UUID, tolerance: Decimal) -> Answer[Standings]:
    """What the record makes of every claim of a figure."""
    weighed = _weighed(connection, figure, tolerance)
    unnamed = frozenset[UUID]() if weighed.counts is None else weighed.counts.unnamed
    held = len(weighed.case.claims) + len(weighed.case.reports)
    return Answer(Standings(weighed.case, unnamed), weighed.reads, weight=held)


def speaks(connection: Connection, figure: UUID, source: UUID) -> Answer[bool]:
    """Whether a source may tell of a figure what another said (`may_speak`)."""
    rests_on = Reads(frozenset({figure}), frozenset())
    return Answer(may_speak(connection, figure, source), rests_on)


def standing_of(connection: Connection, claim: Claim, tolerance: Decimal) -> Standing:
    """What the record makes of a claim."""
    if claim.figure is not None:
        return standings_of(connection, claim.figure, tolerance).value.of(claim)
    return standing_of_claim(claims_case(connection, [claim.id], tolerance), claim)


@dataclass(frozen=True, slots=True)
class _Weighed:
    """What a figure is judged by, and what that rests on; `counts` where claims were left out."""

    case: Case
    figures: Mapping[UUID, Figure]
    reads: Reads
    counts: Weighing | None


def _weighed(connection: Connection, figure: UUID, tolerance: Decimal) -> _Weighed:
    """The claims that weigh; all of them where these are sooner read than chosen from."""
    figures = family(connection, [figure])
    counts = None
    if not is_small(connection, figures):
        counts = weighing(connection, figure, figures, tolerance)
    if counts is not None:
        reads = Reads.of(counts.case, [figure], counts.origins)
        return _Weighed(counts.case, figures, reads, counts)
    case = figure_case(connection, figure, tolerance)
    return _Weighed(case, figures, Reads.of(case, figures), None)
