"""What was, and the proof of it: twins of the tables, the tree over the ledger, its signed heads.

The twins and the two dates are filled from the ledger once the tables are there
(`alembic/env.py`): they are what it adds up to.

Revision ID: 20261122_02
Revises: 20261122_01
"""

from collections.abc import Sequence

import sqlalchemy as sa

from alembic import op

revision: str = "20261122_02"
down_revision: str | None = "20261122_01"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

INSTANT = sa.DateTime(timezone=True)
EXACT = sa.Numeric().with_variant(sa.String(), "sqlite")
WORD = sa.String(length=32)

NEW_TABLES = (
    "checkpoints",
    "former_attributions",
    "former_claim_bands",
    "former_claim_keys",
    "former_claim_tags",
    "former_claims",
    "former_figure_parties",
    "former_figures",
    "former_links",
    "former_notices",
    "former_refusals",
    "former_reports",
    "former_reviews",
    "former_rulings",
    "former_signing_keys",
    "former_source_aliases",
    "former_sources",
    "former_stories",
    "former_story_claims",
    "former_waivers",
    "leaves",
    "signing_keys",
    "tiles",
)

# On PostgreSQL privileges do this: triggers do not exist on distributed tables.
REFUSE_ALL_CHANGES = """
    CREATE TRIGGER entries_are_never_changed BEFORE UPDATE ON entries
    BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: no entry is changed'); END
"""
# A payload and its salt may be erased, together, once a redaction of the record is in the ledger.
REFUSE_ALL_BUT_ERASURE = """
    CREATE TRIGGER entries_are_never_changed BEFORE UPDATE ON entries
    WHEN NOT (
        NEW.payload IS NULL AND NEW.salt IS NULL
        AND NEW.subject IS OLD.subject AND NEW.version IS OLD.version
        AND NEW.kind IS OLD.kind AND NEW.action IS OLD.action
        AND NEW.recorded_at IS OLD.recorded_at AND NEW.recorded_by IS OLD.recorded_by
        AND NEW.format IS OLD.format AND NEW.digest IS OLD.digest
        AND OLD.action <> 'redact'
        AND EXISTS (
            SELECT 1 FROM entries WHERE subject = OLD.subject
            AND version > OLD.version AND action = 'redact'
        )
    )
    BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: no entry is changed'); END
"""
GUARDS = (
    """
    CREATE TRIGGER leaves_are_never_changed BEFORE UPDATE ON leaves
    BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: no leaf is changed'); END
    """,
    """
    CREATE TRIGGER leaves_are_never_deleted BEFORE DELETE ON leaves
    BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: no leaf is deleted'); END
    """,
    """
    CREATE TRIGGER tiles_only_grow BEFORE UPDATE ON tiles
    WHEN NEW.level IS NOT OLD.level OR NEW.position IS NOT OLD.position
        OR substr(NEW.hashes, 1, length(OLD.hashes)) IS NOT OLD.hashes
    BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: a tile only grows'); END
    """,
    """
    CREATE TRIGGER tiles_are_never_deleted BEFORE DELETE ON tiles
    BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: no tile is deleted'); END
    """,
    """
    CREATE TRIGGER checkpoints_are_never_changed BEFORE UPDATE ON checkpoints
    BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: no checkpoint is changed'); END
    """,
    """
    CREATE TRIGGER checkpoints_are_never_deleted BEFORE DELETE ON checkpoints
    BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: no checkpoint is deleted'); END
    """,
)


def upgrade() -> None:
    """Apply it."""
    op.create_table(
        "checkpoints",
        sa.Column("size", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("previous", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("size", name=op.f("pk_checkpoints")),
    )
    op.create_table(
        "former_attributions",
        sa.Column("claim_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.Uuid(), nullable=False),
        sa.Column("named_as", sa.Text(), nullable=True),
        sa.Column("cue", sa.Text(), nullable=True),
        sa.Column("hedge", WORD, nullable=True),
        sa.Column("said", sa.Text(), nullable=True),
        sa.Column("language", sa.Text(), nullable=True),
        sa.Column("original_term", sa.Text(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("changed_at", INSTANT, nullable=False),
        sa.Column("replaced_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint(
            "claim_id", "position", "revision", name=op.f("pk_former_attributions")
        ),
    )
    op.create_index(
        op.f("ix_former_attributions_source_id"), "former_attributions", ["source_id"], unique=False
    )

    op.create_table(
        "former_claim_bands",
        sa.Column("claim_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("band", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("changed_at", INSTANT, nullable=False),
        sa.Column("replaced_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint(
            "claim_id", "position", "revision", name=op.f("pk_former_claim_bands")
        ),
    )
    op.create_index(
        op.f("ix_former_claim_bands_band"), "former_claim_bands", ["band"], unique=False
    )

    op.create_table(
        "former_claim_keys",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("claim_id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("changed_at", INSTANT, nullable=False),
        sa.Column("replaced_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("key", "claim_id", "revision", name=op.f("pk_former_claim_keys")),
    )
    op.create_index(
        op.f("ix_former_claim_keys_claim_id"), "former_claim_keys", ["claim_id"], unique=False
    )

    op.create_table(
        "former_claim_tags",
        sa.Column("claim_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("tag", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("changed_at", INSTANT, nullable=False),
        sa.Column("replaced_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint(
            "claim_id", "position", "revision", name=op.f("pk_former_claim_tags")
        ),
    )
    op.create_index(op.f("ix_former_claim_tags_tag"), "former_claim_tags", ["tag"], unique=False)

    op.create_table(
        "former_claims",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.Text(), nullable=True),
        sa.Column("statement", sa.Text(), nullable=False),
        sa.Column("quote", sa.Text(), nullable=True),
        sa.Column("quote_start", sa.Integer(), nullable=True),
        sa.Column("quote_end", sa.Integer(), nullable=True),
        sa.Column("figure_id", sa.Uuid(), nullable=True),
        sa.Column("quantity", sa.Text(), nullable=True),
        sa.Column("comparator", WORD, nullable=True),
        sa.Column("value", EXACT, nullable=True),
        sa.Column("low", EXACT, nullable=True),
        sa.Column("high", EXACT, nullable=True),
        sa.Column("unit", sa.Text(), nullable=True),
        sa.Column("convention", sa.Text(), nullable=True),
        sa.Column("stance", WORD, nullable=False),
        sa.Column("modality", WORD, nullable=False),
        sa.Column("method", WORD, nullable=False),
        sa.Column("effective_hedge", WORD, nullable=False),
        sa.Column("origin_id", sa.Uuid(), nullable=False),
        sa.Column("reporter_id", sa.Uuid(), nullable=False),
        sa.Column("report_id", sa.Uuid(), nullable=False),
        sa.Column("said", sa.Text(), nullable=True),
        sa.Column("said_earliest", INSTANT, nullable=True),
        sa.Column("said_latest", INSTANT, nullable=True),
        sa.Column("as_of", sa.Text(), nullable=True),
        sa.Column("as_of_earliest", INSTANT, nullable=True),
        sa.Column("as_of_latest", INSTANT, nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("withdrawn", sa.Text(), nullable=True),
        sa.Column("ref", sa.String(length=12), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("logged_at", INSTANT, nullable=False),
        sa.Column("logged_by", sa.Text(), nullable=False),
        sa.Column("changed_at", INSTANT, nullable=False),
        sa.Column("changed_by", sa.Text(), nullable=False),
        sa.Column("replaced_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", "revision", name=op.f("pk_former_claims")),
    )
    op.create_index(
        op.f("ix_former_claims_figure_id_origin_id_id"),
        "former_claims",
        ["figure_id", "origin_id", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_former_claims_origin_id"), "former_claims", ["origin_id"], unique=False
    )
    op.create_index(op.f("ix_former_claims_ref"), "former_claims", ["ref"], unique=False)
    op.create_index(
        op.f("ix_former_claims_report_id"), "former_claims", ["report_id"], unique=False
    )
    op.create_index(
        op.f("ix_former_claims_reporter_id"), "former_claims", ["reporter_id"], unique=False
    )

    op.create_table(
        "former_figure_parties",
        sa.Column("figure_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("changed_at", INSTANT, nullable=False),
        sa.Column("replaced_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint(
            "figure_id", "position", "revision", name=op.f("pk_former_figure_parties")
        ),
    )
    op.create_index(
        op.f("ix_former_figure_parties_source_id"),
        "former_figure_parties",
        ["source_id"],
        unique=False,
    )

    op.create_table(
        "former_figures",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=True),
        sa.Column("basis", WORD, nullable=False),
        sa.Column("measure", sa.Text(), nullable=True),
        sa.Column("population", sa.Text(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("since", sa.Text(), nullable=True),
        sa.Column("part_of", sa.Uuid(), nullable=True),
        sa.Column("complete_parts", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("ref", sa.String(length=12), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("logged_at", INSTANT, nullable=False),
        sa.Column("logged_by", sa.Text(), nullable=False),
        sa.Column("changed_at", INSTANT, nullable=False),
        sa.Column("changed_by", sa.Text(), nullable=False),
        sa.Column("replaced_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", "revision", name=op.f("pk_former_figures")),
    )
    op.create_index(op.f("ix_former_figures_part_of"), "former_figures", ["part_of"], unique=False)
    op.create_index(op.f("ix_former_figures_ref"), "former_figures", ["ref"], unique=False)

    op.create_table(
        "former_links",
        sa.Column("claim_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("relation", WORD, nullable=False),
        sa.Column("to_id", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("basis", WORD, nullable=False),
        sa.Column("withdrawn", sa.Text(), nullable=True),
        sa.Column("ref", sa.String(length=12), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("logged_at", INSTANT, nullable=False),
        sa.Column("logged_by", sa.Text(), nullable=False),
        sa.Column("changed_at", INSTANT, nullable=False),
        sa.Column("changed_by", sa.Text(), nullable=False),
        sa.Column("replaced_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("claim_id", "id", "revision", name=op.f("pk_former_links")),
    )
    op.create_index(op.f("ix_former_links_ref"), "former_links", ["ref"], unique=False)
    op.create_index(
        op.f("ix_former_links_to_id_relation_claim_id"),
        "former_links",
        ["to_id", "relation", "claim_id"],
        unique=False,
    )

    op.create_table(
        "former_notices",
        sa.Column("target_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("target_kind", WORD, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("date", sa.Text(), nullable=True),
        sa.Column("date_earliest", INSTANT, nullable=True),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("withdrawn", sa.Text(), nullable=True),
        sa.Column("ref", sa.String(length=12), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("logged_at", INSTANT, nullable=False),
        sa.Column("logged_by", sa.Text(), nullable=False),
        sa.Column("changed_at", INSTANT, nullable=False),
        sa.Column("changed_by", sa.Text(), nullable=False),
        sa.Column("replaced_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("target_id", "id", "revision", name=op.f("pk_former_notices")),
    )
    op.create_index(op.f("ix_former_notices_ref"), "former_notices", ["ref"], unique=False)

    op.create_table(
        "former_refusals",
        sa.Column("claim_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("relation", WORD, nullable=False),
        sa.Column("to_id", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("ref", sa.String(length=12), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("logged_at", INSTANT, nullable=False),
        sa.Column("logged_by", sa.Text(), nullable=False),
        sa.Column("changed_at", INSTANT, nullable=False),
        sa.Column("changed_by", sa.Text(), nullable=False),
        sa.Column("replaced_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("claim_id", "id", "revision", name=op.f("pk_former_refusals")),
    )
    op.create_index(op.f("ix_former_refusals_ref"), "former_refusals", ["ref"], unique=False)
    op.create_index(op.f("ix_former_refusals_to_id"), "former_refusals", ["to_id"], unique=False)

    op.create_table(
        "former_reports",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("item_key", sa.Text(), nullable=False),
        sa.Column("reporter", sa.Uuid(), nullable=True),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("supersedes", sa.Uuid(), nullable=True),
        sa.Column("byline", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("published", sa.Text(), nullable=True),
        sa.Column("published_earliest", INSTANT, nullable=True),
        sa.Column("published_latest", INSTANT, nullable=True),
        sa.Column("language", sa.Text(), nullable=True),
        sa.Column("text_sha256", sa.String(length=64), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("ref", sa.String(length=12), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("logged_at", INSTANT, nullable=False),
        sa.Column("logged_by", sa.Text(), nullable=False),
        sa.Column("changed_at", INSTANT, nullable=False),
        sa.Column("changed_by", sa.Text(), nullable=False),
        sa.Column("replaced_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", "revision", name=op.f("pk_former_reports")),
    )
    op.create_index(
        op.f("ix_former_reports_item_key_version"),
        "former_reports",
        ["item_key", "version"],
        unique=False,
    )
    op.create_index(op.f("ix_former_reports_ref"), "former_reports", ["ref"], unique=False)
    op.create_index(
        op.f("ix_former_reports_reporter"), "former_reports", ["reporter"], unique=False
    )
    op.create_index(op.f("ix_former_reports_url"), "former_reports", ["url"], unique=False)

    op.create_table(
        "former_reviews",
        sa.Column("claim_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("reviewed", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("ref", sa.String(length=12), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("logged_at", INSTANT, nullable=False),
        sa.Column("logged_by", sa.Text(), nullable=False),
        sa.Column("changed_at", INSTANT, nullable=False),
        sa.Column("changed_by", sa.Text(), nullable=False),
        sa.Column("replaced_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("claim_id", "id", "revision", name=op.f("pk_former_reviews")),
    )
    op.create_index(op.f("ix_former_reviews_ref"), "former_reviews", ["ref"], unique=False)

    op.create_table(
        "former_rulings",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("a", sa.Uuid(), nullable=False),
        sa.Column("a_kind", WORD, nullable=False),
        sa.Column("b", sa.Uuid(), nullable=False),
        sa.Column("b_kind", WORD, nullable=False),
        sa.Column("same", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("withdrawn", sa.Text(), nullable=True),
        sa.Column("ref", sa.String(length=12), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("logged_at", INSTANT, nullable=False),
        sa.Column("logged_by", sa.Text(), nullable=False),
        sa.Column("changed_at", INSTANT, nullable=False),
        sa.Column("changed_by", sa.Text(), nullable=False),
        sa.Column("replaced_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", "revision", name=op.f("pk_former_rulings")),
    )
    op.create_index(op.f("ix_former_rulings_a"), "former_rulings", ["a"], unique=False)
    op.create_index(op.f("ix_former_rulings_b"), "former_rulings", ["b"], unique=False)
    op.create_index(op.f("ix_former_rulings_ref"), "former_rulings", ["ref"], unique=False)

    op.create_table(
        "former_signing_keys",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("public", sa.Text(), nullable=False),
        sa.Column("withdrawn", sa.Text(), nullable=True),
        sa.Column("ref", sa.String(length=12), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("logged_at", INSTANT, nullable=False),
        sa.Column("logged_by", sa.Text(), nullable=False),
        sa.Column("changed_at", INSTANT, nullable=False),
        sa.Column("changed_by", sa.Text(), nullable=False),
        sa.Column("replaced_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", "revision", name=op.f("pk_former_signing_keys")),
    )
    op.create_index(
        op.f("ix_former_signing_keys_ref"), "former_signing_keys", ["ref"], unique=False
    )

    op.create_table(
        "former_source_aliases",
        sa.Column("source_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("alias", sa.Text(), nullable=False),
        sa.Column("alias_key", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("changed_at", INSTANT, nullable=False),
        sa.Column("replaced_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint(
            "source_id", "position", "revision", name=op.f("pk_former_source_aliases")
        ),
    )
    op.create_index(
        op.f("ix_former_source_aliases_alias_key"),
        "former_source_aliases",
        ["alias_key"],
        unique=False,
    )

    op.create_table(
        "former_sources",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("source_kind", WORD, nullable=False),
        sa.Column("country", sa.Text(), nullable=True),
        sa.Column("controlled_by", sa.Uuid(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("ref", sa.String(length=12), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("logged_at", INSTANT, nullable=False),
        sa.Column("logged_by", sa.Text(), nullable=False),
        sa.Column("changed_at", INSTANT, nullable=False),
        sa.Column("changed_by", sa.Text(), nullable=False),
        sa.Column("replaced_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", "revision", name=op.f("pk_former_sources")),
    )
    op.create_index(
        op.f("ix_former_sources_controlled_by"), "former_sources", ["controlled_by"], unique=False
    )
    op.create_index(op.f("ix_former_sources_ref"), "former_sources", ["ref"], unique=False)

    op.create_table(
        "former_stories",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("date", sa.Text(), nullable=True),
        sa.Column("date_earliest", INSTANT, nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("ref", sa.String(length=12), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("logged_at", INSTANT, nullable=False),
        sa.Column("logged_by", sa.Text(), nullable=False),
        sa.Column("changed_at", INSTANT, nullable=False),
        sa.Column("changed_by", sa.Text(), nullable=False),
        sa.Column("replaced_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", "revision", name=op.f("pk_former_stories")),
    )
    op.create_index(op.f("ix_former_stories_ref"), "former_stories", ["ref"], unique=False)

    op.create_table(
        "former_story_claims",
        sa.Column("story_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("claim_id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("changed_at", INSTANT, nullable=False),
        sa.Column("replaced_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint(
            "story_id", "position", "revision", name=op.f("pk_former_story_claims")
        ),
    )
    op.create_index(
        op.f("ix_former_story_claims_claim_id"), "former_story_claims", ["claim_id"], unique=False
    )

    op.create_table(
        "former_waivers",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("code", WORD, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("withdrawn", sa.Text(), nullable=True),
        sa.Column("ref", sa.String(length=12), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("logged_at", INSTANT, nullable=False),
        sa.Column("logged_by", sa.Text(), nullable=False),
        sa.Column("changed_at", INSTANT, nullable=False),
        sa.Column("changed_by", sa.Text(), nullable=False),
        sa.Column("replaced_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", "revision", name=op.f("pk_former_waivers")),
    )
    op.create_index(op.f("ix_former_waivers_ref"), "former_waivers", ["ref"], unique=False)

    op.create_table(
        "leaves",
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("subject", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("position", name=op.f("pk_leaves")),
        sa.UniqueConstraint("subject", "version", name=op.f("uq_leaves_subject_version")),
    )
    op.create_table(
        "signing_keys",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("public", sa.Text(), nullable=False),
        sa.Column("withdrawn", sa.Text(), nullable=True),
        sa.Column("ref", sa.String(length=12), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("logged_at", INSTANT, nullable=False),
        sa.Column("logged_by", sa.Text(), nullable=False),
        sa.Column("changed_at", INSTANT, nullable=False),
        sa.Column("changed_by", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signing_keys")),
        sa.UniqueConstraint("public", name=op.f("uq_signing_keys_public")),
    )
    op.create_index(op.f("ix_signing_keys_ref"), "signing_keys", ["ref"], unique=False)

    op.create_table(
        "tiles",
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("hashes", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("level", "position", name=op.f("pk_tiles")),
    )
    for table in ("notices", "stories"):
        op.add_column(table, sa.Column("date_earliest", INSTANT, nullable=True))
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TRIGGER entries_are_never_changed")
        for statement in (REFUSE_ALL_BUT_ERASURE, *GUARDS):
            op.execute(statement)


def downgrade() -> None:
    """Take it back."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TRIGGER entries_are_never_changed")
        op.execute(REFUSE_ALL_CHANGES)
    for table in ("notices", "stories"):
        op.drop_column(table, "date_earliest")
    for table in reversed(NEW_TABLES):
        op.drop_table(table)
