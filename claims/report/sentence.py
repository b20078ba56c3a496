"""One printable sentence for each claim, from templates with named slots.

A sentence is a row of pieces, of which some are set off (the word that bends the number,
the words that hold back): so each format can print them in its own way.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from string import Formatter

from claims.redaction import tells_of_redaction
from claims.report.language import Words
from claims.report.model import FigurePart, SourcingReport
from claims.report.model_claims import ClaimPart, Piece
from claims.report.numbers_and_dates import Bit, date_words, quantity_pieces
from claims.schemas.views import HopView
from claims.vocab import Hedge, SourceKind, Stance, Standing

Pieces = Sequence[Bit]


def with_sentences(report: SourcingReport, words: Words) -> SourcingReport:
    """The report in this language: every claim with its sentence."""
    figures = {figure.definition.slug: figure for figure in report.figures}
    claims = []
    for claim in report.claims:
        pieces = sentence_of(claim, figures.get(claim.figure or ""), words)
        told = {"sentence": "".join(piece.text for piece in pieces), "sentence_pieces": pieces}
        claims.append(ClaimPart.of(**(vars(claim) | told)))
    return report.model_copy(
        update={"claims": tuple(claims), "language": words.language, "words": words}
    )


def sentence_of(claim: ClaimPart, figure: FigurePart | None, words: Words) -> tuple[Piece, ...]:
    """What an editor could print of this claim, and how far it is supported."""
    template = words.sentences[_which(claim)]
    reporter = claim.chain[-1].source
    slots: dict[str, Pieces] = {
        "origin": _origin(claim.chain[0], words),
        "chain": tuple(_chain(claim, words)),
        "counted": _counted(claim, figure, words),
        "quantity": quantity_pieces(claim.quantity, words) if claim.quantity else (),
        "modality": text(words.parts[claim.modality]),
        "hedge": tuple(_hedges(claim, words)),
        "support": _support(claim, figure, words),
        "title": text(figure.definition.title if figure else ""),
        "unit": text((claim.quantity and claim.quantity.unit) or ""),
        "statement": text(claim.statement),
        "quote": text(claim.quote.words if claim.quote else ""),
        "reporter": text(reporter),
        "date": text(_date(claim.said or claim.published, words)),
    }
    return joined(fill(template, slots))


def text(words: str) -> Pieces:
    """Words that are not set off."""
    return (Bit(text=words, set_off=False),) if words else ()


def fill(template: str, slots: Mapping[str, Pieces]) -> Iterator[Bit]:
    """A template with its slots filled."""
    for before, slot in _parsed(template):
        yield from text(before)
        if slot is not None:
            yield from slots[slot]


@lru_cache(maxsize=512)
def _parsed(template: str) -> tuple[tuple[str, str | None], ...]:
    """The words of a template, each with the slot that follows it."""
    return tuple((before, slot) for before, slot, _, _ in Formatter().parse(template))


def joined(pieces: Iterator[Bit]) -> tuple[Piece, ...]:
    """Neighbours that are set off alike, as one."""
    alike = groupby(pieces, itemgetter(1))
    return tuple(
        [Piece.of(text="".join([one.text for one in row]), set_off=off) for off, row in alike]
    )


def _which(claim: ClaimPart) -> str:
    if tells_of_redaction(claim.statement):
        return "redacted"
    if claim.withdrawn is not None:
        return "withdrawn"
    if claim.stance is not Stance.ASSERTS:
        return claim.stance
    counts = claim.quantity is not None and (claim.figure or claim.quantity.unit)
    return "number" if counts else "statement"


def _origin(hop: HopView, words: Words) -> Pieces:
    if hop.kind is SourceKind.UNNAMED:
        return _part(words, "unnamed", name=hop.named_as or hop.source)
    return _part(words, "named", name=hop.source)


def _part(words: Words, key: str, **slots: str) -> Pieces:
    return text(words.parts[key].format(**slots))


def _chain(claim: ClaimPart, words: Words) -> Iterator[Bit]:
    """When it was said, over whom it came, who published it and when."""
    said, published = _date(claim.said, words), _date(claim.published, words)
    others = claim.chain[1:]
    if not others:
        date = published or said
        key = "own_on" if date else "own"
        yield from _part(words, key, **({"date": date} if date else {}))
    else:
        if said and said != published:
            yield from _part(words, "said", date=said)
        *relays, reporter = others
        if relays:
            names = (_relay(hop, words) for hop in relays)
            yield from _part(words, "via", relays=words.parts["then"].join(names))
        slots = {"reporter": reporter.source} | ({"date": published} if published else {})
        yield from _part(words, "reported_on" if published else "reported", **slots)
    yield from text(words.parts["chain_end"])


def _relay(hop: HopView, words: Words) -> str:
    unnamed = hop.kind is SourceKind.UNNAMED
    pieces = _part(
        words,
        "unnamed_relay" if unnamed else "relay",
        name=(hop.named_as if unnamed else None) or hop.source,
    )
    return "".join(piece.text for piece in pieces)


def _date(given: str | None, words: Words) -> str:
    return "" if given is None else date_words(given, words)


def _counted(claim: ClaimPart, figure: FigurePart | None, words: Words) -> Pieces:
    """What the number counts: its unit where that is a plain word, else the figure's title."""
    unit = claim.quantity.unit if claim.quantity else None
    if unit is not None and (figure is None or unit.islower()):
        return _part(words, "counted_unit", unit=unit)
    title = claim.statement if figure is None else figure.definition.title
    return _part(words, "counted_title", title=title)


def _hedges(claim: ClaimPart, words: Words) -> Iterator[Bit]:
    """How sure the first speaker was, then everybody who passed it on less or more surely."""
    for hop in claim.chain:
        if hop.hedge_given and not hop.hedge.is_neutral:
            key = "certain" if hop.hedge is Hedge.CERTAIN and hop.position == 0 else "hedged"
            by = "" if hop.position == 0 else "_by"
            name = f"{key}{by}" if hop.cue else f"{key}_level{by}"
            level = words.hedges[hop.hedge]
            slots = {
                "cue": (Bit(text=hop.cue or level, set_off=True),),
                "level": (Bit(text=level, set_off=not hop.cue),),
                "name": text(hop.source),
            }
            yield from fill(words.parts[name], slots)


def _support(claim: ClaimPart, figure: FigurePart | None, words: Words) -> Pieces:
    names = ("origins", "outlets", "mentions")
    counts = {name: getattr(figure, name) for name in names} if figure else {}
    key = claim.standing.value
    if claim.standing is Standing.SINGLE_ORIGIN:
        key = "no_figure" if figure is None else "one_origin" if figure.origins < 2 else key  # noqa: PLR2004
    if claim.standing is Standing.CORROBORATED and figure is None:
        key = "corroborated_alone"
    return text(words.support[key].format(**{name: counts.get(name, 0) for name in names}))
