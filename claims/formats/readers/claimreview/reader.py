"""Files of fact-checks into lines: pages of HTML, JSON-LD, or JSON Lines of either.

Each claim of each ClaimReview is a line, and so is each block that cannot be read; a block
is said by its number in its page and its place in the file. All of it is counted in `Seen`.
"""

import codecs
import json
import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from claims.formats.readers.claimreview.drafting import Drafter
from claims.formats.readers.claimreview.file import Keys, Outlets
from claims.formats.readers.claimreview.graph import Graph
from claims.formats.readers.claimreview.html import Block, Page, read_page
from claims.formats.readers.claimreview.parsing import MalformedError, parse
from claims.formats.readers.claimreview.seen import Seen
from claims.formats.readers.claimreview.values import site
from claims.formats.readers.line import Line, readable

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?([A-Za-z0-9_.:-]+)", re.IGNORECASE)
_HEAD = 4096
_BODIES = ("html", "body", "content", "raw", "response", "text")


def read_claimreview(stream: BinaryIO, seen: Seen) -> Iterator[Line]:
    """The claims and the broken blocks of a file, in the order in which they stand."""
    lines = list(_all_lines(_decoded(stream.read()), seen))
    outlets, keys = Outlets(line.fields for line in lines if line.fields is not None), Keys()
    for line in lines:
        if line.fields is None:
            yield line
            continue
        draft = keys.keyed(outlets.named(line.fields))
        yield Line(line.number, draft, json.dumps(draft, ensure_ascii=False))


def _all_lines(text: str, seen: Seen) -> Iterator[Line]:
    for page, document in _pages(text):
        seen.pages += 1
        before = seen.blocks
        yield from _lines(page, document, seen)
        for line in page.microdata:
            seen.microdata += 1
            seen.note(f"{document}line {line}: a ClaimReview in microdata is seen, and not read")
        if seen.blocks == before:
            seen.pages_without += 1


def _decoded(content: bytes) -> str:
    """The text of a file; bytes that are wrong in its own encoding stay recognizable."""
    for mark, name in ((codecs.BOM_UTF8, "utf-8"), *_WIDE):
        if content.startswith(mark):
            return content.removeprefix(mark).decode(name, "replace" if name != "utf-8" else _KEEP)
    declared = _CHARSET.search(content[:_HEAD])
    name = "utf-8" if declared is None else declared[1].decode("ascii").lower()
    try:
        codec = codecs.lookup(name).name
    except LookupError:
        codec = "utf-8"
    if codec == "iso8859-1":
        codec = "cp1252"  # what that name means in a page (WHATWG Encoding Standard)
    return content.decode(codec, _KEEP if codec in ("utf-8", "ascii") else "replace")


_WIDE = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_KEEP = "surrogateescape"


def _pages(text: str) -> Iterator[tuple[Page, str]]:
    """The pages in a file, each with how it is called where there are several."""
    if not text.lstrip().startswith(("{", "[")):
        yield read_page(text), ""
        return
    lines = [
        (number, line) for number, line in enumerate(text.split("\n"), start=1) if line.strip()
    ]
    several = len(lines) > 1 and all(line.lstrip().startswith("{") for _, line in lines)
    if not several:
        yield _document(Block(text)), ""
        return
    for number, line in lines:
        yield _document(Block(line, number)), f"line {number}: "


def _document(block: Block) -> Page:
    """A JSON document: JSON-LD by itself, or an object that holds a page as it was fetched."""
    try:
        value = json.loads(block.text)
    except (ValueError, RecursionError):
        return Page([block])
    if isinstance(value, dict) and not any(
        name in value for name in ("@type", "@graph", "@context")
    ):
        for name in _BODIES:
            body = value.get(name)
            if isinstance(body, str) and "<" in body:
                return _within(read_page(body), block, value.get("url"))
    return Page([block])


def _within(page: Page, block: Block, url: Any) -> Page:
    """A page that stands in a string: its own lines are no lines of the file."""
    page.url = page.url or (url if isinstance(url, str) and site(url) else None)
    page.blocks = [Block(one.text, block.line, block.column) for one in page.blocks]
    page.microdata = [block.line for _ in page.microdata]
    return page


def _lines(page: Page, document: str, seen: Seen) -> Iterator[Line]:
    for number, block in enumerate(page.blocks, start=1):
        place = f"{document}block {number} at line {block.line}, column {block.column}"
        seen.blocks += 1
        if not block.text.strip():
            seen.blocks_other += 1
            continue
        try:
            parsed = parse(block)
        except MalformedError as found:
            seen.blocks_malformed += 1
            yield _malformed(number, block, found)
            continue
        graph = Graph(parsed.value)
        if not graph.reviews:
            seen.blocks_other += 1
            continue
        seen.blocks_read += 1
        for repair in parsed.repaired:
            seen.note(f"{place}: repaired: {repair}")
        notes: list[str] = []
        drafter = Drafter(graph, page.url if site(page.url) else None, notes)
        for review in graph.reviews:
            for draft in drafter.drafts(review):
                yield Line(block.line, draft, "")
            for note in dict.fromkeys(notes):
                seen.note(f"{place}: {note}")
            notes.clear()


def _malformed(number: int, block: Block, found: MalformedError) -> Line:
    error = found.error
    error.message = f"block {number}, column {found.column}: {error.message}"
    raw = readable(block.text)
    kept = {"block": number, "column": found.column, "raw": raw}
    return Line(found.line, None, raw, error, kept)
