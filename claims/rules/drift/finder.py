"""All drifts of a case: within chains, along links, and between reports of one statement."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from uuid import UUID

from claims.rules.case import Case
from claims.rules.drift.hops import hop_drifts
from claims.rules.drift.pairs import pair_drifts, speaker_drifts
from claims.rules.drift.relaying import Relay, linked_relays, stated_relays
from claims.rules.drift.scope import Scopes
from claims.rules.drift.value import Drift
from claims.rules.statements import Statements
from claims.rules.timing import precedence
from claims.vocab import FindingCode


def drifts(case: Case) -> tuple[Drift, ...]:
    """Every drift, by claim in the order of publication.

    Against other claims a claim has one drift of each code at most: links are looked at
    before statements, and statements dated alike before vaguer ones. A number that the
    speaker gave for the whole or for a part is `measure_drift`, and not `garbled` too.
    """
    told = [claim for claim in case.claims.values() if claim.withdrawn is None]
    told.sort(key=lambda claim: precedence(case, claim))
    statements = Statements(case, [one for one in told if one.stance.takes_a_side])
    scopes = Scopes(case, statements)
    linked: dict[UUID, list[Relay]] = defaultdict(list)
    for relay in linked_relays(case):
        linked[relay.relaying.id].append(relay)
    found: list[Drift] = []
    for claim in told:
        stated = stated_relays(case, claim, statements)
        found += hop_drifts(case, claim)
        found += islice(_misnamed(case, linked[claim.id]), 1)
        found += _first_of_each(case, [*linked[claim.id], *stated], scopes.drift(claim))
    return tuple(found)


def _misnamed(case: Case, linked: list[Relay]) -> Iterator[Drift]:
    return chain.from_iterable(speaker_drifts(case, relay) for relay in linked)


def _first_of_each(case: Case, relays: list[Relay], scope: Drift | None) -> Iterable[Drift]:
    first: dict[FindingCode, Drift] = {} if scope is None else {scope.code: scope}
    reference = next((relay for relay in relays if _has_number(relay)), None)
    for relay in relays:
        for drift in pair_drifts(case, relay):
            # Whoever has the number of the first report has not garbled it.
            if drift.code is not FindingCode.GARBLED or relay.link or relay is reference:
                first.setdefault(drift.code, drift)
    if scope is not None:
        first.pop(FindingCode.GARBLED, None)
    return first.values()


def _has_number(relay: Relay) -> bool:
    return relay.link is None and relay.relayed.quantity is not None
