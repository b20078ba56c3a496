"""Reports of one statement: the same root (or controller) spoke, at times that may be one.

Guaranteed: the wordings of a statement come in the order of publication; finding the
statements that may be one with a claim's own costs a look-up and what it finds. A
claim that nobody dated to the day when it was said belongs to no statement.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from uuid import UUID

from claims.dates import PartialDate
from claims.records import Claim
from claims.rules.case import Case
from claims.rules.roots import OriginKey, Roots, root_name
from claims.vocab import Stance

_Key = tuple[OriginKey, UUID, Stance]

_START = datetime.min.replace(tzinfo=UTC)
_END = datetime.max.replace(tzinfo=UTC)
# Statements are looked up among those about as long, so that one vague date slows nobody.
_LENGTHS = (timedelta(days=1), timedelta(days=31), timedelta(days=366), _END - _START)


@dataclass(slots=True)
class Statement:
    """What one speaker said of one figure at one time: the first claim of each wording."""

    said: PartialDate
    wordings: list[Claim] = field(default_factory=list)

    @property
    def start(self) -> datetime:
        """Its first moment."""
        return self.said.earliest or _START

    @property
    def end(self) -> datetime:
        """Its last moment."""
        return self.said.latest or _END


class Speakers:
    """Who speaks at the root of a claim: sources under one controller are one speaker."""

    def __init__(self, case: Case) -> None:
        self._case = case
        self._roots = Roots(case)

    def of(self, claim: Claim) -> OriginKey:
        """The root of the claim, or the last of its controllers."""
        key = self._roots.of(claim).key
        return (
            key._replace(source=top_controller(self._case, key.source))
            if key.quoted_by is None
            else key
        )

    def name(self, claim: Claim) -> str:
        """The root in words, itself and not its controller."""
        return root_name(self._case, self._roots.of(claim).key)


def top_controller(case: Case, source: UUID) -> UUID:
    """The source itself, or the last of its controllers; of a circle of them, one for all."""
    passed = [source]
    while (known := case.sources.get(passed[-1])) and known.controlled_by:
        if known.controlled_by in passed:
            return min(passed[passed.index(known.controlled_by) :])
        passed.append(known.controlled_by)
    return passed[-1]


class Statements:
    """The statements behind some claims, to be looked up by a claim."""

    def __init__(self, speakers: Speakers, claims: list[Claim]) -> None:
        """`claims` come in the order of publication; those without figure or day are left out."""
        self._speakers = speakers
        self._shelves: dict[_Key, _Shelf] = {}
        by_key: dict[_Key, list[Claim]] = defaultdict(list)
        for claim in claims:
            if claim.figure is not None and claim.said is not None:
                by_key[self._key(claim, claim.figure)].append(claim)
        for key, members in by_key.items():
            self._shelves[key] = _Shelf(members)

    def of(self, claim: Claim, figure: UUID | None = None) -> Iterator[Statement]:
        """The statements, on its own figure or the one named, that may be the claim's own."""
        about = figure or claim.figure
        if about is None or claim.said is None:
            return
        shelf = self._shelves.get(self._key(claim, about))
        if shelf is not None:
            yield from shelf.overlapping(claim.said)

    def _key(self, claim: Claim, figure: UUID) -> _Key:
        return (self._speakers.of(claim), figure, claim.stance)


class _Shelf:
    """One speaker's statements on one figure, by length and then by their first moment."""

    def __init__(self, claims: list[Claim]) -> None:
        said: dict[tuple[datetime, datetime], Statement] = {}
        seen: set[tuple[object, ...]] = set()
        for claim in claims:
            assert claim.said is not None, "checked by the caller"
            fresh = Statement(claim.said)
            statement = said.setdefault((fresh.start, fresh.end), fresh)
            wording = (statement.start, statement.end, *_wording(claim))
            if wording not in seen:
                seen.add(wording)
                statement.wordings.append(claim)
        self._rows: list[list[Statement]] = [[] for _ in _LENGTHS]
        for statement in sorted(said.values(), key=lambda one: (one.start, one.end)):
            length = statement.end - statement.start
            row = next(n for n, longest in enumerate(_LENGTHS) if length <= longest)
            self._rows[row].append(statement)

    def overlapping(self, said: PartialDate) -> Iterator[Statement]:
        """Those that share a moment with this time."""
        wanted = Statement(said)
        for row, longest in zip(self._rows, _LENGTHS, strict=True):
            earliest = _START if wanted.start - _START < longest else wanted.start - longest
            first = bisect_left(row, earliest, key=lambda one: one.start)
            last = bisect_right(row, wanted.end, key=lambda one: one.start)
            yield from (one for one in row[first:last] if one.end >= wanted.start)


def _wording(claim: Claim) -> tuple[object, ...]:
    """What two reports of one statement have in common when there is no drift between them."""
    meaning = None if claim.quantity is None else claim.quantity.meaning
    as_of = None if claim.as_of is None else (claim.as_of.earliest, claim.as_of.latest)
    return (claim.chain.effective_hedge, claim.modality, meaning, as_of)
