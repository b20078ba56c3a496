"""The tables: what the ledger adds up to, and the ledger itself.

Rules that keep one schema open to SQLite, PostgreSQL and a distributed engine:
keys are UUIDs made by the client; children of a claim have a key that begins
with the claim's; no foreign key leads to another claim, whose shard may be
elsewhere; every unique constraint on a distributed table includes the column it
is distributed by. `Table.info["distribution"]` says how each table is spread.
"""

from claims.store.tables.archive import ArchiveBand, ArchivedRaw, ArchivedText
from claims.store.tables.base import REFERENCE, Base, Recorded, sharded_by, table_of
from claims.store.tables.cache import CachedWords
from claims.store.tables.claims import Attribution, ClaimBand, ClaimKey, ClaimRow, ClaimTag
from claims.store.tables.judgements import (
    LinkRow,
    NoticeRow,
    RatingRow,
    RefusalRow,
    ReviewRow,
    RulingRow,
    StoryClaim,
    StoryRow,
    WaiverRow,
)
from claims.store.tables.ledger import CheckpointRow, Entry, Leaf, SigningKeyRow, Tile
from claims.store.tables.subjects import FigureParty, FigureRow, ReportRow, SourceAlias, SourceRow

__all__ = [
    "REFERENCE",
    "ArchiveBand",
    "ArchivedRaw",
    "ArchivedText",
    "Attribution",
    "Base",
    "CachedWords",
    "CheckpointRow",
    "ClaimBand",
    "ClaimKey",
    "ClaimRow",
    "ClaimTag",
    "Entry",
    "FigureParty",
    "FigureRow",
    "Leaf",
    "LinkRow",
    "NoticeRow",
    "RatingRow",
    "Recorded",
    "RefusalRow",
    "ReportRow",
    "ReviewRow",
    "RulingRow",
    "SigningKeyRow",
    "SourceAlias",
    "SourceRow",
    "StoryClaim",
    "StoryRow",
    "Tile",
    "WaiverRow",
    "sharded_by",
    "table_of",
]
