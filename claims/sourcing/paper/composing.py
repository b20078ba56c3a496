"""A report as a page: its wording, its pictures, and places to jump to."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from claims.sourcing.markdown import render_markdown
from claims.sourcing.marks import one_line
from claims.sourcing.model import FigurePart, SourcingReport
from claims.sourcing.model_claims import ClaimPart
from claims.sourcing.paper.blocks import (
    Block,
    Bullets,
    Drawing,
    Fold,
    Heading,
    Page,
    Paragraph,
    Quote,
    Span,
    Spans,
    Table,
    said,
    words,
)
from claims.sourcing.paper.reading import read
from claims.sourcing.pictures import Picture, balance, chain, timeline, web
from claims.vocab import Relation

_NAME = re.compile(r"[\w][\w.\-]*\w")
_DIGIT = re.compile(r"\d")
_TAKES_OVER = (Relation.UPDATES, Relation.CORRECTS)
_SECTION, _PART = 2, 3


@dataclass(frozen=True, slots=True)
class _Known:
    """What the report has, to be found by what the page calls it."""

    claims: Mapping[str, ClaimPart]
    links: Mapping[str, str]
    standings: Mapping[str, str]


def compose(report: SourcingReport) -> Page:
    """The page of a report."""
    known = _Known(
        claims={one_line(claim.name): claim for claim in report.claims},
        links=_links(report.claims),
        standings=report.words.standings,
    )
    blocks = _with_folds(_with_pictures(_anchored(read(render_markdown(report))), report), known)
    return Page(
        title=f"{report.words.headings['report']}: {one_line(report.title)}",
        language=report.words.language,
        blocks=tuple(_linked(block, known.links) for block in blocks),
    )


def _links(claims: Sequence[ClaimPart]) -> Mapping[str, str]:
    """The place of each claim in detail, by its name and its reference."""
    found = {}
    for claim in claims:
        found[one_line(claim.name)] = found[claim.ref] = f"#{claim.ref}"
    return found


def _anchored(blocks: Iterator[Block]) -> Iterator[Block]:
    """Headings with places, tables with what they are about."""
    sections = parts = 0
    caption = ""
    for block in blocks:
        if isinstance(block, Heading):
            caption = block.text
            if block.level == _SECTION:
                sections, parts = sections + 1, 0
            parts += block.level == _PART
            anchor = f"s{sections}" if block.level <= _SECTION else f"s{sections}-{parts}"
            yield replace(block, anchor=anchor)
        elif isinstance(block, Table):
            yield replace(block, caption=words(block.header[0]) if block.is_facts else caption)
        else:
            yield block


def _with_pictures(blocks: Iterator[Block], report: SourcingReport) -> Iterator[Block]:
    """Before the first part of each figure's section, its pictures."""
    waiting = list(report.figures)
    current: FigurePart | None = None
    for block in blocks:
        if isinstance(block, Heading):
            if block.level == _PART and current is not None:
                yield from _pictures(current, report, block.anchor)
                current = None
            if block.level == _SECTION:
                begins = bool(waiting) and block.text.endswith(
                    one_line(waiting[0].definition.title)
                )
                current = waiting.pop(0) if begins else None
        yield block


def _pictures(figure: FigurePart, report: SourcingReport, anchor: str) -> Iterator[Block]:
    if not figure.claims:
        return
    updates = [
        (claim.name, link.other)
        for claim in report.claims
        for link in claim.links
        if link.outgoing and link.relation in _TAKES_OVER and link.withdrawn is None
    ]
    reports = {claim.name: claim.report.ref for claim in report.claims}
    yield Heading(_PART, said("In pictures"), f"{anchor}p")
    drawn = (
        timeline(figure, report.tolerance, updates),
        web(figure, reports),
        balance(figure),
    )
    for place, picture in enumerate(drawn):
        yield _drawing(picture, f"{anchor}p{place}")


def _drawing(picture: Picture, anchor: str = "") -> Drawing:
    rows = tuple(tuple(said(one_line(cell)) for cell in row) for row in picture.rows)
    header = tuple(map(said, picture.header))
    told = replace(picture, title=one_line(picture.title), summary=one_line(picture.summary))
    return Drawing(told, Table(header, rows, f"{told.title}, in words"), anchor)


def _with_folds(blocks: Iterator[Block], known: _Known) -> Iterator[Block]:
    """Each claim in detail as something to open."""
    claim: ClaimPart | None = None
    held: list[Block] = []
    for block in blocks:
        if isinstance(block, Heading) and block.level <= _PART:
            if claim is not None:
                yield _fold(claim, held, known.standings)
            claim, held = known.claims.get(block.text) if block.level == _PART else None, []
            if claim is not None:
                continue
        if claim is None:
            yield block
        else:
            held.append(block)
    if claim is not None:
        yield _fold(claim, held, known.standings)


def _fold(claim: ClaimPart, held: Sequence[Block], standings: Mapping[str, str]) -> Fold:
    blocks: list[Block] = []
    for block in held:
        blocks.append(block)
        if isinstance(block, Quote):
            blocks.append(_drawing(chain(claim)))
    return Fold(
        anchor=claim.ref,
        name=one_line(claim.name),
        statement=one_line(claim.statement),
        note=standings[claim.standing],
        blocks=tuple(blocks),
    )


def _linked(block: Block, links: Mapping[str, str]) -> Block:
    """Names of claims lead to them."""
    if isinstance(block, Paragraph):
        return Paragraph(_linking(block.spans, links))
    if isinstance(block, Bullets):
        return Bullets(tuple(_linking(item, links) for item in block.items))
    if isinstance(block, Table):
        rows = tuple(tuple(_linking(cell, links) for cell in row) for row in block.rows)
        return replace(block, rows=rows)
    if isinstance(block, Drawing):
        table = _linked(block.table, links)
        assert isinstance(table, Table), "a table stays one"
        return replace(block, table=table)
    if isinstance(block, Fold):
        return replace(block, blocks=tuple(_linked(one, links) for one in block.blocks))
    return block


def _linking(spans: Spans, links: Mapping[str, str]) -> Spans:
    return tuple(part for span in spans for part in _parts(span, links))


def _parts(span: Span, links: Mapping[str, str]) -> Iterator[Span]:
    """The run cut at the names in it; only what has a digit in it is taken for a name."""
    if span.href or span.code:
        yield span
        return
    if (href := links.get(span.text)) is not None:
        yield replace(span, href=href)
        return
    if _DIGIT.search(span.text) is None:
        yield span
        return
    done = 0
    for found in _NAME.finditer(span.text):
        href = links.get(found[0])
        if href is None or _DIGIT.search(found[0]) is None:
            continue
        if span.text[done : found.start()]:
            yield replace(span, text=span.text[done : found.start()])
        yield replace(span, text=found[0], href=href)
        done = found.end()
    if span.text[done:]:
        yield replace(span, text=span.text[done:]) if done else span
