"""References sort by their bytes, whatever the language that a server's database sorts by.

A reference is found by the range that its beginning spans. In a Czech database "ch" comes
after "cz", in a Danish one "aa" after "az", and the range would miss them.

Revision ID: 20261122_05
Revises: 20261122_04
"""

from collections.abc import Sequence

from alembic import op

revision: str = "20261122_05"
down_revision: str | None = "20261122_04"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

RECORDS = (
    "claims",
    "figures",
    "links",
    "notices",
    "refusals",
    "reports",
    "reviews",
    "rulings",
    "signing_keys",
    "sources",
    "stories",
    "waivers",
)


def upgrade() -> None:
    """Apply it; SQLite has always compared bytes."""
    _collate('COLLATE "C"')


def downgrade() -> None:
    """Take it back."""
    _collate('COLLATE "default"')


def _collate(how: str) -> None:
    if op.get_bind().dialect.name == "sqlite":
        return
    for record in RECORDS:
        for table in (record, f"former_{record}"):
            op.execute(f"ALTER TABLE {table} ALTER COLUMN ref TYPE VARCHAR(12) {how}")
