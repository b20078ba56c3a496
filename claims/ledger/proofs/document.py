"""The document that a proof is: its parts, each with exactly these fields, and its hashes."""

from base64 import b64decode, b64encode
from collections.abc import Iterable, Sequence
from typing import Annotated, Any, Literal
from uuid import UUID

import orjson
from pydantic import BaseModel, ConfigDict, Field

from claims.values.identity import short_ref
from claims.vocab import Kind

VERSION = 1

Place = Annotated[int, Field(ge=0)]
Salt = Annotated[str, Field(pattern=r"^[0-9a-f]{32}$")]


class Part(BaseModel):
    """A part of the document: exactly these fields, of exactly these types."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, defer_build=True)


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
