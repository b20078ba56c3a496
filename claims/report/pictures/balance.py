"""Who speaks: named against unnamed, and parties to the matter against third parties."""

from claims.report.language import Words
from claims.report.model import FigurePart
from claims.report.pictures.picture import Picture
from claims.report.pictures.svg import Svg, drawing, element, text

_WIDE, _LEFT, _HIGH = 720.0, 12.0, 46.0
_ROOM = _WIDE - 2 * _LEFT


def balance(figure: FigurePart, words: Words) -> Picture:
    """Two bars, each a whole of claims cut in two."""
    spoken = {one.claim for one in figure.party_statements if one.on_figure}
    others = len(figure.claims) - len(spoken)
    told = words.pictures
    sides = (
        (told["named"], figure.named_claims, told["unnamed"], figure.unnamed_claims),
        (told["parties"], len(spoken), told["third_parties"], others),
    )
    summary = "; ".join(f"{one}: {a}, {other}: {b}" for one, a, other, b in sides) + "."
    title = told["balance"]
    bars = (_bar(place * (_HIGH + 14) + 6, side) for place, side in enumerate(sides))
    return Picture(
        title=title,
        summary=f"{summary} {told['balance_counts']}",
        svg=drawing((_WIDE, 2 * (_HIGH + 14) + 4), title, summary, *bars),
        header=(told["claims"], told["how_many"]),
        rows=tuple(row for one, a, other, b in sides for row in ((one, str(a)), (other, str(b)))),
    )


def _bar(top: float, side: tuple[str, int, str, int]) -> Svg:
    one, first, other, second = side
    total = first + second
    wide = _ROOM * first / total if total else 0
    y, edge = top + 18, _LEFT + _ROOM
    parts = [
        text(_LEFT, top + 10, f"{one}: {first}"),
        text(edge, top + 10, f"{other}: {second}", anchor="end"),
        element("rect", x=_LEFT, y=y, width=_ROOM, height=20, class_="open"),
    ]
    if wide:
        parts.append(element("rect", x=_LEFT, y=y, width=wide, height=20, class_="solid"))
    return element("g", *parts)
