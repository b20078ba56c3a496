"""The picture over time in words: what a mark says when it is pointed at, and a row for each."""

from collections.abc import Iterable, Iterator

from claims.report.language import Words
from claims.report.phrases import span_words
from claims.report.pictures.crowd import Bucket
from claims.report.pictures.places import Place, told_date
from claims.report.retelling import retold
from claims.vocab import Stance, Standing

_NAMES = 4
_HEADER = ("claims", "origin", "number", "drawn_as", "reaches", "about", "published", "took_over")


def header(words: Words) -> tuple[str, ...]:
    """The titles of the columns."""
    return tuple(words.pictures[name] for name in _HEADER)


def told(place: Place, words: Words) -> str:
    """What a mark says when it is pointed at."""
    row, tell = place.row, words.pictures
    who = f"{place.group.letter} {place.group.name}" if place.group else row.source
    about = tell["told_about"].format(date=told_date(row) or tell["no_date"])
    published = row.published or words.labels["not_recorded"]
    filled = tell["told_filled"].format(
        filling=tell[f"fill_{row.effective_hedge}"], hedge=words.hedges[row.effective_hedge]
    )
    parts = [_names(place, words), who, _number(place, words), about]
    parts.append(tell["told_published"].format(date=published))
    return " · ".join((*parts, filled, words.standings[row.standing]))


def mark_rows(
    marks: Iterable[Place], pairs: Iterable[tuple[Place, Place]], words: Words
) -> Iterator[tuple[str, ...]]:
    """A row for each mark."""
    before: dict[str, list[str]] = {}
    for older, newer in pairs:
        before.setdefault(newer.row.name, []).append(older.row.name)
    for place in marks:
        row, group = place.row, place.group
        yield (
            _names(place, words),
            f"{group.letter}: {group.name}"
            if group
            else words.pictures["does_not_count"].format(name=row.source),
            _number(place, words),
            _look(place, words),
            "" if place.span is None else retold(span_words(place.span), words),
            told_date(row) or "",
            row.published or "",
            ", ".join(before.get(row.name, ())),
        )


def _names(place: Place, words: Words) -> str:
    names = [row.name for row in place.rows]
    shown = ", ".join(names[:_NAMES])
    if len(names) <= _NAMES:
        return shown
    return words.told["and_more"].format(names=shown, number=len(names) - _NAMES)


def _number(place: Place, words: Words) -> str:
    row = place.row
    told = words.told["no_number"] if row.quantity is None else row.quantity
    is_plain = row.quantity is not None and row.stance is Stance.ASSERTS
    return told if is_plain else f"{told} ({words.stances[row.stance]})"


def _look(place: Place, words: Words) -> str:
    """The shape, its filling, and whether it is struck through or faint."""
    row, tell = place.row, words.pictures
    bare = "denies" if row.stance is Stance.DENIES else "below"
    looks = [tell[f"look_{row.comparator or bare}"], tell[f"fill_{row.effective_hedge}"]]
    if place.is_struck:
        looks.append(tell["struck"].format(standing=words.standings[row.standing]))
    elif row.standing is Standing.SUPERSEDED:
        looks.append(tell["faint"].format(standing=words.standings[row.standing]))
    return ", ".join(looks)


def crowd_row(one: Bucket, words: Words) -> tuple[str, ...]:
    """A row for a piece of the band."""
    claims, numbers = words.counted(one.claims, "claim", "claims"), one.numbers(words)
    every, band = words.pictures["all_origins"], words.pictures["band"]
    return (claims, every, numbers, band, numbers, one.dates(words), "", "")
