"""How the rules name claims in their sentences: who, how sure, how many."""

from uuid import UUID

from claims.chain import Hop
from claims.records import Claim
from claims.rules.case import Case


def speaker_name(case: Case, source: UUID) -> str:
    """The source's name, also where the case does not hold it."""
    known = case.sources.get(source)
    return "an unknown source" if known is None else known.name


def reporter_name(case: Case, claim: Claim) -> str:
    """Who published the claim."""
    return speaker_name(case, claim.chain.reporter.source)


def hedge_words(hop: Hop) -> str:
    """A hop's hedge as printed and as understood: "likely" (probable)."""
    level = "no hedge stated" if hop.hedge is None else str(hop.hedge)
    return level if hop.cue is None else f'"{hop.cue}" ({level})'


def quantity_words(claim: Claim) -> str:
    """The quantity as printed, with its unit where the words do not hold it."""
    assert claim.quantity is not None, "only claims with a number are compared by it"
    text, unit = claim.quantity.text, claim.quantity.unit
    return text if unit is None or unit.casefold() in text.casefold() else f"{text} {unit}"
