"""The attribution chain: who is said to know, who passed it on, who published it.

A chain has at least one hop. The first is the origin, the last the reporter; a
source that publishes by itself is both.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from claims.values.dates import PartialDate
from claims.vocab import Hedge


@dataclass(frozen=True, slots=True, kw_only=True)
class Hop:
    """One speaker of a chain: who, as named in print, with which words, how sure, when."""

    source: UUID
    named_as: str | None = None
    cue: str | None = None
    hedge: Hedge | None = None
    said: PartialDate | None = None
    language: str | None = None
    original_term: str | None = None


@dataclass(frozen=True, slots=True)
class Chain:
    """An ordered, non-empty sequence of hops, origin first."""

    hops: tuple[Hop, ...]

    def __post_init__(self) -> None:
        if not self.hops:
            raise ValueError("a chain has at least one hop")

    def __iter__(self) -> Iterator[Hop]:
        return iter(self.hops)

    def __len__(self) -> int:
        return len(self.hops)

    @property
    def origin(self) -> Hop:
        """Who is said to know."""
        return self.hops[0]

    @property
    def relays(self) -> tuple[Hop, ...]:
        """Who passed it on, between the origin and the reporter."""
        return self.hops[1:-1]

    @property
    def reporter(self) -> Hop:
        """Who published it."""
        return self.hops[-1]

    @property
    def is_own_finding(self) -> bool:
        """Published by the one who is said to know."""
        return len(self.hops) == 1

    @property
    def effective_hedge(self) -> Hedge:
        """The weakest level over all hops, neutral ones aside."""
        return Hedge.weakest(hop.hedge for hop in self.hops)
