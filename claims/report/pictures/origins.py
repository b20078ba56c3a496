"""A letter and a colour for each origin of a figure, the same in all of its pictures."""

from collections.abc import Mapping
from dataclasses import dataclass
from string import ascii_uppercase

from claims.report.language import Words
from claims.report.model import FigurePart, Origin

COLOURS = 8


@dataclass(frozen=True, slots=True)
class Group:
    """An origin as its pictures show it."""

    letter: str
    class_: str
    name: str
    claims: tuple[str, ...]
    newest: tuple[str, ...]


def groups(figure: FigurePart, words: Words) -> tuple[Group, ...]:
    """The origins of a figure, most claims first."""
    ordered = sorted(figure.origin_groups, key=lambda one: (-len(one.claims), one.sources))
    return tuple(
        Group(
            letter=_letter(place),
            class_=f"o{place}" if place < COLOURS else "ox",
            name=_name(one, words),
            claims=one.claims,
            newest=one.newest,
        )
        for place, one in enumerate(ordered)
    )


def _name(origin: Origin, words: Words) -> str:
    name = " / ".join(origin.sources)
    return name if origin.named else words.told["not_named"].format(name=name)


def by_claim(found: tuple[Group, ...]) -> Mapping[str, Group]:
    """The origin of each claim that counts."""
    return {claim: group for group in found for claim in group.claims}


def _letter(place: int) -> str:
    """A to Z, then AA and so on."""
    rounds, rest = divmod(place, len(ascii_uppercase))
    return (_letter(rounds - 1) if rounds else "") + ascii_uppercase[rest]
