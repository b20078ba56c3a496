"""Names of claims lead to them, wherever they stand on the page."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from claims.report.marks import one_line
from claims.report.model_claims import ClaimPart
from claims.report.paper.blocks import (
    Block,
    Bullets,
    Drawing,
    Entry,
    Fold,
    Paragraph,
    Register,
    Span,
    Spans,
    Table,
)

_NAME = re.compile(r"[\w][\w.\-]*\w")
_SIGN = re.compile(r"\d|\bc-[0-9a-z]{8}\b")


def links_to(claims: Sequence[ClaimPart]) -> Mapping[str, str]:
    """The place of each claim in detail, by its name and its reference."""
    found = {}
    for claim in claims:
        found[one_line(claim.name)] = found[claim.ref] = f"#{claim.ref}"
    return found


def linked(block: Block, links: Mapping[str, str]) -> Block:
    """Names of claims lead to them."""
    if isinstance(block, Paragraph):
        return Paragraph(_linking(block.spans, links))
    if isinstance(block, Bullets):
        return Bullets(tuple(_linking(item, links) for item in block.items))
    if isinstance(block, Table):
        rows = tuple(tuple(_linking(cell, links) for cell in row) for row in block.rows)
        return replace(block, rows=rows)
    if isinstance(block, Drawing):
        table = linked(block.table, links)
        assert isinstance(table, Table), "a table stays one"
        return replace(block, table=table)
    if isinstance(block, Fold):
        return replace(block, blocks=tuple(linked(one, links) for one in block.blocks))
    return _of_register(block, links) if isinstance(block, Register) else block


def _of_register(block: Register, links: Mapping[str, str]) -> Register:
    """What a line sets off may be a name; the line does not lead to itself."""
    entries = (
        Entry(one.anchor, (one.spans[0], *(_whole(span, links) for span in one.spans[1:])))
        for one in block.entries
    )
    return replace(block, entries=tuple(entries))


def _whole(span: Span, links: Mapping[str, str]) -> Span:
    href = links.get(span.text) if span.strong else None
    return span if href is None else replace(span, href=href)


def _linking(spans: Spans, links: Mapping[str, str]) -> Spans:
    return tuple(part for span in spans for part in _parts(span, links))


def _parts(span: Span, links: Mapping[str, str]) -> Iterator[Span]:
    """The run cut at the names in it; a word without a digit is none, unless it is a reference."""
    if span.href or span.code:
        yield span
        return
    if (href := links.get(span.text)) is not None:
        yield replace(span, href=href)
        return
    if _SIGN.search(span.text) is None or links.keys().isdisjoint(_NAME.findall(span.text)):
        yield span
        return
    done = 0
    for found in _NAME.finditer(span.text):
        href = links.get(found[0])
        if href is None or _SIGN.search(found[0]) is None:
            continue
        if span.text[done : found.start()]:
            yield replace(span, text=span.text[done : found.start()])
        yield replace(span, text=found[0], href=href)
        done = found.end()
    if span.text[done:]:
        yield replace(span, text=span.text[done:]) if done else span
