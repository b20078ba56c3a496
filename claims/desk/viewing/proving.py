"""A proof of one entry: out of the ledger and its tree, to be checked without either."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID

import orjson

from claims.errors import DatabaseError, InputError, NotFoundError
from claims.ledger.checkpoints import (
    SignedNote,
    Verifier,
    parse_checkpoint,
    parse_note,
    parse_verifier,
)
from claims.ledger.merkle import Tiles, consistency_proof, inclusion_proof
from claims.ledger.proofs import (
    Consistency,
    Header,
    Proof,
    ProvenEntry,
    Trust,
    check,
    identities,
    told,
    write_hashes,
)
from claims.records import SigningKey
from claims.store.engine import Connection
from claims.store.queries import tree
from claims.store.queries.stored import stored
from claims.store.queries.tree import Head, PlacedEntry
from claims.values.identity import short_ref
from claims.vocab import Action

NEWEST = 16
EVERY_UP_TO = 32


@dataclass(frozen=True, slots=True)
class _Tree:
    """The tree as it was last signed."""

    head: Head
    tiles: Tiles

    def prove(self, placed: PlacedEntry) -> ProvenEntry:
        """An entry with its place; raises where it has none yet."""
        entry, leaf = placed.entry, placed.leaf
        if leaf is None:
            raise InputError(
                "entry_unsealed",
                f"revision {entry.version} of {short_ref(entry.kind, entry.subject)} "
                "has no place in the tree yet",
                hint="`claims seal` gives it one",
            )
        return ProvenEntry(
            header=Header.model_validate(entry.header()),
            salt=placed.salt,
            payload=None if placed.payload is None else orjson.loads(placed.payload),
            leaf=leaf,
            inclusion=write_hashes(inclusion_proof(leaf, self.head.size, self.tiles)),
        )

    def grown_from(self, size: int) -> Consistency:
        """That it extends the tree of this size."""
        hashes = consistency_proof(size, self.head.size, self.tiles)
        return Consistency(size=size, proof=write_hashes(hashes))


def prove_entry(
    connection: Connection, subject: UUID, *, revision: int | None, since: SignedNote | None
) -> Proof:
    """The proof of one revision of a record, the last if none is named.

    Raises where it cannot be proved: not sealed, not what was sealed, or not the
    continuation of the checkpoint `since`.
    """
    head = tree.last_checkpoint(connection)
    entries = tree.placed_entries(connection, [subject])
    wanted = _revision(entries, revision)
    if head is None:
        head = Head(0, "")  # nothing is sealed, and the entry will say so
    whole = _Tree(head, Tiles(tree.tile_reader(connection)))
    entry = whole.prove(wanted)
    mentions = [whole.prove(one) for one in _mentioned(connection, entry)]
    redaction = None if wanted.payload is not None else _redaction(whole, wanted, entries)
    extra = [] if since is None else [parse_checkpoint(since.text).size]
    proof = Proof(
        proof="claims-desk",
        version=1,
        record=told(entry, mentions, redaction),
        entry=entry,
        mentions=mentions,
        redaction=redaction,
        size=head.size,
        checkpoint=head.note,
        key=signing_key(connection, head.note).text,
        consistency=[whole.grown_from(size) for size in _older_sizes(connection, head, extra)],
    )
    _refuse_unproven(proof, since)
    return proof


def _revision(entries: list[PlacedEntry], revision: int | None) -> PlacedEntry:
    found = [one for one in entries if revision in (None, one.entry.version)]
    if not found:
        last = entries[-1].entry
        raise NotFoundError(
            "revision_unknown",
            f"{short_ref(last.kind, last.subject)} has no revision {revision}",
            hint=f"its last is {last.version}",
        )
    return found[-1]


def _mentioned(connection: Connection, entry: ProvenEntry) -> Iterator[PlacedEntry]:
    """The newest entry of each record that a payload mentions and that can be shown."""
    mentioned = list(dict.fromkeys(identities(entry.payload)))
    newest = {
        one.entry.subject: one
        for one in tree.placed_entries(connection, mentioned)
        if one.payload is not None and one.leaf is not None
    }
    return (newest[subject] for subject in mentioned if subject in newest)


def _redaction(
    whole: _Tree, erased: PlacedEntry, entries: Iterable[PlacedEntry]
) -> ProvenEntry | None:
    """The act by which a content was erased."""
    for one in entries:
        if one.entry.version > erased.entry.version and one.entry.action is Action.REDACT:
            return whole.prove(one)
    return None


def _older_sizes(connection: Connection, head: Head, extra: list[int]) -> list[int]:
    """From which older trees on the growth is shown: the newest, and ever fewer further back."""
    sizes = tree.sizes_of_checkpoints(connection, most=EVERY_UP_TO + 1)
    if len(sizes) > EVERY_UP_TO:
        sizes = [*sizes[:NEWEST], *_further_back(connection, head.size, sizes[NEWEST - 1])]
    return sorted({size for size in (*sizes, *extra) if 0 < size < head.size})


def _further_back(connection: Connection, size: int, last: int) -> Iterator[int]:
    """Sizes of checkpoints at doubling distances, and that of the first."""
    distance = 2 * (size - last)
    while distance < size:
        found = tree.size_at_or_before(connection, size - distance)
        if found is None:
            break
        yield found
        distance *= 2
    yield tree.first_size(connection)


def signing_key(connection: Connection, note: str) -> Verifier:
    """The key of the record that signed a checkpoint."""
    signed = {(one.name, one.key_id) for one in parse_note(note).signatures}
    for one in stored(connection, SigningKey):
        key = parse_verifier(one.record.public)
        if (key.name, key.key_id) in signed:
            return key
    raise DatabaseError(
        "tree_damaged",
        "the newest checkpoint is signed by no key of this record",
        hint="`claims verify` tells what was changed",
    )


def _refuse_unproven(proof: Proof, since: SignedNote | None) -> None:
    """Hand out nothing that does not prove what it says."""
    found = check(proof, Trust())
    if not found.ok:
        raise DatabaseError(
            "tree_damaged",
            f"this cannot be proved: {found.problems[0]}",
            hint="`claims verify` tells what was changed",
        )
    found = check(proof, Trust(old=since))
    if not found.ok:
        raise InputError("checkpoint_differs", found.problems[0], hint="is it of this record?")
