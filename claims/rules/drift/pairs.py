"""Drift between two claims of which one relays the other."""

from collections.abc import Iterator
from uuid import UUID

from claims.messages import tell
from claims.records import Claim
from claims.rules.case import Case
from claims.rules.drift.measures import same_measure
from claims.rules.drift.numbers import Retold
from claims.rules.drift.relaying import Relay
from claims.rules.drift.value import Drift
from claims.rules.roots import last_controller
from claims.rules.wording import hedge_words, quantity_words, reporter_name, speaker_name
from claims.vocab import FindingCode, Hedge, Modality, Relation, SourceKind

_VERBATIM = (Relation.REPEATS, Relation.TRANSLATES)


def pair_drifts(case: Case, relay: Relay) -> Iterator[Drift]:
    """What the relaying claim lost of the hedge and of the number."""
    yield from _hedge(case, relay)
    yield from _number(case, relay)


def _drift(case: Case, relay: Relay, code: FindingCode, words: tuple[str, str]) -> Drift:
    before, after = words
    here, there = (reporter_name(case, one) for one in (relay.relaying, relay.relayed))
    told = {"here": here, "after": after, "there": there, "before": before}
    sentence = (
        tell(
            "drift_relayed",
            "{here} has {after} where {there}, which it relays, has {before}.",
            **told,
        )
        if relay.link
        else tell(
            "drift_stated",
            "{here} has {after} where {there}, on the same statement, has {before}.",
            **told,
        )
    )
    return Drift(code, relay.relaying.id, relay.relayed.id, before, after, sentence)


def _hedge(case: Case, relay: Relay) -> Iterator[Drift]:
    code = FindingCode.HEDGE_DRIFT
    before, after = relay.relayed, relay.relaying
    stronger = after.chain.effective_hedge.is_stronger_than(before.chain.effective_hedge)
    if stronger or _lost(relay):
        yield _drift(case, relay, code, (_hedging(before), _hedging(after)))
    elif _came_true(before.modality, after.modality):
        words = (_modality(before.modality), _modality(after.modality))
        yield _drift(case, relay, code, words)


def _modality(modality: Modality) -> str:
    return tell(f"modalities_short.{modality}", str(modality))


def _came_true(before: Modality, after: Modality) -> bool:
    """What was planned or supposed is told as done."""
    return after.is_real and not before.is_real


def _lost(relay: Relay) -> bool:
    """The relaying claim commits to nothing where what it relays was hedged.

    Without a link, only hops that both chains have can be lost: the distance that
    another outlet kept is its own.
    """
    if not relay.relaying.chain.effective_hedge.is_neutral:
        return False
    hops = relay.relayed.chain.hops
    if relay.link is None:
        known = {hop.source for hop in relay.relaying.chain}
        hops = (hops[0], *(hop for hop in hops[1:] if hop.source in known))
    return Hedge.CERTAIN.is_stronger_than(Hedge.weakest(hop.hedge for hop in hops))


def _hedging(claim: Claim) -> str:
    """The words of the hop that sets the claim's effective hedge; else the origin's."""
    level = claim.chain.effective_hedge
    return hedge_words(next((hop for hop in claim.chain if hop.hedge is level), claim.chain.origin))


def speaker_drifts(case: Case, relay: Relay) -> Iterator[Drift]:
    """A copy that names an origin of whom what it copies knows nothing."""
    if relay.link is None or relay.link.relation not in _VERBATIM:
        return
    before, after = relay.relayed.chain, relay.relaying.chain
    roots = (before.origin.source, after.origin.source)
    if any(_is_unnamed(case, root) for root in roots):
        return
    known = {hop.source for hop in before} | {last_controller(case, roots[0])}
    if {roots[1], last_controller(case, roots[1])} & known:
        return
    if roots[0] in {hop.source for hop in after}:
        return
    one, two = (speaker_name(case, root) for root in roots)
    yield _drift(case, relay, FindingCode.GARBLED, (f'"{one}"', f'"{two}"'))


def _is_unnamed(case: Case, source: UUID) -> bool:
    known = case.sources.get(source)
    return known is None or known.source_kind is SourceKind.UNNAMED


def _number(case: Case, relay: Relay) -> Iterator[Drift]:
    code = _number_code(case, relay)
    if code is not None:
        before, after = relay.relayed, relay.relaying
        yield _drift(case, relay, code, (quantity_words(before), quantity_words(after)))


def _number_code(case: Case, relay: Relay) -> FindingCode | None:
    before, after = relay.relayed, relay.relaying
    if before.quantity is None or after.quantity is None:
        return None
    verbatim = relay.link is None or relay.link.relation in _VERBATIM
    retold = Retold(before.quantity, after.quantity, case.tolerance)
    if not _counts_the_same(case, before, after):
        return FindingCode.MEASURE_DRIFT if verbatim and relay.in_order else None
    if retold.number_changed:
        if _another_version_has_it(case, before, after):
            return None
        return FindingCode.GARBLED if verbatim and relay.in_order else None
    drifted = retold.lost_comparator if relay.in_order else retold.is_stronger
    return FindingCode.COMPARATOR_DRIFT if drifted else None


def _another_version_has_it(case: Case, before: Claim, after: Claim) -> bool:
    """Either gives what an earlier or later version of the other's item gives: it cites that."""
    return any(
        _has_number(case, version, other)
        for one, other in ((before, after), (after, before))
        if one.report in case.reports
        for version in case.by_item[case.reports[one.report].item_key]
        if version.report != one.report and version.figure == one.figure
    )


def _has_number(case: Case, version: Claim, claim: Claim) -> bool:
    if version.quantity is None or claim.quantity is None:
        return False
    return not Retold(version.quantity, claim.quantity, case.tolerance).number_changed


def _counts_the_same(case: Case, a: Claim, b: Claim) -> bool:
    if a.figure is not None and b.figure is not None and a.figure != b.figure:
        return False
    return same_measure(_unit(case, a), _unit(case, b))


def _unit(case: Case, claim: Claim) -> str | None:
    """What the claim prints, else what its figure counts."""
    if claim.quantity is not None and claim.quantity.unit is not None:
        return claim.quantity.unit
    figure = case.figures.get(claim.figure) if claim.figure else None
    return figure.unit if figure else None
