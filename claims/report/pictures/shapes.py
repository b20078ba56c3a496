"""The marks: a shape for how a number was bounded, filled as far as its speakers were sure."""

import math

from claims.report.language import Words
from claims.report.pictures.svg import Svg, element, line, path
from claims.vocab import Comparator, Hedge, Stance

Point = tuple[float, float]

SIZE = 6.0
_ROUND = tuple(
    (math.cos(math.tau * turn / 24), math.sin(math.tau * turn / 24)) for turn in range(24)
)
_UP = ((0.0, -1.15), (1.1, 0.8), (-1.1, 0.8))
_DOWN = tuple((x, -y) for x, y in _UP)
_DIAMOND = ((0.0, -1.25), (1.25, 0.0), (0.0, 1.25), (-1.25, 0.0))
_SQUARE = ((-0.95, -0.95), (0.95, -0.95), (0.95, 0.95), (-0.95, 0.95))
_HEXAGON = ((-1.3, 0.0), (-0.65, -0.95), (0.65, -0.95), (1.3, 0.0), (0.65, 0.95), (-0.65, 0.95))
_BAR = ((-1.4, -0.5), (1.4, -0.5), (1.4, 0.5), (-1.4, 0.5))
_CROSS = (
    (-1.1, -0.7), (-0.7, -1.1), (0.0, -0.4), (0.7, -1.1), (1.1, -0.7), (0.4, 0.0),
    (1.1, 0.7), (0.7, 1.1), (0.0, 0.4), (-0.7, 1.1), (-1.1, 0.7), (-0.4, 0.0),
)  # fmt: skip

_SHAPES: dict[Comparator, tuple[Point, ...]] = {
    Comparator.EXACT: _ROUND,
    Comparator.APPROXIMATELY: _DIAMOND,
    Comparator.AT_LEAST: _UP,
    Comparator.MORE_THAN: _UP,
    Comparator.UP_TO: _DOWN,
    Comparator.FEWER_THAN: _DOWN,
    Comparator.BETWEEN: _SQUARE,
    Comparator.VAGUE: _HEXAGON,
    Comparator.NONE: _BAR,
}
_LEVELS = {Hedge.CERTAIN: 1.0, Hedge.PROBABLE: 2 / 3, Hedge.POSSIBLE: 1 / 3}
_LINE_BELOW, _LINE_ABOVE = 1.35, -1.35
_LINES = {Comparator.AT_LEAST: _LINE_BELOW, Comparator.UP_TO: _LINE_ABOVE}


def mark(
    at: Point, hedge: Hedge, comparator: Comparator | None, *, stance: Stance = Stance.ASSERTS
) -> Svg:
    """A mark; one without a number is a cross where it denies, else a small circle."""
    outline = _outline(comparator, stance)
    drawn = [_closed(at, outline, "m u" if hedge is Hedge.UNCONFIRMED else "m")]
    if hedge in _LEVELS:
        drawn.append(_closed(at, _filled(outline, _LEVELS[hedge]), "f"))
    elif hedge is Hedge.ATTRIBUTED:
        drawn.append(_closed(at, tuple((x * 0.35, y * 0.35) for x, y in _ROUND), "f"))
    if comparator in _LINES:
        ends = ((-1.2, _LINES[comparator]), (1.2, _LINES[comparator]))
        drawn.append(line(_placed(at, ends[0]), _placed(at, ends[1]), "b"))
    return Svg("".join(drawn))


def struck(at: Point) -> Svg:
    """The stroke through what was taken back."""
    return line(_placed(at, (-1.9, 1.7)), _placed(at, (1.9, -1.7)), "x")


def _outline(comparator: Comparator | None, stance: Stance) -> tuple[Point, ...]:
    if comparator is not None:
        return _SHAPES[comparator]
    return _CROSS if stance is Stance.DENIES else _ROUND


def _filled(outline: tuple[Point, ...], level: float) -> tuple[Point, ...]:
    """The part of an outline below this level of its height, like a glass."""
    top, bottom = min(y for _, y in outline), max(y for _, y in outline)
    rim = bottom - level * (bottom - top)
    kept: list[Point] = []
    for (x, y), (past_x, past_y) in zip(outline, (*outline[1:], outline[0]), strict=True):
        if y >= rim:
            kept.append((x, y))
        if (y - rim) * (past_y - rim) < 0:
            kept.append((x + (past_x - x) * (rim - y) / (past_y - y), rim))
    return tuple(kept)


def _placed(at: Point, point: Point) -> Point:
    return at[0] + point[0] * SIZE, at[1] + point[1] * SIZE


def _closed(at: Point, outline: tuple[Point, ...], class_: str) -> Svg:
    points = (_placed(at, point) for point in outline)
    return element("path", d=path(points, closed=True), class_=class_)


def fill_words(hedge: Hedge, words: Words) -> str:
    """How far a mark of this hedge is filled, and what that says."""
    return f"{words.pictures[f'fill_{hedge}']}: {words.hedges[hedge]}"
