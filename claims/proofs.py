"""Proofs to hand out: one entry of the ledger, with all that it takes to check it offline.

A proof is a JSON document (`docs/ledger.md` lists its fields). It is checked with
nothing at hand but itself and, if the reader has them, a key and an older checkpoint.
What it tells of the record is derived again from entries that are proven, and
compared: no word of it can be changed unseen. Checking says what is wrong and never
raises, whatever the document holds; only what is no proof at all cannot be read.
"""

import json
import re
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Annotated, Any, Literal, TypeVar
from uuid import UUID

import orjson
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from claims.canonical import canonical, salted_digest
from claims.errors import InputError
from claims.identity import short_ref
from claims.merkle import check_consistency, check_inclusion, leaf_hash
from claims.notes import Checkpoint, SignedNote, Verifier, parse_checkpoint, parse_verifier
from claims.vocab import Action, Kind

VERSION = 1
LONGEST = 100_000_000
_DEEPEST = 50
_IDENTITY = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}")
_NAMED_BY = {
    Kind.SOURCE: ("name",),
    Kind.FIGURE: ("slug",),
    Kind.REPORT: ("url", "title"),
    Kind.CLAIM: ("statement",),
    Kind.STORY: ("url",),
}

Place = Annotated[int, Field(ge=0)]
Salt = Annotated[str, Field(pattern=r"^[0-9a-f]{32}$")]


class Part(BaseModel):
    """A part of the document: exactly these fields, of exactly these types."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Header(Part):
    """An entry but for its content; the leaf hashes the canonical form of this."""

    subject: str
    version: int
    kind: str
    action: str
    recorded_at: str
    recorded_by: str
    format: int
    digest: str

    @property
    def ref(self) -> str:
        """The short reference of the record; raises `ValueError` where there is none such."""
        identity = UUID(self.subject)
        if str(identity) != self.subject:
            raise ValueError(self.subject)
        return short_ref(Kind(self.kind), identity)


class ProvenEntry(Part):
    """One entry, its place in the tree, and the proof of that."""

    header: Header
    salt: Salt | None
    payload: dict[str, Any] | None
    leaf: Place
    inclusion: list[str]


class Consistency(Part):
    """The proof that the tree extends the one that had this size."""

    size: Place
    proof: list[str]


class Redaction(Part):
    """Who had a content erased, when and why."""

    recorded_at: str
    recorded_by: str
    reason: str


class Told(Part):
    """What the entry says, as a person reads it: names where the payload has identities."""

    kind: str
    ref: str
    revision: int
    action: str
    recorded_at: str
    recorded_by: str
    reason: str | None
    content: dict[str, Any] | None
    redaction: Redaction | None


class Proof(Part):
    """The document."""

    proof: Literal["claims-desk"]
    version: Literal[1]
    record: Told
    entry: ProvenEntry
    mentions: list[ProvenEntry]
    redaction: ProvenEntry | None
    size: Place
    checkpoint: str
    key: str
    consistency: list[Consistency]

    def render(self) -> str:
        """The document as a file holds it."""
        return orjson.dumps(self.model_dump(), option=orjson.OPT_INDENT_2).decode() + "\n"


# Reading


def read_proof(raw: bytes) -> Proof:
    """The document in a file; raises `InputError` where it is none."""
    return read_part(Proof, read_document(raw))


P = TypeVar("P", bound=Part)


def read_part(kind: type[P], document: Any) -> P:
    """What a document holds; raises `InputError` where that is none of this kind."""
    try:
        return kind.model_validate(document)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        place = ".".join(map(str, first["loc"]))
        raise _no_proof(f"{place}: {first['msg']}") from error


def read_document(raw: bytes) -> Any:
    """The JSON values in a file that reads one way only; raises `InputError` where it does not."""
    try:
        document = orjson.loads(raw)
        _refuse_depth(document)
        json.loads(raw, object_pairs_hook=_refuse_twins)
    except ValueError as error:
        raise _no_proof(f"it is not JSON: {error}") from error
    return document


def _refuse_depth(document: Any) -> None:
    level = [document]
    for _ in range(_DEEPEST):
        level = [part for one in level for part in _parts(one)]
        if not level:
            return
    raise _no_proof("it is nested too deeply")


def _parts(value: Any) -> Iterable[Any]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()


def _refuse_twins(pairs: list[tuple[str, Any]]) -> None:
    """Readers differ on which of two fields of one name counts."""
    names = [name for name, _ in pairs]
    if len(set(names)) != len(names):
        raise _no_proof("it has a field twice")


def _no_proof(fault: str) -> InputError:
    return InputError(
        "proof_unreadable", f"this is no proof: {fault}", hint="`claims prove REF` makes one"
    )


# Telling


def told(
    entry: ProvenEntry, mentions: Iterable[ProvenEntry], redaction: ProvenEntry | None
) -> Told:
    """What these entries say of the record; raises `ValueError` where they say nothing clear."""
    header = entry.header
    body = {} if entry.payload is None else entry.payload
    content, reason = body.get("record"), body.get("reason")
    if entry.payload is not None and not isinstance(content, dict):
        raise ValueError("the payload holds no record")
    if not isinstance(reason, str | None):
        raise ValueError("the reason is no text")  # noqa: TRY004  what is wrong is the document
    names = {one.header.subject: _name(one) for one in mentions}
    return Told(
        kind=header.kind,
        ref=header.ref,
        revision=header.version,
        action=header.action,
        recorded_at=header.recorded_at,
        recorded_by=header.recorded_by,
        reason=reason,
        content=None if content is None else _named(content, names),
        redaction=None if redaction is None else _redaction(entry, redaction),
    )


def _name(mention: ProvenEntry) -> str:
    """What people call a record: its name, or its reference and what it says."""
    record = (mention.payload or {}).get("record")
    fields = _NAMED_BY.get(Kind(mention.header.kind), ())
    held = (record.get(field) for field in fields) if isinstance(record, dict) else ()
    name = next((one for one in held if isinstance(one, str) and one), None)
    if name is None:
        return mention.header.ref
    return f"{mention.header.ref}: {name}" if mention.header.kind == Kind.CLAIM else name


def _named(value: Any, names: Mapping[str, str]) -> Any:
    if isinstance(value, dict):
        return {field: _named(part, names) for field, part in value.items()}
    if isinstance(value, list):
        return [_named(part, names) for part in value]
    return names.get(value, value) if isinstance(value, str) else value


def _redaction(entry: ProvenEntry, redaction: ProvenEntry) -> Redaction:
    by, reason = redaction.header, (redaction.payload or {}).get("reason")
    if entry.payload is not None:
        raise ValueError("its content is said to be erased, and stands there")
    if (by.subject, by.action) != (entry.header.subject, Action.REDACT) or (
        by.version <= entry.header.version
    ):
        raise ValueError("what is said to have erased it is no redaction of it")
    if not isinstance(reason, str):
        raise ValueError("the redaction has no reason")  # noqa: TRY004  the document is wrong
    return Redaction(
        recorded_at=by.recorded_at,
        recorded_by=by.recorded_by,
        reason=reason,
    )


def identities(value: Any) -> Iterator[UUID]:
    """Every identity that a payload mentions."""
    if isinstance(value, str) and _IDENTITY.fullmatch(value):
        yield UUID(value)
    for part in _parts(value):
        yield from identities(part)


# Checking


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


# Hashes


def write_hashes(hashes: Iterable[bytes]) -> list[str]:
    """Hashes as the document has them."""
    return [b64encode(one).decode() for one in hashes]


def read_hashes(texts: Sequence[str]) -> tuple[bytes, ...] | None:
    """Hashes out of the document; None where one is not written the one way there is."""
    try:
        hashes = tuple(b64decode(text, validate=True) for text in texts)
    except ValueError:
        return None
    return hashes if write_hashes(hashes) == list(texts) else None
