"""The bytes that archived texts were read from, compressed, and the reports that name them.

Revision ID: 20261122_07
Revises: 20261122_06
"""

from collections.abc import Sequence

import sqlalchemy as sa

from alembic import op

revision: str = "20261122_07"
down_revision: str | None = "20261122_06"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Apply it."""
    op.create_table(
        "archive_raw",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_archive_raw")),
    )
    for table in ("reports", "former_reports"):
        op.add_column(table, sa.Column("raw_sha256", sa.String(length=64), nullable=True))
        op.add_column(table, sa.Column("raw_type", sa.Text(), nullable=True))
        op.create_index(op.f(f"ix_{table}_raw_sha256"), table, ["raw_sha256"], unique=False)


def downgrade() -> None:
    """Take it back."""
    for table in ("former_reports", "reports"):
        op.drop_index(op.f(f"ix_{table}_raw_sha256"), table_name=table)
        op.drop_column(table, "raw_type")
        op.drop_column(table, "raw_sha256")
    op.drop_table("archive_raw")
