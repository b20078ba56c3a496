"""Drift within one chain: a hop that commits itself further than the one it relays.

A neutral hop passes on the one before, so the hop relayed is the last before it that
committed itself. Each loss is told once, at the hop where it happened.
"""

from collections.abc import Iterator

from claims.messages import tell
from claims.records import Claim
from claims.rules.case import Case
from claims.rules.drift.value import Drift
from claims.rules.wording import hedge_words, quantity_words, speaker_name
from claims.values.chain import Hop
from claims.vocab import FindingCode


def hop_drifts(case: Case, claim: Claim) -> Iterator[Drift]:
    """The hops that lost a hedge, then those that were translated."""
    yield from _lost_hedges(case, claim)
    yield from _translations(case, claim)


def _lost_hedges(case: Case, claim: Claim) -> Iterator[Drift]:
    committed: Hop | None = None
    for hop in claim.chain:
        if hop.hedge is None or hop.hedge.is_neutral:
            continue
        if committed and committed.hedge and hop.hedge.is_stronger_than(committed.hedge):
            before, after = hedge_words(committed), hedge_words(hop)
            sentence = tell(
                "hedge_passed_on",
                "{here} passes on as {after} what {there} gave as {before}.",
                here=speaker_name(case, hop.source),
                after=after,
                there=speaker_name(case, committed.source),
                before=before,
            )
            yield Drift(FindingCode.HEDGE_DRIFT, claim.id, None, before, after, sentence)
        committed = hop


def _translations(case: Case, claim: Claim) -> Iterator[Drift]:
    """A term that stands in another language than the report may count something else."""
    report = case.reports.get(claim.report)
    printed_in = claim.chain.reporter.language or (report.language if report else None)
    for hop in claim.chain:
        if hop.original_term is None or _one_language(hop.language, printed_in):
            continue
        after = _measure_words(claim)
        origin = f" ({hop.language})" if hop.language else ""
        sentence = tell(
            "term_translated",
            '{name} used the word "{term}"{language}, printed as "{printed}": check that both '
            "count the same.",
            name=speaker_name(case, hop.source),
            term=hop.original_term,
            language=origin,
            printed=after,
        )
        yield Drift(FindingCode.MEASURE_DRIFT, claim.id, None, hop.original_term, after, sentence)


def _one_language(a: str | None, b: str | None) -> bool:
    """Both are known and are one language, regions aside ("en", "en-GB")."""
    return a is not None and b is not None and _primary(a) == _primary(b)


def _primary(language: str) -> str:
    return language.replace("_", "-").partition("-")[0].casefold()


def _measure_words(claim: Claim) -> str:
    if claim.quantity is not None:
        return quantity_words(claim)
    return claim.quote or claim.statement
