"""Whether all that a proof says is so, with nothing at hand but itself and what is trusted."""

from base64 import b64encode
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from claims.errors import InputError
from claims.ledger.canonical import canonical, salted_digest
from claims.ledger.checkpoints import (
    Checkpoint,
    SignedNote,
    Verifier,
    parse_checkpoint,
    parse_verifier,
)
from claims.ledger.merkle import check_consistency, check_inclusion, leaf_hash
from claims.ledger.proofs.document import Proof, ProvenEntry, Told, read_hashes
from claims.ledger.proofs.telling import told
from claims.vocab import Action


@dataclass(frozen=True, slots=True)
class Trust:
    """What the reader has beside the document: keys, and an older checkpoint.

    Where there are keys, one of them must have signed; where there are none, the
    document's own word has to do.
    """

    keys: tuple[Verifier, ...] = ()
    old: SignedNote | None = None


@dataclass(frozen=True, slots=True)
class Extended:
    """The older checkpoint that the tree extends; `key` is the one that was seen to sign it."""

    size: int
    key: str | None


@dataclass(frozen=True, slots=True)
class Checked:
    """What was proved; nothing, where there are problems."""

    problems: tuple[str, ...] = ()
    record: Told | None = None
    origin: str | None = None
    leaf: int | None = None
    size: int | None = None
    root: str | None = None
    key: str | None = None
    vouched: bool = False
    extends: Extended | None = None

    @property
    def ok(self) -> bool:
        """Whether everything that the document says is proved."""
        return not self.problems


@dataclass(slots=True)
class _Check:
    """One document being checked, and what was found wrong with it so far."""

    proof: Proof
    trust: Trust
    problems: list[str] = field(default_factory=list)

    def run(self) -> Checked:
        """What is proved, if all of it is."""
        signed = self._signature()
        if signed is None:
            return Checked(tuple(self.problems))
        key, head = signed
        for what, entry in self._entries():
            self.problems += (f"{what}: {fault}" for fault in entry_faults(entry, head))
        record, extends = self._told(), self._extends(key, head)
        if self.problems:
            return Checked(tuple(self.problems))
        return Checked(
            record=record,
            origin=head.origin,
            leaf=self.proof.entry.leaf,
            size=head.size,
            root=b64encode(head.root).decode(),
            key=key.text,
            vouched=key in self.trust.keys,
            extends=extends,
        )

    def _signature(self) -> tuple[Verifier, Checkpoint] | None:
        """The key and the tree head that it signed; a given key must be the one."""
        try:
            key = parse_verifier(self.proof.key)
            head = key.verify(self.proof.checkpoint)
        except InputError as error:
            self.problems.append(f"the checkpoint: {error.message}")
            return None
        if self.trust.keys and key not in self.trust.keys:
            self.problems.append(f"it is signed by {key.text}, which is not the key expected")
        if head.size != self.proof.size:
            self.problems.append(
                f"the document tells of {self.proof.size:,} leaves, its checkpoint of {head.size:,}"
            )
        return key, head

    def _entries(self) -> Iterator[tuple[str, ProvenEntry]]:
        yield "the entry", self.proof.entry
        for mention in self.proof.mentions:
            yield f"what it mentions ({mention.header.kind})", mention
        if self.proof.redaction is not None:
            yield "the redaction", self.proof.redaction

    def _told(self) -> Told | None:
        proof = self.proof
        subjects = [one.header.subject for one in proof.mentions]
        if len(set(subjects)) != len(subjects):
            self.problems.append("it has two entries for one record that it mentions")
        try:
            derived = told(proof.entry, proof.mentions, proof.redaction)
        except ValueError as error:
            self.problems.append(f"the entry is none of this program: {error}")
            return None
        if derived != proof.record:
            self.problems.append("what it tells of the record is not what the entries say")
        return derived

    def _extends(self, key: Verifier, head: Checkpoint) -> Extended | None:
        """That the tree extends the one of the older checkpoint, if one is at hand."""
        if self.trust.old is None:
            return None
        try:
            old = parse_checkpoint(self.trust.old.text)
            signed_by = _signed_by(self.trust.old, (*self.trust.keys, key))
        except InputError as error:
            self.problems.append(f"the older checkpoint: {error.message}")
            return None
        fault = self._inconsistency(old, head)
        if fault is not None:
            self.problems.append(f"the older checkpoint: {fault}")
            return None
        return Extended(old.size, None if signed_by is None else signed_by.text)

    def _inconsistency(self, old: Checkpoint, head: Checkpoint) -> str | None:
        if old.origin != head.origin:
            return f"it is of another record, {old.origin}; this is {head.origin}"
        if old.size > head.size:
            return f"it is newer: {old.size:,} leaves, and here are {head.size:,}"
        proofs = [one.proof for one in self.proof.consistency if one.size == old.size]
        if old.size in (0, head.size):
            proofs = [[]]
        if not proofs:
            return (
                f"the document has no proof from its size, {old.size:,}; "
                "`claims prove --since` makes one"
            )
        for proof in proofs:
            hashes = read_hashes(proof)
            if hashes is not None and check_consistency(
                old.size, old.root, head.size, head.root, hashes
            ):
                return None
        return "the tree does not extend it: what was sealed then was changed since"


def check(proof: Proof, trust: Trust) -> Checked:
    """Check everything that the document says. Never raises."""
    return _Check(proof, trust).run()


def _signed_by(note: SignedNote, keys: Iterable[Verifier]) -> Verifier | None:
    """The first of these keys that has signed; raises where one that should have has not."""
    signers = {(one.name, one.key_id) for one in note.signatures}
    for key in keys:
        if (key.name, key.key_id) in signers:
            key.check(note)
            return key
    return None


def entry_faults(entry: ProvenEntry, head: Checkpoint) -> Iterator[str]:
    """What is wrong with an entry and its place in the tree of this head."""
    header = entry.header
    try:
        _ = header.ref, Action(header.action)
    except ValueError:
        yield "its header is of no kind that this program knows"
    if (entry.salt is None) != (entry.payload is None):
        yield "salt and payload are erased together or not at all"
    if entry.salt is not None and entry.payload is not None:
        digest = salted_digest(entry.salt, canonical(entry.payload))
        if digest != header.digest:
            yield "the payload is not the one that was recorded"
    path = read_hashes(entry.inclusion)
    leaf = leaf_hash(canonical(header.model_dump()))
    if path is None or not check_inclusion(leaf, entry.leaf, head.size, path, head.root):
        yield "it is not in the tree that was signed"
