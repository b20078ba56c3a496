"""Claims of the sourcing report as Markdown: a table of many, and one in full."""

from collections.abc import Iterable, Iterator, Sequence

from claims.redaction import tells_of_redaction
from claims.report.language import Words
from claims.report.markdown_pieces import (
    archived_words,
    chain_line,
    dates_words,
    event_line,
    finding_lines,
    hedge_words,
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
from claims.report.marks import bullets, link, plain, quoted, table, when, within
from claims.report.model import ClaimRow
from claims.report.model_claims import (
    ClaimPart,
    ReportPart,
)
from claims.schemas.views import HopView
from claims.vocab import Hedge, Modality, Stance

_NUMBERS = ("claim", "quantity", "speaker", "via", "outlet", "sureness", "said", "about")
_WORDS = ("claim", "statement", "speaker", "via", "outlet", "sureness", "said", "about")


def claims_table(rows: Sequence[ClaimRow], words: Words, *, numbers: bool) -> str:
    """Claims in one line each; where they are on no figure, their statement is shown."""
    columns = (*(_NUMBERS if numbers else _WORDS), "support", "reference")
    header = [words.columns[name] for name in columns]
    told = table(header, (_row(row, words, numbers=numbers) for row in rows))
    if all(row.in_scope for row in rows):
        return told
    return f"{told}\n\n{words.lines['not_detailed']}"


def _row(row: ClaimRow, words: Words, *, numbers: bool) -> tuple[str, ...]:
    told = not numbers or tells_of_redaction(row.statement)
    what = plain(row.statement) if told else plain(row.quantity or words.told["no_number"])
    mark = "" if row.in_scope else " †"
    return (
        f"{plain(row.name)}{mark}",
        f"{what}{_aside(row, words)}",
        _speaker(row, words),
        words.parts["then"].join(map(plain, row.via)),
        plain(row.reporter),
        _sureness(row, words),
        plain(row.said or ""),
        plain(row.as_of or ""),
        words.standings[row.standing],
        plain(row.ref),
    )


def _speaker(row: ClaimRow, words: Words) -> str:
    name = plain(row.source)
    return name if row.named else words.told["not_named"].format(name=name)


def _aside(row: ClaimRow, words: Words) -> str:
    """What keeps a number from being a plain assertion that it happened."""
    asides = []
    if row.stance is not Stance.ASSERTS:
        asides.append(words.stances[row.stance])
    if row.modality in (Modality.PLANNED, Modality.HYPOTHETICAL):
        asides.append(words.modalities_short[row.modality])
    return f" ({'; '.join(asides)})" if asides else ""


def _sureness(row: ClaimRow, words: Words) -> str:
    """The origin's hedge, and the weakest of the chain where somebody else was less sure."""
    own = words.hedges[row.hedge] if row.hedge_given else words.labels["not_recorded"]
    if row.effective_hedge in (row.hedge, Hedge.ATTRIBUTED):
        return own
    return words.line("passed_on_as", own=own, weakest=words.hedges[row.effective_hedge])


def claim_blocks(claim: ClaimPart, words: Words) -> Iterator[str]:
    """One claim in full."""
    label = words.labels
    yield f"### {plain(claim.name)}"
    yield from warnings(claim, words)
    yield _line(claim, words)
    if claim.sentence_pieces:
        yield f"**{words.headings['sentence']}:** {sentence(claim)}"
    yield table((label["the_claim"], ""), _claim_rows(claim, words))
    yield table((label["the_report"], ""), report_rows(claim.report, words))
    yield label["the_chain"]
    header = [label[name] for name in _HOP]
    yield table(header, (_hop(hop, words) for hop in claim.chain))
    yield from _listed(label["links"], (link_line(one, words) for one in claim.links))
    yield from _listed(label["retractions"], (notice_line(one, words) for one in claim.notices))
    yield from _listed(label["revisions"], revision_lines(claim.revisions, words))
    events = (event_line(one, words) for one in claim.since_logged)
    yield from _listed(label["since_logged"], events)
    told = finding_lines(untold(claim.findings), words, anchored=False)
    yield from _listed(label["findings"], told)


_HOP = ("hop", "speaker", "part", "named_as", "words_used", "sureness", "said", "language")


def _listed(title: str, items: Iterable[str]) -> Iterator[str]:
    if lines := bullets(items):
        yield title
        yield lines


def _line(claim: ClaimPart, words: Words) -> str:
    """The statement; below it the chain in a line, and in italics the words that hold back."""
    return f"> **{plain(claim.statement)}**\n>\n> {chain_line(claim, words)}"


def sentence(claim: ClaimPart) -> str:
    """What an editor could print of it, with the words set off that bend or hold back."""
    return "".join(
        f"*{plain(one.text)}*" if one.set_off and one.text.strip() else within(one.text)
        for one in claim.sentence_pieces
    )


def _claim_rows(claim: ClaimPart, words: Words) -> Iterator[tuple[str, str]]:
    label = words.labels
    yield label["quote"], quote_words(claim.quote, words)
    if claim.quantity is not None:
        yield label["quantity"], quantity_meaning(claim.quantity, words)
    if claim.figure is not None:
        yield label["figure"], plain(claim.figure)
    yield label["stance"], f"{words.stances[claim.stance]}; {words.modalities[claim.modality]}"
    yield label["method"], words.methods[claim.method]
    yield label["effective_hedge"], hedge_words(claim.effective_hedge, words)
    yield label["dates"], dates_words(claim, words)
    yield label["support"], _supported(claim, words)
    yield label["reference"], words.line("reference", ref=plain(claim.ref), id=str(claim.id))
    by = {"by": plain(claim.logged_by), "moment": when(claim.logged_at)}
    yield label["logged"], words.line("logged", **by)
    key = "revision_first" if claim.revision == 1 else "revision_later"
    yield label["revision"], words.line(key, number=claim.revision)
    yield label["reviewed"], reviews_words(claim, words)
    yield label["stories"], stories_words(claim, words) or label["none_recorded"]
    if claim.ratings:
        yield label["ratings"], ratings_words(claim, words)
    if claim.tags:
        yield label["tags"], ", ".join(map(plain, claim.tags))
    if claim.note:
        yield label["desk_note"], plain(claim.note)


def _supported(claim: ClaimPart, words: Words) -> str:
    if tells_of_redaction(claim.statement):
        return words.lines["supports_nothing"]
    return f"{words.standings[claim.standing]}: {words.standings_explained[claim.standing]}"


def report_rows(report: ReportPart, words: Words) -> Iterator[tuple[str, str]]:
    """The report that a claim was read from."""
    label = words.labels
    missing = label["not_recorded"]
    yield label["outlet"], plain(report.reporter or label["self_published"])
    yield label["title"], plain(report.title or missing)
    yield label["byline"], plain(report.byline or missing)
    yield label["published"], plain(report.published or missing)
    yield label["address"], link(report.url) if report.url else missing
    yield label["version"], version_words(report, words)
    yield label["archived"], archived_words(report, words)
    if report.note:
        yield label["report_note"], plain(report.note)


def _hop(hop: HopView, words: Words) -> tuple[str, ...]:
    run = hop.controlled_by and words.told["run_by"].format(name=hop.controlled_by)
    known = plain(", ".join(part for part in (words.kinds[hop.kind], hop.country, run) if part))
    term = ""
    if hop.original_term:
        term = words.line("original_term", term=quoted(hop.original_term))
    return (
        str(hop.position + 1),
        f"{plain(hop.source)} ({known})",
        words.labels[f"is_{hop.role}"],
        quoted(hop.named_as) if hop.named_as else "",
        quoted(hop.cue) if hop.cue else "",
        _hop_sureness(hop, words),
        plain(hop.said or ""),
        f"{plain(hop.language or '')}{term}",
    )


def _hop_sureness(hop: HopView, words: Words) -> str:
    if hop.hedge_given:
        return hedge_words(hop.hedge, words)
    return words.labels["not_recorded"] if hop.position == 0 else ""
