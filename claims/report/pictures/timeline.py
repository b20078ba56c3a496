"""The figure over time: one mark for each claim, at what it is about and what it says."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from claims.report.language import Words
from claims.report.model import FigurePart
from claims.report.pictures.crowd import MOST, Bucket, buckets
from claims.report.pictures.legend import key_lines, legend
from claims.report.pictures.letters import letters
from claims.report.pictures.origins import Group, by_claim, groups
from claims.report.pictures.picture import Picture
from claims.report.pictures.places import Place, joined, near, places
from claims.report.pictures.plot import Plot, plot_of
from claims.report.pictures.shapes import SIZE, mark, struck
from claims.report.pictures.svg import Svg, drawing, element, line, path
from claims.report.pictures.telling import crowd_row, header, mark_rows, told
from claims.vocab import Standing

_FEW, _STUB = 60, 26.0


@dataclass(frozen=True, slots=True)
class _Drawn:
    """What the picture shows, and what it leaves to the band behind the marks."""

    plot: Plot
    marks: tuple[Place, ...]
    spots: dict[str, tuple[float, float]]
    pairs: tuple[tuple[Place, Place], ...]
    crowd: tuple[Bucket, ...]
    words: Words


def timeline(
    figure: FigurePart,
    tolerance: Decimal,
    words: Words,
    updates: Iterable[tuple[str, str]] = (),
) -> Picture:
    """The picture; with very many claims, those that speak now before a band of all."""
    origins = groups(figure, words)
    found = places(figure.claims, by_claim(origins), tolerance)
    shown, crowd = _chosen(found, origins)
    plot = plot_of(found, words)
    pairs = tuple(joined(shown, updates))
    drawn = _Drawn(plot, shown, plot.spots(shown), pairs, crowd, words)
    title = words.pictures["timeline"].format(figure=figure.definition.title)
    summary = _summary(figure, found, drawn)
    signs = legend(origins, shown, words, top=plot.height + 6)
    parts = (*plot.axes(figure.definition.unit or "", words), *_layers(drawn), *signs.parts)
    return Picture(
        title=title,
        summary=summary,
        svg=drawing((plot.width, plot.height + 6 + signs.height), title, summary, *parts),
        header=header(words),
        rows=(*(crowd_row(one, words) for one in crowd), *mark_rows(shown, pairs, words)),
        key=key_lines(shown, words),
    )


def _chosen(
    found: tuple[Place, ...], origins: Sequence[Group]
) -> tuple[tuple[Place, ...], tuple[Bucket, ...]]:
    """All marks where they can be told apart; else those of the newest claims, and the crowd."""
    if len(found) <= MOST:
        return found, ()
    newest = {claim for group in origins for claim in group.newest}
    speaking = [one for one in found if any(row.name in newest for row in one.rows)]
    heaviest = sorted(speaking, key=lambda one: -len(one.rows))[:MOST]
    kept = {one.row.name for one in heaviest}
    return tuple(one for one in found if one.row.name in kept), buckets(found)


def _summary(figure: FigurePart, found: Sequence[Place], drawn: _Drawn) -> str:
    words = drawn.words
    told = {
        "claims": words.counted(len(figure.claims), "claim", "claims"),
        "origins": words.counted(len(figure.origin_groups), "origin", "origins"),
        "marks": words.counted(len(drawn.marks), "mark", "marks"),
        "span": drawn.plot.span_words(words),
    }
    if drawn.crowd:
        return words.pictures["timeline_crowd"].format(number=len(found), **told)
    return words.pictures["timeline_all"].format(**told)


def _layers(drawn: _Drawn) -> Iterator[Svg]:
    for one in drawn.crowd:
        yield _band(drawn, one)
    for older, newer in drawn.pairs:
        class_ = older.group.class_ if older.group else "ox"
        points = (drawn.spots[older.row.name], drawn.spots[newer.row.name])
        yield element(
            "path",
            d=path(points),
            class_=f"join {class_}{' old' if len(drawn.marks) > _FEW else ''}",
            data_o=older.group.letter if older.group else "",
        )
    for place in drawn.marks:
        yield _mark(drawn, place)
    yield from letters(drawn.marks, drawn.spots)


def _band(drawn: _Drawn, one: Bucket) -> Svg:
    plot, words = drawn.plot, drawn.words
    left, right = plot.x(one.since), plot.x(one.until)
    top, bottom = plot.y(one.high), plot.y(one.low)
    return element(
        "rect",
        element("title", f"{one.dates(words)}: {one.numbers(words)}"),
        x=left,
        y=top,
        width=max(right - left, 2),
        height=max(bottom - top, 2),
        class_="band",
    )


def _mark(drawn: _Drawn, place: Place) -> Svg:
    plot, row = drawn.plot, place.row
    x, y = drawn.spots[row.name]
    parts = [element("title", told(place, drawn.words))]
    parts += _reach(drawn, place, (x, y))
    if len(drawn.marks) <= _FEW:
        parts += _times(plot, place, (x, y))
    parts.append(mark((x, y), row.effective_hedge, row.comparator, stance=row.stance))
    if place.is_struck:
        parts.append(struck((x, y)))
    dim = " old" if row.standing is Standing.SUPERSEDED or place.is_struck else ""
    return element(
        "g",
        *parts,
        class_=f"mk {place.group.class_ if place.group else 'ox'}{dim}",
        data_o=place.group.letter if place.group else "",
    )


def _reach(drawn: _Drawn, place: Place, at: tuple[float, float]) -> Iterator[Svg]:
    """The interval of the number: an arrow where it has no end, broken where it is ours."""
    span, x = place.span, at[0]
    if span is None or place.y is None or span.low == span.high:
        return
    for end, way in ((near(span.high), -1), (near(span.low), 1)):
        if end == place.y:
            continue
        is_cut = end is None or (end == 0 and len(drawn.marks) > _FEW)
        reach = at[1] + way * _STUB if is_cut or end is None else drawn.plot.y(float(end))
        yield line((x, at[1]), (x, reach), "r d" if place.is_derived else "r")
        if end is None:
            tip = [(x - 4, reach - way * 7), (x, reach), (x + 4, reach - way * 7)]
            yield element("path", d=path(tip), class_="r")
        elif not is_cut:
            yield line((x - 3, reach), (x + 3, reach), "r")


def _times(plot: Plot, place: Place, at: tuple[float, float]) -> Iterator[Svg]:
    """The days that it is about as a line, and dots to the day on which it was published."""
    x, y = at
    if place.since is not None and place.until is not None and place.until - place.since > 1:
        yield line((plot.x(place.since), y), (plot.x(place.until), y), "r")
    if place.seen is None or place.x is None or not place.row.as_of:
        return
    seen = plot.x(place.seen)
    if abs(seen - x) > SIZE:
        yield line((x, y), (seen, y), "p")
        yield line((seen, y - 4), (seen, y + 4), "r")
