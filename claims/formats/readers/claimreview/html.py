"""The blocks of JSON-LD in a page of HTML, each with the place where it begins.

Tags are found as browsers find them, comments and the texts of other scripts aside, in one
pass whatever the page. A broken block is told by its line and column, and a parser that
makes a tree keeps neither, or the line alone; the one of the standard library takes
seconds for a long page and minutes for a spoiled one.
"""

import re
from dataclasses import dataclass, field
from html import unescape

TYPE = "application/ld+json"
_TAG = re.compile(r"<(?:(?P<comment>!--)|(?P<closing>/?)(?P<name>[a-zA-Z][^\s/>]*))")
_ATTRIBUTE = re.compile(
    r"""[\s/]*+(?P<name>[^\s/>=][^\s/>=]*+)(?:\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s>"'][^\s>]*+)))?"""
)
_BETWEEN = re.compile(r"[\s/=]*+")
_TEXT_ONLY = ("script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes")
_END = {name: re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE) for name in _TEXT_ONLY}
_REVIEW = re.compile(r"schema\.org/ClaimReview\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Block:
    """A text that should be JSON-LD; line and column, counted from 1, are those of its start."""

    text: str
    line: int = 1
    column: int = 1

    def place(self, at: int) -> tuple[int, int]:
        """The line and column in the file of a character of the text."""
        lines = self.text.count("\n", 0, at)
        if not lines:
            return self.line, self.column + at
        return self.line + lines, at - self.text.rfind("\n", 0, at)


@dataclass(slots=True)
class Page:
    """What a page holds: its blocks, its own address, and where it has microdata."""

    blocks: list[Block] = field(default_factory=list)
    url: str | None = None
    microdata: list[int] = field(default_factory=list)


def read_page(text: str) -> Page:
    """The page that this HTML makes; it may be cut off, or no HTML at all."""
    page, places, at = Page(), _Places(text), 0
    while (tag := _TAG.search(text, at)) is not None:
        if tag["comment"]:
            end = text.find("-->", tag.start() + 2)
            if end < 0:
                break
            at = end + len("-->")
            continue
        given, at = _attributes(text, tag.end())
        if tag["closing"]:
            continue
        name = tag["name"].lower()
        _look(page, name, given, places.of(tag.start())[0] if "itemtype" in given else 0)
        if name in _END:
            found = _END[name].search(text, at)
            end = len(text) if found is None else found.start()
            if name == "script" and _type(given) == TYPE:
                page.blocks.append(Block(text[at:end], *places.of(at)))
            at = end
    return page


def _look(page: Page, name: str, given: dict[str, str], line: int) -> None:
    """Keep what a tag says of the page's own address, and that there is microdata."""
    if name == "link" and given.get("rel", "").lower() == "canonical":
        page.url = given.get("href") or page.url
    elif name == "meta" and given.get("property", "").lower() == "og:url":
        page.url = page.url or given.get("content") or None
    if _REVIEW.search(given.get("itemtype", "")):
        page.microdata.append(line)


def _type(given: dict[str, str]) -> str:
    return given.get("type", "").partition(";")[0].strip().lower()


def _attributes(text: str, at: int) -> tuple[dict[str, str], int]:
    """The attributes of a tag, and where its text begins; a page may end within it."""
    given: dict[str, str] = {}
    while True:
        while (match := _ATTRIBUTE.match(text, at)) is not None:
            value = next((one for one in match.groups()[1:] if one is not None), "")
            given.setdefault(match["name"].lower(), unescape(value).strip())
            at = match.end()
        between = _BETWEEN.match(text, at)
        at = at if between is None else between.end()
        if at >= len(text):
            return given, at
        if text[at] == ">":
            return given, at + 1


class _Places:
    """Lines and columns of a text, asked for from its beginning to its end."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._line, self._at = 1, 0

    def of(self, at: int) -> tuple[int, int]:
        """The line and column of a character, both counted from 1."""
        self._line += self._text.count("\n", self._at, at)
        self._at = at
        return self._line, at - self._text.rfind("\n", 0, at)
