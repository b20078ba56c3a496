"""What a hop, or a later report, made stronger than what it relays.

A drift names both wordings and never says which is true: a lost "likely"
(`hedge_drift`), a lost "about" or "at least" (`comparator_drift`), "casualties" that
became "killed" (`measure_drift`), another number or speaker altogether (`garbled`).
What a relay weakens is no drift. Against other claims, a claim has at most one drift
of each code: the first, in the order of publication.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from uuid import UUID

from claims.records import Claim
from claims.rules.case import Case
from claims.rules.drifting import Pair
from claims.rules.relaying import linked_relays, precedence, stated_relays
from claims.rules.statements import Speakers, Statements
from claims.vocab import FindingCode


@dataclass(frozen=True, slots=True)
class Drift:
    """One wording that says more than the one it was taken from."""

    code: FindingCode
    claim: UUID
    other: UUID | None
    relayed: str
    relaying: str
    sentence: str
