"""Which origins stand against or behind each other, without comparing all with all.

Guaranteed: up to `MOST` comparisons (200 origins) every two that can matter are compared
(`claims.rules.meeting`); kept are those that agree, conflict, or that a person linked.
Beyond, each reading meets the two next to it in number on either side, the one that
reaches least high and the one that begins highest, bare denials, and whatever a person
linked it to. What is found then is so, but a conflict may be missed; `is_complete` tells.
The cost is near-linear.
"""

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from uuid import UUID

from claims.records import Claim, Link
from claims.rules.agreement import span
from claims.rules.case import Case
from claims.rules.counting import stands
from claims.rules.independence import Independence, independence
from claims.rules.meeting import Meeting
from claims.rules.newest import Reading
from claims.rules.verdict import MEANINGS, Comparison, compare
from claims.values.quantity import Interval
from claims.vocab import Verdict

MOST = 20_000
_NEAR = 2
_FEW = 3

_Key = tuple[bool, Decimal, int]


@dataclass
class Contest:
    """Comparisons between origins, and what follows from them for each reading."""

    case: Case
    origins: Independence
    readings: list[Reading]
    leads: list[Reading]
    comparisons: list[Comparison] = field(default_factory=list)
    contested: set[Reading] = field(default_factory=set)
    supported: set[Reading] = field(default_factory=set)
    _met: set[tuple[Reading, Reading]] = field(default_factory=set)

    @cached_property
    def is_complete(self) -> bool:
        """All that can matter were compared; otherwise only the nearest and the outermost."""
        leads, others = len(self.leads), len(self.readings) - len(self.leads)
        return leads * (leads - 1) // 2 + others * leads <= MOST

    def decide(self) -> None:
        """Compare every reading with the leads of others, then what people linked."""
        for reading in self.readings:
            self._meet_leads(reading)
        for reading, other in self._linked:
            self._compare(reading, other, mutual=True)
        self._compare_abroad()

    def decide_for(self, about: Collection[Reading]) -> None:
        """The same, as far as it weighs on these: until one is contested, which outranks all.

        Who was met as a lead is not met again for a link, so those that they are linked to
        meet the leads as well; and where not all meet, a lead may be met by any other.
        """
        linked = {pair: None for pair in self._linked if not set(about).isdisjoint(pair)}
        needed = {*about, *(end for pair in linked for end in pair)}
        if not self.is_complete and not self._leading.isdisjoint(about):
            needed |= self._leading
        for reading in self.readings:
            if reading in needed:
                self._meet_leads(reading)
                if not self.contested.isdisjoint(about):
                    return
        for reading, other in linked:
            self._compare(reading, other, mutual=True)
        self._compare_abroad()

    def _meet_leads(self, reading: Reading) -> None:
        mutual = reading in self._leading
        for other in self._opponents(reading):
            self._compare(reading, other, mutual=mutual)

    @cached_property
    def _leading(self) -> frozenset[Reading]:
        return frozenset(self.leads)

    def _compare(self, reading: Reading, other: Reading, *, mutual: bool) -> None:
        """Compare two once; what is no lead cannot weigh on the lead of another origin."""
        if (reading, other) in self._met or (other, reading) in self._met:
            return
        self._met.add((reading, other))
        link = self._link(reading, other)
        if link is None:
            found = self._meeting.compare(reading, other)
        else:
            found = compare(reading.face, other.face, self.case, self.origins, link=link)
        if found is None:
            return
        if mutual:
            self.comparisons.append(found)
        self._weigh(found, (reading, other) if mutual else (reading,), self.origins)

    def _weigh(self, found: Comparison, sides: Iterable[Reading], origins: Independence) -> None:
        """Support takes two named origins; a conflict one, with whoever says otherwise."""
        unknown = [origins.is_unknown(claim) for claim in (found.from_, found.to)]
        if found.verdict is Verdict.CORROBORATES and not any(unknown):
            self.supported.update(sides)
        if found.verdict is Verdict.CONTRADICTS and not all(unknown):
            self.contested.update(sides)

    def _opponents(self, reading: Reading) -> Iterator[Reading]:
        """The leads of other origins that it may agree or conflict with, or is linked to."""
        able = self.leads if self.is_complete else self._board.around(reading)
        for lead in able:
            may = self._meeting.may_matter(reading, lead) or self._link(reading, lead) is not None
            if may and lead.lane[0] != reading.lane[0]:
                yield lead

    @cached_property
    def _meeting(self) -> Meeting:
        return Meeting(self.case, self.origins)

    def _link(self, one: Reading, two: Reading) -> Link | None:
        return self._linked.get((one, two)) or self._linked.get((two, one))

    @cached_property
    def _board(self) -> "_Board":
        return _Board(self.leads, self.case.tolerance)

    @cached_property
    def _linked(self) -> dict[tuple[Reading, Reading], Link]:
        """Readings of two origins that a person's link joins; the last link of two counts."""
        at = {claim.id: reading for reading in self.readings for claim in reading.claims}
        found: dict[tuple[Reading, Reading], Link] = {}
        for link in _meant_links(self.case):
            one, two = at.get(link.claim), at.get(link.to)
            if one is not None and two is not None and one.lane[0] != two.lane[0]:
                found.pop((two, one), None)
                found[one, two] = link
        return found

    def _compare_abroad(self) -> None:
        """People also link to claims of other figures, or of none; those weigh too."""
        at = {claim.id: reading for reading in self.readings for claim in reading.claims}
        abroad = list(self._abroad(at))
        if not abroad:
            return
        everyone = {claim: self.case.claims[claim] for claim in self.origins.claims}
        everyone |= {there.id: there for _, there in abroad}
        origins = independence(self.case, everyone.values())
        for here, there in abroad:
            if not origins.same_origin(here.id, there.id):
                found = compare(here, there, self.case, origins)
                self.comparisons.append(found)
                self._weigh(found, (at[here.id],), origins)

    def _abroad(self, at: Mapping[UUID, Reading]) -> Iterator[tuple[Claim, Claim]]:
        for link in _meant_links(self.case):
            for near, far in ((link.claim, link.to), (link.to, link.claim)):
                there = self.case.claims.get(far)
                if near not in at or there is None or far in self.origins.claims:
                    continue
                if stands(self.case, there):
                    yield self.case.claims[near], there


class _Board:
    """Leads in the order of their numbers, to find those that matter most to one."""

    def __init__(self, leads: list[Reading], tolerance: Decimal) -> None:
        self._tolerance = tolerance
        self._bare = [lead for lead in leads if lead.face.quantity is None][:_FEW]
        numbered = [lead for lead in leads if lead.face.quantity is not None]
        self._sorted = sorted(numbered, key=self._key)
        self._outermost = [
            min(numbered, key=lambda lead: _upper(self._interval(lead)), default=None),
            max(numbered, key=lambda lead: _lower(self._interval(lead)), default=None),
        ]

    def around(self, reading: Reading) -> list[Reading]:
        """The nearest in number, the outermost, and bare denials; each once."""
        near: list[Reading] = []
        if reading.face.quantity is not None:
            place = bisect_left(self._sorted, self._key(reading), key=self._key)
            near = self._sorted[max(place - _NEAR, 0) : place + _NEAR + 1]
        outermost = [lead for lead in self._outermost if lead is not None]
        return list(dict.fromkeys([*near, *outermost, *self._bare]))

    def _interval(self, lead: Reading) -> Interval:
        assert lead.face.quantity is not None, "only leads with a number are placed"
        return span(lead.face.quantity, self._tolerance)

    def _key(self, lead: Reading) -> _Key:
        return (*_lower(self._interval(lead)), lead.face.id.int)


def _lower(interval: Interval) -> tuple[bool, Decimal]:
    return interval.low is not None, interval.low or Decimal(0)


def _upper(interval: Interval) -> tuple[bool, Decimal]:
    return interval.high is None, interval.high or Decimal(0)


def _meant_links(case: Case) -> Iterator[Link]:
    """People's links that say what two claims are to each other, oldest first."""
    every = (link for links in case.judgements.values() for link in links)
    return iter(
        sorted((link for link in every if link.relation in MEANINGS), key=lambda link: link.id.int)
    )
