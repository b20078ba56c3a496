"""What a page of claims refers to and what hangs on it, as lines of an export have it.

Most of it is rows as they are (`claims.store.queries.streaming`). What few claims have, such as
links, ratings and retractions, is in the words of a line already, for those that have it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from claims.desk.viewing.exporting.line import Fields
from claims.store.queries.raw import Raw, identity
from claims.store.queries.streaming import REF, ClaimRow, FigureRow, HopRow, ReportRow
from claims.values.identity import SHOWN


@dataclass(frozen=True, slots=True)
class Told:
    """What a page of claims refers to and what hangs on it, by identity.

    A text that was redacted is none any more. `hanging` has what is said of a claim, `beside`
    what is said of a report that has no line of its own. `unclear` are the short references
    that two claims have, or that somebody has as a key.
    """

    now: datetime
    names: Mapping[Raw, str]
    figures: Mapping[Raw, FigureRow]
    reports: Mapping[Raw, ReportRow]
    chains: Mapping[Raw, list[HopRow]]
    tags: Mapping[Raw, list[str]]
    hanging: Mapping[Raw, Fields]
    beside: Mapping[Raw, Fields]
    unclear: frozenset[str]

    def key(self, claim: ClaimRow) -> str:
        """Under which key a claim is exported: its own, else what tells it from all others."""
        if claim.key is not None:
            return claim.key
        ref = REF + claim.ref[:SHOWN]
        return str(identity(claim.id)) if ref in self.unclear else ref
