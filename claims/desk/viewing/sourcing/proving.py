"""The checkpoint that a sourcing report rests on, and the proofs of the claims in it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import orjson

from claims.desk.viewing.proving import signing_key
from claims.desk.viewing.sourcing.material import Material
from claims.ledger.checkpoints import parse_checkpoint, parse_note
from claims.ledger.merkle import Tiles, siblings
from claims.ledger.proofs import Header, identities, write_hashes
from claims.report.bundle import MOST_PAYLOADS, BundledEntry, ProofBundle
from claims.report.model import CheckpointPart
from claims.store.engine import Connection
from claims.store.queries import tree
from claims.store.queries.tree import Head, PlacedEntry
from claims.store.then import looking_at_now
from claims.values.identity import short_ref
from claims.vocab import Action


def bundle(connection: Connection, material: Material) -> ProofBundle | None:
    """The proofs of the claims in scope in one tree; None where nothing is sealed.

    The tree is the first that was signed over the last entry of the moment of the report:
    so what is recorded later does not change the report of an earlier moment.
    """
    folded = len(material.wanted) > MOST_PAYLOADS
    placed = _current(tree.placed_entries(connection, material.wanted))
    mentioned = [] if folded else _mentions(connection, placed)
    head = _head(connection, material, [*placed, *mentioned])
    if head is None:
        return None
    packing = _Packing(head, Tiles(tree.tile_reader(connection)), folded=folded)
    sealed = [one for one in placed if packing.holds(one)]
    erased = [one for one in sealed if one.payload is None]
    claims = [packing.pack(one) for one in sealed]
    mentions = [packing.pack(one) for one in mentioned if packing.holds(one)]
    redactions = [packing.pack(one) for one in _redactions(connection, head, erased)]
    return ProofBundle(
        proof="claims-report",
        version=1,
        folded=folded,
        claims=claims,
        mentions=mentions,
        redactions=redactions,
        unsealed=[_ref(one) for one in placed if not packing.holds(one)],
        hashes=list(packing.places),
        size=head.size,
        checkpoint=head.note,
        key=signing_key(connection, head.note).text,
    )


def checkpoint_part(found: ProofBundle) -> CheckpointPart:
    """The checkpoint, as a report names it."""
    checkpoint = parse_checkpoint(parse_note(found.checkpoint).text)
    return CheckpointPart(
        origin=checkpoint.origin,
        size=checkpoint.size,
        root=write_hashes([checkpoint.root])[0],
        key=found.key,
        note=found.checkpoint,
    )


def _head(connection: Connection, material: Material, placed: Iterable[PlacedEntry]) -> Head | None:
    """The first checkpoint over the last entry and over these; else the newest that there is.

    What was recorded first may have been sealed last.
    """
    end = None if material.last_entry is None else tree.end_of(connection, material.last_entry)
    ends = [0 if end is None else end, *(one.leaf + 1 for one in placed if one.leaf is not None)]
    over = None if end is None else tree.checkpoint_over(connection, max(ends))
    return over or tree.last_checkpoint(connection)


@dataclass(slots=True)
class _Packing:
    """Entries being packed: each hash stands once, at the place where it was first needed."""

    head: Head
    tiles: Tiles
    folded: bool
    places: dict[str, int] = field(default_factory=dict)
    _ranges: dict[tuple[int, int], int] = field(default_factory=dict)

    def holds(self, placed: PlacedEntry) -> bool:
        """Whether an entry has its place in this tree."""
        return placed.leaf is not None and placed.leaf < self.head.size

    def pack(self, placed: PlacedEntry) -> BundledEntry:
        assert placed.leaf is not None, "only what is sealed is packed"
        shown = placed.payload is not None and not (
            self.folded and placed.entry.action is not Action.REDACT
        )
        return BundledEntry(
            header=Header.model_validate(placed.entry.header()),
            salt=placed.salt if shown else None,
            payload=orjson.loads(placed.payload or "") if shown else None,
            leaf=placed.leaf,
            inclusion=[self._place(one) for one in siblings(placed.leaf, self.head.size)],
        )

    def _place(self, leaves: tuple[int, int]) -> int:
        """Where the root of these leaves stands; paths have most of them in common."""
        if leaves not in self._ranges:
            (text,) = write_hashes([self.tiles.root(*leaves)])
            self._ranges[leaves] = self.places.setdefault(text, len(self.places))
        return self._ranges[leaves]


def _current(entries: Iterable[PlacedEntry]) -> list[PlacedEntry]:
    """The newest entry of each record."""
    return list({one.entry.subject: one for one in entries}.values())


def _mentions(connection: Connection, claims: Iterable[PlacedEntry]) -> list[PlacedEntry]:
    """The newest entry of each record that the payloads mention and that can be shown."""
    own = {one.entry.subject for one in claims}
    mentioned = dict.fromkeys(
        found for one in claims for found in identities(one.entry.record) if found not in own
    )
    entries = tree.placed_entries(connection, mentioned)
    shown = (one for one in entries if one.payload is not None and one.leaf is not None)
    newest = {one.entry.subject: one for one in shown}
    return [newest[subject] for subject in mentioned if subject in newest]


def _redactions(
    connection: Connection, head: Head, erased: Iterable[PlacedEntry]
) -> Iterator[PlacedEntry]:
    """The act by which each of these was erased; acts of today are told of every moment."""
    versions = {one.entry.subject: one.entry.version for one in erased}
    if not versions:
        return
    with looking_at_now(connection):
        entries = tree.placed_entries(connection, versions)
    for one in entries:
        entry, leaf = one.entry, one.leaf
        later = entry.version > versions[entry.subject] and entry.action is Action.REDACT
        if later and leaf is not None and leaf < head.size:
            yield one


def _ref(placed: PlacedEntry) -> str:
    return short_ref(placed.entry.kind, placed.entry.subject)
