"""What is recorded of a claim, piece by piece as Markdown: its words, dates, links, findings."""

from collections.abc import Iterable, Iterator

from claims.redaction import tells_of_redaction
from claims.report.language import Words
from claims.report.marks import link, plain, quoted, when
from claims.report.model_claims import (
    ClaimPart,
    Event,
    FindingPart,
    LinkPart,
    QuantityPart,
    QuotePart,
    ReportPart,
    ReviewPart,
    RevisionPart,
)
from claims.report.retelling import retold, shown
from claims.schemas.views import NoticeView, RatingView
from claims.vocab import Action, FindingCode, Hedge, Standing

# What the tables of a claim say already.
_TOLD_ABOVE = (FindingCode.UNREVIEWED, FindingCode.NOT_ARCHIVED, FindingCode.HEDGE_MISSING)


def untold(findings: Iterable[FindingPart]) -> Iterator[FindingPart]:
    """The findings that nothing else about the claim says already."""
    return (one for one in findings if one.code not in _TOLD_ABOVE)


def event_line(one: Event, words: Words) -> str:
    """What was recorded later and bears on a claim."""
    return f"{when(one.at)}, {plain(one.by)}: {shown(one.what, words)}"


def warnings(claim: ClaimPart, words: Words) -> Iterator[str]:
    """What keeps a claim from being used."""
    if tells_of_redaction(claim.statement):
        yield words.line("is_redacted", told=plain(claim.statement))
    elif claim.withdrawn is not None:
        yield words.line("is_withdrawn", reason=plain(claim.withdrawn))
    elif claim.standing is Standing.RETRACTED:
        yield words.lines["is_retracted"]


def chain_line(claim: ClaimPart, words: Words) -> str:
    """The chain in a line, and in italics the words that hold back."""
    held = ", ".join(f"*{shown(word, words)}*" for word in claim.wording)
    return f"{shown(claim.attribution, words)}{': ' if held else ''}{held}"


def hedge_words(hedge: Hedge, words: Words) -> str:
    """A level of sureness, with what it means."""
    return f"{words.hedges[hedge]}: {words.hedges_explained[hedge]}"


def quantity_meaning(quantity: QuantityPart, words: Words) -> str:
    """The number as printed, and as read."""
    meaning = shown(quantity.meaning, words)
    return words.line("quantity_read", printed=quoted(quantity.printed), meaning=meaning)


def quote_words(quote: QuotePart | None, words: Words) -> str:
    """The words as printed, and where they stand."""
    if quote is None:
        return words.labels["none_recorded"]
    place = words.lines[f"quote_{quote.state}"]
    if quote.state == "found":
        place = place.format(start=quote.start, end=quote.end)
    return f"{quoted(quote.words)} ({place})"


def dates_words(claim: ClaimPart, words: Words) -> str:
    """When it was said, what it is about, when it was published."""
    missing = words.labels["not_recorded"]
    known = {"said": claim.said, "about": claim.as_of, "published": claim.published}
    return words.line("dates", **{name: plain(date or missing) for name, date in known.items()})


def stories_words(claim: ClaimPart, words: Words) -> str:
    """The stories of ours that rest on it."""
    return "; ".join(
        f"{quoted(story.title) if story.title else words.labels['untitled']}, "
        f"{plain(story.date or words.labels['no_date'])}, {link(story.url)}"
        for story in claim.stories
    )


def ratings_words(claim: ClaimPart, words: Words) -> str:
    """What those who checked it made of it."""
    return "; ".join(_rating(one, words) for one in claim.ratings)


def _rating(rating: RatingView, words: Words) -> str:
    said = quoted(rating.text or rating.value or words.labels["no_words"])
    where = f", {link(rating.url)}" if rating.url else ""
    return f"{plain(rating.author)}: {said}{where}{_gone(rating.withdrawn, words)}"


def _gone(withdrawn: str | None, words: Words) -> str:
    return "" if not withdrawn else f" {words.line('taken_back', reason=plain(withdrawn))}"


def reviews_words(claim: ClaimPart, words: Words) -> str:
    """Who read it against its report."""
    if not claim.reviews:
        return words.lines["not_reviewed"]
    return "; ".join(_review(one, words) for one in claim.reviews)


def _review(review: ReviewPart, words: Words) -> str:
    by = {"by": plain(review.by), "moment": when(review.at), "number": review.reviewed_revision}
    told = words.line("review_own" if review.by_logger else "review", **by)
    stale = "" if review.current else f" {words.labels['changed_since']}"
    return f"{told}{stale}{f': {plain(review.note)}' if review.note else ''}"


def version_words(report: ReportPart, words: Words) -> str:
    """The version that was read, and newer ones."""
    read = {"number": report.version, "ref": plain(report.ref)}
    if not report.newer_versions:
        return words.line("version_newest", **read)
    newer = "; ".join(shown(one, words) for one in report.newer_versions)
    return words.line("version_older", newer=newer, **read)


def archived_words(report: ReportPart, words: Words) -> str:
    """Whether the text is kept, and its hash."""
    if report.archived == "not_archived":
        return words.lines["not_archived"]
    if report.archived == "redacted":
        redacted = plain(report.text_redacted or "")
        return f"{words.line('text_redacted', told=redacted)}; {_sha256(report)}"
    return f"{words.lines[f'text_{report.archived}']}; {_sha256(report)}"


def _sha256(report: ReportPart) -> str:
    digest = plain(report.text_sha256 or "").replace("`", "")  # nothing is escaped within code
    return f"SHA-256 `{digest}`"


def link_line(one: LinkPart, words: Words) -> str:
    """How a claim stands to another, and who says so."""
    verbs = words.relations if one.outgoing else words.relations_back
    told = words.line(
        "link",
        verb=verbs[one.relation],
        other=plain(one.other),
        statement=quoted(one.other_statement),
        reason=quoted(one.reason),
        basis=words.link_bases[one.basis],
        by=plain(one.by),
        moment=when(one.at),
    )
    if one.withdrawn is None or one.withdrawn_at is None:
        return told
    by = {"by": plain(one.withdrawn_by or ""), "moment": when(one.withdrawn_at)}
    return f"{told} {words.line('link_taken_back', reason=plain(one.withdrawn), **by)}"


def notice_line(notice: NoticeView, words: Words) -> str:
    """A retraction."""
    told = words.line(
        "report_retracted" if notice.target_kind == "report" else "claim_retracted",
        date=words.line("notice_of", date=plain(notice.date))
        if notice.date
        else words.lines["notice_undated"],
        address=f", {link(notice.url)}" if notice.url else "",
        reason=plain(notice.reason),
        by=plain(notice.by),
        moment=when(notice.at),
    )
    return f"{told}{_gone(notice.withdrawn, words)}"


def revision_lines(revisions: Iterable[RevisionPart], words: Words) -> Iterator[str]:
    """What each entry after the first changed."""
    for one in revisions:
        yield words.line(
            "revised",
            number=one.revision,
            moment=when(one.at),
            action=words.actions[one.action],
            by=plain(one.by),
            why=words.line("because", reason=plain(one.reason)) if one.reason else "",
            changes=_changed(one, words),
        )


def _changed(one: RevisionPart, words: Words) -> str:
    if one.redacted is not None:
        return words.line("erased", told=plain(one.redacted))
    if one.action is Action.REDACT:
        return words.lines["erased_before"]
    changes = (
        words.told["field_changed"].format(
            field=words.fields.get(part.field) or plain(part.field.replace("_", " ")),
            before=_value(part.before, words),
            after=_value(part.after, words),
        )
        for part in one.changes
    )
    return "; ".join(changes) or words.lines["no_field_changed"]


def _value(value: str | None, words: Words) -> str:
    return words.told["nothing"] if value is None else quoted(retold(value, words))


def finding_lines(
    findings: Iterable[FindingPart], words: Words, *, anchored: bool
) -> Iterator[str]:
    """Each finding with what its code means, how much it matters, and what it is about."""
    for one in findings:
        about = f", {plain(one.about)}" if anchored else ""
        code, severity = words.findings[one.code], words.severities[one.severity]
        yield f"**{code}** ({severity}{about}): {shown(one.message, words)}"
