"""How a claim weighs on its figure: who quotes it, its lane, and an index that holds all of it.

Revision ID: 20261122_04
Revises: 20261122_03
"""

from collections.abc import Sequence

import sqlalchemy as sa

from alembic import op

revision: str = "20261122_04"
down_revision: str | None = "20261122_03"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

BEFORE = ["figure_id", "origin_id", "id"]
COUNTING = [
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
]


def upgrade() -> None:
    """Apply it; the columns are then filled in with all that is laid down anew."""
    for table in ("claims", "former_claims"):
        op.add_column(table, sa.Column("quoted_by", sa.Uuid(), nullable=True))
        op.add_column(table, sa.Column("lane", sa.Integer(), nullable=True))
        op.drop_index(op.f(f"ix_{table}_figure_id_origin_id_id"), table_name=table)
        op.create_index(f"ix_{table}_counting", table, COUNTING, unique=False)


def downgrade() -> None:
    """Take it back."""
    for table in ("former_claims", "claims"):
        op.drop_index(f"ix_{table}_counting", table_name=table)
        op.create_index(op.f(f"ix_{table}_figure_id_origin_id_id"), table, BEFORE, unique=False)
        op.drop_column(table, "lane")
        op.drop_column(table, "quoted_by")
