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
from uuid import UUID

from claims.dates import PartialDate
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
from claims.vocab import Comparator, Relation, Stance

REPLACING = (Relation.UPDATES, Relation.CORRECTS)

Lane = tuple[OriginKey, bool]
_Span = tuple[datetime | None, datetime | None] | None
_Numbers = tuple[Comparator, Decimal | None, Decimal | None, Decimal | None, str | None] | None


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """Standing claims of one origin that say the same of the same time.

    `face` is the one that was published first; `lane` is the origin, and whether it speaks of
    what happened.
    """

    lane: Lane
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
    alike: dict[tuple[Lane, Stance, _Numbers, _Span], list[Claim]] = defaultdict(list)
    for lane, members in _lanes(claims, origins).items():
        for claim in members:
            alike[lane, claim.stance, _numbers(claim), _span(claim_time(case, claim))].append(claim)
    return [
        Reading(lane, min(members, key=lambda one: precedence(case, one)), tuple(members))
        for (lane, *_), members in alike.items()
    ]


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
    words = {
        needs_number: _last_word(case, lane, needs_number=needs_number)
        for needs_number in (False, True)
    }
    for claim in lane:
        last = words[claim.quantity is not None]
        if last is not None and is_later(case, last, claim):
            yield claim.id


def _last_word(case: Case, lane: Sequence[Claim], *, needs_number: bool) -> Claim | None:
    able = (claim for claim in lane if _speaks(claim) or not needs_number)
    return max(able, key=lambda claim: first_moment(said_on(case, claim)), default=None)


def _of_older_versions(case: Case, lane: Sequence[Claim]) -> Iterator[UUID]:
    """Those that stand in an earlier version of an item than another of the same origin."""
    items: dict[str | UUID, list[Claim]] = defaultdict(list)
    for claim in lane:
        items[item_of(case, claim)].append(claim)
    for members in items.values():
        if len({claim.report for claim in members}) == 1:
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
