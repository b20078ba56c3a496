"""The record and its ledger: every table of the first release.

Revision ID: 20261122_01
Revises: nothing
"""

from collections.abc import Sequence

import sqlalchemy as sa

from alembic import op

revision: str = "20261122_01"
down_revision: str | None = None
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

INSTANT = sa.DateTime(timezone=True)
EXACT = sa.Numeric().with_variant(sa.String(), "sqlite")

# On PostgreSQL privileges do this: triggers do not exist on distributed tables.
REFUSE_CHANGES = (
    """
    CREATE TRIGGER entries_are_never_changed BEFORE UPDATE ON entries
    BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: no entry is changed'); END
    """,
    """
    CREATE TRIGGER entries_are_never_deleted BEFORE DELETE ON entries
    BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: no entry is deleted'); END
    """,
)


def upgrade() -> None:
    """Apply it."""
    op.create_table(
        "archive",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_archive")),
    )
    op.create_table(
        "claim_keys",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("claim_id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_claim_keys")),
    )
    op.create_index(op.f("ix_claim_keys_claim_id"), "claim_keys", ["claim_id"], unique=False)

    op.create_table(
        "entries",
        sa.Column("subject", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "source",
                "figure",
                "report",
                "claim",
                "link",
                "notice",
                "review",
                "story",
                "ruling",
                "refusal",
                "waiver",
                name="kind",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "action",
            sa.Enum(
                "add",
                "set",
                "log",
                "revise",
                "link",
                "unlink",
                "retract",
                "withdraw",
                "review",
                "rule",
                "refuse",
                "waive",
                name="action",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("recorded_at", INSTANT, nullable=False),
        sa.Column("recorded_by", sa.Text(), nullable=False),
        sa.Column("format", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("salt", sa.String(length=32), nullable=True),
        sa.Column("payload", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("subject", "version", name=op.f("pk_entries")),
    )
    op.create_index(op.f("ix_entries_recorded_at"), "entries", ["recorded_at"], unique=False)

    op.create_table(
        "figures",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=True),
        sa.Column(
            "basis",
            sa.Enum(
                "cumulative",
                "period",
                "snapshot",
                "planned",
                name="basis",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
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
        sa.ForeignKeyConstraint(
            ["part_of"], ["figures.id"], name=op.f("fk_figures_part_of_figures")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_figures")),
        sa.UniqueConstraint("slug", name=op.f("uq_figures_slug")),
    )
    op.create_index(op.f("ix_figures_part_of"), "figures", ["part_of"], unique=False)
    op.create_index(op.f("ix_figures_ref"), "figures", ["ref"], unique=False)

    op.create_table(
        "notices",
        sa.Column("target_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "target_kind",
            sa.Enum(
                "source",
                "figure",
                "report",
                "claim",
                "link",
                "notice",
                "review",
                "story",
                "ruling",
                "refusal",
                "waiver",
                name="target_kind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("date", sa.Text(), nullable=True),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("withdrawn", sa.Text(), nullable=True),
        sa.Column("ref", sa.String(length=12), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("logged_at", INSTANT, nullable=False),
        sa.Column("logged_by", sa.Text(), nullable=False),
        sa.Column("changed_at", INSTANT, nullable=False),
        sa.Column("changed_by", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("target_id", "id", name=op.f("pk_notices")),
    )
    op.create_index(op.f("ix_notices_ref"), "notices", ["ref"], unique=False)

    op.create_table(
        "rulings",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("a", sa.Uuid(), nullable=False),
        sa.Column(
            "a_kind",
            sa.Enum(
                "source",
                "figure",
                "report",
                "claim",
                "link",
                "notice",
                "review",
                "story",
                "ruling",
                "refusal",
                "waiver",
                name="a_kind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("b", sa.Uuid(), nullable=False),
        sa.Column(
            "b_kind",
            sa.Enum(
                "source",
                "figure",
                "report",
                "claim",
                "link",
                "notice",
                "review",
                "story",
                "ruling",
                "refusal",
                "waiver",
                name="b_kind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("same", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("withdrawn", sa.Text(), nullable=True),
        sa.Column("ref", sa.String(length=12), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("logged_at", INSTANT, nullable=False),
        sa.Column("logged_by", sa.Text(), nullable=False),
        sa.Column("changed_at", INSTANT, nullable=False),
        sa.Column("changed_by", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rulings")),
    )
    op.create_index(op.f("ix_rulings_a"), "rulings", ["a"], unique=False)
    op.create_index(op.f("ix_rulings_b"), "rulings", ["b"], unique=False)
    op.create_index(op.f("ix_rulings_ref"), "rulings", ["ref"], unique=False)

    op.create_table(
        "sources",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column(
            "source_kind",
            sa.Enum(
                "person",
                "organisation",
                "government",
                "military",
                "agency",
                "outlet",
                "international",
                "document",
                "unnamed",
                name="source_kind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("country", sa.Text(), nullable=True),
        sa.Column("controlled_by", sa.Uuid(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("ref", sa.String(length=12), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("logged_at", INSTANT, nullable=False),
        sa.Column("logged_by", sa.Text(), nullable=False),
        sa.Column("changed_at", INSTANT, nullable=False),
        sa.Column("changed_by", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["controlled_by"], ["sources.id"], name=op.f("fk_sources_controlled_by_sources")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sources")),
        sa.UniqueConstraint("name_key", name=op.f("uq_sources_name_key")),
    )
    op.create_index(op.f("ix_sources_controlled_by"), "sources", ["controlled_by"], unique=False)
    op.create_index(op.f("ix_sources_ref"), "sources", ["ref"], unique=False)

    op.create_table(
        "stories",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("date", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("ref", sa.String(length=12), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("logged_at", INSTANT, nullable=False),
        sa.Column("logged_by", sa.Text(), nullable=False),
        sa.Column("changed_at", INSTANT, nullable=False),
        sa.Column("changed_by", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stories")),
        sa.UniqueConstraint("url", name=op.f("uq_stories_url")),
    )
    op.create_index(op.f("ix_stories_ref"), "stories", ["ref"], unique=False)

    op.create_table(
        "waivers",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "code",
            sa.Enum(
                "single_origin",
                "unnamed_only",
                "controlled_only",
                "contradiction_open",
                "hedge_drift",
                "comparator_drift",
                "measure_drift",
                "garbled",
                "parts_do_not_add_up",
                "part_exceeds_whole",
                "fell_without_reason",
                "jump",
                "retracted_upstream",
                "quote_not_in_text",
                "date_missing",
                "hedge_missing",
                "not_archived",
                "unreviewed",
                "link_not_comparable",
                "anonymity_unexplained",
                name="code",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("withdrawn", sa.Text(), nullable=True),
        sa.Column("ref", sa.String(length=12), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("logged_at", INSTANT, nullable=False),
        sa.Column("logged_by", sa.Text(), nullable=False),
        sa.Column("changed_at", INSTANT, nullable=False),
        sa.Column("changed_by", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_waivers")),
    )
    op.create_index(op.f("ix_waivers_ref"), "waivers", ["ref"], unique=False)

    op.create_table(
        "figure_parties",
        sa.Column("figure_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("source_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["figure_id"], ["figures.id"], name=op.f("fk_figure_parties_figure_id_figures")
        ),
        sa.ForeignKeyConstraint(
            ["source_id"], ["sources.id"], name=op.f("fk_figure_parties_source_id_sources")
        ),
        sa.PrimaryKeyConstraint("figure_id", "position", name=op.f("pk_figure_parties")),
    )
    op.create_index(
        op.f("ix_figure_parties_source_id"), "figure_parties", ["source_id"], unique=False
    )

    op.create_table(
        "reports",
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
        sa.ForeignKeyConstraint(
            ["reporter"], ["sources.id"], name=op.f("fk_reports_reporter_sources")
        ),
        sa.ForeignKeyConstraint(
            ["supersedes"], ["reports.id"], name=op.f("fk_reports_supersedes_reports")
        ),
        sa.ForeignKeyConstraint(
            ["text_sha256"], ["archive.sha256"], name=op.f("fk_reports_text_sha256_archive")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reports")),
    )
    op.create_index(
        op.f("ix_reports_item_key_version"), "reports", ["item_key", "version"], unique=True
    )
    op.create_index(op.f("ix_reports_ref"), "reports", ["ref"], unique=False)
    op.create_index(op.f("ix_reports_reporter"), "reports", ["reporter"], unique=False)
    op.create_index(op.f("ix_reports_url"), "reports", ["url"], unique=False)

    op.create_table(
        "source_aliases",
        sa.Column("source_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("alias", sa.Text(), nullable=False),
        sa.Column("alias_key", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["source_id"], ["sources.id"], name=op.f("fk_source_aliases_source_id_sources")
        ),
        sa.PrimaryKeyConstraint("source_id", "position", name=op.f("pk_source_aliases")),
    )
    op.create_index(
        op.f("ix_source_aliases_alias_key"), "source_aliases", ["alias_key"], unique=False
    )

    op.create_table(
        "story_claims",
        sa.Column("story_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("claim_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["story_id"], ["stories.id"], name=op.f("fk_story_claims_story_id_stories")
        ),
        sa.PrimaryKeyConstraint("story_id", "position", name=op.f("pk_story_claims")),
    )
    op.create_index(op.f("ix_story_claims_claim_id"), "story_claims", ["claim_id"], unique=False)

    op.create_table(
        "claims",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.Text(), nullable=True),
        sa.Column("statement", sa.Text(), nullable=False),
        sa.Column("quote", sa.Text(), nullable=True),
        sa.Column("quote_start", sa.Integer(), nullable=True),
        sa.Column("quote_end", sa.Integer(), nullable=True),
        sa.Column("figure_id", sa.Uuid(), nullable=True),
        sa.Column("quantity", sa.Text(), nullable=True),
        sa.Column(
            "comparator",
            sa.Enum(
                "exact",
                "approximately",
                "at_least",
                "more_than",
                "up_to",
                "fewer_than",
                "between",
                "vague",
                "none",
                name="comparator",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("value", EXACT, nullable=True),
        sa.Column("low", EXACT, nullable=True),
        sa.Column("high", EXACT, nullable=True),
        sa.Column("unit", sa.Text(), nullable=True),
        sa.Column("convention", sa.Text(), nullable=True),
        sa.Column(
            "stance",
            sa.Enum(
                "asserts",
                "denies",
                "declines",
                "unverified",
                "no_evidence",
                name="stance",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "modality",
            sa.Enum(
                "occurred",
                "ongoing",
                "planned",
                "hypothetical",
                name="modality",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "method",
            sa.Enum(
                "count",
                "official_statement",
                "intelligence_estimate",
                "statistical_estimate",
                "model",
                "eyewitness",
                "derived_by_reporter",
                "derived_by_us",
                "unstated",
                name="method",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "effective_hedge",
            sa.Enum(
                "certain",
                "probable",
                "possible",
                "alleged",
                "unconfirmed",
                "attributed",
                name="effective_hedge",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
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
        sa.ForeignKeyConstraint(
            ["figure_id"], ["figures.id"], name=op.f("fk_claims_figure_id_figures")
        ),
        sa.ForeignKeyConstraint(
            ["origin_id"], ["sources.id"], name=op.f("fk_claims_origin_id_sources")
        ),
        sa.ForeignKeyConstraint(
            ["report_id"], ["reports.id"], name=op.f("fk_claims_report_id_reports")
        ),
        sa.ForeignKeyConstraint(
            ["reporter_id"], ["sources.id"], name=op.f("fk_claims_reporter_id_sources")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claims")),
    )
    op.create_index(
        op.f("ix_claims_figure_id_origin_id_id"),
        "claims",
        ["figure_id", "origin_id", "id"],
        unique=False,
    )
    op.create_index(op.f("ix_claims_origin_id"), "claims", ["origin_id"], unique=False)
    op.create_index(op.f("ix_claims_ref"), "claims", ["ref"], unique=False)
    op.create_index(op.f("ix_claims_report_id"), "claims", ["report_id"], unique=False)
    op.create_index(op.f("ix_claims_reporter_id"), "claims", ["reporter_id"], unique=False)

    op.create_table(
        "attributions",
        sa.Column("claim_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("source_id", sa.Uuid(), nullable=False),
        sa.Column("named_as", sa.Text(), nullable=True),
        sa.Column("cue", sa.Text(), nullable=True),
        sa.Column(
            "hedge",
            sa.Enum(
                "certain",
                "probable",
                "possible",
                "alleged",
                "unconfirmed",
                "attributed",
                name="hedge",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("said", sa.Text(), nullable=True),
        sa.Column("language", sa.Text(), nullable=True),
        sa.Column("original_term", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["claim_id"], ["claims.id"], name=op.f("fk_attributions_claim_id_claims")
        ),
        sa.ForeignKeyConstraint(
            ["source_id"], ["sources.id"], name=op.f("fk_attributions_source_id_sources")
        ),
        sa.PrimaryKeyConstraint("claim_id", "position", name=op.f("pk_attributions")),
    )
    op.create_index(op.f("ix_attributions_source_id"), "attributions", ["source_id"], unique=False)

    op.create_table(
        "claim_tags",
        sa.Column("claim_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("tag", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["claim_id"], ["claims.id"], name=op.f("fk_claim_tags_claim_id_claims")
        ),
        sa.PrimaryKeyConstraint("claim_id", "position", name=op.f("pk_claim_tags")),
    )
    op.create_index(op.f("ix_claim_tags_tag"), "claim_tags", ["tag"], unique=False)

    op.create_table(
        "links",
        sa.Column("claim_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "relation",
            sa.Enum(
                "corroborates",
                "contradicts",
                "repeats",
                "updates",
                "corrects",
                "retracts",
                "denies",
                "qualifies",
                "part_of",
                "derived_from",
                "translates",
                name="relation",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("to_id", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column(
            "basis",
            sa.Enum(
                "human",
                "rule",
                "import",
                name="basis",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("withdrawn", sa.Text(), nullable=True),
        sa.Column("ref", sa.String(length=12), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("logged_at", INSTANT, nullable=False),
        sa.Column("logged_by", sa.Text(), nullable=False),
        sa.Column("changed_at", INSTANT, nullable=False),
        sa.Column("changed_by", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["claim_id"], ["claims.id"], name=op.f("fk_links_claim_id_claims")),
        sa.PrimaryKeyConstraint("claim_id", "id", name=op.f("pk_links")),
    )
    op.create_index(op.f("ix_links_ref"), "links", ["ref"], unique=False)
    op.create_index(
        op.f("ix_links_to_id_relation_claim_id"),
        "links",
        ["to_id", "relation", "claim_id"],
        unique=False,
    )

    op.create_table(
        "refusals",
        sa.Column("claim_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "relation",
            sa.Enum(
                "corroborates",
                "contradicts",
                "repeats",
                "updates",
                "corrects",
                "retracts",
                "denies",
                "qualifies",
                "part_of",
                "derived_from",
                "translates",
                name="relation",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("to_id", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("ref", sa.String(length=12), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("logged_at", INSTANT, nullable=False),
        sa.Column("logged_by", sa.Text(), nullable=False),
        sa.Column("changed_at", INSTANT, nullable=False),
        sa.Column("changed_by", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["claim_id"], ["claims.id"], name=op.f("fk_refusals_claim_id_claims")
        ),
        sa.PrimaryKeyConstraint("claim_id", "id", name=op.f("pk_refusals")),
    )
    op.create_index(op.f("ix_refusals_ref"), "refusals", ["ref"], unique=False)
    op.create_index(op.f("ix_refusals_to_id"), "refusals", ["to_id"], unique=False)

    op.create_table(
        "reviews",
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
        sa.ForeignKeyConstraint(
            ["claim_id"], ["claims.id"], name=op.f("fk_reviews_claim_id_claims")
        ),
        sa.PrimaryKeyConstraint("claim_id", "id", name=op.f("pk_reviews")),
    )
    op.create_index(op.f("ix_reviews_ref"), "reviews", ["ref"], unique=False)
    op.create_table(
        "archive_bands",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("band", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["sha256"], ["archive.sha256"], name=op.f("fk_archive_bands_sha256_archive")
        ),
        sa.PrimaryKeyConstraint("sha256", "position", name=op.f("pk_archive_bands")),
    )
    op.create_index(op.f("ix_archive_bands_band"), "archive_bands", ["band"], unique=False)
    op.create_table(
        "claim_bands",
        sa.Column("claim_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("band", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["claim_id"], ["claims.id"], name=op.f("fk_claim_bands_claim_id_claims")
        ),
        sa.PrimaryKeyConstraint("claim_id", "position", name=op.f("pk_claim_bands")),
    )
    op.create_index(op.f("ix_claim_bands_band"), "claim_bands", ["band"], unique=False)
    if op.get_bind().dialect.name == "sqlite":
        for statement in REFUSE_CHANGES:
            op.execute(statement)


def downgrade() -> None:
    """Take it back."""
    op.drop_index(op.f("ix_claim_bands_band"), table_name="claim_bands")
    op.drop_table("claim_bands")
    op.drop_index(op.f("ix_archive_bands_band"), table_name="archive_bands")
    op.drop_table("archive_bands")
    op.drop_index(op.f("ix_reviews_ref"), table_name="reviews")

    op.drop_table("reviews")
    op.drop_index(op.f("ix_refusals_to_id"), table_name="refusals")
    op.drop_index(op.f("ix_refusals_ref"), table_name="refusals")

    op.drop_table("refusals")
    op.drop_index(op.f("ix_links_to_id_relation_claim_id"), table_name="links")
    op.drop_index(op.f("ix_links_ref"), table_name="links")

    op.drop_table("links")
    op.drop_index(op.f("ix_claim_tags_tag"), table_name="claim_tags")

    op.drop_table("claim_tags")
    op.drop_index(op.f("ix_attributions_source_id"), table_name="attributions")

    op.drop_table("attributions")
    op.drop_index(op.f("ix_claims_reporter_id"), table_name="claims")
    op.drop_index(op.f("ix_claims_report_id"), table_name="claims")
    op.drop_index(op.f("ix_claims_ref"), table_name="claims")
    op.drop_index(op.f("ix_claims_origin_id"), table_name="claims")
    op.drop_index(op.f("ix_claims_figure_id_origin_id_id"), table_name="claims")

    op.drop_table("claims")
    op.drop_index(op.f("ix_story_claims_claim_id"), table_name="story_claims")

    op.drop_table("story_claims")
    op.drop_index(op.f("ix_source_aliases_alias_key"), table_name="source_aliases")

    op.drop_table("source_aliases")
    op.drop_index(op.f("ix_reports_url"), table_name="reports")
    op.drop_index(op.f("ix_reports_reporter"), table_name="reports")
    op.drop_index(op.f("ix_reports_ref"), table_name="reports")
    op.drop_index(op.f("ix_reports_item_key_version"), table_name="reports")

    op.drop_table("reports")
    op.drop_index(op.f("ix_figure_parties_source_id"), table_name="figure_parties")

    op.drop_table("figure_parties")
    op.drop_index(op.f("ix_waivers_ref"), table_name="waivers")

    op.drop_table("waivers")
    op.drop_index(op.f("ix_stories_ref"), table_name="stories")

    op.drop_table("stories")
    op.drop_index(op.f("ix_sources_ref"), table_name="sources")
    op.drop_index(op.f("ix_sources_controlled_by"), table_name="sources")

    op.drop_table("sources")
    op.drop_index(op.f("ix_rulings_ref"), table_name="rulings")
    op.drop_index(op.f("ix_rulings_b"), table_name="rulings")
    op.drop_index(op.f("ix_rulings_a"), table_name="rulings")

    op.drop_table("rulings")
    op.drop_index(op.f("ix_notices_ref"), table_name="notices")

    op.drop_table("notices")
    op.drop_index(op.f("ix_figures_ref"), table_name="figures")
    op.drop_index(op.f("ix_figures_part_of"), table_name="figures")

    op.drop_table("figures")
    op.drop_index(op.f("ix_entries_recorded_at"), table_name="entries")

    op.drop_table("entries")
    op.drop_index(op.f("ix_claim_keys_claim_id"), table_name="claim_keys")

    op.drop_table("claim_keys")
    op.drop_table("archive")
