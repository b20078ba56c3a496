"""Our own Markdown read back into blocks.

It reads what `claims.report.markdown` writes, not Markdown at large. Guaranteed: what
`plain` made of a text comes back as one run of text, as `one_line` shows it.
"""

import re
from collections.abc import Iterator
from html import unescape

from claims.report.paper.blocks import (
    Block,
    Bullets,
    Code,
    Heading,
    Paragraph,
    Proofs,
    Quote,
    Span,
    Spans,
    Table,
)

_HEADING = re.compile(r"(#{1,6}) (.*)")
_FENCE = re.compile(r"(`{3,}|~{3,})")
_CELLS = re.compile(r" \| ")
_INLINE = re.compile(
    r"\\(?P<escaped>.)|(?P<entity>&#?\w+;)|(?P<mark>\*\*|\*)|`(?P<code>[^`]+)`"
    r"|<(?P<url>https?://[^>\s]+)>|(?P<text>[^\\&*`<]+|.)",
    re.DOTALL,
)
_MEANT = re.compile(r"[\\&*`<]")
_TEXTS = ("escaped", "entity", "text")
_PROOFS = '{"proof":'
_LEAST = 2  # lines of a table without rows: its header and the rule under it


def read(markdown: str) -> Iterator[Block]:
    """The blocks of a document, in order."""
    lines = markdown.split("\n")
    place = 0
    while place < len(lines):
        if not lines[place]:
            place += 1
            continue
        fence = _FENCE.match(lines[place])
        end = _closing(lines, place, fence[1]) if fence else _blank(lines, place)
        if fence:
            text = "\n".join(lines[place + 1 : end - 1])
            yield Proofs(text) if text.startswith(_PROOFS) else Code(text)
        else:
            yield from _block(lines[place:end])
        place = end


def _blank(lines: list[str], place: int) -> int:
    while place < len(lines) and lines[place]:
        place += 1
    return place


def _closing(lines: list[str], place: int, fence: str) -> int:
    for after in range(place + 1, len(lines)):
        if lines[after].strip() == fence:
            return after + 1
    return len(lines)


def _block(lines: list[str]) -> Iterator[Block]:
    first = lines[0]
    if heading := _HEADING.fullmatch(first):
        yield Heading(len(heading[1]), inline(heading[2]))
        if lines[1:]:
            yield from _block(lines[1:])
    elif first.startswith("|") and len(lines) >= _LEAST:
        yield _table(lines)
    elif first.startswith(">"):
        told = (line.removeprefix(">").strip() for line in lines)
        yield Quote(tuple(inline(line) for line in told if line))
    elif all(line.startswith("- ") for line in lines):
        yield Bullets(tuple(inline(line.removeprefix("- ")) for line in lines))
    else:
        yield Paragraph(inline(" ".join(lines)))


def _table(lines: list[str]) -> Table:
    header, _, *rows = ([inline(cell.strip()) for cell in _cells(line)] for line in lines)
    return Table(tuple(header), tuple(tuple(row) for row in rows))


def _cells(line: str) -> list[str]:
    """The cells of a row; a bar within a text is written as an entity."""
    return _CELLS.split(line.removeprefix("| ").removesuffix(" |"))


def inline(markdown: str) -> Spans:
    """The runs of a line."""
    if _MEANT.search(markdown) is None:
        return (Span(markdown),) if markdown else ()
    runs: list[Span] = []
    told: list[str] = []
    strong = em = False
    for found in _INLINE.finditer(markdown):
        kind, value = found.lastgroup, found[found.lastgroup or 0]
        if kind in _TEXTS:
            told.append(unescape(value) if kind == "entity" else value)
            continue
        _add(runs, told, strong=strong, em=em)
        if kind == "mark":
            strong, em = (not strong, em) if value == "**" else (strong, not em)
        elif kind == "url":
            runs.append(Span(value, strong, em, href=value))
        else:
            runs.append(Span(unescape(_unescaped(value)), strong, em, code=True))
    _add(runs, told, strong=strong, em=em)
    return tuple(runs)


def _add(runs: list[Span], told: list[str], *, strong: bool, em: bool) -> None:
    """Append what was told as a run, or make the last one longer that looks the same."""
    if not told:
        return
    text = "".join(told)
    told.clear()
    if runs and runs[-1] == Span(runs[-1].text, strong, em):
        text = runs.pop().text + text
    runs.append(Span(text, strong, em))


def _unescaped(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text)
