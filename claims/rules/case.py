"""What the rules are given: claims, and everything that judging them takes."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any, TypeVar
from uuid import UUID

from claims.records import Claim, Figure, Link, Notice, Report, Ruling, Source
from claims.values.quantity import DEFAULT_TOLERANCE
from claims.vocab import LinkBasis, Relation

Answer = TypeVar("Answer")

COPYING = (Relation.REPEATS, Relation.DERIVED_FROM, Relation.TRANSLATES)


@dataclass(frozen=True)
class Case:
    """A closed part of the record: whatever its claims refer to is in it.

    `claims` holds all claims of the figures in question, withdrawn ones too,
    since independence is decided over all of them; `sources` holds every source
    of their chains with its controllers up to the last; `figures` holds each
    figure with its wholes and parts. Links, notices and rulings that were
    withdrawn are left out by the properties that the rules use.
    """

    claims: Mapping[UUID, Claim]
    sources: Mapping[UUID, Source]
    figures: Mapping[UUID, Figure] = field(default_factory=dict)
    reports: Mapping[UUID, Report] = field(default_factory=dict)
    links: tuple[Link, ...] = ()
    notices: tuple[Notice, ...] = ()
    rulings: tuple[Ruling, ...] = ()
    tolerance: Decimal = DEFAULT_TOLERANCE
    _found: dict[Hashable, Any] = field(default_factory=dict, init=False, repr=False, compare=False)
    times: dict[int, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    def remembered(self, question: Hashable, answer: Callable[[], Answer]) -> Answer:
        """The answer to a question about this case, worked out once: many rules ask the same."""
        if question not in self._found:
            self._found[question] = answer()
        found: Answer = self._found[question]
        return found

    def of_figure(self, figure: UUID) -> tuple[Claim, ...]:
        """The claims on this figure that were not logged by mistake."""
        return tuple(
            claim
            for claim in self.claims.values()
            if claim.figure == figure and claim.withdrawn is None
        )

    @property
    def standing_links(self) -> tuple[Link, ...]:
        """The links that nobody has taken back."""
        return tuple(link for link in self.links if link.withdrawn is None)

    @property
    def standing_notices(self) -> tuple[Notice, ...]:
        """The retractions that nobody has taken back."""
        return tuple(notice for notice in self.notices if notice.withdrawn is None)

    @property
    def standing_rulings(self) -> tuple[Ruling, ...]:
        """The rulings that nobody has reversed."""
        return tuple(ruling for ruling in self.rulings if ruling.withdrawn is None)

    @cached_property
    def retracted(self) -> frozenset[UUID]:
        """The claims and reports that a standing notice, or a `retracts` link, takes back.

        A link that was logged with a withdrawn claim takes nothing back.
        """
        by_link = {
            link.to
            for link in self.standing_links
            if link.relation is Relation.RETRACTS
            and link.claim != link.to
            and (link.claim not in self.claims or self.claims[link.claim].withdrawn is None)
        }
        return frozenset(by_link | {notice.target for notice in self.standing_notices})

    @cached_property
    def by_item(self) -> Mapping[str, tuple[Claim, ...]]:
        """The claims of each published item, over all its versions."""
        found: dict[str, list[Claim]] = defaultdict(list)
        for claim in self.claims.values():
            if claim.report in self.reports and claim.withdrawn is None:
                found[self.reports[claim.report].item_key].append(claim)
        return {item: tuple(claims) for item, claims in found.items()}

    @cached_property
    def copied_from(self) -> Mapping[UUID, frozenset[UUID]]:
        """What each claim repeats, derives from or translates, by a standing link."""
        found: dict[UUID, set[UUID]] = defaultdict(set)
        for link in self.standing_links:
            if link.relation in COPYING:
                found[link.claim].add(link.to)
        return {copy: frozenset(originals) for copy, originals in found.items()}

    def original_of(self, copy: UUID) -> UUID | None:
        """The one claim that this is a copy of; None also where it draws on several."""
        originals = self.copied_from.get(copy, frozenset())
        return next(iter(originals)) if len(originals) == 1 else None

    @cached_property
    def fallen(self) -> frozenset[UUID]:
        """The claims that repeat, derive from or translate a retracted one, at any remove."""
        copies: dict[UUID, set[UUID]] = defaultdict(set)
        for copy, originals in self.copied_from.items():
            for original in originals:
                copies[original].add(copy)
        taken_back = {
            claim.id
            for claim in self.claims.values()
            if claim.id in self.retracted or claim.report in self.retracted
        }
        found: set[UUID] = set()
        frontier = taken_back
        while frontier:
            frontier = {copy for one in frontier for copy in copies[one]} - found - taken_back
            found |= frontier
        return frozenset(found)

    @cached_property
    def judgements(self) -> Mapping[frozenset[UUID], tuple[Link, ...]]:
        """The standing links that people made, by the two claims that they join, oldest first.

        An imported link is some person's judgement too; one that a rule made is not.
        """
        made: dict[frozenset[UUID], tuple[Link, ...]] = {}
        for link in sorted(self.standing_links, key=lambda link: link.id.int):
            if link.basis is not LinkBasis.RULE:
                ends = frozenset((link.claim, link.to))
                made[ends] = (*made.get(ends, ()), link)
        return made

    @cached_property
    def links_of(self) -> Mapping[UUID, tuple[Link, ...]]:
        """The standing links by either end."""
        by_end: dict[UUID, list[Link]] = defaultdict(list)
        for link in self.standing_links:
            for end in {link.claim, link.to}:
                by_end[end].append(link)
        return {end: tuple(links) for end, links in by_end.items()}

    @cached_property
    def ruled(self) -> frozenset[UUID]:
        """The claims and sources that a standing ruling is about."""
        return frozenset(side for ruling in self.standing_rulings for side in (ruling.a, ruling.b))
