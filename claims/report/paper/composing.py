"""A report as a page: its wording, its pictures, and places to jump to."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from claims.report.language import Words
from claims.report.markdown import DETAILED, render_markdown
from claims.report.marks import one_line
from claims.report.model import FigurePart, SourcingReport
from claims.report.model_claims import ClaimPart
from claims.report.paper.blocks import (
    Block,
    Bullets,
    Drawing,
    Entry,
    Fold,
    Heading,
    Page,
    Quote,
    Register,
    Spans,
    Table,
    said,
    words,
)
from claims.report.paper.linking import linked, links_to
from claims.report.paper.reading import read
from claims.report.pictures import Picture, balance, chain, timeline, web
from claims.report.retelling import retold
from claims.vocab import Relation

_TAKES_OVER = (Relation.UPDATES, Relation.CORRECTS)
_SECTION, _PART = 2, 3


@dataclass(frozen=True, slots=True)
class _Known:
    """What the report has, to be found by what the page calls it."""

    claims: Mapping[str, ClaimPart]
    links: Mapping[str, str]
    words: Words


def compose(report: SourcingReport) -> Page:
    """The page of a report."""
    known = _Known(
        claims={one_line(claim.name): claim for claim in report.claims},
        links=links_to(report.claims),
        words=report.words,
    )
    blocks = _with_pictures(_anchored(read(render_markdown(report))), report)
    if len(report.claims) > DETAILED:
        blocks = _with_registers(blocks, known)
    else:
        blocks = _with_folds(blocks, known)
    return Page(
        title=f"{report.words.headings['report']}: {one_line(retold(report.title, report.words))}",
        words=report.words,
        blocks=tuple(linked(block, known.links) for block in blocks),
    )


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
    yield Heading(_PART, said(report.words.headings["pictures"]), f"{anchor}p")
    drawn = (
        timeline(figure, report.tolerance, report.words, updates),
        web(figure, reports, report.words),
        balance(figure, report.words),
    )
    for place, picture in enumerate(drawn):
        yield _drawing(picture, report.words, f"{anchor}p{place}")


def _drawing(picture: Picture, words: Words, anchor: str = "") -> Drawing:
    rows = tuple(tuple(said(one_line(cell)) for cell in row) for row in picture.rows)
    header = tuple(map(said, picture.header))
    told = replace(picture, title=one_line(picture.title), summary=one_line(picture.summary))
    caption = words.pictures["in_words"].format(title=told.title)
    return Drawing(told, Table(header, rows, caption), anchor)


def _with_folds(blocks: Iterator[Block], known: _Known) -> Iterator[Block]:
    """Each claim in detail as something to open."""
    claim: ClaimPart | None = None
    held: list[Block] = []
    for block in blocks:
        if isinstance(block, Heading) and block.level <= _PART:
            if claim is not None:
                yield _fold(claim, held, known.words)
            claim, held = known.claims.get(block.text) if block.level == _PART else None, []
            if claim is not None:
                continue
        if claim is None:
            yield block
        else:
            held.append(block)
    if claim is not None:
        yield _fold(claim, held, known.words)


def _with_registers(blocks: Iterator[Block], known: _Known) -> Iterator[Block]:
    """The claims of each origin, a line each, as something to open."""
    is_register = False
    title: Heading | None = None
    for block in blocks:
        if isinstance(block, Heading) and block.level == _SECTION:
            is_register = block.text == known.words.headings["register"]
        if is_register and isinstance(block, Heading) and block.level == _PART:
            title = block
        elif is_register and title is not None and isinstance(block, Bullets):
            yield _register(title, block, known)
        else:
            yield block


def _register(title: Heading, bullets: Bullets, known: _Known) -> Register:
    claims = known.words.counted(len(bullets.items), "claim", "claims")
    entries = (Entry(_place(item, known), item) for item in bullets.items)
    return Register(title.anchor, title.spans, claims, tuple(entries))


def _place(item: Spans, known: _Known) -> str:
    """The reference of the claim that a line begins with."""
    claim = known.claims.get(item[0].text)
    return "" if claim is None else claim.ref


def _fold(claim: ClaimPart, held: Sequence[Block], words: Words) -> Fold:
    blocks: list[Block] = []
    for block in held:
        blocks.append(block)
        if isinstance(block, Quote):
            blocks.append(_drawing(chain(claim, words), words))
    return Fold(
        anchor=claim.ref,
        name=one_line(claim.name),
        statement=one_line(claim.statement),
        note=words.standings[claim.standing],
        blocks=tuple(blocks),
    )
