"""Reports of one statement: one origin spoke, at times that may be one.

Guaranteed: the wordings of a statement come in the order of publication; finding the
statements that may be one with a claim's own costs a look-up and what it finds. A
claim without any date belongs to no statement.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from uuid import UUID

from claims.records import Claim
from claims.rules.case import Case
from claims.rules.independence import OriginKey, independence
from claims.rules.timing import said_on
from claims.values.dates import PartialDate
from claims.vocab import Stance

_Key = tuple[OriginKey, UUID, Stance]
_Dated = tuple[PartialDate, Claim]

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


class Statements:
    """The statements behind some claims, to be looked up by a claim."""

    def __init__(self, case: Case, claims: list[Claim]) -> None:
        """`claims` come in the order of publication; those without figure or day are left out."""
        self._case = case
        self.origins = independence(case, claims)
        self._shelves: dict[_Key, _Shelf] = {}
        by_key: dict[_Key, list[_Dated]] = defaultdict(list)
        for claim in claims:
            said = said_on(case, claim)
            if claim.figure is not None and said is not None:
                by_key[self._key(claim, claim.figure)].append((said, claim))
        for key, members in by_key.items():
            self._shelves[key] = _Shelf(members)

    def of(self, claim: Claim, figure: UUID | None = None) -> Iterator[Statement]:
        """The statements, on its own figure or the one named, that may be the claim's own."""
        about, said = figure or claim.figure, said_on(self._case, claim)
        if about is None or said is None or not claim.stance.takes_a_side:
            return
        shelf = self._shelves.get(self._key(claim, about))
        if shelf is not None:
            yield from shelf.overlapping(said)

    def _key(self, claim: Claim, figure: UUID) -> _Key:
        return (self.origins.group_of(claim.id).key, figure, claim.stance)


class _Shelf:
    """One speaker's statements on one figure, by length and then by their first moment."""

    def __init__(self, claims: list[_Dated]) -> None:
        said: dict[tuple[datetime, datetime], Statement] = {}
        seen: set[tuple[object, ...]] = set()
        for day, claim in claims:
            fresh = Statement(day)
            statement = said.setdefault((fresh.start, fresh.end), fresh)
            wording = (statement.start, statement.end, *_wording(claim))
            if wording not in seen:
                seen.add(wording)
                statement.wordings.append(claim)
        self._rows: list[list[Statement]] = [[] for _ in _LENGTHS]
        self._starts: list[list[datetime]] = [[] for _ in _LENGTHS]
        for statement in sorted(said.values(), key=lambda one: (one.start, one.end)):
            length = statement.end - statement.start
            row = next(n for n, longest in enumerate(_LENGTHS) if length <= longest)
            self._rows[row].append(statement)
            self._starts[row].append(statement.start)

    def overlapping(self, said: PartialDate) -> Iterator[Statement]:
        """Those that share a moment with this time."""
        start, end = said.earliest or _START, said.latest or _END
        for row, starts, longest in zip(self._rows, self._starts, _LENGTHS, strict=True):
            if row:
                first = bisect_left(starts, _START if start - _START < longest else start - longest)
                last = bisect_right(starts, end)
                yield from (one for one in row[first:last] if one.end >= start)


def _wording(claim: Claim) -> tuple[object, ...]:
    """What two reports of one statement have in common when there is no drift between them."""
    meaning = None if claim.quantity is None else claim.quantity.meaning
    as_of = None if claim.as_of is None else (claim.as_of.earliest, claim.as_of.latest)
    return (claim.chain.effective_hedge, claim.modality, meaning, as_of)
