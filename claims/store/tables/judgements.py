"""What people made of claims: links, notices, reviews, rulings, stories of ours."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from claims.store.columns import stored_enum
from claims.store.tables.base import REFERENCE, Base, Recorded, sharded_by
from claims.vocab import FindingCode, Kind, LinkBasis, Relation


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
