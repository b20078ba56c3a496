"""The records as plain values: what a ledger payload holds and what the rules judge.

A record refers to others by their UUID. Its payload (`payload`) is JSON that
leaves out what is absent, so a field added later changes no payload written
before; `from_payload` reads it back. Optional fields therefore default to
"absent" (None, an empty tuple, False), and to nothing else.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, ClassVar, Self
from uuid import UUID

import orjson
from pydantic import ConfigDict, TypeAdapter

from claims.ledger.canonical import canonical
from claims.payloads import Edtf, Hops, written
from claims.values.identity import short_ref
from claims.values.names import name_key
from claims.values.quantity import Quantity
from claims.vocab import (
    Basis,
    FindingCode,
    Kind,
    LinkBasis,
    Method,
    Modality,
    Relation,
    SourceKind,
    Stance,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What all records share: an identity, and a payload that leaves out what is absent."""

    __pydantic_config__: ClassVar = ConfigDict(extra="forbid")  # what a payload is held to
    kind: ClassVar[Kind]
    format: ClassVar[int] = 1

    id: UUID

    @property
    def called(self) -> str:
        """What people call this record: its name where it has one, else its short reference."""
        return short_ref(self.kind, self.id)

    def payload(self) -> dict[str, Any]:
        """The full content as JSON values, the identity aside."""
        payload: dict[str, Any] = orjson.loads(canonical(self.content(), written))
        return payload

    def content(self) -> dict[str, Any]:
        """What is not absent, the identity aside; `canonical` makes it JSON with `written`."""
        content = {}
        for name in field_names(type(self)):
            value = getattr(self, name)
            if value is not None and value is not False and value != ():
                content[name] = value
        return content

    @classmethod
    def from_payload(cls, identifier: UUID, payload: Mapping[str, Any]) -> Self:
        """The record that `payload` was taken from."""
        found: Self = _reader(cls).validate_python({"id": identifier, **payload})
        return found


_FIELD_NAMES: dict[type[Record], tuple[str, ...]] = {}
_READERS: dict[type[Record], TypeAdapter[Any]] = {}


def field_names(record: type[Record]) -> tuple[str, ...]:
    """The fields of a kind of record, its identity aside."""
    if record not in _FIELD_NAMES:
        _FIELD_NAMES[record] = tuple(one.name for one in fields(record) if one.name != "id")
    return _FIELD_NAMES[record]


def _reader(record: type[Record]) -> TypeAdapter[Any]:
    """What checks a payload; made when the first of its kind is read."""
    if record not in _READERS:
        _READERS[record] = TypeAdapter(record)
    return _READERS[record]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source(Record):
    """Somebody or something that words are attributed to."""

    kind: ClassVar[Kind] = Kind.SOURCE
    name: str
    source_kind: SourceKind
    country: str | None = None
    controlled_by: UUID | None = None
    aliases: tuple[str, ...] = ()
    note: str | None = None

    @property
    def called(self) -> str:
        """Its own name."""
        return self.name

    @property
    def name_keys(self) -> set[str]:
        """All its names, folded for comparison."""
        return {name_key(name) for name in (self.name, *self.aliases)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure(Record):
    """A tracked quantity: what is counted, of whom, where, on which basis."""

    kind: ClassVar[Kind] = Kind.FIGURE
    slug: str
    title: str
    unit: str | None = None
    basis: Basis
    measure: str | None = None
    population: str | None = None
    place: str | None = None
    since: Edtf | None = None
    part_of: UUID | None = None
    complete_parts: bool = False
    parties: tuple[UUID, ...] = ()
    note: str | None = None

    @property
    def called(self) -> str:
        """Its slug."""
        return self.slug


@dataclass(frozen=True, slots=True, kw_only=True)
class Report(Record):
    """One published item at one version."""

    kind: ClassVar[Kind] = Kind.REPORT
    reporter: UUID | None = None
    url: str | None = None
    version: int
    supersedes: UUID | None = None
    byline: str | None = None
    title: str | None = None
    published: Edtf | None = None
    language: str | None = None
    text_sha256: str | None = None
    raw_sha256: str | None = None
    raw_type: str | None = None
    note: str | None = None

    @property
    def called(self) -> str:
        """Its address, else its title."""
        return self.url or self.title or short_ref(self.kind, self.id)

    @property
    def item_key(self) -> str:
        """What all versions of one item have in common: its URL.

        Without a URL, an item is told by its outlet, its date and its title;
        where neither date nor title is known, it is like no other.
        """
        if self.url is not None:
            return self.url
        if self.published is None and self.title is None:
            return str(self.id)
        published = None if self.published is None else str(self.published)
        return canonical([str(self.reporter), published, self.title]).decode()


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim(Record):
    """One assertion found in one report."""

    kind: ClassVar[Kind] = Kind.CLAIM
    key: str | None = None
    statement: str
    quote: str | None = None
    quote_at: tuple[int, int] | None = None
    figure: UUID | None = None
    quantity: Quantity | None = None
    stance: Stance
    modality: Modality
    method: Method
    chain: Hops
    report: UUID
    said: Edtf | None = None
    as_of: Edtf | None = None
    tags: tuple[str, ...] = ()
    note: str | None = None
    withdrawn: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Link(Record):
    """A judgement on how one claim stands to another."""

    kind: ClassVar[Kind] = Kind.LINK
    claim: UUID
    relation: Relation
    to: UUID
    reason: str
    basis: LinkBasis
    withdrawn: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice(Record):
    """A retraction by whoever published: of a claim, or of a whole report."""

    kind: ClassVar[Kind] = Kind.NOTICE
    target: UUID
    target_kind: Kind
    reason: str
    date: Edtf | None = None
    url: str | None = None
    withdrawn: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Review(Record):
    """Somebody other than the logger has read a claim at one revision."""

    kind: ClassVar[Kind] = Kind.REVIEW
    claim: UUID
    revision: int
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Story(Record):
    """A publication of ours, and the claims it rests on."""

    kind: ClassVar[Kind] = Kind.STORY
    url: str
    title: str | None = None
    date: Edtf | None = None
    rests_on: tuple[UUID, ...] = ()
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling(Record):
    """An editor's word that two origins are, or are not, the same.

    Each side is a source, or a claim, whose root is then meant: an unnamed
    speaker is told apart only by the claim that he stands in.
    """

    kind: ClassVar[Kind] = Kind.RULING
    a: UUID
    a_kind: Kind
    b: UUID
    b_kind: Kind
    same: bool = False
    reason: str
    withdrawn: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal(Record):
    """A suggested link that an editor refused; it is not suggested again."""

    kind: ClassVar[Kind] = Kind.REFUSAL
    claim: UUID
    relation: Relation
    to: UUID
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver(Record):
    """A finding code that this desk has switched off, with its reason."""

    kind: ClassVar[Kind] = Kind.WAIVER
    code: FindingCode
    reason: str
    withdrawn: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningKey(Record):
    """A key that signs checkpoints: its public half, in the form of a signed note's key."""

    kind: ClassVar[Kind] = Kind.KEY
    public: str
    withdrawn: str | None = None

    @property
    def called(self) -> str:
        """Its public half."""
        return self.public


@dataclass(frozen=True, slots=True, kw_only=True)
class Rating(Record):
    """What somebody who checked a claim made of it, in a report: his words, his scale."""

    kind: ClassVar[Kind] = Kind.RATING
    claim: UUID
    author: UUID
    report: UUID
    text: str | None = None
    value: str | None = None
    best: str | None = None
    worst: str | None = None
    withdrawn: str | None = None


RECORDS: dict[Kind, type[Record]] = {
    record.kind: record
    for record in (
        Source,
        Figure,
        Report,
        Claim,
        Link,
        Notice,
        Review,
        Story,
        Ruling,
        Refusal,
        Waiver,
        SigningKey,
        Rating,
    )
}
