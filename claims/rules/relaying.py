"""Which claim passes on which: by an accepted link, or as reports of one statement.

A link that repeats, derives from or translates says so itself. Without one, a later
report relays an earlier one if both give the same figure from the same origin's same
statement. Of two reports of one day nobody knows which came first; such a pair is
marked as not in order.

Near-linear: claims of one statement are compared with the first claim of each distinct
wording only, at most `MOST_WORDINGS` of them, and never all with all.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from uuid import UUID

from claims.dates import PartialDate
from claims.records import Claim, Link
from claims.rules.case import Case
from claims.vocab import Relation

RELAYING = (Relation.REPEATS, Relation.DERIVED_FROM, Relation.TRANSLATES)
MOST_WORDINGS = 32

Order = tuple[datetime, int, UUID]
_NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Relay:
    """One claim and the one that it passes on, or seems to."""

    relayed: Claim
    relaying: Claim
    link: Link | None = None
    in_order: bool = True
