"""Claims as text: one in full, or many in three lines each."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from claims.cli.layout import columns, fields, listed, padded, paragraph, width
from claims.cli.text.words import (
    amount,
    chain_line,
    moment,
    phrase,
    plain,
    report_line,
    verdict_text,
)

if TYPE_CHECKING:
    from claims.schemas.views import ClaimLine, ClaimRecord, ClaimView, RatingIn


def claim_text(claim: "ClaimView") -> Iterator[str]:
    """One claim as `show` prints it."""
    yield heading(claim, plain(claim.standing))
    yield ""
    yield from paragraph(claim.statement)
    yield ""
    yield from fields(_said(claim))
    yield from fields(_recorded(claim))


def heading(claim: "ClaimRecord", right: str = "") -> str:
    """Its reference and key on the left, and something on the right."""
    left = phrase([claim.ref, claim.key], "  ")
    return padded(left, columns() - width(right)) + right


def _said(claim: "ClaimView") -> Iterator[tuple[str, str | None]]:
    yield "quote", claim.quote and f"“{claim.quote}”"
    yield "figure", claim.figure
    yield "quantity", amount(claim.quantity, claim.unit)
    yield "chain", chain_line(claim.source, claim.via, claim.reporter)
    yield "hedge", _hedge(claim)
    yield (
        "speech",
        phrase([claim.stance, claim.modality, plain(claim.method)], " · ").replace(
            "unstated", "method unstated"
        ),
    )
    yield "said", claim.said
    yield "as of", claim.as_of
    yield "published", claim.published
    yield "report", report_line(claim.report)


def _recorded(claim: "ClaimView") -> Iterator[tuple[str, str | None]]:
    yield "tags", ", ".join(claim.tags)
    yield "note", claim.note
    yield from listed("links", (f"{plain(x.relation)} {x.to}: {x.reason}" for x in claim.links))
    yield from listed("rated", map(_rated, claim.ratings))
    yield "withdrawn", claim.withdrawn
    yield "logged", f"{moment(claim.logged_at)} by {claim.logged_by}, revision {claim.revision}"


def _rated(rating: "RatingIn") -> str:
    verdict = verdict_text(rating.text, (rating.value, rating.worst, rating.best))
    return f"{verdict} by {rating.author}, in {report_line(rating.report)}"


def _hedge(claim: "ClaimView") -> str:
    own = "none given" if claim.hedge is None else str(claim.hedge)
    cue = None if claim.hedge_cue is None else f"(“{claim.hedge_cue}”)"
    over_all = f"— over all hops: {claim.effective_hedge}"
    return phrase([own, cue, over_all if own != claim.effective_hedge else None], " ")


def found_text(found: "list[ClaimLine]") -> Iterator[str]:
    """Claims as `find` prints them: what and when, the statement, and who says so."""
    for claim in found:
        when = claim.as_of or claim.said or claim.published
        what = phrase([claim.key, when, amount(claim.quantity, claim.unit), claim.figure], "  ·  ")
        yield f"{claim.ref}  {what}"
        yield from paragraph(claim.statement, indent=4)
        hedge = None if claim.effective_hedge.is_neutral else str(claim.effective_hedge)
        stance = None if claim.stance == "asserts" else plain(claim.stance)
        spoken = chain_line(claim.source, claim.via, claim.reporter)
        yield from paragraph(phrase([spoken, stance, hedge], " · "), indent=4)
        yield ""
