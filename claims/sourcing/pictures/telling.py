"""The picture over time in words: what a mark says when it is pointed at, and a row for each."""

from collections.abc import Iterable, Iterator

from claims.sourcing.phrases import counted, span_words
from claims.sourcing.pictures.crowd import Bucket
from claims.sourcing.pictures.places import Place, told_date
from claims.sourcing.pictures.shapes import FILL_WORDS, SHAPE_WORDS
from claims.vocab import Stance, Standing

_NAMES = 4

HEADER = (
    "Claims",
    "Origin",
    "Number",
    "Drawn as",
    "Reaches",
    "About",
    "Published",
    "Took over from",
)


def told(place: Place) -> str:
    """What a mark says when it is pointed at."""
    row = place.row
    who = f"{place.group.letter} {place.group.name}" if place.group else row.source
    parts = [_names(place), who, _number(place), f"about {told_date(row) or 'no date'}"]
    parts.append(f"published {row.published or 'not recorded'}")
    parts.append(f"filled: {FILL_WORDS[row.effective_hedge]}; {row.standing.value}")
    return " · ".join(parts)


def mark_rows(
    marks: Iterable[Place], pairs: Iterable[tuple[Place, Place]]
) -> Iterator[tuple[str, ...]]:
    """A row for each mark."""
    before: dict[str, list[str]] = {}
    for older, newer in pairs:
        before.setdefault(newer.row.name, []).append(older.row.name)
    for place in marks:
        row = place.row
        yield (
            _names(place),
            f"{place.group.letter}: {place.group.name}"
            if place.group
            else f"{row.source} (does not count)",
            _number(place),
            _look(place),
            "" if place.span is None else span_words(place.span),
            told_date(row) or "",
            row.published or "",
            ", ".join(before.get(row.name, ())),
        )


def _names(place: Place) -> str:
    names = [row.name for row in place.rows]
    more = f" and {len(names) - _NAMES} more" if len(names) > _NAMES else ""
    return f"{', '.join(names[:_NAMES])}{more}"


def _number(place: Place) -> str:
    row = place.row
    if row.quantity is not None:
        return row.quantity if row.stance is Stance.ASSERTS else f"{row.quantity} ({row.stance})"
    return f"no number ({row.stance})"


def _look(place: Place) -> str:
    """The shape, its filling, and whether it is struck through or faint."""
    row = place.row
    shape = (
        SHAPE_WORDS[row.comparator] if row.comparator else _NO_NUMBER[row.stance is Stance.DENIES]
    )
    words = [shape.partition(":")[0], FILL_WORDS[row.effective_hedge]]
    if place.is_struck:
        words.append(f"struck through ({row.standing})")
    elif row.standing is Standing.SUPERSEDED:
        words.append("faint (superseded)")
    return ", ".join(words)


_NO_NUMBER = {True: "cross", False: "circle below the axis"}


def crowd_row(one: Bucket) -> tuple[str, ...]:
    """A row for a piece of the band."""
    claims = counted(one.claims, "claim", "claims")
    return (claims, "all origins", one.words, "band", one.words, one.dates, "", "")
