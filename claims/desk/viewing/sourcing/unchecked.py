"""What a sourcing report did not check, said plainly and with the claims that it concerns."""

from collections.abc import Callable, Iterator, Sequence

from claims.desk.viewing.sourcing.material import Material
from claims.messages import Told, counts, row, tell
from claims.report.model import FigurePart
from claims.report.model_claims import ClaimPart
from claims.report.words import FINDINGS

_NAMED = 12
_ALWAYS = (
    tell(
        "not_truth",
        "The record does not say whether any of these statements is true; it says who made them, "
        "to whom, when and how sure.",
    ),
    tell(
        "not_looked_up",
        "Nothing was looked up outside of this record: what was never logged is missing here, "
        "also a denial, a correction or a retraction.",
    ),
    tell(
        "not_independence",
        "Origins count as independent as far as the record knows: what two of them may have in "
        "common without a logged control, link or ruling was not checked.",
    ),
    tell(
        "not_seals",
        "The seals of the ledger were not verified for this report; “claims verify” does that.",
    ),
)
_Gap = tuple[Told, Callable[[ClaimPart], bool]]


def _is_translated(claim: ClaimPart) -> bool:
    """A speaker used another language than the report, and his own words are not there."""
    to = claim.report.language
    return any(
        hop.language not in (None, to) and to is not None and hop.original_term is None
        for hop in claim.chain
    )


_GAPS: tuple[_Gap, ...] = (
    (
        tell("gap_quote", "No quote is recorded, so the wording cannot be compared with print"),
        lambda claim: claim.quote is None,
    ),
    (
        tell(
            "gap_quote_not_compared",
            "The quote was not compared with the report, whose text is not archived",
        ),
        lambda claim: claim.quote is not None and claim.quote.state == "not_archived",
    ),
    (
        tell("gap_quote_not_found", "The quote is not in the archived text"),
        lambda claim: claim.quote is not None and claim.quote.state == "not_in_text",
    ),
    (
        tell(
            "gap_redacted",
            "The text was archived and was redacted since, so it cannot be read against the claim",
        ),
        lambda claim: claim.report.archived == "redacted",
    ),
    (
        tell("gap_missing", "The text was archived and is no longer held"),
        lambda claim: claim.report.archived == "missing",
    ),
    (
        tell("gap_newer", "The report has a newer version, with which the claim was not compared"),
        lambda claim: bool(claim.report.newer_versions),
    ),
    (
        tell(
            "gap_unreviewed",
            "Unreviewed: nobody is recorded to have read the claim against its report",
        ),
        lambda claim: not claim.reviews,
    ),
    (
        tell("gap_reviewed_by_logger", "Reviewed only by the one who logged it"),
        lambda claim: bool(claim.reviews) and all(one.by_logger for one in claim.reviews),
    ),
    (
        tell("gap_changed_since", "Changed after its last review"),
        lambda claim: bool(claim.reviews) and not any(one.current for one in claim.reviews),
    ),
    (tell("gap_said", "When it was said is not recorded"), lambda claim: claim.said is None),
    (tell("gap_published", "The report has no date"), lambda claim: claim.published is None),
    (
        tell("gap_hedge", "How sure the first speaker was is not recorded"),
        lambda claim: not claim.chain[0].hedge_given,
    ),
    (
        tell(
            "gap_original_words",
            "Said in another language than the report's, and the original words are not recorded",
        ),
        _is_translated,
    ),
)


def not_checked(
    material: Material, figures: Sequence[FigurePart], claims: Sequence[ClaimPart]
) -> tuple[str, ...]:
    """Each gap in one sentence; what holds for every report first."""
    return (*_ALWAYS, *_gaps(claims), *_archives(claims), *_figures(material, figures))


def _gaps(claims: Sequence[ClaimPart]) -> Iterator[str]:
    standing = [claim for claim in claims if claim.withdrawn is None]
    for words, is_missing in _GAPS:
        names = [claim.name for claim in standing if is_missing(claim)]
        if names:
            share = _share(len(names), counts(len(standing), "claim", "claims"))
            yield row((words, ": ", share, " (", _listed(names), ")."), "")


def _listed(names: Sequence[str]) -> str:
    shown = row(names[:_NAMED], ", ")
    more = len(names) - _NAMED
    if more <= 0:
        return shown
    return tell("and_more", "{names} and {number} more", names=shown, number=more)


def _share(number: int, whole: str) -> str:
    return tell("share", "{number} of {whole}", number=number, whole=whole)


def _archives(claims: Sequence[ClaimPart]) -> Iterator[str]:
    reports = {claim.report.ref: claim.report for claim in claims}
    open_ones = [one for one in reports.values() if one.archived == "not_archived"]
    if open_ones:
        alone = tell("self_published", "self-published")
        names = [row((one.reporter or alone, one.ref), " ") for one in open_ones]
        share = _share(len(open_ones), counts(len(reports), "report", "reports"))
        yield tell(
            "reports_not_archived",
            "Not archived, so what was read cannot be shown: {share} ({names}).",
            share=share,
            names=_listed(names),
        )


def _figures(material: Material, figures: Sequence[FigurePart]) -> Iterator[str]:
    complete = {
        one.record.slug: material.states[identifier].is_complete
        for identifier, one in material.figures.items()
    }
    for figure in figures:
        if not complete[figure.definition.slug]:
            yield tell(
                "too_many_origins",
                "On {figure} there are too many origins to compare each with each; the nearest in "
                "number, the outermost and the linked were compared.",
                figure=figure.definition.slug,
            )
        if not figure.definition.parties:
            yield tell(
                "no_party",
                "For {figure} no party to the matter is recorded, so what the parties say was not "
                "looked for.",
                figure=figure.definition.slug,
            )
    for one in material.waivers:
        waiver = one.record
        yield tell(
            "waived",
            "The finding “{finding}” is switched off at this desk (by {by}: {reason}).",
            finding=tell(f"findings.{waiver.code}", FINDINGS[waiver.code]),
            by=one.logged_by,
            reason=waiver.reason,
        )
