"""The tables: what the ledger adds up to, and the ledger itself.

Rules that keep one schema open to SQLite, PostgreSQL and a distributed engine:
keys are UUIDs made by the client; children of a claim have a key that begins
with the claim's; no foreign key leads to another claim, whose shard may be
elsewhere; every unique constraint on a distributed table includes the column it
is distributed by. `Table.info["distribution"]` says how each table is spread.
"""

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ForeignKey,
    Index,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from claims.identity import KEPT
from claims.store.columns import ExactDecimal, Identity, SearchWords, UtcDateTime, stored_enum
from claims.vocab import (
    Action,
    Basis,
    Comparator,
    FindingCode,
    Hedge,
    Kind,
    LinkBasis,
    Method,
    Modality,
    Relation,
    SourceKind,
    Stance,
)

REFERENCE: dict[str, Any] = {"distribution": "reference"}


def sharded_by(column: str) -> dict[str, Any]:
    """How a table is spread: by the hash of this column."""
    return {"distribution": column}


class Base(DeclarativeBase):
    """One metadata for all tables, with names that every engine gives alike."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {  # noqa: RUF012  SQLAlchemy reads it as a plain class attribute
        datetime: UtcDateTime,
        Decimal: ExactDecimal,
        str: Text,
        UUID: Identity,
    }


def table_of(row: type[Base]) -> Table:
    """The table that a class of rows stands for."""
    table = row.__table__
    assert isinstance(table, Table)
    return table


# Found by the range that its beginning spans, which not every language sorts together.
_REF = String(KEPT).with_variant(String(KEPT, collation="C"), "postgresql")


class Recorded:
    """What every record's table keeps of its entries: the first and the last."""

    ref: Mapped[str] = mapped_column(_REF, index=True)
    revision: Mapped[int]
    logged_at: Mapped[datetime]
    logged_by: Mapped[str]
    changed_at: Mapped[datetime]
    changed_by: Mapped[str]


class Entry(Base):
    """One row of the append-only ledger: a write of a record, with its full new content.

    The header is hashed into the tree; in it the payload stands as a salted
    digest, so that payload and salt can be erased and every proof still holds.
    """

    __tablename__ = "entries"
    __table_args__ = (Index(None, "recorded_at"), {"info": sharded_by("subject")})

    subject: Mapped[UUID] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[Kind] = mapped_column(stored_enum(Kind, "kind", checked=False))
    action: Mapped[Action] = mapped_column(stored_enum(Action, "action", checked=False))
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str]
    format: Mapped[int]
    digest: Mapped[str] = mapped_column(String(64))
    salt: Mapped[str | None] = mapped_column(String(32))
    payload: Mapped[str | None]


class Leaf(Base):
    """Which entry stands at which place of the Merkle tree."""

    __tablename__ = "leaves"
    __table_args__ = (UniqueConstraint("subject", "version"), {"info": REFERENCE})

    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    subject: Mapped[UUID]
    version: Mapped[int]


class Tile(Base):
    """Up to 256 nodes of the tree side by side, as C2SP's tlog-tiles cuts it.

    A node of level n is the root of a complete subtree of 256**n leaves. The last
    tile of a level grows; what stands in a tile never changes.
    """

    __tablename__ = "tiles"
    __table_args__ = {"info": REFERENCE}  # noqa: RUF012  SQLAlchemy reads it as it stands

    level: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    hashes: Mapped[bytes] = mapped_column(LargeBinary)


class CheckpointRow(Base):
    """A signed head of the tree, and the size that the one before it had."""

    __tablename__ = "checkpoints"
    __table_args__ = {"info": REFERENCE}  # noqa: RUF012  SQLAlchemy reads it as it stands

    size: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    previous: Mapped[int]
    note: Mapped[str]


class ArchivedText(Base):
    """A text as published, kept once under its SHA-256, outside the entries.

    Where it was redacted the content is empty and the hash stays.
    """

    __tablename__ = "archive"
    __table_args__ = {"info": REFERENCE}  # noqa: RUF012  SQLAlchemy reads it as it stands

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)


class ArchivedRaw(Base):
    """The bytes that a text was read from, compressed, under the SHA-256 of what they were before.

    Where they were redacted the content is empty and the hash stays. What names them is a
    column that came later, which SQLite gives no foreign key; `verify` looks after it.
    """

    __tablename__ = "archive_raw"
    __table_args__ = {"info": REFERENCE}  # noqa: RUF012  SQLAlchemy reads it as it stands

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)


class ArchiveBand(Base):
    """A key under which near-identical archived texts find each other."""

    __tablename__ = "archive_bands"
    __table_args__ = {"info": REFERENCE}  # noqa: RUF012  SQLAlchemy reads it as it stands

    sha256: Mapped[str] = mapped_column(ForeignKey("archive.sha256"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    band: Mapped[str] = mapped_column(index=True)


class SourceRow(Recorded, Base):
    """A source under its own name; aliases stand in `source_aliases`."""

    __tablename__ = "sources"
    __table_args__ = {"info": REFERENCE}  # noqa: RUF012  SQLAlchemy reads it as it stands

    id: Mapped[UUID] = mapped_column(primary_key=True)
    name: Mapped[str]
    name_key: Mapped[str] = mapped_column(unique=True)
    source_kind: Mapped[SourceKind] = mapped_column(stored_enum(SourceKind, "source_kind"))
    country: Mapped[str | None]
    controlled_by: Mapped[UUID | None] = mapped_column(ForeignKey("sources.id"), index=True)
    note: Mapped[str | None]


class SourceAlias(Base):
    """Another name of a source. Two sources may share one; a draft that uses it is refused."""

    __tablename__ = "source_aliases"
    __table_args__ = {"info": REFERENCE}  # noqa: RUF012  SQLAlchemy reads it as it stands

    source_id: Mapped[UUID] = mapped_column(ForeignKey("sources.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    alias: Mapped[str]
    alias_key: Mapped[str] = mapped_column(index=True)


class FigureRow(Recorded, Base):
    """A tracked quantity."""

    __tablename__ = "figures"
    __table_args__ = {"info": REFERENCE}  # noqa: RUF012  SQLAlchemy reads it as it stands

    id: Mapped[UUID] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str]
    unit: Mapped[str | None]
    basis: Mapped[Basis] = mapped_column(stored_enum(Basis, "basis"))
    measure: Mapped[str | None]
    population: Mapped[str | None]
    place: Mapped[str | None]
    since: Mapped[str | None]
    part_of: Mapped[UUID | None] = mapped_column(ForeignKey("figures.id"), index=True)
    complete_parts: Mapped[bool]
    note: Mapped[str | None]


class FigureParty(Base):
    """A source that is a party to the matter a figure counts."""

    __tablename__ = "figure_parties"
    __table_args__ = {"info": REFERENCE}  # noqa: RUF012  SQLAlchemy reads it as it stands

    figure_id: Mapped[UUID] = mapped_column(ForeignKey("figures.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    source_id: Mapped[UUID] = mapped_column(ForeignKey("sources.id"), index=True)


class ReportRow(Recorded, Base):
    """One published item at one version; `item_key` is what its versions have in common."""

    __tablename__ = "reports"
    __table_args__ = (
        Index(None, "item_key", "version", unique=True),
        Index(None, "url"),
        {"info": REFERENCE},
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    item_key: Mapped[str]
    reporter: Mapped[UUID | None] = mapped_column(ForeignKey("sources.id"), index=True)
    url: Mapped[str | None]
    version: Mapped[int]
    supersedes: Mapped[UUID | None] = mapped_column(ForeignKey("reports.id"))
    byline: Mapped[str | None]
    title: Mapped[str | None]
    published: Mapped[str | None]
    published_earliest: Mapped[datetime | None]
    published_latest: Mapped[datetime | None]
    language: Mapped[str | None]
    text_sha256: Mapped[str | None] = mapped_column(ForeignKey("archive.sha256"), index=True)
    raw_sha256: Mapped[str | None] = mapped_column(String(64), index=True)
    raw_type: Mapped[str | None]
    note: Mapped[str | None]


class ClaimRow(Recorded, Base):
    """One assertion found in one report; what counting a figure takes of its chain is repeated.

    `quoted_by` is who passes on the origin's words first, and `lane` how the claim weighs
    (`claims.store.lanes`). The index that begins with the figure holds all that tells which
    claims matter to its counts, so that the others are never read.
    """

    __tablename__ = "claims"
    __table_args__ = (
        Index(
            "ix_claims_counting",
            "figure_id",
            "origin_id",
            "lane",
            "said_latest",
            "said_earliest",
            "quoted_by",
            "reporter_id",
            "report_id",
            "changed_at",
            "id",
        ),
        {"info": sharded_by("id")},
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    key: Mapped[str | None]
    statement: Mapped[str]
    quote: Mapped[str | None]
    quote_start: Mapped[int | None]
    quote_end: Mapped[int | None]
    figure_id: Mapped[UUID | None] = mapped_column(ForeignKey("figures.id"))
    quantity: Mapped[str | None]
    comparator: Mapped[Comparator | None] = mapped_column(stored_enum(Comparator, "comparator"))
    value: Mapped[Decimal | None]
    low: Mapped[Decimal | None]
    high: Mapped[Decimal | None]
    unit: Mapped[str | None]
    convention: Mapped[str | None]
    stance: Mapped[Stance] = mapped_column(stored_enum(Stance, "stance"))
    modality: Mapped[Modality] = mapped_column(stored_enum(Modality, "modality"))
    method: Mapped[Method] = mapped_column(stored_enum(Method, "method"))
    effective_hedge: Mapped[Hedge] = mapped_column(stored_enum(Hedge, "effective_hedge"))
    origin_id: Mapped[UUID] = mapped_column(ForeignKey("sources.id"), index=True)
    reporter_id: Mapped[UUID] = mapped_column(ForeignKey("sources.id"), index=True)
    quoted_by: Mapped[UUID | None]
    lane: Mapped[int | None]
    report_id: Mapped[UUID] = mapped_column(ForeignKey("reports.id"), index=True)
    said: Mapped[str | None]
    said_earliest: Mapped[datetime | None]
    said_latest: Mapped[datetime | None]
    as_of: Mapped[str | None]
    as_of_earliest: Mapped[datetime | None]
    as_of_latest: Mapped[datetime | None]
    note: Mapped[str | None]
    withdrawn: Mapped[str | None]


class ClaimKey(Base):
    """The caller's own keys: a side table, so that they are unique on every engine."""

    __tablename__ = "claim_keys"
    __table_args__ = {"info": sharded_by("key")}  # noqa: RUF012  SQLAlchemy reads it as it stands

    key: Mapped[str] = mapped_column(primary_key=True)
    claim_id: Mapped[UUID] = mapped_column(index=True)


class Attribution(Base):
    """One hop of a claim's chain, the origin at position 0."""

    __tablename__ = "attributions"
    __table_args__ = {"info": sharded_by("claim_id")}  # noqa: RUF012  SQLAlchemy reads it as it stands

    claim_id: Mapped[UUID] = mapped_column(ForeignKey("claims.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    source_id: Mapped[UUID] = mapped_column(ForeignKey("sources.id"), index=True)
    named_as: Mapped[str | None]
    cue: Mapped[str | None]
    hedge: Mapped[Hedge | None] = mapped_column(stored_enum(Hedge, "hedge"))
    said: Mapped[str | None]
    language: Mapped[str | None]
    original_term: Mapped[str | None]


class ClaimTag(Base):
    """A word that editors file a claim under."""

    __tablename__ = "claim_tags"
    __table_args__ = (Index(None, "tag"), {"info": sharded_by("claim_id")})

    claim_id: Mapped[UUID] = mapped_column(ForeignKey("claims.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    tag: Mapped[str]


class ClaimBand(Base):
    """A key under which near-identical claims find each other, for those without a figure."""

    __tablename__ = "claim_bands"
    __table_args__ = (Index(None, "band"), {"info": sharded_by("claim_id")})

    claim_id: Mapped[UUID] = mapped_column(ForeignKey("claims.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    band: Mapped[str]


class LinkRow(Recorded, Base):
    """A judgement on how one claim stands to another; its target may live on another shard."""

    __tablename__ = "links"
    __table_args__ = (
        Index(None, "to_id", "relation", "claim_id"),
        {"info": sharded_by("claim_id")},
    )

    claim_id: Mapped[UUID] = mapped_column(ForeignKey("claims.id"), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    relation: Mapped[Relation] = mapped_column(stored_enum(Relation, "relation"))
    to_id: Mapped[UUID]
    reason: Mapped[str]
    basis: Mapped[LinkBasis] = mapped_column(stored_enum(LinkBasis, "basis"))
    withdrawn: Mapped[str | None]


class NoticeRow(Recorded, Base):
    """A retraction of a claim or of a whole report by whoever published it."""

    __tablename__ = "notices"
    __table_args__ = {"info": sharded_by("target_id")}  # noqa: RUF012  SQLAlchemy reads it as it stands

    target_id: Mapped[UUID] = mapped_column(primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    target_kind: Mapped[Kind] = mapped_column(stored_enum(Kind, "target_kind", checked=False))
    reason: Mapped[str]
    date: Mapped[str | None]
    date_earliest: Mapped[datetime | None]
    url: Mapped[str | None]
    withdrawn: Mapped[str | None]


class ReviewRow(Recorded, Base):
    """A second pair of eyes on a claim at one revision."""

    __tablename__ = "reviews"
    __table_args__ = {"info": sharded_by("claim_id")}  # noqa: RUF012  SQLAlchemy reads it as it stands

    claim_id: Mapped[UUID] = mapped_column(ForeignKey("claims.id"), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    reviewed: Mapped[int]
    note: Mapped[str | None]


class StoryRow(Recorded, Base):
    """A publication of ours."""

    __tablename__ = "stories"
    __table_args__ = {"info": REFERENCE}  # noqa: RUF012  SQLAlchemy reads it as it stands

    id: Mapped[UUID] = mapped_column(primary_key=True)
    url: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str | None]
    date: Mapped[str | None]
    date_earliest: Mapped[datetime | None]
    note: Mapped[str | None]


class StoryClaim(Base):
    """A claim that a story of ours rests on; no foreign key leads to the claim's shard."""

    __tablename__ = "story_claims"
    __table_args__ = {"info": REFERENCE}  # noqa: RUF012  SQLAlchemy reads it as it stands

    story_id: Mapped[UUID] = mapped_column(ForeignKey("stories.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    claim_id: Mapped[UUID] = mapped_column(index=True)


class RulingRow(Recorded, Base):
    """An editor's word that two origins are, or are not, the same; a side may be a claim."""

    __tablename__ = "rulings"
    __table_args__ = (Index(None, "a"), Index(None, "b"), {"info": REFERENCE})

    id: Mapped[UUID] = mapped_column(primary_key=True)
    a: Mapped[UUID]
    a_kind: Mapped[Kind] = mapped_column(stored_enum(Kind, "a_kind", checked=False))
    b: Mapped[UUID]
    b_kind: Mapped[Kind] = mapped_column(stored_enum(Kind, "b_kind", checked=False))
    same: Mapped[bool]
    reason: Mapped[str]
    withdrawn: Mapped[str | None]


class RefusalRow(Recorded, Base):
    """A suggested link that an editor refused."""

    __tablename__ = "refusals"
    __table_args__ = {"info": sharded_by("claim_id")}  # noqa: RUF012  SQLAlchemy reads it as it stands

    claim_id: Mapped[UUID] = mapped_column(ForeignKey("claims.id"), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    relation: Mapped[Relation] = mapped_column(stored_enum(Relation, "relation"))
    to_id: Mapped[UUID] = mapped_column(index=True)
    reason: Mapped[str]


class WaiverRow(Recorded, Base):
    """A finding code that this desk has switched off."""

    __tablename__ = "waivers"
    __table_args__ = {"info": REFERENCE}  # noqa: RUF012  SQLAlchemy reads it as it stands

    id: Mapped[UUID] = mapped_column(primary_key=True)
    code: Mapped[FindingCode] = mapped_column(stored_enum(FindingCode, "code"))
    reason: Mapped[str]
    withdrawn: Mapped[str | None]


class SigningKeyRow(Recorded, Base):
    """The public half of a key that signs checkpoints; the other half is never in here."""

    __tablename__ = "signing_keys"
    __table_args__ = {"info": REFERENCE}  # noqa: RUF012  SQLAlchemy reads it as it stands

    id: Mapped[UUID] = mapped_column(primary_key=True)
    public: Mapped[str] = mapped_column(unique=True)
    withdrawn: Mapped[str | None]


class RatingRow(Recorded, Base):
    """What somebody who checked a claim made of it; the numbers are text, as they were printed."""

    __tablename__ = "ratings"
    __table_args__ = {"info": sharded_by("claim_id")}  # noqa: RUF012  SQLAlchemy reads it as it stands

    claim_id: Mapped[UUID] = mapped_column(ForeignKey("claims.id"), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    author_id: Mapped[UUID] = mapped_column(ForeignKey("sources.id"), index=True)
    report_id: Mapped[UUID] = mapped_column(ForeignKey("reports.id"), index=True)
    text: Mapped[str | None]
    value: Mapped[str | None]
    best: Mapped[str | None]
    worst: Mapped[str | None]
    withdrawn: Mapped[str | None]


class CachedWords(Base):
    """The words by which a claim is found, whatever its revision; holds nothing that matters.

    On SQLite a virtual table of FTS5 stands under this name, and keeps each claim under
    a number (`claims.store.index`).
    """

    __tablename__ = "cache_words"
    __table_args__ = (
        Index(None, "words"),  # a GIN on PostgreSQL; to say so here would load its dialect
        {"info": sharded_by("claim_id")},
    )

    claim_id: Mapped[UUID] = mapped_column(primary_key=True)
    words: Mapped[str] = mapped_column(SearchWords().with_variant(Text(), "sqlite"))
