"""The claims of a span of time are listed by the dates of claims and of reports.

Revision ID: 20261122_08
Revises: 20261122_07
"""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from alembic import op

revision: str = "20261122_08"
down_revision: str | None = "20261122_07"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

TIMES = {
    "claims": ["as_of_earliest", "said_earliest", "as_of_latest", "said_latest", "id"],
    "reports": ["published_earliest", "published_latest", "id"],
}
FIRST = {"claims": "coalesce(as_of_earliest, said_earliest)", "reports": "published_earliest"}
LAST = {"claims": "coalesce(as_of_latest, said_latest)", "reports": "published_latest"}
LONGER = {
    "sqlite": "julianday({last}) - julianday({first}) > 31",
    "postgresql": "{last} - {first} > INTERVAL '31 days'",
}


def upgrade() -> None:
    """Apply it."""
    for table, columns in TIMES.items():
        first, last = FIRST[table], LAST[table]
        where: dict[str, Any] = {
            f"{name}_where": sa.text(
                f"coalesce({longer.format(first=first, last=last)}, {first} IS NOT NULL)"
            )
            for name, longer in LONGER.items()
        }
        op.create_index(f"ix_{table}_times", table, columns, unique=False)
        op.create_index(f"ix_{table}_long", table, columns, unique=False, **where)
        op.create_index(f"ix_former_{table}_times", f"former_{table}", columns, unique=False)


def downgrade() -> None:
    """Take it back."""
    for table in TIMES:
        op.drop_index(f"ix_former_{table}_times", table_name=f"former_{table}")
        op.drop_index(f"ix_{table}_long", table_name=table)
        op.drop_index(f"ix_{table}_times", table_name=table)
