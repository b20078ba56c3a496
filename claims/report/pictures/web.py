"""The web of a figure: from origins over relays to outlets, as wide as their reports are many."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from claims.report.language import Words
from claims.report.model import ClaimRow, FigurePart
from claims.report.pictures.origins import Group, by_claim, groups
from claims.report.pictures.picture import Picture
from claims.report.pictures.svg import Svg, drawing, element, number, path, text, width

_BOX, _TALL, _GAP, _TOP = 178.0, 26.0, 10.0, 30.0
_AISLE, _ARCS = 90.0, 64.0
_RELAYS = 3
_SHOWN = 18
_ROWS = 400
_OTHERS = ""
_EACH, _THICKEST = 1.5, 9.0

Node = tuple[int, str]
Edge = tuple[Node, Node]


@dataclass(frozen=True, slots=True)
class _Web:
    """Speakers in columns, and which report carries what from whom to whom."""

    columns: int
    reports: Mapping[Edge, frozenset[str]]
    weight: Mapping[Node, int]
    classes: Mapping[Edge, str]
    against: Mapping[tuple[str, str], int]
    words: Words


def web(figure: FigurePart, reports: Mapping[str, str], words: Words) -> Picture:
    """The picture; `reports` says for a claim by name in which report it was read."""
    made, told = _woven(figure, reports, words), words.pictures
    spots = _spots(made)
    title = told["web"].format(figure=figure.definition.title)
    summary = _summary(figure, made)
    parts = (
        *_headings(made),
        *_edges(made, spots),
        *_conflicts(made, spots),
        *_nodes(made, spots),
    )
    wide = _x(made.columns - 1) + _BOX + 8
    high = max((y for _, y in spots.values()), default=0) + _TALL + 12
    return Picture(
        title=title,
        summary=summary,
        svg=drawing((wide, high), title, summary, *parts),
        header=(told["from"], told["to"], told["reports"]),
        rows=tuple(_rows(made)),
        key=(told["web_key"], *([told["web_clashes"]] if made.against else [])),
    )


def _woven(figure: FigurePart, reports: Mapping[str, str], words: Words) -> _Web:
    columns = min(max((len(row.via) for row in figure.claims), default=0), _RELAYS) + 2
    origins = by_claim(groups(figure, words))
    carried: dict[Edge, set[str]] = {}
    classes: dict[Edge, set[str]] = {}
    weight: Counter[Node] = Counter()
    for row in figure.claims:
        way = _way(row, columns)
        weight.update(way)
        for edge in pairwise(way):
            carried.setdefault(edge, set()).add(reports.get(row.name, row.name))
            classes.setdefault(edge, set()).add(_class(origins.get(row.name)))
    return _Web(
        columns=columns,
        reports={edge: frozenset(one) for edge, one in carried.items()},
        weight=weight,
        classes={edge: min(one) if len(one) == 1 else "ox" for edge, one in classes.items()},
        against=_against(figure),
        words=words,
    )


def _class(group: Group | None) -> str:
    return group.class_ if group else "ox"


def _way(row: ClaimRow, columns: int) -> list[Node]:
    """The stations of a claim; relays past the last column share it."""
    relays = [(min(place, _RELAYS), name) for place, name in enumerate(row.via, start=1)]
    return [(0, row.source), *relays, (columns - 1, row.reporter)]


def _against(figure: FigurePart) -> Mapping[tuple[str, str], int]:
    """How many open conflicts there are between two origins."""
    speaker = {row.name: row.source for row in figure.claims}
    found: Counter[tuple[str, str]] = Counter()
    for one in figure.conflicts:
        a, b = speaker.get(one.from_), speaker.get(one.to)
        if a and b:
            found[min(a, b), max(a, b)] += 1
    return found


def _spots(made: _Web) -> dict[Node, tuple[float, float]]:
    """Each column from the most heard down; the least heard share a box when there are many.

    Where a line passes a column, it has a lane there: a spot named after where it starts.
    """
    spots: dict[Node, tuple[float, float]] = {}
    for column in range(made.columns):
        nodes = [node for node in made.weight if node[0] == column]
        heaviest = set(sorted(nodes, key=lambda node: (-made.weight[node], node))[:_SHOWN])
        before = _before(made, spots)
        ranked = sorted(heaviest, key=lambda node: (before.get(node, 0), -made.weight[node], node))
        stations = [(before.get(node, 0.0), node, _TALL + _GAP) for node in ranked]
        if len(nodes) > len(heaviest):
            stations.append((float("inf"), (column, _OTHERS), _TALL + _GAP))
        stations += [
            (spots[one][1], _lane(column, one), _GAP) for one in _passing(made, column, spots)
        ]
        y = _TOP
        for _, node, room in sorted(stations, key=lambda one: one[0]):
            spots[node] = (_x(column), y)
            y += room
    return spots


def _before(made: _Web, spots: Mapping[Node, tuple[float, float]]) -> Mapping[Node, float]:
    """How far down those stand whom a speaker hears from, so that lines cross little."""
    heights: dict[Node, list[float]] = {}
    for (start, end), reports in made.reports.items():
        if start in spots:
            heights.setdefault(end, []).extend([spots[start][1]] * len(reports))
    return {node: sum(ys) / len(ys) for node, ys in heights.items()}


def _passing(made: _Web, column: int, spots: Mapping[Node, tuple[float, float]]) -> Iterable[Node]:
    """Where the lines start that pass this column by."""
    starts = {_drawn(start, spots) for start, end in made.reports if start[0] < column < end[0]}
    return sorted(starts)


def _lane(column: int, start: Node) -> Node:
    return column, f"\0{start[0]} {start[1]}"


def _x(column: int) -> float:
    return _ARCS + column * (_BOX + _AISLE)


def _headings(made: _Web) -> Iterator[Svg]:
    told = made.words.pictures
    names = [told["origins"], *[told["relays"]] * (made.columns - 2), told["outlets"]]
    for column, name in enumerate(names):
        yield text(_x(column), 18, name, class_="t q")


def _merged(made: _Web, spots: Mapping[Node, tuple[float, float]]) -> dict[Edge, int]:
    """Reports on each line that is drawn, those of the shared boxes added up."""
    found: dict[Edge, set[str]] = {}
    for (start, end), reports in made.reports.items():
        edge = (_drawn(start, spots), _drawn(end, spots))
        found.setdefault(edge, set()).update(reports)
    return {edge: len(reports) for edge, reports in found.items()}


def _drawn(node: Node, spots: Mapping[Node, tuple[float, float]]) -> Node:
    return node if node in spots else (node[0], _OTHERS)


def _edges(made: _Web, spots: Mapping[Node, tuple[float, float]]) -> Iterator[Svg]:
    merged = _merged(made, spots)
    most = max(merged.values(), default=1)
    for (start, end), reports in sorted(merged.items(), key=lambda one: (-one[1], one[0])):
        thick = max(reports * min(_EACH, _THICKEST / most), 1)
        told = made.words.pictures["carried"].format(
            one=_called(start, made.words),
            two=_called(end, made.words),
            reports=made.words.counted(reports, "report", "reports"),
        )
        yield element(
            "path",
            element("title", told),
            d=_curve(start, end, spots),
            stroke_width=thick,
            class_=f"edge {made.classes.get((start, end), 'ox')}",
        )


def _curve(start: Node, end: Node, spots: Mapping[Node, tuple[float, float]]) -> str:
    """From box to box, over the lanes of the columns between."""
    x, y = spots[start]
    at = (x + _BOX, y + _TALL / 2)
    drawn = path([at])
    for column in range(start[0] + 1, end[0] + 1):
        passes = column < end[0]
        x, y = spots[_lane(column, start) if passes else end]
        to = (x, y + (_GAP if passes else _TALL) / 2)
        bend = (to[0] - at[0]) / 2
        turns = (at[0] + bend, at[1], to[0] - bend, to[1], *to)
        drawn += f"C{' '.join(map(number, turns))}"
        at = (x + _BOX, to[1]) if passes else to
        drawn += f"H{number(at[0])}"
    return drawn


def _called(node: Node, words: Words) -> str:
    return node[1] or words.pictures["the_others"]


def _nodes(made: _Web, spots: Mapping[Node, tuple[float, float]]) -> Iterator[Svg]:
    """A box for each speaker, with the number of reports that he is heard in."""
    heard: dict[Node, set[str]] = {}
    for edge, reports in made.reports.items():
        for node in edge:
            heard.setdefault(_drawn(node, spots), set()).update(reports)
    for node, (x, y) in spots.items():
        words = node[1]
        if words.startswith("\0"):
            continue
        if words == _OTHERS:
            inside = sum(1 for one in made.weight if one[0] == node[0] and one not in spots)
            words = made.words.counted(inside, "other", "others")
        count = len(heard[node])
        yield element(
            "g",
            element("title", f"{made.words.counted(count, 'report', 'reports')}: {words}"),
            element("rect", x=x, y=y, width=_BOX, height=_TALL, rx=4, class_="box"),
            text(x + 9, y + 17, words, room=_BOX - 26 - width(str(count))),
            text(x + _BOX - 8, y + 17, str(count), class_="t q", anchor="end"),
        )


def _conflicts(made: _Web, spots: Mapping[Node, tuple[float, float]]) -> Iterator[Svg]:
    """Zigzags beside the origins, each pair in its own lane."""
    pairs = [(a, b) for a, b in made.against if a != b and (0, a) in spots and (0, b) in spots]
    for place, (a, b) in enumerate(sorted(pairs)[:8]):
        lane = _ARCS - 12 - 6 * place
        top, foot = sorted((spots[0, a][1] + _TALL / 2, spots[0, b][1] + _TALL / 2))
        yield element(
            "path",
            element("title", made.words.pictures["clash"].format(one=a, two=b)),
            d=path([(_ARCS, top), *_zigzag(lane, top, foot), (_ARCS, foot)]),
            class_="clash",
        )


def _zigzag(x: float, top: float, foot: float) -> list[tuple[float, float]]:
    steps = max(int((foot - top) / 8), 2)
    inner = [
        (x + (4 if step % 2 else -4), top + (foot - top) * step / steps) for step in range(1, steps)
    ]
    return [(x, top), *inner, (x, foot)]


def _summary(figure: FigurePart, made: _Web) -> str:
    words = made.words
    speakers = sum(1 for node in made.weight if node[0] == 0)
    outlets = sum(1 for node in made.weight if node[0] == made.columns - 1)
    one, many = "pair_of_speakers_contradicts", "pairs_of_speakers_contradict"
    return words.pictures["web_summary"].format(
        claims=words.counted(len(figure.claims), "claim", "claims"),
        speakers=words.counted(speakers, "speaker", "speakers"),
        outlets=words.counted(outlets, "outlet", "outlets"),
        against=words.counted(len(made.against), one, many),
    )


def _rows(made: _Web) -> Iterator[tuple[str, ...]]:
    ordered = sorted(made.reports.items(), key=lambda one: (-len(one[1]), one[0]))
    for (start, end), reports in ordered[:_ROWS]:
        yield start[1], end[1], str(len(reports))
    if len(ordered) > _ROWS:
        rest = len(ordered) - _ROWS
        told = made.words.counted(rest, "more_pair", "more_pairs")
        yield told, "", str(sum(len(one) for _, one in ordered[_ROWS:]))
    for (a, b), times in sorted(made.against.items()):
        key = "contradicts_itself" if a == b else "contradicts"
        told = made.words.pictures[key].format(one=a, two=b)
        yield told, "", made.words.counted(times, "conflict", "conflicts")
