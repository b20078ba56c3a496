"""Who speaks: named against unnamed, and parties to the matter against third parties."""

from claims.sourcing.model import FigurePart
from claims.sourcing.pictures.picture import Picture
from claims.sourcing.pictures.svg import Svg, drawing, element, text

_WIDE, _LEFT, _HIGH = 720.0, 12.0, 46.0
_ROOM = _WIDE - 2 * _LEFT


def balance(figure: FigurePart) -> Picture:
    """Two bars, each a whole of claims cut in two."""
    spoken = {one.claim for one in figure.party_statements if one.on_figure}
    others = len(figure.claims) - len(spoken)
    sides = (
        ("Speaker named", figure.named_claims, "Speaker not named", figure.unnamed_claims),
        ("Parties to the matter", len(spoken), "Third parties", others),
    )
    summary = "; ".join(f"{one}: {a}, {other.lower()}: {b}" for one, a, other, b in sides) + "."
    title = "Who speaks"
    bars = (_bar(place * (_HIGH + 14) + 6, side) for place, side in enumerate(sides))
    return Picture(
        title=title,
        summary=(
            f"{summary} Named against unnamed are claims that count towards standing; parties "
            "and third parties are all claims on the figure."
        ),
        svg=drawing((_WIDE, 2 * (_HIGH + 14) + 4), title, summary, *bars),
        header=("Claims", "How many"),
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
