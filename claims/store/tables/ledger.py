"""The ledger itself: entries, their places in the tree, its tiles, signed heads and keys."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from claims.store.columns import stored_enum
from claims.store.tables.base import REFERENCE, Base, Recorded, sharded_by
from claims.vocab import Action, Kind


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


class SigningKeyRow(Recorded, Base):
    """The public half of a key that signs checkpoints; the other half is never in here."""

    __tablename__ = "signing_keys"
    __table_args__ = {"info": REFERENCE}  # noqa: RUF012  SQLAlchemy reads it as it stands

    id: Mapped[UUID] = mapped_column(primary_key=True)
    public: Mapped[str] = mapped_column(unique=True)
    withdrawn: Mapped[str | None]
