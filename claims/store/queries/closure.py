"""Which claims a standing rests on: one closure, from which every view of the record is judged.

Guaranteed: of claims that are asked about, with all others on the figures in question, it has
what links join to them, what any of these repeats, derives from or translates over any number
of steps, and what took any of these back. Whatever else was asked about together with a claim,
the rules find the same standing of it. Only what is linked is followed, so that the cost grows
with the links and not with the record.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection

from claims.records import Link
from claims.rules.case import COPYING
from claims.store.projection import LAYOUTS
from claims.store.queries.stored import Stored, among
from claims.vocab import Kind, Relation

LINKS = LAYOUTS[Kind.LINK].main


@dataclass(frozen=True, slots=True)
class Closure:
    """The claims that a standing rests on beside those asked about, and all links at these."""

    claims: frozenset[UUID]
    links: tuple[Link, ...]


def closure(connection: Connection, claims: Iterable[UUID]) -> Closure:
    """What these claims rest on, of which all the figures' other claims are given."""
    asked = set(claims)
    return closed(connection, (one.record for one in links_touching(connection, asked)), asked)


def closed(connection: Connection, links: Iterable[Link], asked: Iterable[UUID] = ()) -> Closure:
    """The same from all links at the claims asked about; those at `asked` are not looked up."""
    found = {link.id: link for link in links}
    known = set(asked)
    frontier = {end for link in found.values() for end in (link.claim, link.to)} - known
    while frontier:
        known |= frontier
        there = [one.record for one in links_touching(connection, frontier)]
        found |= {link.id: link for link in there}
        frontier = set(_copied(there)) - known
    known |= set(_taking_back(found.values()))
    ordered = sorted(found.values(), key=lambda link: link.id.int)
    return Closure(frozenset(known.difference(asked)), tuple(ordered))


def links_touching(connection: Connection, claims: Iterable[UUID]) -> list[Stored[Link]]:
    """The links that begin or end at one of these claims, withdrawn ones too, oldest first."""
    ids = set(claims)
    ends = (LINKS.c.claim_id, LINKS.c.to_id)
    found = [one for end in ends for one in among(connection, Link, end, ids)]
    return sorted({one.record.id: one for one in found}.values(), key=lambda one: one.record.id)


def _copied(links: Iterable[Link]) -> Iterator[UUID]:
    for link in links:
        if link.withdrawn is None and link.relation in COPYING:
            yield link.to


def _taking_back(links: Iterable[Link]) -> Iterator[UUID]:
    for link in links:
        if link.withdrawn is None and link.relation is Relation.RETRACTS:
            yield link.claim
