"""What falls with a claim or report that was taken back, and what stands without it.

Guaranteed: everything that rests on it over any number of steps, each with the way that
leads there, split at the day of the notice; the stories of ours above it; and for each
figure the independent origins that reported the same. Nothing is deleted.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID

from claims.errors import NotFoundError
from claims.records import Claim, Story
from claims.rules.case import Case
from claims.rules.counting import is_retracted
from claims.rules.independence import independence
from claims.rules.resting import Resting, resting_on
from claims.rules.timing import published_on, same_window
from claims.rules.wording import speaker_name
from claims.values.dates import PartialDate
from claims.vocab import Relation


@dataclass(frozen=True, slots=True)
class OurStory:
    """A publication of ours, and those of its claims that fall."""

    story: UUID
    claims: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class StillStanding:
    """A claim that was taken back, and who else reported the same without resting on it."""

    claim: UUID
    origins: tuple[str, ...]
    claims: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class Cascade:
    """Everything that rests on `target`; `undated` holds what neither side can be sure of."""

    target: UUID
    taken_back: tuple[UUID, ...]
    notice_date: PartialDate | None
    before: tuple[Resting, ...]
    after: tuple[Resting, ...]
    undated: tuple[Resting, ...]
    stories: tuple[OurStory, ...]
    still_standing: tuple[StillStanding, ...]

    @property
    def resting(self) -> tuple[Resting, ...]:
        """All that rests on it."""
        return (*self.before, *self.after, *self.undated)


def cascade(case: Case, target: UUID, stories: Iterable[Story] = ()) -> Cascade:
    """What rests on this claim, or on the claims of this report."""
    fallen = _claims_of(case, target)
    notice = _notice_date(case, target, fallen)
    resting = resting_on(case, [claim.id for claim in fallen])
    sides: dict[bool | None, list[Resting]] = {True: [], False: [], None: []}
    for one in resting:
        sides[_is_before(published_on(case, case.claims[one.claim]), notice)].append(one)
    affected = {claim.id for claim in fallen} | {one.claim for one in resting}
    return Cascade(
        target=target,
        taken_back=tuple(claim.id for claim in fallen),
        notice_date=notice,
        before=tuple(sides[True]),
        after=tuple(sides[False]),
        undated=tuple(sides[None]),
        stories=tuple(_ours(stories, affected)),
        still_standing=tuple(_standing(case, fallen, affected)),
    )


def _claims_of(case: Case, target: UUID) -> list[Claim]:
    if target in case.claims:
        return [case.claims[target]]
    if target not in case.reports:
        raise NotFoundError("not_found", f"{target} is neither a claim nor a report of this case")
    return [
        claim
        for claim in case.claims.values()
        if claim.report == target and claim.withdrawn is None
    ]


def _notice_date(case: Case, target: UUID, fallen: list[Claim]) -> PartialDate | None:
    """The day of the notice; else that of the report that retracts it by a link."""
    targets = {target, *(claim.report for claim in fallen)}
    dates = [notice.date for notice in case.standing_notices if notice.target in targets]
    identifiers = {claim.id for claim in fallen}
    for link in case.standing_links:
        retracting = case.claims.get(link.claim)
        if link.relation is Relation.RETRACTS and link.to in identifiers and retracting:
            dates.append(published_on(case, retracting))
    return next((date for date in dates if date is not None), None)


def _is_before(published: PartialDate | None, notice: PartialDate | None) -> bool | None:
    """Before the notice or after it; None where nobody can tell, as on the very day."""
    if published is None or notice is None or published.overlaps(notice):
        return None
    return published.ends_before(notice)


def _ours(stories: Iterable[Story], affected: set[UUID]) -> Iterator[OurStory]:
    for story in sorted(stories, key=lambda story: story.id):
        fallen = tuple(claim for claim in story.rests_on if claim in affected)
        if fallen:
            yield OurStory(story.id, fallen)


def _standing(case: Case, fallen: list[Claim], affected: set[UUID]) -> Iterator[StillStanding]:
    """Named origins other than the fallen claim's own, each with its agreeing claims."""
    for claim in fallen:
        others = [other for other in _agreeing(case, claim) if other.id not in affected]
        origins = independence(case, [claim, *others])
        groups = [
            (group, tuple(one for one in group.claims if one != claim.id))
            for group in origins.groups
            if group.known and claim.id not in group.claims
        ]
        if groups:
            names = tuple(speaker_name(case, group.key.source) for group, _ in groups)
            yield StillStanding(claim.id, names, tuple(one for _, ids in groups for one in ids))


def _agreeing(case: Case, claim: Claim) -> Iterator[Claim]:
    """Claims in force that say the same of the same time, or that people say support it."""
    supporting = {
        end
        for link in case.standing_links
        if link.relation is Relation.CORROBORATES and claim.id in (link.claim, link.to)
        for end in (link.claim, link.to)
    }
    for other in case.claims.values():
        if other.id == claim.id or other.withdrawn or is_retracted(case, other):
            continue
        if other.id in supporting or _says_the_same(case, claim, other):
            yield other


def _says_the_same(case: Case, a: Claim, b: Claim) -> bool:
    if a.figure is None or a.figure != b.figure or a.stance is not b.stance:
        return False
    if a.modality.is_real is not b.modality.is_real or a.quantity is None or b.quantity is None:
        return False
    return a.quantity.agrees_with(b.quantity, case.tolerance) and same_window(case, a, b)
