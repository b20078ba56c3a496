"""What was published, kept once under its SHA-256, outside the entries."""

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from claims.store.tables.base import REFERENCE, Base


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
