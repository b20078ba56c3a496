"""The records as plain values: what a ledger payload holds and what the rules judge.

A record refers to others by their UUID. Its payload (`payload`) is JSON that
leaves out what is absent, so a field added later changes no payload written
before; `from_payload` reads it back. Optional fields therefore default to
"absent" (None, an empty tuple, False), and to nothing else.
"""

from functools import lru_cache
from typing import Any, ClassVar, Self
from uuid import UUID

import orjson
from pydantic import BaseModel, ConfigDict

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


class Record(BaseModel):
    """What all records share: an identity, and a payload that leaves out what is absent."""

    # Nothing that checks is built until something is checked: of most records, nothing is.
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)
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
        content = {
            name: value
            for name, value in self.__dict__.items()
            if value or (value is not None and value is not False and value != ())
        }
        del content["id"]
        return content

    @classmethod
    @lru_cache(maxsize=32)  # one for each kind
    def _defaults(cls) -> dict[str, Any]:
        """What each field is where nothing is said of it; None where something has to be."""
        return {
            name: None if field.is_required() else field.default
            for name, field in cls.model_fields.items()
        }

    @classmethod
    def of(cls, **fields: Any) -> Self:
        """The record of values that are right already, as drafts and rows are: nothing is checked.

        Reading a record's values a second time took longer than writing them.
        """
        made = cls.__new__(cls)
        put = object.__setattr__
        put(made, "__dict__", {**cls._defaults(), **fields})
        put(made, "__pydantic_fields_set__", set(fields))
        put(made, "__pydantic_extra__", None)
        put(made, "__pydantic_private__", None)
        return made

    @classmethod
    def from_payload(cls, identifier: UUID, payload: dict[str, Any]) -> Self:
        """The record that `payload` was taken from."""
        return cls.model_validate({"id": identifier, **payload})


class Source(Record):
    """Somebody or something that words are attributed to."""

    kind = Kind.SOURCE
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


class Figure(Record):
    """A tracked quantity: what is counted, of whom, where, on which basis."""

    kind = Kind.FIGURE
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


class Report(Record):
    """One published item at one version."""

    kind = Kind.REPORT
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
        return self.url or self.title or super().called

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


class Claim(Record):
    """One assertion found in one report."""

    kind = Kind.CLAIM
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


class Link(Record):
    """A judgement on how one claim stands to another."""

    kind = Kind.LINK
    claim: UUID
    relation: Relation
    to: UUID
    reason: str
    basis: LinkBasis
    withdrawn: str | None = None


class Notice(Record):
    """A retraction by whoever published: of a claim, or of a whole report."""

    kind = Kind.NOTICE
    target: UUID
    target_kind: Kind
    reason: str
    date: Edtf | None = None
    url: str | None = None
    withdrawn: str | None = None


class Review(Record):
    """Somebody other than the logger has read a claim at one revision."""

    kind = Kind.REVIEW
    claim: UUID
    revision: int
    note: str | None = None


class Story(Record):
    """A publication of ours, and the claims it rests on."""

    kind = Kind.STORY
    url: str
    title: str | None = None
    date: Edtf | None = None
    rests_on: tuple[UUID, ...] = ()
    note: str | None = None


class Ruling(Record):
    """An editor's word that two origins are, or are not, the same.

    Each side is a source, or a claim, whose root is then meant: an unnamed
    speaker is told apart only by the claim that he stands in.
    """

    kind = Kind.RULING
    a: UUID
    a_kind: Kind
    b: UUID
    b_kind: Kind
    same: bool = False
    reason: str
    withdrawn: str | None = None


class Refusal(Record):
    """A suggested link that an editor refused; it is not suggested again."""

    kind = Kind.REFUSAL
    claim: UUID
    relation: Relation
    to: UUID
    reason: str


class Waiver(Record):
    """A finding code that this desk has switched off, with its reason."""

    kind = Kind.WAIVER
    code: FindingCode
    reason: str
    withdrawn: str | None = None


class SigningKey(Record):
    """A key that signs checkpoints: its public half, in the form of a signed note's key."""

    kind = Kind.KEY
    public: str
    withdrawn: str | None = None

    @property
    def called(self) -> str:
        """Its public half."""
        return self.public


class Rating(Record):
    """What somebody who checked a claim made of it, in a report: his words, his scale."""

    kind = Kind.RATING
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
