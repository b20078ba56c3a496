"""What the marks of one picture mean: the origins, and the shapes and fillings that occur."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from claims.sourcing.phrases import counted
from claims.sourcing.pictures.origins import Group
from claims.sourcing.pictures.places import Place
from claims.sourcing.pictures.shapes import SHAPE_WORDS, fill_words, mark, struck
from claims.sourcing.pictures.svg import Svg, element, text
from claims.vocab import Comparator, Hedge, Stance, Standing

_COLUMNS, _COLUMN, _LINE = 3, 238.0, 20.0
_LISTED = 12


@dataclass(frozen=True, slots=True)
class Legend:
    """What is drawn below a picture, and how much room it takes."""

    parts: tuple[Svg, ...]
    height: float


def legend(origins: Sequence[Group], marks: Iterable[Place], *, top: float) -> Legend:
    """Origins by letter, then the shapes and fillings that this picture uses."""
    marks = tuple(marks)
    here = {one.group.letter for one in marks if one.group}
    listed = [group for group in origins if group.letter in here]
    entries = [*_origins(listed), *_shapes(marks), *_fillings(marks), *_states(marks)]
    parts = []
    for place, (sign, words, class_, letter) in enumerate(entries):
        row, column = divmod(place, _COLUMNS)
        at = (16 + column * _COLUMN, top + row * _LINE + 12)
        parts.append(
            element(
                "g",
                element("g", sign, transform=f"translate({at[0]:.0f} {at[1]:.0f})"),
                text(at[0] + 16, at[1] + 4, words, room=_COLUMN - 32),
                class_=class_,
                data_key=letter or None,
            )
        )
    return Legend(tuple(parts), -(-len(entries) // _COLUMNS) * _LINE + 8)


_Entry = tuple[Svg, str, str, str]


def _origins(listed: Sequence[Group]) -> Iterator[_Entry]:
    for group in listed[:_LISTED]:
        sign = text(0, 4, group.letter, class_="t l", anchor="middle")
        yield (
            sign,
            f"{counted(len(group.claims), 'claim', 'claims')} of {group.name}",
            group.class_,
            group.letter,
        )
    if len(listed) > _LISTED:
        yield Svg(""), f"and {len(listed) - _LISTED} origins more, see the table", "ox", ""


def _shapes(marks: Sequence[Place]) -> Iterator[_Entry]:
    used = {one.row.comparator for one in marks}
    for comparator, words in SHAPE_WORDS.items():
        if comparator in used:
            yield mark((0, 0), Hedge.ALLEGED, comparator), words, "ox", ""
    denials = {one.row.stance is Stance.DENIES for one in marks if one.row.comparator is None}
    if True in denials:
        sign = mark((0, 0), Hedge.ALLEGED, None, stance=Stance.DENIES)
        yield sign, "cross: denies, no number", "ox", ""


def _fillings(marks: Sequence[Place]) -> Iterator[_Entry]:
    used = {one.row.effective_hedge for one in marks}
    for hedge in Hedge:
        if hedge in used:
            yield mark((0, 0), hedge, Comparator.EXACT), fill_words(hedge), "ox", ""


def _states(marks: Sequence[Place]) -> Iterator[_Entry]:
    if any(one.is_struck for one in marks):
        sign = Svg(mark((0, 0), Hedge.ALLEGED, Comparator.EXACT) + struck((0, 0)))
        yield sign, "struck through: taken back", "ox", ""
    if any(one.row.standing is Standing.SUPERSEDED for one in marks):
        yield mark((0, 0), Hedge.CERTAIN, Comparator.EXACT), "faint: superseded", "ox old", ""


def key_lines(marks: Iterable[Place]) -> tuple[str, ...]:
    """What the lines of the picture mean, those of them that occur."""
    marks = tuple(marks)
    lines = ["A letter and a colour stand for an origin; a line joins its newer and newer numbers."]
    if any(one.span and one.span.low != one.span.high for one in marks):
        lines.append(
            "A line up and down is the interval that the words allow: broken where we derive it "
            "from “around” or a vague word, an arrow where it has no end."
        )
    if any(one.since and one.until and one.until - one.since > 1 for one in marks):
        lines.append("A line across is the time that the claim is about.")
    if any(one.seen is not None and one.row.as_of for one in marks):
        lines.append("Dots lead to a short stroke: the day on which it was published.")
    return tuple(lines)
