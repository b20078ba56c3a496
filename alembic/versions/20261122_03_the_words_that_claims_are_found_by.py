"""The words that claims are found by, and the reports of a text.

Revision ID: 20261122_03
Revises: 20261122_02
"""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import TSVECTOR

from alembic import op

revision: str = "20261122_03"
down_revision: str | None = "20261122_02"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

# It keeps which word stands in which claim and nothing else: no text, no places, no lengths.
# What comes in is made of our own words with blanks between them, and of marks with a "_".
WORDS = """
    CREATE VIRTUAL TABLE cache_words USING fts5(
        words, content='', detail=none, columnsize=0, prefix='3', tokenize="ascii tokenchars '_'"
    )
"""
ALL_WORDS = "CREATE TABLE cache_words_all (word TEXT NOT NULL PRIMARY KEY) WITHOUT ROWID"


def upgrade() -> None:
    """Apply it; the words are then filled in with all that is laid down anew."""
    op.create_index(op.f("ix_reports_text_sha256"), "reports", ["text_sha256"], unique=False)
    op.create_index(
        op.f("ix_former_reports_text_sha256"), "former_reports", ["text_sha256"], unique=False
    )
    if op.get_bind().dialect.name == "sqlite":
        op.execute(WORDS)
        op.execute(ALL_WORDS)
        return
    op.create_table(
        "cache_words",
        sa.Column("claim_id", sa.Uuid(), nullable=False),
        sa.Column("words", TSVECTOR(), nullable=False),
        sa.PrimaryKeyConstraint("claim_id", name=op.f("pk_cache_words")),
    )
    op.create_index(op.f("ix_cache_words_words"), "cache_words", ["words"], postgresql_using="gin")


def downgrade() -> None:
    """Take it back."""
    op.drop_table("cache_words")
    if op.get_bind().dialect.name == "sqlite":
        op.drop_table("cache_words_all")
    op.drop_index(op.f("ix_former_reports_text_sha256"), table_name="former_reports")
    op.drop_index(op.f("ix_reports_text_sha256"), table_name="reports")
