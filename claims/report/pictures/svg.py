"""A writer of SVG: elements, numbers and text, and nothing that text from outside could become.

Every string child is escaped, signs that XML forbids or nobody sees are shown by their
number, and looks come from classes, so that one drawing serves light, dark and paper.
"""

import unicodedata
from collections.abc import Iterable
from html import escape

from claims.report.marks import one_line

_WIDE = ("W", "F")


class Svg(str):
    """Finished SVG; any other string is text."""

    __slots__ = ()


def element(name: str, *children: str, **attributes: str | float | None) -> Svg:
    """An element; `class_` is the attribute class, an underscore a hyphen, None no attribute."""
    told = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{_value(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    inside = "".join(
        child if isinstance(child, Svg) else escape(one_line(child)) for child in children
    )
    return Svg(f"<{name}{told}>{inside}</{name}>" if inside else f"<{name}{told}/>")


def _value(value: str | float) -> str:
    return escape(value) if isinstance(value, str) else number(value)


def number(value: float) -> str:
    """A length to a tenth, the same on every machine."""
    text = f"{value:.1f}"
    return "0" if text in ("-0.0", "0.0") else text.removesuffix(".0")


def path(points: Iterable[tuple[float, float]], *, closed: bool = False) -> str:
    """Straight lines through these points, as the attribute d."""
    drawn = "L".join(f"{number(x)} {number(y)}" for x, y in points)
    return f"M{drawn}{'Z' if closed else ''}"


def line(start: tuple[float, float], end: tuple[float, float], class_: str) -> Svg:
    """One straight line."""
    return element("path", d=path((start, end)), class_=class_)


def text(  # noqa: PLR0913  where, what and how it looks
    x: float, y: float, words: str, *, class_: str = "t", anchor: str | None = None, room: float = 0
) -> Svg:
    """One line of text; cut to `room` where that is given."""
    cut = shorten(words, room) if room else words
    if any(unicodedata.east_asian_width(character) in _WIDE for character in cut):
        class_ = f"{class_} w"
    return element("text", cut, x=x, y=y, class_=class_, text_anchor=anchor)


def width(words: str) -> float:
    """About how wide a line of text is, in the size of most labels (12)."""
    return sum(_advance(character) for character in words)


def _advance(character: str) -> float:
    if unicodedata.east_asian_width(character) in _WIDE:
        return 12.2
    if unicodedata.combining(character):
        return 0
    if character.isupper() or character in "mwMW@%—⟨⟩":
        return 8.6
    if not character.isascii():
        return 7.8
    return 4.2 if character in "ijltfr.,:;'|!()[] " else 6.7


def shorten(words: str, room: float) -> str:
    """The beginning that fits, with an ellipsis where something was cut."""
    seen = one_line(words)
    if width(seen) <= room:
        return seen
    used, kept = width("…"), 0
    for character in seen:
        used += _advance(character)
        if used > room:
            break
        kept += 1
    return f"{seen[:kept].rstrip()}…"


def drawing(size: tuple[float, float], title: str, summary: str, *parts: Svg) -> Svg:
    """The whole picture, with what it is and what it comes to for those who cannot see it."""
    wide, high = size
    return element(
        "svg",
        element("title", title),
        element("desc", summary),
        *parts,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {number(wide)} {number(high)}",
        width=wide,
        height=high,
        role="img",
    )
