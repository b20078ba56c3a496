"""What a sourcing report did not check, said plainly and with the claims that it concerns."""

from collections.abc import Callable, Iterator, Sequence

from claims.desk.viewing.sourcing.material import Material
from claims.sourcing.model import FigurePart
from claims.sourcing.model_claims import ClaimPart
from claims.sourcing.phrases import counted
from claims.sourcing.words import FINDINGS

_NAMED = 12
_ALWAYS = (
    (
        "The record does not say whether any of these statements is true; it says who made them, "
        "to whom, when and how sure."
    ),
    (
        "Nothing was looked up outside of this record: what was never logged is missing here, "
        "also a denial, a correction or a retraction."
    ),
    (
        "Origins count as independent as far as the record knows: what two of them may have in "
        "common without a logged control, link or ruling was not checked."
    ),
    "The seals of the ledger were not verified for this report; “claims verify” does that.",
)
_Gap = tuple[str, Callable[[ClaimPart], bool]]


def _is_translated(claim: ClaimPart) -> bool:
    """A speaker used another language than the report, and his own words are not there."""
    to = claim.report.language
    return any(
        hop.language not in (None, to) and to is not None and hop.original_term is None
        for hop in claim.chain
    )


_GAPS: tuple[_Gap, ...] = (
    (
        "No quote is recorded, so the wording cannot be compared with print",
        lambda claim: claim.quote is None,
    ),
    (
        "The quote was not compared with the report, whose text is not archived",
        lambda claim: claim.quote is not None and claim.quote.state == "not_archived",
    ),
    (
        "The quote is not in the archived text",
        lambda claim: claim.quote is not None and claim.quote.state == "not_in_text",
    ),
    (
        "The text was archived and was redacted since, so it cannot be read against the claim",
        lambda claim: claim.report.archived == "redacted",
    ),
    (
        "The text was archived and is no longer held",
        lambda claim: claim.report.archived == "missing",
    ),
    (
        "The report has a newer version, with which the claim was not compared",
        lambda claim: bool(claim.report.newer_versions),
    ),
    (
        "Unreviewed: nobody is recorded to have read the claim against its report",
        lambda claim: not claim.reviews,
    ),
    (
        "Reviewed only by the one who logged it",
        lambda claim: bool(claim.reviews) and all(one.by_logger for one in claim.reviews),
    ),
    (
        "Changed after its last review",
        lambda claim: bool(claim.reviews) and not any(one.current for one in claim.reviews),
    ),
    ("When it was said is not recorded", lambda claim: claim.said is None),
    ("The report has no date", lambda claim: claim.published is None),
    (
        "How sure the first speaker was is not recorded",
        lambda claim: not claim.chain[0].hedge_given,
    ),
    (
        "Said in another language than the report's, and the original words are not recorded",
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
            claims_of = f"{len(names)} of {counted(len(standing), 'claim', 'claims')}"
            yield f"{words}: {claims_of} ({_listed(names)})."


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(names[:_NAMED])
    more = len(names) - _NAMED
    return f"{shown} and {more} more" if more > 0 else shown


def _archives(claims: Sequence[ClaimPart]) -> Iterator[str]:
    reports = {claim.report.ref: claim.report for claim in claims}
    open_ones = [one for one in reports.values() if one.archived == "not_archived"]
    if open_ones:
        names = [f"{one.reporter or 'self-published'} {one.ref}" for one in open_ones]
        number = f"{len(open_ones)} of {counted(len(reports), 'report', 'reports')}"
        yield f"Not archived, so what was read cannot be shown: {number} ({_listed(names)})."


def _figures(material: Material, figures: Sequence[FigurePart]) -> Iterator[str]:
    complete = {
        one.record.slug: material.states[identifier].is_complete
        for identifier, one in material.figures.items()
    }
    for figure in figures:
        if not complete[figure.definition.slug]:
            yield (
                f"On {figure.definition.slug} there are too many origins to compare each with "
                "each; the nearest in number, the outermost and the linked were compared."
            )
        if not figure.definition.parties:
            yield (
                f"For {figure.definition.slug} no party to the matter is recorded, so what the "
                "parties say was not looked for."
            )
    for one in material.waivers:
        waiver = one.record
        yield (
            f"The finding “{FINDINGS[waiver.code]}” is switched off at this desk "
            f"(by {one.logged_by}: {waiver.reason})."
        )
