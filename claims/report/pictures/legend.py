"""What the marks of one picture mean: the origins, and the shapes and fillings that occur."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from claims.report.language import Words
from claims.report.pictures.origins import Group
from claims.report.pictures.places import Place
from claims.report.pictures.shapes import fill_words, mark, struck
from claims.report.pictures.svg import Svg, element, text
from claims.vocab import Comparator, Hedge, Stance, Standing

_COLUMNS, _COLUMN, _LINE = 3, 238.0, 20.0
_LISTED = 12


@dataclass(frozen=True, slots=True)
class Legend:
    """What is drawn below a picture, and how much room it takes."""

    parts: tuple[Svg, ...]
    height: float


def legend(origins: Sequence[Group], marks: Iterable[Place], words: Words, *, top: float) -> Legend:
    """Origins by letter, then the shapes and fillings that this picture uses."""
    marks = tuple(marks)
    here = {one.group.letter for one in marks if one.group}
    listed = [group for group in origins if group.letter in here]
    entries = [
        *_origins(listed, words),
        *_shapes(marks, words),
        *_fillings(marks, words),
        *_states(marks, words),
    ]
    parts = []
    for place, (sign, told, class_, letter) in enumerate(entries):
        row, column = divmod(place, _COLUMNS)
        at = (16 + column * _COLUMN, top + row * _LINE + 12)
        parts.append(
            element(
                "g",
                element("g", sign, transform=f"translate({at[0]:.0f} {at[1]:.0f})"),
                text(at[0] + 16, at[1] + 4, told, room=_COLUMN - 32),
                class_=class_,
                data_key=letter or None,
            )
        )
    return Legend(tuple(parts), -(-len(entries) // _COLUMNS) * _LINE + 8)


_Entry = tuple[Svg, str, str, str]


def _origins(listed: Sequence[Group], words: Words) -> Iterator[_Entry]:
    for group in listed[:_LISTED]:
        sign = text(0, 4, group.letter, class_="t l", anchor="middle")
        yield (
            sign,
            words.pictures["of_origin"].format(
                claims=words.counted(len(group.claims), "claim", "claims"), origin=group.name
            ),
            group.class_,
            group.letter,
        )
    if len(listed) > _LISTED:
        more = words.pictures["more_origins"].format(number=len(listed) - _LISTED)
        yield Svg(""), more, "ox", ""


def _shapes(marks: Sequence[Place], words: Words) -> Iterator[_Entry]:
    used = {one.row.comparator for one in marks}
    for comparator in Comparator:
        if comparator in used:
            told = words.pictures[f"shape_{comparator}"]
            yield mark((0, 0), Hedge.ALLEGED, comparator), told, "ox", ""
    denials = {one.row.stance is Stance.DENIES for one in marks if one.row.comparator is None}
    if True in denials:
        sign = mark((0, 0), Hedge.ALLEGED, None, stance=Stance.DENIES)
        yield sign, words.pictures["shape_denies"], "ox", ""


def _fillings(marks: Sequence[Place], words: Words) -> Iterator[_Entry]:
    used = {one.row.effective_hedge for one in marks}
    for hedge in Hedge:
        if hedge in used:
            yield mark((0, 0), hedge, Comparator.EXACT), fill_words(hedge, words), "ox", ""


def _states(marks: Sequence[Place], words: Words) -> Iterator[_Entry]:
    if any(one.is_struck for one in marks):
        sign = Svg(mark((0, 0), Hedge.ALLEGED, Comparator.EXACT) + struck((0, 0)))
        yield sign, words.pictures["key_struck"], "ox", ""
    if any(one.row.standing is Standing.SUPERSEDED for one in marks):
        sign = mark((0, 0), Hedge.CERTAIN, Comparator.EXACT)
        yield sign, words.pictures["key_faint"], "ox old", ""


def key_lines(marks: Iterable[Place], words: Words) -> tuple[str, ...]:
    """What the lines of the picture mean, those of them that occur."""
    marks = tuple(marks)
    told = words.pictures
    lines = [told["line_origins"]]
    if any(one.span and one.span.low != one.span.high for one in marks):
        lines.append(told["line_interval"])
    if any(one.since and one.until and one.until - one.since > 1 for one in marks):
        lines.append(told["line_time"])
    if any(one.seen is not None and one.row.as_of for one in marks):
        lines.append(told["line_published"])
    return tuple(lines)
