"""What can be made again at any time, and holds nothing that matters."""

from uuid import UUID

from sqlalchemy import Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from claims.store.columns import SearchWords
from claims.store.tables.base import Base, sharded_by


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
