"""What the record lacks of a claim: a date, a hedge, a text, a review, a reason."""

from collections.abc import Iterator

from claims.messages import tell
from claims.records import Claim
from claims.rules.case import Case
from claims.rules.findings.value import Finding, Inputs
from claims.rules.timing import claim_time
from claims.rules.wording import reporter_name, speaker_name
from claims.vocab import FindingCode, SourceKind


def bookkeeping(case: Case, inputs: Inputs) -> Iterator[Finding]:
    """The findings that need no other claim."""
    reviewed = {(review.claim, review.revision) for review in inputs.reviews}
    for claim in case.claims.values():
        if claim.withdrawn is not None:
            continue
        revision = inputs.revisions.get(claim.id, 1)
        if (claim.id, revision) not in reviewed:
            message = tell(
                "unreviewed",
                "Nobody has reviewed revision {revision} of this claim.",
                revision=revision,
            )
            yield Finding.on(claim, FindingCode.UNREVIEWED, message)
        yield from _dates_and_hedges(case, claim)
        yield from _texts(case, claim, found=inputs.quotes_found.get(claim.id, False))
        yield from _anonymity(case, claim)


def _dates_and_hedges(case: Case, claim: Claim) -> Iterator[Finding]:
    if claim_time(case, claim) is None:
        message = tell(
            "date_missing",
            "It has no date: not when it was said, not of which time it is, not when it came out.",
        )
        yield Finding.on(claim, FindingCode.DATE_MISSING, message)
    origin = claim.chain.origin
    if origin.hedge is None and claim.stance.takes_a_side:
        name = speaker_name(case, origin.source)
        message = tell(
            "hedge_missing",
            "How sure {name} was is not recorded; it counts as merely attributed.",
            name=name,
        )
        yield Finding.on(claim, FindingCode.HEDGE_MISSING, message)


def _texts(case: Case, claim: Claim, *, found: bool) -> Iterator[Finding]:
    report = case.reports.get(claim.report)
    if report is None:
        return
    if report.text_sha256 is None:
        if report.url is not None or report.title is not None:
            name = reporter_name(case, claim)
            message = tell(
                "not_archived",
                "The text of {name}'s report ({report}) is not archived.",
                name=name,
                report=report.url or report.title or "",
            )
            yield Finding.on(claim, FindingCode.NOT_ARCHIVED, message)
    elif claim.quote is not None and claim.quote_at is None and not found:
        message = tell(
            "quote_not_in_text",
            "The quote “{quote}” does not stand in the archived text.",
            quote=claim.quote,
        )
        yield Finding.on(claim, FindingCode.QUOTE_NOT_IN_TEXT, message)


def _anonymity(case: Case, claim: Claim) -> Iterator[Finding]:
    source = case.sources.get(claim.chain.origin.source)
    if source is None or source.source_kind is not SourceKind.UNNAMED:
        return
    if not claim.note and not source.note:
        name = claim.chain.origin.named_as or source.name
        message = tell(
            "anonymity_unexplained", "Nothing says why “{name}” went unnamed.", name=name
        )
        yield Finding.on(claim, FindingCode.ANONYMITY_UNEXPLAINED, message)
