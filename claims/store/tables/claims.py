"""Claims, and what begins with the key of one."""

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from claims.store.columns import stored_enum
from claims.store.tables.base import Base, Recorded, sharded_by
from claims.store.tables.times import by_times
from claims.vocab import Comparator, Hedge, Method, Modality, Stance


class ClaimRow(Recorded, Base):
    """One assertion found in one report; what counting a figure takes of its chain is repeated.

    `quoted_by` is who passes on the origin's words first, and `lane` how the claim weighs
    (`claims.store.lanes`). The index that begins with the figure holds all that tells which
    claims matter to its counts, so that the others are never read. Those by times list
    the claims of a span (`claims.store.queries.spans`).
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
        by_times("claims"),
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
