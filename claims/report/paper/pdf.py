"""The page as a PDF, set by Typst: bookmarks, page numbers, tags for screen readers.

Guaranteed: the template gets the report as data (JSON), so no text can become markup; all
fonts come from packages and are embedded; the report's time is the only time in it.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

from claims.report.embedding import alone
from claims.report.language import Words
from claims.report.model import SourcingReport
from claims.report.numbers_and_dates import number_words
from claims.report.paper.blocks import (
    Attached,
    Block,
    Bullets,
    Code,
    Drawing,
    Fold,
    Heading,
    Page,
    Paragraph,
    Proofs,
    Quote,
    Register,
    Span,
    Spans,
    Table,
)
from claims.report.paper.blocks import (
    words as words_of,
)
from claims.report.paper.composing import compose
from claims.report.paper.fonts import FAMILIES, covered, folders, missing
from claims.report.paper.palette import LIGHT, fixed

# More rows of one table nobody reads on paper; they would be hundreds of pages.
MOST_ROWS = 1000
_TEMPLATE = "report.typ"
_PROOFS = "claims-proof.json"
_LONG = re.compile(r"(\S{22})(?=\S{4})")
_JOINTS = re.compile(r"(?<=\S{4}[./_?&=-])(?=[^\s\d]\S{3})")
_LOOKED_AT = 60
_TURNED = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]"
    "(?:[^A-Za-z0-9\u00c0-\u058f]*[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc])*"
)
# In pictures the Asian font comes in its thinnest weight; an outline makes it strong enough.
_THIN = "svg .w{stroke:var(--ink);stroke-width:.35px}"
_BRACKETS = str.maketrans("⟨⟩", "‹›")
_UNSEEN = "\u200b\u200c\u200d\u2068\u2069\n"


def render_pdf(report: SourcingReport) -> bytes:
    """The report as a PDF document."""
    try:
        import typst  # noqa: PLC0415  heavy, and only here
    except ImportError as error:
        raise missing("typst") from error
    page = compose(report)
    blocks = tuple(_printed(page))
    places = frozenset(_places(blocks))
    data = {
        "title": _text(page.title),
        "language": page.words.language,
        "families": FAMILIES,
        "blocks": [_data(block, places, page.words) for block in blocks],
    }
    moment = report.as_of
    made = typst.compile(
        _file(_TEMPLATE).encode(),
        sys_inputs={"report": json.dumps(data, ensure_ascii=False)},
        font_paths=typst.Fonts(
            include_system_fonts=False,
            include_embedded_fonts=False,
            font_paths=[str(folder) for folder in folders()],
        ),
        format="pdf",
        timestamp=0 if moment is None else int(moment.timestamp()),
    )
    assert isinstance(made, bytes), "one document, not a list of pages"
    return made


def _printed(page: Page) -> Iterator[Block]:
    """The blocks; of very many lines of a register the first, and all of them as a file."""
    left = MOST_ROWS
    registers = [block for block in page.blocks if isinstance(block, Register)]
    number = sum(len(one.entries) for one in registers)
    for block in page.blocks:
        if not isinstance(block, Register):
            yield block
            continue
        if left:
            yield replace(block, entries=block.entries[:left])
        left -= min(left, len(block.entries))
        if block is registers[-1] and number > MOST_ROWS:
            rest = _rest("register_rest", number, page.words)
            yield Paragraph((Span(rest, strong=True),))
            yield Attached("claims-register.txt", _told(registers), page.words.page["register"])


def _rest(key: str, number: int, words: Words) -> str:
    """That only the first of so many are printed."""
    shown, whole = (number_words(Decimal(one), words) for one in (MOST_ROWS, number))
    return words.page[key].format(shown=shown, number=whole)


def _told(registers: Iterable[Register]) -> str:
    """A register as text: each origin, and below it a claim a line."""
    return "\n\n".join(
        "\n".join((words_of(one.name), *(words_of(entry.spans) for entry in one.entries)))
        for one in registers
    )


def _places(blocks: Iterable[Block]) -> Iterator[str]:
    """What can be jumped to."""
    for block in blocks:
        if isinstance(block, Heading | Fold | Drawing | Register) and block.anchor:
            yield block.anchor
        if isinstance(block, Register):
            yield from (one.anchor for one in block.entries if one.anchor)


def _data(block: Block, places: frozenset[str], words: Words) -> Mapping[str, Any]:  # noqa: C901, PLR0911  by kind
    """A block as the template reads it."""
    match block:
        case Heading(level=level, spans=spans, anchor=anchor):
            return {"is": "heading", "level": level, "spans": _spans(spans), "place": anchor}
        case Paragraph(spans=spans):
            return {"is": "paragraph", "spans": _spans(spans, places)}
        case Bullets(items=items):
            return {"is": "bullets", "items": [_spans(item, places) for item in items]}
        case Quote(lines=lines):
            return {"is": "quote", "lines": [_spans(line) for line in lines]}
        case Code(text=text):
            return {"is": "code", "text": _text(text)}
        case Proofs(text=text):
            told = words.page["attached"]
            return {"is": "attached", "name": _PROOFS, "text": alone(text), "told": told}
        case Attached(name=name, text=text, told=told):
            return {"is": "attached", "name": name, "text": text, "told": told}
        case Table(rows=rows) if len(rows) > MOST_ROWS:
            first = _table(replace(block, rows=rows[:MOST_ROWS]), places)
            return {**first, "rest": _rest("rest", len(rows), words)}
        case Table():
            return _table(block, places)
        case Drawing(picture=picture, table=table, anchor=anchor):
            return {
                "is": "drawing",
                "place": anchor,
                "title": _text(picture.title),
                "summary": _text(picture.summary),
                "svg": _styled(picture.svg),
                "wide": float(picture.svg.partition('width="')[2].partition('"')[0]),
                "key": [_text(line) for line in picture.key],
                "table": _table(table, places) if anchor else None,
            }
        case Fold(anchor=anchor, name=name, note=note, blocks=inside):
            return {
                "is": "claim",
                "place": anchor,
                "name": _text(name),
                "note": _text(note),
                "blocks": [_data(one, places, words) for one in inside],
            }
        case Register(anchor=anchor, name=name, entries=entries):
            return {
                "is": "register",
                "place": anchor,
                "spans": _spans(name),
                "entries": [
                    (one.anchor, _text(one.spans[0].text), _text(words_of(one.spans[1:])))
                    for one in entries
                ],
            }


def _table(table: Table, places: frozenset[str]) -> Mapping[str, Any]:
    return {
        "is": "facts" if table.is_facts else "table",
        "caption": _text(table.caption),
        "header": [_spans(cell) for cell in table.header],
        "widths": [
            _width([row[at] for row in (table.header, *table.rows[:_LOOKED_AT])])
            for at in range(len(table.header))
        ],
        "rows": [[_spans(cell, places) for cell in row] for row in table.rows],
    }


def _width(cells: Iterable[Spans]) -> float:
    """What a column needs beside the others: room for its longest word, more where it is full."""
    told = [words_of(cell) for cell in cells]
    longest = max((len(part) for one in told for part in _JOINTS.sub(" ", one).split()), default=1)
    return min(longest, 14) + min(max(map(len, told)), 48) * 0.3 + 1.5


def _spans(spans: Spans, places: frozenset[str] = frozenset()) -> list[list[Any]]:
    return [[_text(one.text), one.strong, one.em, one.code, _target(one, places)] for one in spans]


def _target(span: Span, places: frozenset[str]) -> str | None:
    """An address, or a place of this document that there is."""
    if span.href is None or not span.href.startswith("#"):
        return span.href
    return span.href if span.href[1:] in places else None


def _text(text: str) -> str:
    """Text that can be set: long words can break, right-to-left letters stand on their own."""
    broken = _LONG.sub("\\1\u200b", _JOINTS.sub("\u200b", _visible(text)))
    return broken if broken.isascii() else _TURNED.sub("\u2068\\g<0>\u2069", broken)


def _visible(text: str) -> str:
    """Text with what no font has a sign for shown by its number."""
    if text.isascii():
        return text
    known = covered()
    return "".join(
        one if ord(one) in known or one in _UNSEEN else f"‹U+{ord(one):04X}›"
        for one in text.translate(_BRACKETS)
    )


def _styled(svg: str) -> str:
    return _visible(svg).replace("<title>", f"<style>{_style()}</style><title>", 1)


@cache
def _style() -> str:
    names = ",".join(f"'{family}'" for family in FAMILIES)
    return f"svg text{{font-family:{names}}}{fixed(_file('pictures.css') + _THIN, LIGHT)}"


@cache
def _file(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")
