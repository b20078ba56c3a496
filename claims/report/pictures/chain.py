"""The chain of a claim: who said it, through whom, to whom, each with how sure he was."""

from claims.report.language import Words
from claims.report.model_claims import ClaimPart
from claims.report.pictures.picture import Picture
from claims.report.pictures.shapes import mark
from claims.report.pictures.svg import Svg, drawing, element, path, text
from claims.report.retelling import retold
from claims.schemas.views import HopView
from claims.vocab import Comparator

_BOX, _GAP, _HIGH, _ROW = 206.0, 40.0, 64.0, 84.0
_ACROSS = 3
_INSET = 10.0


def chain(claim: ClaimPart, words: Words) -> Picture:
    """A box for each speaker, origin first; a mark in it is filled as far as he was sure."""
    rows = -(-len(claim.chain) // _ACROSS)
    across = min(len(claim.chain), _ACROSS)
    size = (across * (_BOX + _GAP) - _GAP + 4, rows * _ROW - (_ROW - _HIGH) + 4)
    comparator = None if claim.quantity is None else claim.quantity.comparator
    told = words.pictures
    title = told["chain"].format(claim=claim.name)
    summary = retold(claim.attribution, words)
    parts = [_hop(hop, place, comparator, words) for place, hop in enumerate(claim.chain)]
    arrows = [_arrow(place) for place in range(1, len(claim.chain))]
    return Picture(
        title=title,
        summary=summary,
        svg=drawing(size, title, summary, *arrows, *parts),
        header=tuple(words.labels[name] for name in _HEADER),
        rows=tuple(
            (hop.source, words.labels[f"is_{hop.role}"], hop.cue or "", _sureness(hop, words))
            for hop in claim.chain
        ),
    )


_HEADER = ("speaker", "part", "words_used", "sureness")


def _corner(place: int) -> tuple[float, float]:
    row, column = divmod(place, _ACROSS)
    return 2 + column * (_BOX + _GAP), 2 + row * _ROW


def _hop(hop: HopView, place: int, comparator: Comparator | None, words: Words) -> Svg:
    x, y = _corner(place)
    about = (words.labels[f"is_{hop.role}"], words.kinds[hop.kind], hop.country)
    known = ", ".join(one for one in about if one)
    cue = f"“{hop.cue}”" if hop.cue else ""
    says = f"{cue} {_sureness(hop, words)}".strip()
    passed_on = words.pictures["passed_on"]
    given = hop.hedge_given or hop.position == 0
    drawn = mark((x + 16, y + 51), hop.hedge, comparator or Comparator.EXACT) if given else ""
    room = _BOX - 2 * _INSET
    return element(
        "g",
        element("title", f"{hop.source} ({known}): {says or passed_on}"),
        element("rect", x=x, y=y, width=_BOX, height=_HIGH, rx=4, class_="box"),
        text(x + _INSET, y + 18, hop.source, class_="t s", room=room / 1.08),
        text(x + _INSET, y + 35, known, class_="t q", room=room),
        Svg(drawn),
        text(x + 30, y + 55, says or passed_on, room=room - 20)
        if drawn
        else text(x + _INSET, y + 55, says or passed_on, class_="t q", room=room),
    )


def _sureness(hop: HopView, words: Words) -> str:
    if hop.hedge_given:
        return words.hedges[hop.hedge]
    return words.labels["not_recorded"] if hop.position == 0 else ""


def _arrow(place: int) -> Svg:
    """From the box before; round the corner where that ended a row."""
    x, y = _corner(place)
    middle = y + _HIGH / 2
    if place % _ACROSS:
        tip, way = (x - 2, middle), [(x - _GAP, middle), (x - 2, middle)]
        head = [(tip[0] - 8, tip[1] - 5), tip, (tip[0] - 8, tip[1] + 5)]
    else:
        before = _corner(place - 1)
        turn = y - (_ROW - _HIGH) / 2
        from_ = before[0] + _BOX / 2
        tip = (x + _BOX / 2, y - 1)
        way = [(from_, before[1] + _HIGH), (from_, turn), (tip[0], turn), tip]
        head = [(tip[0] - 5, tip[1] - 7), tip, (tip[0] + 5, tip[1] - 7)]
    return element("path", d=path(way) + path(head), class_="arrow")
