"""Which claims of each origin still stand for it, and which a later word replaced.

Guaranteed: claims that repeat one statement do not replace each other, nor does a plan
replace a fact or a fact a plan; a word without a number leaves the number before it
standing. A person's `updates` or `corrects` replaces what it points to, whatever the
dates. The cost is near-linear in the number of claims.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from operator import itemgetter
from uuid import UUID

from claims.records import Claim
from claims.rules.case import Case
from claims.rules.counting import stands
from claims.rules.independence import Independence, OriginKey
from claims.rules.timing import (
    claim_time,
    first_moment,
    is_later,
    item_of,
    precedence,
    said_on,
)
from claims.values.dates import PartialDate
from claims.vocab import Comparator, Relation, Stance

REPLACING = (Relation.UPDATES, Relation.CORRECTS)

Lane = tuple[OriginKey, bool]
_Moment = tuple[bool, datetime | None]
_Span = tuple[datetime | None, datetime | None] | None
_Numbers = tuple[Comparator, Decimal | None, Decimal | None, Decimal | None, str | None] | None
Said = tuple[Stance, _Numbers, _Span]


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """Standing claims of one origin that say the same of the same time.

    `face` is the one that was published first; `lane` is the origin, and whether it speaks of
    what happened; `said` is all that the verdict on it and another origin's depends on.
    """

    lane: Lane
    said: Said
    face: Claim
    claims: tuple[Claim, ...]


def superseded(case: Case, claims: Sequence[Claim], origins: Independence) -> set[UUID]:
    """The claims, of those that count, that a later word or a person's link replaced."""
    replaced = _replaced_by_links(case) & {claim.id for claim in claims}
    for lane in _lanes(claims, origins).values():
        standing = [claim for claim in lane if claim.id not in replaced]
        replaced.update(_outdated(case, standing), _of_older_versions(case, standing))
    return replaced


def readings(case: Case, claims: Iterable[Claim], origins: Independence) -> list[Reading]:
    """Claims put together that are one to every rule: origin, stance, number and time."""
    found: list[Reading] = []
    for lane, members in _lanes(claims, origins).items():
        alike: dict[Said, list[Claim]] = defaultdict(list)
        for claim in members:
            said = (claim.stance, _numbers(claim), _span(claim_time(case, claim)))
            alike[said].append(claim)
        for said, same in alike.items():
            face = min(same, key=lambda one: precedence(case, one))
            found.append(Reading(lane, said, face, tuple(same)))
    return found


def leads(case: Case, every: Iterable[Reading]) -> dict[Lane, Reading]:
    """The reading that speaks for each lane.

    A number before none, then what was said last. Where one statement is told in
    several ways, that which most outlets carry speaks for it, then that which was
    published, or logged, first: a garbled copy is late and alone.
    """
    by_lane: dict[Lane, list[Reading]] = defaultdict(list)
    for reading in every:
        by_lane[reading.lane].append(reading)
    return {lane: _lead(case, members) for lane, members in by_lane.items()}


def _lead(case: Case, lane: Sequence[Reading]) -> Reading:
    if len(lane) == 1:
        return lane[0]
    able = [one for one in lane if _speaks(one.face)] or list(lane)
    last = max(able, key=lambda one: first_moment(said_on(case, one.face)))
    latest = [one for one in able if not is_later(case, last.face, one.face)]
    return min(latest, key=lambda one: (-_outlets(one), precedence(case, one.face)))


def _outlets(reading: Reading) -> int:
    return len({claim.chain.reporter.source for claim in reading.claims})


def _lanes(claims: Iterable[Claim], origins: Independence) -> dict[Lane, list[Claim]]:
    lanes: dict[Lane, list[Claim]] = defaultdict(list)
    for claim in claims:
        lanes[origins.group_of(claim.id).key, claim.modality.is_real].append(claim)
    return lanes


def _replaced_by_links(case: Case) -> set[UUID]:
    return {
        link.to
        for links in case.judgements.values()
        for link in links
        if link.relation in REPLACING
        and link.claim != link.to
        and (link.claim not in case.claims or stands(case, case.claims[link.claim]))
    }


def _outdated(case: Case, lane: Sequence[Claim]) -> Iterator[UUID]:
    """Those after which the same origin spoke again; each is compared with the last word."""
    if len(lane) == 1:
        return
    moments = [first_moment(said_on(case, claim)) for claim in lane]
    every = list(zip(moments, lane, strict=True))
    last, last_number = _last_word(every), _last_word([one for one in every if _speaks(one[1])])
    for claim in lane:
        newer = last if claim.quantity is None else last_number
        if newer is not None and is_later(case, newer, claim):
            yield claim.id


def _last_word(lane: Sequence[tuple[_Moment, Claim]]) -> Claim | None:
    return max(lane, key=itemgetter(0))[1] if lane else None


def _of_older_versions(case: Case, lane: Sequence[Claim]) -> Iterator[UUID]:
    """Those that stand in an earlier version of an item than another of the same origin."""
    items: dict[str | UUID, list[Claim]] = defaultdict(list)
    for claim in lane:
        items[item_of(case, claim)].append(claim)
    for members in items.values():
        if len(members) == 1 or len({claim.report for claim in members}) == 1:
            continue
        for claim in members:
            able = (one for one in reversed(members) if _speaks(one) or claim.quantity is None)
            if any(is_later(case, one, claim) for one in able):
                yield claim.id


def _speaks(claim: Claim) -> bool:
    """It says something of the number: gives one, or denies it."""
    return claim.quantity is not None or claim.stance is Stance.DENIES


def _numbers(claim: Claim) -> _Numbers:
    printed = claim.quantity
    if printed is None:
        return None
    return printed.comparator, printed.value, printed.low, printed.high, printed.convention


def _span(date: PartialDate | None) -> _Span:
    return None if date is None else (date.earliest, date.latest)
