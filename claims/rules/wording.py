"""How the rules name claims in their sentences: who, how sure, how many."""

from uuid import UUID

from claims.messages import row, tell
from claims.records import Claim
from claims.rules.case import Case
from claims.values.chain import Hop


def speaker_name(case: Case, source: UUID) -> str:
    """The source's name, also where the case does not hold it."""
    known = case.sources.get(source)
    return tell("unknown_source", "an unknown source") if known is None else known.name


def reporter_name(case: Case, claim: Claim) -> str:
    """Who published the claim."""
    return speaker_name(case, claim.chain.reporter.source)


def hedge_words(hop: Hop) -> str:
    """A hop's hedge as printed and as understood: "likely" (probable)."""
    if hop.hedge is None:
        level = tell("no_hedge", "no hedge stated")
    else:
        level = tell(f"hedges.{hop.hedge}", str(hop.hedge))
    return level if hop.cue is None else row((f'"{hop.cue}" (', level, ")"), "")


def quantity_words(claim: Claim) -> str:
    """The quantity as printed, with its unit where the words do not hold it."""
    assert claim.quantity is not None, "only claims with a number are compared by it"
    text, unit = claim.quantity.text, claim.quantity.unit
    return text if unit is None or unit.casefold() in text.casefold() else f"{text} {unit}"
