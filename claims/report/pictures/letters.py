"""The letters beside the marks: as many as find room, those of the newest claims first."""

from collections.abc import Iterator, Mapping, Sequence

from claims.report.pictures.places import Place
from claims.report.pictures.shapes import SIZE
from claims.report.pictures.svg import Svg, text, width

_HIGH = 11.0
_BESIDE = SIZE + 3

Box = tuple[float, float, float, float]


def letters(marks: Sequence[Place], spots: Mapping[str, tuple[float, float]]) -> Iterator[Svg]:
    """The letter of its origin at each mark, and how many claims it stands for."""
    taken = [_around(*spots[place.row.name]) for place in marks]
    for place in sorted(marks, key=_importance):
        letter = place.group.letter if place.group else ""
        words = letter + (f"×{len(place.rows)}" if len(place.rows) > 1 else "")
        if not words:
            continue
        found = _room(words, spots[place.row.name], taken)
        if found is None:
            continue
        taken.append(found)
        class_ = place.group.class_ if place.group else "ox"
        left, _, _, foot = found
        yield text(left, foot - 2, words, class_=f"t l {class_}")


def _around(x: float, y: float) -> Box:
    return x - SIZE, y - SIZE, x + SIZE, y + SIZE


def _room(words: str, at: tuple[float, float], taken: Sequence[Box]) -> Box | None:
    """Where the words cover nothing: right above, left above, right below, left below."""
    x, y = at
    wide = width(words)
    for left in (x + _BESIDE, x - _BESIDE - wide):
        for foot in (y - 1, y + _HIGH + 2):
            box = (left, foot - _HIGH, left + wide, foot)
            if not any(_meet(box, other) for other in taken):
                return box
    return None


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _importance(place: Place) -> tuple[bool, bool, int]:
    newest = bool(place.group and any(row.name in place.group.newest for row in place.rows))
    return (not newest, place.is_struck, -len(place.rows))
