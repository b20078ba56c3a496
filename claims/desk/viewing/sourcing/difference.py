"""Two moments of one scope, compared without a query."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Final
from uuid import UUID

from claims.desk.viewing.sourcing.conflicts import figure_conflicts
from claims.desk.viewing.sourcing.material import Material
from claims.messages import counts, number, row, tell
from claims.report.model import Conflict, Scope
from claims.report.model_difference import ClaimMove, Difference, FigureMove, FigureNumbers
from claims.report.model_record import Category, Changed
from claims.report.words import STANDINGS
from claims.values.identity import short_ref
from claims.values.quantity.printing import print_number
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
        yield tell(
            "nothing_between",
            "Nothing that bears on this scope was recorded between the two moments.",
        )
    else:
        many = Counter(entry.category for entry in entries)
        told = (counts(many[one], *words) for one, words in _COUNTED.items() if many[one])
        what = row(told, ", ")
        yield tell("recorded_between", "Recorded between the two moments: {what}.", what=what)
    for figure in figures:
        yield from _moved(figure)
    fallen = [one for one in claims if one.after in (Standing.RETRACTED, Standing.WITHDRAWN)]
    for one in fallen:
        assert one.after is not None, "it is one of two"
        standing = standing_word(one.after)
        yield tell("claim_is_now", "{claim} is {standing} now.", claim=one.name, standing=standing)


def _moved(figure: FigureMove) -> Iterator[str]:
    before, after, slug = figure.before, figure.after, figure.slug
    if after is None:
        return
    if before is None:
        yield tell("figure_new", "{figure} is new: {state}.", figure=slug, state=_state(after))
        return
    if before == after:
        state = _state(after)
        yield tell("figure_same", "{figure} stands as it stood: {state}.", figure=slug, state=state)
        return
    moved = [
        tell("from_to", "{what} from {old} to {new}", what=tell(key, words), old=old, new=new)
        for key, words, old, new in (
            ("what_is_supported", "what the record supports", *map(_standing, (before, after))),
            ("independent_origins", "independent origins", before.origins, after.origins),
            ("unnamed_speakers", "unnamed speakers", before.unknown, after.unknown),
            ("outlets", "outlets", before.outlets, after.outlets),
            ("reports", "reports", before.mentions, after.mentions),
            ("numbers_printed", "numbers printed", _range(before), _range(after)),
        )
        if old != new
    ]
    yield tell("figure_moved", "{figure} moved: {moves}.", figure=slug, moves=row(moved, ", "))


def _state(numbers: FigureNumbers) -> str:
    return tell(
        "figure_state",
        "{standing}, {origins} in {reports}, {numbers}",
        standing=_standing(numbers),
        origins=counts(numbers.origins, "independent origin", "independent origins"),
        reports=counts(numbers.mentions, "report", "reports"),
        numbers=_range(numbers),
    )


def _standing(numbers: FigureNumbers) -> str:
    return standing_word(numbers.standing)


def standing_word(standing: Standing) -> str:
    """What a standing is called."""
    return tell(f"standings.{standing}", STANDINGS[standing][0])


def _range(numbers: FigureNumbers) -> str:
    low, high = (None if one is None else _number(one) for one in (numbers.low, numbers.high))
    if low is not None and high is not None:
        return low if low == high else tell("between", "{low} to {high}", low=low, high=high)
    if high is not None:
        return tell("up_to", "up to {high}", high=high)
    return (
        tell("no_number", "no number") if low is None else tell("or_more", "{low} or more", low=low)
    )


def _number(value: Decimal) -> str:
    return number(value, print_number(value))
