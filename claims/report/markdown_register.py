"""Very many claims as Markdown: one line each, by origin, with all that a section of its own has.

Guaranteed: what is recorded of a claim stands in its line; what is not recorded is left out,
but for what an auditor asks for first (the text, the review).
"""

from collections.abc import Iterator

from claims.report.language import Words
from claims.report.markdown_pieces import (
    archived_words,
    chain_line,
    dates_words,
    event_line,
    finding_lines,
    link_line,
    notice_line,
    quantity_meaning,
    quote_words,
    ratings_words,
    reviews_words,
    revision_lines,
    stories_words,
    untold,
    version_words,
    warnings,
)
from claims.report.marks import bullets, link, plain, quoted, when
from claims.report.model import SourcingReport
from claims.report.model_claims import ClaimPart
from claims.schemas.views import HopView
from claims.vocab import Method


def register_blocks(report: SourcingReport) -> Iterator[str]:
    """The claims in the order of the report, under the origin that each has."""
    for origin, claims in _by_origin(report).items():
        yield f"### {origin}"
        yield bullets(_entry(claim, report.words) for claim in claims)


def _by_origin(report: SourcingReport) -> dict[str, list[ClaimPart]]:
    """Who a claim goes back to, as its figure holds it; else its first speaker."""
    origin = {
        claim: " / ".join(map(plain, group.sources))
        for figure in report.figures
        for group in figure.origin_groups
        for claim in group.claims
    }
    found: dict[str, list[ClaimPart]] = {}
    for claim in report.claims:
        name = origin.get(claim.name) or plain(claim.chain[0].source)
        found.setdefault(name, []).append(claim)
    return found


def _entry(claim: ClaimPart, words: Words) -> str:
    """All of a claim in one line."""
    told = "; ".join(part.removesuffix(".") for part in _told(claim, words))
    return f"**{plain(claim.name)}** ({plain(claim.ref)}): {told}"


def _told(claim: ClaimPart, words: Words) -> Iterator[str]:
    yield from warnings(claim, words)
    yield f"**{plain(claim.statement)}**"
    if claim.quote is not None:
        yield quote_words(claim.quote, words)
    if claim.quantity is not None:
        yield quantity_meaning(claim.quantity, words)
    yield chain_line(claim, words)
    yield from (_hop(hop, words) for hop in claim.chain if _has_more(hop))
    yield f"{words.stances[claim.stance]}, {words.modalities[claim.modality]}"
    if claim.method is not Method.UNSTATED:
        yield words.methods[claim.method]
    yield dates_words(claim, words)
    yield words.standings[claim.standing]
    yield from _report(claim, words)
    by = {"by": plain(claim.logged_by), "moment": when(claim.logged_at)}
    yield words.line("logged_entry", number=claim.revision, **by)
    yield words.line("reviewed_entry", reviews=reviews_words(claim, words))
    yield from _later(claim, words)


def _report(claim: ClaimPart, words: Words) -> Iterator[str]:
    report = claim.report
    told = [quoted(report.title)] if report.title else []
    told += [plain(report.byline)] if report.byline else []
    told += [link(report.url)] if report.url else []
    yield ", ".join((*told, version_words(report, words)))
    yield archived_words(report, words)
    if report.note:
        yield plain(report.note)


def _has_more(hop: HopView) -> bool:
    """Whether the line of the chain leaves something of this speaker out."""
    return bool(hop.cue or hop.named_as or hop.original_term or hop.hedge_given)


def _hop(hop: HopView, words: Words) -> str:
    """How a speaker was named, what he said and how sure he was."""
    said = [quoted(one) for one in (hop.named_as, hop.cue, hop.original_term) if one]
    if hop.hedge_given:
        said.append(words.hedges[hop.hedge])
    return f"{plain(hop.source)}: {', '.join(said)}"


def _later(claim: ClaimPart, words: Words) -> Iterator[str]:
    """What people made of it since, and what the rules find."""
    yield from (link_line(one, words) for one in claim.links)
    yield from (notice_line(one, words) for one in claim.notices)
    yield from revision_lines(claim.revisions, words)
    yield from (event_line(one, words) for one in claim.since_logged)
    yield from finding_lines(untold(claim.findings), words, anchored=False)
    if claim.stories:
        yield words.line("stories_entry", stories=stories_words(claim, words))
    if claim.ratings:
        yield ratings_words(claim, words)
    if claim.tags:
        yield words.line("tags_entry", tags=", ".join(map(plain, claim.tags)))
    if claim.note:
        yield plain(claim.note)
