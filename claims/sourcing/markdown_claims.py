"""Claims of the sourcing report as Markdown: a table of many, and one in full."""

from collections.abc import Iterable, Iterator, Sequence

from claims.redaction import tells_of_redaction
from claims.schemas.views import HopView, NoticeView, RatingView
from claims.sourcing.language import Words
from claims.sourcing.marks import bullets, link, plain, quoted, table, when, within
from claims.sourcing.model import ClaimRow
from claims.sourcing.model_claims import (
    ClaimPart,
    FindingPart,
    LinkPart,
    QuotePart,
    ReportPart,
    ReviewPart,
    RevisionPart,
)
from claims.sourcing.words import ACTIONS, FINDINGS, LINK_BASES, RELATIONS
from claims.vocab import Action, FindingCode, Hedge, Modality, Stance, Standing

_NUMBERS = ("claim", "quantity", "speaker", "via", "outlet", "sureness", "said", "about")
_WORDS = ("claim", "statement", "speaker", "via", "outlet", "sureness", "said", "about")
_NOT_DETAILED = "Claims marked † count here too, and are outside the scope of this report."


def claims_table(rows: Sequence[ClaimRow], words: Words, *, numbers: bool) -> str:
    """Claims in one line each; where they are on no figure, their statement is shown."""
    columns = (*(_NUMBERS if numbers else _WORDS), "support", "reference")
    header = [words.columns[name] for name in columns]
    shown = table(header, (_row(row, words, numbers=numbers) for row in rows))
    if all(row.in_scope for row in rows):
        return shown
    return f"{shown}\n\n{_NOT_DETAILED}"


def _row(row: ClaimRow, words: Words, *, numbers: bool) -> tuple[str, ...]:
    told = not numbers or tells_of_redaction(row.statement)
    what = plain(row.statement) if told else plain(row.quantity or "no number")
    mark = "" if row.in_scope else " †"
    return (
        f"{plain(row.name)}{mark}",
        f"{what}{_aside(row, words)}",
        plain(row.source) if row.named else f"{plain(row.source)} (not named)",
        ", then ".join(map(plain, row.via)),
        plain(row.reporter),
        _sureness(row, words),
        plain(row.said or ""),
        plain(row.as_of or ""),
        words.standings[row.standing],
        plain(row.ref),
    )


def _aside(row: ClaimRow, words: Words) -> str:
    """What keeps a number from being a plain assertion that it happened."""
    asides = []
    if row.stance is not Stance.ASSERTS:
        asides.append(words.stances[row.stance])
    if row.modality in (Modality.PLANNED, Modality.HYPOTHETICAL):
        asides.append(row.modality.value)
    return f" ({'; '.join(asides)})" if asides else ""


def _sureness(row: ClaimRow, words: Words) -> str:
    """The origin's hedge, and the weakest of the chain where somebody else was less sure."""
    own = words.hedges[row.hedge] if row.hedge_given else "not recorded"
    if row.effective_hedge in (row.hedge, Hedge.ATTRIBUTED):
        return own
    return f"{own}; passed on as {words.hedges[row.effective_hedge]}"


# What the tables of a claim say already.
_TOLD_ABOVE = (FindingCode.UNREVIEWED, FindingCode.NOT_ARCHIVED, FindingCode.HEDGE_MISSING)


def claim_blocks(claim: ClaimPart, words: Words) -> Iterator[str]:
    """One claim in full."""
    yield f"### {plain(claim.name)}"
    yield from _warnings(claim)
    yield _line(claim)
    if claim.sentence_pieces:
        yield f"**{words.headings['sentence']}:** {sentence(claim)}"
    yield table(("The claim", ""), _claim_rows(claim, words))
    yield table(("The report it was read from", ""), _report_rows(claim.report))
    yield "From the speaker to the outlet:"
    yield table(
        ("#", "Speaker", "Part", "Named in print as", "Words used", "How sure", "Said", "Language"),
        (_hop(hop, words) for hop in claim.chain),
    )
    yield from _listed("How it stands to other claims:", map(_link, claim.links))
    yield from _listed("Retractions:", map(_notice, claim.notices))
    yield from _listed("Revisions:", revision_lines(claim.revisions))
    yield from _listed(
        "What changed since it was logged:",
        (f"{when(one.at)}, {plain(one.by)}: {plain(one.what)}" for one in claim.since_logged),
    )
    told = (one for one in claim.findings if one.code not in _TOLD_ABOVE)
    yield from _listed("Findings:", finding_lines(told, anchored=False))


def _listed(title: str, items: Iterable[str]) -> Iterator[str]:
    if lines := bullets(items):
        yield title
        yield lines


def _warnings(claim: ClaimPart) -> Iterator[str]:
    if tells_of_redaction(claim.statement):
        yield f"**Redacted:** {plain(claim.statement)}"
    elif claim.withdrawn is not None:
        yield f"**Withdrawn, logged by mistake:** {plain(claim.withdrawn)}"
    elif claim.standing is Standing.RETRACTED:
        yield "**Retracted by whoever published it; see below.**"


def _line(claim: ClaimPart) -> str:
    """The statement; below it the chain in a line, and in italics the words that hold back."""
    words = ", ".join(f"*{plain(word)}*" for word in claim.wording)
    chain = f"{plain(claim.attribution)}{': ' if words else ''}{words}"
    return f"> **{plain(claim.statement)}**\n>\n> {chain}"


def sentence(claim: ClaimPart) -> str:
    """What an editor could print of it, with the words set off that bend or hold back."""
    return "".join(
        f"*{plain(one.text)}*" if one.set_off and one.text.strip() else within(one.text)
        for one in claim.sentence_pieces
    )


def _claim_rows(claim: ClaimPart, words: Words) -> Iterator[tuple[str, str]]:
    yield "Words as printed", _quote(claim.quote)
    if claim.quantity is not None:
        printed, meaning = claim.quantity.printed, claim.quantity.meaning
        yield "Quantity", f"printed {quoted(printed)}; read as {plain(meaning)}"
    if claim.figure is not None:
        yield "Figure", plain(claim.figure)
    yield (
        "What the speech does",
        f"{words.stances[claim.stance]}; {words.modalities[claim.modality]}",
    )
    yield "How the number or claim came about", words.methods[claim.method]
    yield "How sure, over the whole chain", hedge_words(claim.effective_hedge, words)
    yield "Dates", _dates(claim)
    yield "What the record supports", _supported(claim, words)
    yield "Reference", f"{plain(claim.ref)}, in full {claim.id}"
    yield "Logged", f"by {plain(claim.logged_by)}, {when(claim.logged_at)}"
    yield "Revision", _revision(claim)
    yield "Reviewed", _reviews(claim)
    stories = "; ".join(
        f"{quoted(story.title) if story.title else 'untitled'}, {plain(story.date or 'no date')}, "
        f"{link(story.url)}"
        for story in claim.stories
    )
    yield "Stories of ours that rest on it", stories or "none recorded"
    if claim.ratings:
        yield "Rated by those who checked it", "; ".join(map(_rating, claim.ratings))
    if claim.tags:
        yield "Filed under", ", ".join(map(plain, claim.tags))
    if claim.note:
        yield "Note by the desk", plain(claim.note)


def hedge_words(hedge: Hedge, words: Words) -> str:
    """A level of sureness, with what it means."""
    return f"{words.hedges[hedge]}: {words.hedges_explained[hedge]}"


def _supported(claim: ClaimPart, words: Words) -> str:
    if tells_of_redaction(claim.statement):
        return "nothing any more: what it said was redacted"
    return f"{words.standings[claim.standing]}: {words.standings_explained[claim.standing]}"


def _revision(claim: ClaimPart) -> str:
    if claim.revision == 1:
        return "1: it stands as it was logged"
    return f"{claim.revision}: it was changed after it was logged, see below"


def _quote(quote: QuotePart | None) -> str:
    if quote is None:
        return "none recorded"
    place = {
        "found": f"characters {quote.start} to {quote.end} of the archived text",
        "not_in_text": "**not found in the archived text**",
        "not_archived": "not compared: the text is not archived",
        "redacted": "not compared: the text was redacted",
    }
    return f"{quoted(quote.words)} ({place[quote.state]})"


def _dates(claim: ClaimPart) -> str:
    known = (("said", claim.said), ("about", claim.as_of), ("published", claim.published))
    return "; ".join(f"{name} {plain(date or 'not recorded')}" for name, date in known)


def _rating(rating: RatingView) -> str:
    said = quoted(rating.text or rating.value or "no words")
    gone = f" (**taken back:** {plain(rating.withdrawn)})" if rating.withdrawn else ""
    where = f", {link(rating.url)}" if rating.url else ""
    return f"{plain(rating.author)}: {said}{where}{gone}"


def _reviews(claim: ClaimPart) -> str:
    if not claim.reviews:
        return "**no: nobody but the one who logged it is recorded to have read it**"
    return "; ".join(map(_review, claim.reviews))


def _review(review: ReviewPart) -> str:
    stale = "" if review.current else " (**changed since**)"
    own = " (the one who logged it)" if review.by_logger else ""
    note = f": {plain(review.note)}" if review.note else ""
    at = f"{when(review.at)}, revision {review.reviewed_revision}"
    return f"by {plain(review.by)}{own}, {at}{stale}{note}"


def _report_rows(report: ReportPart) -> Iterator[tuple[str, str]]:
    yield "Outlet", plain(report.reporter or "self-published")
    yield "Title", plain(report.title or "not recorded")
    yield "Byline", plain(report.byline or "not recorded")
    yield "Published", plain(report.published or "not recorded")
    yield "Address", link(report.url) if report.url else "not recorded"
    newer = "; ".join(map(plain, report.newer_versions))
    read = f"version {report.version} ({plain(report.ref)})"
    yield "Version read", f"{read}; **newer: {newer}**" if newer else f"{read}, the newest recorded"
    yield "Archived text", _archived(report)
    if report.note:
        yield "Note on the report", plain(report.note)


def _archived(report: ReportPart) -> str:
    if report.archived == "not_archived":
        return "**not archived**: what was read cannot be shown"
    if report.archived == "redacted":
        return f"**redacted**: {plain(report.text_redacted or '')}; {_sha256(report)}"
    state = "kept" if report.archived == "kept" else "**the text itself is no longer held**"
    return f"{state}; {_sha256(report)}"


def _sha256(report: ReportPart) -> str:
    return f"SHA-256 `{plain(report.text_sha256 or '')}`"


def _hop(hop: HopView, words: Words) -> tuple[str, ...]:
    about = [
        words.kinds[hop.kind],
        hop.country,
        hop.controlled_by and f"run by {hop.controlled_by}",
    ]
    known = plain(", ".join(part for part in about if part))
    term = f", original term {quoted(hop.original_term)}" if hop.original_term else ""
    return (
        str(hop.position + 1),
        f"{plain(hop.source)} ({known})",
        _ROLES[hop.role],
        quoted(hop.named_as) if hop.named_as else "",
        quoted(hop.cue) if hop.cue else "",
        _hop_sureness(hop, words),
        plain(hop.said or ""),
        f"{plain(hop.language or '')}{term}",
    )


_ROLES = {"origin": "origin", "relay": "relay", "reporter": "outlet"}


def _hop_sureness(hop: HopView, words: Words) -> str:
    if hop.hedge_given:
        return hedge_words(hop.hedge, words)
    return "not recorded" if hop.position == 0 else ""


def _link(one: LinkPart) -> str:
    verb = RELATIONS[one.relation][not one.outgoing]
    gone = ""
    if one.withdrawn is not None and one.withdrawn_at is not None:
        by = plain(one.withdrawn_by or "")
        gone = f" **Taken back** by {by}, {when(one.withdrawn_at)}: {plain(one.withdrawn)}"
    return (
        f"It {verb} **{plain(one.other)}** ({quoted(one.other_statement)}). Reason: "
        f"{quoted(one.reason)} ({LINK_BASES[one.basis]} {plain(one.by)}, {when(one.at)}).{gone}"
    )


def _notice(notice: NoticeView) -> str:
    whole = "The whole report" if notice.target_kind == "report" else "This claim"
    date = f", notice of {plain(notice.date)}" if notice.date else ", notice undated"
    at = f", {link(notice.url)}" if notice.url else ""
    gone = f" **Taken back:** {plain(notice.withdrawn)}" if notice.withdrawn else ""
    by = f"recorded by {plain(notice.by)}, {when(notice.at)}"
    return f"{whole} was retracted{date}{at}: {plain(notice.reason)} ({by}).{gone}"


def revision_lines(revisions: Iterable[RevisionPart]) -> Iterator[str]:
    """What each entry after the first changed."""
    for one in revisions:
        why = f", because: {plain(one.reason)}" if one.reason else ""
        head = f"Revision {one.revision}, {when(one.at)}, {ACTIONS[one.action]}"
        yield f"{head} by {plain(one.by)}{why}. {_changed(one)}."


def _changed(one: RevisionPart) -> str:
    if one.redacted is not None:
        return f"What it said was erased: {plain(one.redacted)}"
    if one.action is Action.REDACT:
        return "What was recorded before was erased"
    changes = (
        f"{plain(part.field.replace('_', ' '))} from {_value(part.before)} to {_value(part.after)}"
        for part in one.changes
    )
    return "; ".join(changes) or "No field changed"


def _value(value: str | None) -> str:
    return "nothing" if value is None else quoted(value)


def finding_lines(findings: Iterable[FindingPart], *, anchored: bool) -> Iterator[str]:
    """Each finding with what its code means, how much it matters, and what it is about."""
    for one in findings:
        about = f", {plain(one.about)}" if anchored else ""
        yield f"**{FINDINGS[one.code]}** ({one.severity}{about}): {plain(one.message)}"
