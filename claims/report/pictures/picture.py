"""A picture with the same facts in words."""

from dataclasses import dataclass

from claims.report.pictures.svg import Svg


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing, its title, what it comes to in a sentence, and its facts as a table."""

    title: str
    summary: str
    svg: Svg
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    key: tuple[str, ...] = ()
