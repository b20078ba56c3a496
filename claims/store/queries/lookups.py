"""What the names in a batch of drafts refer to, in a handful of statements whatever its size."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from typing import Any
from uuid import UUID

from sqlalchemy import BindParameter, Connection, bindparam, select, union

from claims.errors import AmbiguousError
from claims.records import Claim, Figure, Link, Rating, Refusal, Report, Source, Story
from claims.store.packing import unpack
from claims.store.projection import (
    CLAIM_KEYS,
    FIGURES,
    LAYOUTS,
    RATINGS,
    REPORTS,
    SOURCE_ALIASES,
    SOURCES,
    STORIES,
    STORY_CLAIMS,
)
from claims.store.queries.stored import (
    Stored,
    among,
    asking,
    by_id,
    in_slices,
    stored,
    stored_as_asked,
)
from claims.store.sending import Asked, ask
from claims.store.tables import ArchivedRaw, ArchivedText
from claims.values.identity import short_ref
from claims.values.names import name_key
from claims.vocab import Kind

# Built once: these run for every draft that is logged by itself.
_KEYS: BindParameter[Any] = bindparam("keys", expanding=True)
_NAMED = asking(
    Source,
    SOURCES.c.id.in_(
        union(
            select(SOURCES.c.id).where(SOURCES.c.name_key.in_(_KEYS)),
            select(SOURCE_ALIASES.c.source_id).where(SOURCE_ALIASES.c.alias_key.in_(_KEYS)),
        )
    ),
)
_KEYED = select(CLAIM_KEYS.c.key, CLAIM_KEYS.c.claim_id).where(CLAIM_KEYS.c.key.in_(_KEYS))


def sources_by_name(connection: Connection, keys: Collection[str]) -> dict[str, list[Source]]:
    """The sources that each folded name fits: by its own name, else by an alias."""
    wanted = set(keys)
    found = {
        one.record.id: one.record
        for part in in_slices(wanted)
        for one in stored_as_asked(connection, Source, _NAMED, {"keys": part})
    }
    named: dict[str, list[Source]] = defaultdict(list)
    for identifier in sorted(found):
        for key in found[identifier].name_keys & wanted:
            named[key].append(found[identifier])
    return named


def the_one(name: str, fitting: list[Source]) -> Source | None:
    """The source that a name means: its own name comes before anybody's alias.

    Raises `AmbiguousError` where it is an alias of several.
    """
    own = [source for source in fitting if name_key(source.name) == name_key(name)]
    meant = own or fitting
    if len(meant) > 1:
        candidates = tuple(f"{one.name} ({short_ref(Kind.SOURCE, one.id)})" for one in fitting)
        raise AmbiguousError(
            "alias_ambiguous",
            f"{name!r} is an alias of several sources: {', '.join(candidates)}",
            hint="name the one that is meant",
            candidates=candidates,
        )
    return meant[0] if meant else None


def one_source(connection: Connection, name: str) -> Source | None:
    """The source of this name or alias."""
    key = name_key(name)
    return the_one(name, sources_by_name(connection, [key]).get(key, []))


def figures_by_slug(connection: Connection, slugs: Collection[str]) -> dict[str, Stored[Figure]]:
    """The figures of these slugs."""
    found = among(connection, Figure, FIGURES.c.slug, slugs)
    return {one.record.slug: one for one in found}


def reports_by_item(
    connection: Connection, items: Collection[str]
) -> dict[str, list[Stored[Report]]]:
    """All versions of these items, oldest first."""
    versions: dict[str, list[Stored[Report]]] = defaultdict(list)
    for one in among(connection, Report, REPORTS.c.item_key, items):
        versions[one.record.item_key].append(one)
    for known in versions.values():
        known.sort(key=lambda one: one.record.version)
    return versions


def claims_by_key(connection: Connection, keys: Collection[str]) -> dict[str, Stored[Claim]]:
    """The claims that were logged under these keys of the caller."""
    ids = {
        row["key"]: row["claim_id"]
        for part in in_slices(keys)
        for row in ask(connection, Asked(_KEYED, {"keys": part}))[0]
    }
    found = by_id(connection, Claim, ids.values())
    return {key: found[claim] for key, claim in ids.items()}


def links_of(connection: Connection, claims: Iterable[UUID]) -> dict[UUID, list[Stored[Link]]]:
    """The links that begin at these claims, withdrawn ones too."""
    links = LAYOUTS[Kind.LINK].main
    found: dict[UUID, list[Stored[Link]]] = defaultdict(list)
    for one in among(connection, Link, links.c.claim_id, claims):
        found[one.record.claim].append(one)
    return found


def ratings_of(connection: Connection, claims: Iterable[UUID]) -> dict[UUID, list[Stored[Rating]]]:
    """The ratings of these claims, withdrawn ones too."""
    found: dict[UUID, list[Stored[Rating]]] = defaultdict(list)
    for one in among(connection, Rating, RATINGS.c.claim_id, claims):
        found[one.record.claim].append(one)
    return found


def called(
    connection: Connection, identities: Collection[UUID]
) -> Iterator[tuple[UUID, tuple[Kind, str | None]]]:
    """Which of these are sources, figures or reports, by which name, slug or address."""
    rest = set(identities)
    for kind, names in _CALLED.items():
        here = LAYOUTS[kind].main.c.id
        for part in in_slices(tuple(rest)):
            for row in connection.execute(select(here, names).where(here.in_(part))):
                rest.discard(row[0])
                yield row[0], (kind, row[1])


_CALLED = {Kind.SOURCE: SOURCES.c.name, Kind.FIGURE: FIGURES.c.slug, Kind.REPORT: REPORTS.c.url}


def refusals_of(connection: Connection, claim: UUID) -> list[Refusal]:
    """The suggested links of this claim that were refused, from either end."""
    table = LAYOUTS[Kind.REFUSAL].main
    where = (table.c.claim_id == claim) | (table.c.to_id == claim)
    return [one.record for one in stored(connection, Refusal, where)]


def story_by_url(connection: Connection, url: str) -> Stored[Story] | None:
    """Our publication at this address."""
    return next(iter(stored(connection, Story, STORIES.c.url == url)), None)


def stories_on(connection: Connection, claim: UUID) -> list[Stored[Story]]:
    """Our publications that rest on this claim."""
    resting = select(STORY_CLAIMS.c.story_id).where(STORY_CLAIMS.c.claim_id == claim)
    return stored(connection, Story, STORIES.c.id.in_(resting))


def archived(connection: Connection, sha256: str) -> bytes | None:
    """The text kept under this hash."""
    statement = select(ArchivedText.content).where(ArchivedText.sha256 == sha256)
    return connection.scalar(statement)


def archived_texts(connection: Connection, hashes: Collection[str]) -> dict[str, str]:
    """The texts kept under these hashes; those that were redacted are empty."""
    statement = select(ArchivedText.sha256, ArchivedText.content).where(
        ArchivedText.sha256.in_(hashes)
    )
    return {row.sha256: row.content.decode() for row in connection.execute(statement)}


def archived_already(connection: Connection, hashes: Collection[str]) -> set[str]:
    """Which of these hashes are kept."""
    statement = select(ArchivedText.sha256).where(ArchivedText.sha256.in_(hashes))
    return set(connection.scalars(statement))


def kept_raw(connection: Connection, sha256: str) -> bytes | None:
    """What is kept of the bytes of this hash, compressed; nothing of those that were redacted."""
    statement = select(ArchivedRaw.content).where(ArchivedRaw.sha256 == sha256)
    return connection.scalar(statement)


def archived_raw(connection: Connection, sha256: str | None) -> bytes | None:
    """The bytes of this hash; None where they were redacted."""
    kept = None if sha256 is None else kept_raw(connection, sha256)
    return unpack(kept) if kept else None


def keys_of(connection: Connection, claims: Iterable[UUID]) -> dict[UUID, str]:
    """The caller's keys of these claims, of those that have one."""
    statement = select(CLAIM_KEYS.c.claim_id, CLAIM_KEYS.c.key)
    rows = (
        row
        for part in in_slices(claims)
        for row in connection.execute(statement.where(CLAIM_KEYS.c.claim_id.in_(part)))
    )
    return {row.claim_id: row.key for row in rows}
