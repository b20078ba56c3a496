"""The colours of a report, by day, by night and on paper, and how far apart they are (WCAG)."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

LIGHT: Final[Mapping[str, str]] = {
    "paper": "#ffffff", "card": "#f4f5f7", "ink": "#17191c", "quiet": "#565d66",
    "rule": "#d5d9de", "edge": "#7b838d", "link": "#134f9e", "bad": "#a8201a",
    "mark": "#fff2b8",
    "o0": "#1f5fa8", "o1": "#b8430c", "o2": "#1b7a4b", "o3": "#8a3ea0",
    "o4": "#7a5c00", "o5": "#00737d", "o6": "#b0255f", "o7": "#4a5560", "ox": "#6b737d",
}  # fmt: skip
DARK: Final[Mapping[str, str]] = {
    "paper": "#14171a", "card": "#1e2226", "ink": "#e9ebee", "quiet": "#a9b1ba",
    "rule": "#363c43", "edge": "#79828c", "link": "#8cbcff", "bad": "#ff938c",
    "mark": "#4a4100",
    "o0": "#6aaaf0", "o1": "#f08a55", "o2": "#5cc48c", "o3": "#c893dc",
    "o4": "#d8b23c", "o5": "#4fc3cc", "o6": "#f07fae", "o7": "#aab4be", "ox": "#8d96a0",
}  # fmt: skip

ORIGINS = ("o0", "o1", "o2", "o3", "o4", "o5", "o6", "o7", "ox")
_OWN = "c"
_VARIABLE = re.compile(r"var\(--([a-z0-9]+)\)")
_DIM, _SLOPE = 0.04045, 12.92


def variables(colours: Mapping[str, str]) -> str:
    """The colours as CSS variables."""
    return "".join(f"--{name}:{value};" for name, value in colours.items())


def fixed(css: str, colours: Mapping[str, str]) -> str:
    """The rules of pictures with the colours themselves, for what knows no variables."""
    return "\n".join(_rules(css, colours))


def _rules(css: str, colours: Mapping[str, str]) -> Iterator[str]:
    """Each rule; one in the colour of the origin once for ink and once for every origin."""
    for rule in css.splitlines():
        yield _coloured(rule, {**colours, _OWN: colours["ink"]})
        if f"--{_OWN})" not in rule:
            continue
        selector, _, rest = rule.removeprefix("svg ").partition("{")
        for name in ORIGINS:
            told = f"svg .{name} {selector},svg .{name}{selector}{{{rest}"
            yield _coloured(told, {**colours, _OWN: colours[name]})


def _coloured(rule: str, colours: Mapping[str, str]) -> str:
    return _VARIABLE.sub(lambda found: colours[found[1]], rule)


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1 to 21 (WCAG 2.2, relative luminance)."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / _SLOPE if channel <= _DIM else float(((channel + 0.055) / 1.055) ** 2.4)
