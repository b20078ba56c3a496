"""What claims hang on: sources, figures, reports."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from claims.store.columns import stored_enum
from claims.store.tables.base import REFERENCE, Base, Recorded
from claims.store.tables.times import by_times
from claims.vocab import Basis, SourceKind


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
        by_times("reports"),
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
