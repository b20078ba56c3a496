"""The page as one HTML file: no request, no foreign markup, folded where it is long.

Every text goes through `_text`; names of elements, attributes and places are ours, and an
address is one that `marks.link` let through. What the page may run is fixed by hash in its
own Content-Security-Policy: one style, one script, nothing else.
"""

import base64
import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from html import escape
from importlib.resources import files

from claims.report.embedding import HTML_ID, whole
from claims.report.language import Table as Words_
from claims.report.model import SourcingReport
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
    words,
)
from claims.report.paper.composing import compose
from claims.report.paper.palette import DARK, LIGHT, ORIGINS, variables

# Right-to-left letters with what stands between them: set apart, so that they turn nothing else.
_TURNED = re.compile(
    "([\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]"
    "(?:[^A-Za-z0-9\u00c0-\u058f]*[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc])*)"
)
_LONG = re.compile(r"([^\s\u3000-\u9fff\uac00-\ud7af]{24})(?=[^\s]{4})")
_FOLDED_ROWS = 60
_FIRST_ROWS = 20
_FEW = 8
_WORD = 24
_LINE = 220
_SECTION, _PART = 2, 3


def render_html(report: SourcingReport) -> str:
    """The report as an HTML document that ends with a line end."""
    return whole("\n".join(_document(compose(report))) + "\n")


def _document(page: Page) -> Iterator[str]:
    style, script = _style(), _file("page.js")
    policy = (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    yield f'<!doctype html>\n<html lang="{escape(page.words.language)}">\n<head>'
    yield '<meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield '<meta name="color-scheme" content="light dark">'
    yield '<meta name="referrer" content="no-referrer">'
    yield f"<title>{escape(page.title)}</title>\n<style>{style}</style>\n</head>\n<body>"
    told = page.words.page
    yield f'<a class="skip" href="#main">{_text(told["skip"])}</a>'
    first, rest = _parted(page.blocks)
    yield "<header>"
    yield from (_block(one, told) for one in first)
    yield "</header>"
    yield from _contents(rest, told["contents"])
    yield '<main id="main">'
    yield from _body(rest, told)
    yield f"</main>\n<script>{script}</script>\n</body>\n</html>"


def _parted(blocks: tuple[Block, ...]) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    """What stands before the first section, and the rest."""
    for place, block in enumerate(blocks):
        if isinstance(block, Heading) and block.level == _SECTION:
            return blocks[:place], blocks[place:]
    return blocks, ()


def _contents(blocks: tuple[Block, ...], title: str) -> Iterator[str]:
    """The sections; their parts too where there are few figures."""
    sections = sum(isinstance(one, Heading) and one.level == _SECTION for one in blocks)
    deepest = _PART if sections <= _FEW else _SECTION
    yield f'<nav aria-label="{escape(title)}">\n<ul class="contents">'
    parts: list[Heading] = []
    for block in (*blocks, Heading(_SECTION, ())):
        if not isinstance(block, Heading):
            continue
        if block.level == _PART == deepest:
            parts.append(block)
        elif block.level == _SECTION:
            if parts:
                yield f"<li><ul>{''.join(map(_entry, parts))}</ul></li>"
            if block.spans:
                yield _entry(block)
            parts = []
    yield "</ul>\n</nav>"


def _entry(heading: Heading) -> str:
    return f'<li><a href="#{heading.anchor}">{_text(heading.text)}</a></li>'


def _body(blocks: Iterable[Block], told: Words_) -> Iterator[str]:
    """The blocks; before the first claims, what filters them."""
    has_tools = False
    for block in blocks:
        if isinstance(block, Fold | Register) and not has_tools:
            has_tools = True
            yield _tools(told)
        yield _block(block, told)


def _tools(told: Words_) -> str:
    words = {name: escape(told[name]) for name in ("find", "open_all", "close_all", "found")}
    return (
        f'<div class="tools" hidden data-found="{words["found"]}"><label>{words["find"]} '
        '<input type="search" autocomplete="off"></label>'
        f'<button type="button">{words["open_all"]}</button>'
        f'<button type="button">{words["close_all"]}</button>'
        '<output aria-live="polite"></output></div>'
    )


def _block(block: Block, told: Words_) -> str:  # noqa: C901, PLR0911  one line for each kind
    match block:
        case Heading(level=level, spans=spans, anchor=anchor):
            return f'<h{level} id="{anchor}">{_spans(spans)}</h{level}>'
        case Paragraph(spans=spans):
            return f'<p dir="auto">{_spans(spans)}</p>'
        case Bullets(items=items):
            return _list(items, told)
        case Quote(lines=lines):
            inside = "".join(f'<p dir="auto">{_spans(line)}</p>' for line in lines)
            return f"<blockquote>{inside}</blockquote>"
        case Code(text=text):
            return f"<pre><code>{escape(text)}</code></pre>"
        case Proofs(text=text):
            return f'<script type="application/json" id="{HTML_ID}">{text}</script>'
        case Table():
            return _folding(block, told)
        case Drawing():
            return _drawing(block, told)
        case Fold():
            return _fold(block, told)
        case Register():
            return _register(block)
        case Attached(text=text):
            return f"<pre>{escape(text)}</pre>"


def _fold(block: Fold, told: Words_) -> str:
    statement = block.statement
    short = f"{statement[:_LINE]}…" if len(statement) > _LINE else statement
    inside = "\n".join(_block(one, told) for one in block.blocks)
    return (
        f'<details class="claim" id="{escape(block.anchor)}"><summary>'
        f"<strong>{_text(block.name)}</strong> <span>{_text(short)}</span> "
        f'<span class="tag">({_text(block.note)})</span></summary>\n{inside}\n</details>'
    )


def _register(block: Register) -> str:
    entries = "\n".join(
        f'<p class="entry" dir="auto"{_id(one.anchor)}>{_spans(one.spans)}</p>'
        for one in block.entries
    )
    return (
        f'<details class="origin"{_id(block.anchor)}><summary>'
        f"<strong>{_spans(block.name)}</strong> "
        f'<span class="tag">({_text(block.note)})</span></summary>\n{entries}\n</details>'
    )


def _id(anchor: str) -> str:
    return f' id="{escape(anchor)}"' if anchor else ""


def _drawing(block: Drawing, told: Words_) -> str:
    picture = block.picture
    place = f' id="{block.anchor}"' if block.anchor else ' class="small"'
    key = "".join(f"<li>{_text(line)}</li>" for line in picture.key)
    origins = f' data-origins="{escape(told["show_origins"])}"'
    return (
        f"<figure{place}{origins}><figcaption><strong>{_text(picture.title)}.</strong> "
        f"{_text(picture.summary)}</figcaption>"
        f'<div class="wide" tabindex="0" role="region" aria-label="{escape(picture.title)}">'
        f"{picture.svg}</div>{f'<ul>{key}</ul>' if key else ''}"
        f"<details><summary>{_text(told['same_in_words'])}</summary>{_table(block.table)}</details>"
        "</figure>"
    )


def _list(items: Sequence[Spans], told: Words_) -> str:
    """The first of many are shown, the others are a click away."""
    lines = [f"<li>{_spans(item)}</li>" for item in items]
    if len(lines) <= _FOLDED_ROWS:
        return f"<ul>{''.join(lines)}</ul>"
    summary = told["more_rows"].format(number=len(lines) - _FIRST_ROWS)
    first, others = "".join(lines[:_FIRST_ROWS]), "".join(lines[_FIRST_ROWS:])
    return (
        f"<ul>{first}</ul><details><summary>{_text(summary)}</summary><ul>{others}</ul></details>"
    )


def _folding(table: Table, told: Words_) -> str:
    if len(table.rows) <= _FOLDED_ROWS:
        return _table(table)
    summary = told["all_rows"].format(title=table.caption, number=len(table.rows))
    return f"<details><summary>{_text(summary)}</summary>{_table(table)}</details>"


def _table(table: Table) -> str:
    labels = [""] * len(table.header)
    if not table.is_facts and len(table.rows) <= _FOLDED_ROWS:
        labels = [f' data-t="{escape(words(one))}"' for one in table.header]
    rows = "\n".join(_row(row, labels) for row in table.rows)
    if table.is_facts:
        caption = f"<caption>{_text(table.caption)}</caption>" if table.caption else ""
        return f'<table class="facts">{caption}<tbody>\n{rows}\n</tbody></table>'
    titles = "".join(f'<th scope="col">{_spans(one)}</th>' for one in table.header)
    caption = f'<caption><span class="told">{_text(table.caption)}</span></caption>'
    stacked = ' class="stack"' if len(table.rows) <= _FOLDED_ROWS else ""
    return (
        f'<div class="wide" tabindex="0" role="region" aria-label="{escape(table.caption)}">'
        f"<table{stacked}>{caption}<thead><tr>{titles}</tr></thead><tbody>\n{rows}\n</tbody></table></div>"
    )


def _row(cells: tuple[Spans, ...], labels: list[str]) -> str:
    """A row; on a telephone each cell says what it is."""
    first, *rest = cells
    others = "".join(
        f'<td dir="auto"{label}>{_spans(cell)}</td>'
        for cell, label in zip(rest, labels[1:], strict=False)
    )
    return f'<tr><th scope="row" dir="auto">{_spans(first)}</th>{others}</tr>'


def _spans(spans: Spans) -> str:
    return "".join(map(_span, spans))


def _span(span: Span) -> str:
    told = _text(span.text)
    if span.code:
        told = f"<code>{told}</code>"
    if span.href:
        told = f'<a href="{escape(span.href)}">{told}</a>'
    if span.em:
        told = f"<em>{told}</em>"
    return f"<strong>{told}</strong>" if span.strong else told


def _text(text: str) -> str:
    """Text as it is; long words can break, runs of right-to-left letters stand on their own."""
    if len(text) <= _WORD or max(map(len, text.split()), default=0) <= _WORD:
        return _piece(text)
    return "<wbr>".join(map(_piece, _LONG.sub("\\1\0", text).split("\0")))


def _piece(text: str) -> str:
    told = escape(text)
    return told if text.isascii() else _TURNED.sub(r"<bdi>\1</bdi>", told)


@cache
def _style() -> str:
    own = "".join(f".{name}{{--c:var(--{name})}}" for name in ORIGINS)
    return (
        f":root{{color-scheme:light dark;{variables(LIGHT)}}}\n"
        f"@media screen and (prefers-color-scheme:dark){{:root{{{variables(DARK)}}}}}\n"
        f"svg{{--c:var(--ink)}}{own}\n{_file('page.css')}{_file('pictures.css')}"
    )


@cache
def _file(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    """The digest of an inline style or script, as a policy names it."""
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
