"""What a hop, or a later report, made stronger than what it relays.

A drift names both wordings and never says which is true: a lost "likely"
(`hedge_drift`), a lost "about" or "at least" (`comparator_drift`), "casualties" that
became "killed" (`measure_drift`), another number or another speaker (`garbled`).
What a relay weakens is no drift.
"""

from claims.rules.drift.finder import drifts
from claims.rules.drift.hops import hop_drifts
from claims.rules.drift.value import Drift

__all__ = ["Drift", "drifts", "hop_drifts"]
