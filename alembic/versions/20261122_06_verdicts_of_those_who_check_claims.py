"""Verdicts of those who check claims, and what they were before.

Revision ID: 20261122_06
Revises: 20261122_05
"""

from collections.abc import Sequence

import sqlalchemy as sa

from alembic import op

revision: str = "20261122_06"
down_revision: str | None = "20261122_05"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

INSTANT = sa.DateTime(timezone=True)
REF = sa.String(length=12).with_variant(sa.String(length=12, collation="C"), "postgresql")
INDEXED = ("author_id", "ref", "report_id")


def upgrade() -> None:
    """Apply it."""
    op.create_table(
        "ratings",
        *_columns(),
        sa.ForeignKeyConstraint(
            ["author_id"], ["sources.id"], name=op.f("fk_ratings_author_id_sources")
        ),
        sa.ForeignKeyConstraint(
            ["claim_id"], ["claims.id"], name=op.f("fk_ratings_claim_id_claims")
        ),
        sa.ForeignKeyConstraint(
            ["report_id"], ["reports.id"], name=op.f("fk_ratings_report_id_reports")
        ),
        sa.PrimaryKeyConstraint("claim_id", "id", name=op.f("pk_ratings")),
    )
    op.create_table(
        "former_ratings",
        *_columns(),
        sa.Column("replaced_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("claim_id", "id", "revision", name=op.f("pk_former_ratings")),
    )
    for table in ("ratings", "former_ratings"):
        for column in INDEXED:
            op.create_index(op.f(f"ix_{table}_{column}"), table, [column], unique=False)


def downgrade() -> None:
    """Take it back."""
    op.drop_table("former_ratings")
    op.drop_table("ratings")


def _columns() -> Sequence[sa.Column[object]]:
    """What the table and its twin both hold."""
    return (
        sa.Column("claim_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("report_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column("best", sa.Text(), nullable=True),
        sa.Column("worst", sa.Text(), nullable=True),
        sa.Column("withdrawn", sa.Text(), nullable=True),
        sa.Column("ref", REF, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("logged_at", INSTANT, nullable=False),
        sa.Column("logged_by", sa.Text(), nullable=False),
        sa.Column("changed_at", INSTANT, nullable=False),
        sa.Column("changed_by", sa.Text(), nullable=False),
    )
