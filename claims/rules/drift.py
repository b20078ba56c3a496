"""What a hop, or a later report, made stronger than what it relays.

A drift names both wordings and never says which is true: a lost "likely"
(`hedge_drift`), a lost "about" or "at least" (`comparator_drift`), "casualties" that
became "killed" (`measure_drift`), another number or speaker altogether (`garbled`).
What a relay weakens is no drift. One claim has one drift of each code at most against
other claims, so a wording that many share is reported once.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from uuid import UUID

from claims.chain import Chain, Hop
from claims.records import Claim
from claims.rules.case import Case
from claims.rules.names import reporter_name, source_name
from claims.rules.relaying import Relay, relays
from claims.rules.wording import Wording, numbers_drift
from claims.vocab import FindingCode, Hedge, Relation
