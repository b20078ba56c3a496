"""A figure as the record has it, as text."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from claims.cli.layout import fields, paragraph, table
from claims.cli.text.judgements import findings_text
from claims.cli.text.words import amount, is_redacted, many, numbers, phrase, plain

if TYPE_CHECKING:
    from claims.schemas.views import FigureState, FigureSummary, FigureView, StandingLine


def figure_text(state: "FigureSummary") -> Iterator[str]:
    """What `figure show` prints: definition, four counts, range, standing, claims if there."""
    from claims.schemas.views import FigureState  # noqa: PLC0415  start-up stays light

    yield from _summary(state)
    if isinstance(state, FigureState):
        yield from _claims(state)


def _summary(state: "FigureSummary") -> Iterator[str]:
    figure = state.definition
    yield from paragraph(figure.title, lead=figure.slug)
    yield ""
    yield from fields(_definition(figure))
    yield ""
    unit = f" {figure.unit}" if figure.unit else ""
    span = numbers(state.low, state.high)
    yield from fields(
        [
            ("standing", _standing(state)),
            ("range", span and span + unit),
            ("origins", f"{state.origins} independent, {state.unknown} unknown"),
            ("carried by", f"{many(state.mentions, 'report')} of {many(state.outlets, 'outlet')}"),
        ]
    )


def _claims(state: "FigureState") -> Iterator[str]:
    if state.claims:
        yield ""
        header = ("claim", "time", "quantity", "source", "reporter", "hedge", "standing")
        yield from table(header, (_row(one) for one in state.claims))
        for one in filter(is_redacted, state.claims):
            yield from paragraph(one.statement, indent=2, lead=one.key or one.ref)
    if state.findings:
        yield ""
        yield from findings_text(state.findings)


def _definition(figure: "FigureView") -> Iterator[tuple[str, str | None]]:
    since = figure.since and f"since {figure.since}"
    yield "counts", phrase([figure.measure, figure.unit and f"unit {figure.unit}"])
    yield "basis", phrase([plain(figure.basis), since], " ")
    yield "of", phrase([figure.population, figure.place])
    whole = figure.part_of and f"{figure.part_of}"
    yield "part of", whole
    yield "parts", "complete: they must add up" if figure.complete_parts else None
    yield "parties", "; ".join(figure.parties)
    yield "note", figure.note


def _row(claim: "StandingLine") -> tuple[str, ...]:
    stance = "" if claim.stance == "asserts" else f"{plain(claim.stance)} "
    modality = "" if claim.modality.is_real else f"{plain(claim.modality)} "
    quantity = amount(claim.quantity, None) or "—"
    return (
        claim.key or claim.ref,
        claim.as_of or claim.said or claim.published or "",
        f"{stance}{modality}{quantity}",
        claim.source,
        claim.reporter,
        str(claim.effective_hedge),
        plain(claim.standing),
    )


def _standing(state: "FigureSummary") -> str:
    """The standing, and why it is that where several origins speak and none is confirmed."""
    if state.standing == "single_origin" and state.origins > 1:
        return f"{plain(state.standing)}: of {state.origins}, no two confirm each other"
    return plain(state.standing)
