"""Two moments of one scope, compared without a query."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from claims.desk.viewing.sourcing.conflicts import figure_conflicts
from claims.desk.viewing.sourcing.material import Material
from claims.identity import short_ref
from claims.quantity.printing import print_number
from claims.sourcing.model import Conflict, Scope
from claims.sourcing.model_difference import ClaimMove, Difference, FigureMove, FigureNumbers
from claims.sourcing.model_record import Category, Changed
from claims.sourcing.phrases import counted
from claims.sourcing.words import STANDINGS
from claims.vocab import Kind, Standing


def difference(
    materials: tuple[Material, Material],
    moments: tuple[datetime, datetime],
    entries: tuple[Changed, ...],
    *,
    title: str,
    scope: Scope,
) -> Difference:
    """What became of the scope from the first of these to the second."""
    first, second = materials
    figures = tuple(_figure_moves(first, second))
    claims = tuple(_claim_moves(first, second))
    return Difference(
        title=title,
        scope=scope,
        first=moments[0],
        second=moments[1],
        first_entry=first.last_entry,
        second_entry=second.last_entry,
        known_by=second.then.known_by,
        summary=tuple(_summary(figures, claims, entries)),
        figures=figures,
        claims=claims,
        unchanged=len(set(first.wanted) & set(second.wanted))
        - sum(one.before is not None and one.after is not None for one in claims),
        entries=entries,
    )


def _figure_moves(first: Material, second: Material) -> Iterator[FigureMove]:
    both = {**first.figures, **second.figures}
    for identifier, one in sorted(both.items(), key=lambda item: item[1].record.slug):
        before, after = _conflicts(first, identifier), _conflicts(second, identifier)
        yield FigureMove(
            slug=one.record.slug,
            title=one.record.title,
            unit=one.record.unit,
            before=_numbers(first, identifier),
            after=_numbers(second, identifier),
            opened=tuple(conflict for pair, conflict in after.items() if pair not in before),
            closed=tuple(conflict for pair, conflict in before.items() if pair not in after),
        )


def _conflicts(material: Material, figure: UUID) -> Mapping[frozenset[str], Conflict]:
    one = material.figures.get(figure)
    found = () if one is None else figure_conflicts(material, one.record)
    return {frozenset((conflict.from_, conflict.to)): conflict for conflict in found}


def _numbers(material: Material, figure: UUID) -> FigureNumbers | None:
    if figure not in material.figures:
        return None
    state = material.states[figure]
    return FigureNumbers(
        standing=state.standing,
        mentions=state.independence.mentions,
        outlets=state.independence.outlets,
        origins=state.independence.origins,
        unknown=state.independence.unknown,
        low=state.low,
        high=state.high,
    )


def _claim_moves(first: Material, second: Material) -> Iterator[ClaimMove]:
    for identifier in sorted({*first.wanted, *second.wanted}):
        before, after = (
            one.standing[identifier] if identifier in one.wanted else None
            for one in (first, second)
        )
        if before != after:
            material = second if after is not None else first
            yield ClaimMove(
                ref=short_ref(Kind.CLAIM, identifier),
                name=material.called(identifier),
                statement=material.wanted[identifier].record.statement,
                before=before,
                after=after,
            )


_COUNTED: Final[Mapping[Category, tuple[str, str]]] = {
    "added": ("claim was added", "claims were added"),
    "revised": ("revision of a claim", "revisions of claims"),
    "withdrawn": ("claim was withdrawn as logged by mistake", "claims were withdrawn"),
    "retracted": ("entry on a retraction", "entries on retractions"),
    "redacted": ("redaction", "redactions"),
    "link": ("entry on a link", "entries on links"),
    "ruling": ("entry on a ruling", "entries on rulings"),
    "review": ("review", "reviews"),
    "rating": ("entry on a rating", "entries on ratings"),
    "figure": ("entry on what a figure counts", "entries on what figures count"),
    "source": ("change of a source", "changes of sources"),
    "report": ("entry on a report", "entries on reports"),
    "story": ("entry on a story of ours", "entries on stories of ours"),
}


def _summary(
    figures: Iterable[FigureMove], claims: Sequence[ClaimMove], entries: Sequence[Changed]
) -> Iterator[str]:
    if not entries:
        yield "Nothing that bears on this scope was recorded between the two moments."
    else:
        number = Counter(entry.category for entry in entries)
        told = (counted(number[one], *words) for one, words in _COUNTED.items() if number[one])
        yield f"Recorded between the two moments: {', '.join(told)}."
    for figure in figures:
        yield from _moved(figure)
    fallen = [one for one in claims if one.after in (Standing.RETRACTED, Standing.WITHDRAWN)]
    for one in fallen:
        assert one.after is not None, "it is one of two"
        yield f"{one.name} is {STANDINGS[one.after][0]} now."


def _moved(figure: FigureMove) -> Iterator[str]:
    before, after = figure.before, figure.after
    if after is None:
        return
    if before is None:
        yield f"{figure.slug} is new: {_state(after)}."
        return
    if before == after:
        yield f"{figure.slug} stands as it stood: {_state(after)}."
        return
    moved = [
        f"{words} from {old} to {new}"
        for words, old, new in (
            ("what the record supports", *(STANDINGS[one.standing][0] for one in (before, after))),
            ("independent origins", before.origins, after.origins),
            ("unnamed speakers", before.unknown, after.unknown),
            ("outlets", before.outlets, after.outlets),
            ("reports", before.mentions, after.mentions),
            ("numbers printed", _range(before), _range(after)),
        )
        if old != new
    ]
    yield f"{figure.slug} moved: {', '.join(moved)}."


def _state(numbers: FigureNumbers) -> str:
    origins = counted(numbers.origins, "independent origin", "independent origins")
    reports = counted(numbers.mentions, "report", "reports")
    return f"{STANDINGS[numbers.standing][0]}, {origins} in {reports}, {_range(numbers)}"


def _range(numbers: FigureNumbers) -> str:
    low, high = numbers.low, numbers.high
    if low is None and high is None:
        return "no number"
    if low is None or high is None:
        return (
            f"up to {print_number(high)}"
            if high is not None
            else f"{print_number(low)} or more"
            if low is not None
            else ""
        )
    return print_number(low) if low == high else f"{print_number(low)} to {print_number(high)}"
