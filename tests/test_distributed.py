"""What a cluster refuses: none of it in the tables, and the reader of statements finds it."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Dialect, Enum, ForeignKeyConstraint, Table, UniqueConstraint
from sqlalchemy.dialects import postgresql

from claims.store.projection import FORMER
from claims.store.tables import Base
from claims.store.then import Then, shadowed
from tests.distributed import ONLY_SQLITE, REFERENCE, forbidden_in, normalised

ROOT = Path(__file__).parents[1]
TABLES = sorted(Base.metadata.tables.values(), key=lambda table: table.name)
EVERY_TABLE = pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)


def spread(table: Table) -> str:
    return str(table.info["distribution"])


@EVERY_TABLE
def test_every_table_says_how_it_is_spread(table: Table) -> None:
    assert spread(table) == REFERENCE or spread(table) in table.columns


@EVERY_TABLE
def test_every_key_begins_with_what_the_table_is_spread_by(table: Table) -> None:
    if spread(table) == REFERENCE or table in FORMER.values():
        assert len(table.primary_key.columns) > 0
    else:
        assert table.primary_key.columns[0].name == spread(table)


@EVERY_TABLE
def test_whatever_is_unique_includes_what_the_table_is_spread_by(table: Table) -> None:
    unique = [set(table.primary_key.columns.keys())]
    unique += [
        set(one.columns.keys()) for one in table.constraints if isinstance(one, UniqueConstraint)
    ]
    unique += [set(one.columns.keys()) for one in table.indexes if one.unique]

    assert spread(table) == REFERENCE or all(spread(table) in columns for columns in unique)


@EVERY_TABLE
def test_a_foreign_key_leads_to_a_reference_or_to_the_claim_on_the_same_shard(
    table: Table,
) -> None:
    for rule in table.foreign_key_constraints:
        assert isinstance(rule, ForeignKeyConstraint)
        referred = rule.referred_table
        if spread(referred) == REFERENCE:
            continue
        (element,) = rule.elements
        assert (element.parent.name, element.column.name) == (spread(table), spread(referred))


@EVERY_TABLE
def test_nothing_in_a_table_is_made_by_the_server(table: Table) -> None:
    for column in table.columns:
        assert column.server_default is None, column
        assert column.identity is None, column
        assert column.computed is None, column
        assert column.autoincrement is not True, column
    first = next(iter(table.primary_key.columns))
    if first.type.python_type is int:
        assert first.autoincrement is False


def test_twins_are_spread_as_their_tables() -> None:
    assert all(spread(twin) == spread(table) for table, twin in FORMER.items())


def test_words_are_checked_text_and_no_types_of_the_server() -> None:
    kinds = [column.type for table in TABLES for column in table.columns]

    assert not any(kind.native_enum for kind in kinds if isinstance(kind, Enum))


@pytest.mark.parametrize("script", sorted((ROOT / "alembic" / "versions").glob("*.py")))
def test_triggers_are_made_on_sqlite_alone(script: Path) -> None:
    text = script.read_text(encoding="utf-8")

    if "CREATE TRIGGER" in text:
        assert re.search(r'dialect\.name == "sqlite"|dialect\.name != "sqlite"', text)


def test_no_query_asks_for_an_offset() -> None:
    """On SQLite a LIMIT is always written with one: the text of a statement says nothing."""
    asking = [
        path
        for path in (ROOT / "claims" / "store").rglob("*.py")
        if re.search(r"\.offset\(|\.slice\(", path.read_text(encoding="utf-8"))
    ]

    assert asking == []


MOMENT = datetime(2025, 2, 15, tzinfo=UTC)
THEN = (Then(MOMENT), Then(None, MOMENT), Then(MOMENT, MOMENT))
SERVER: Dialect = postgresql.dialect()  # type: ignore[no-untyped-call]  # SQLAlchemy leaves it so


@pytest.mark.parametrize("then", THEN, ids=str)
@pytest.mark.parametrize("name", sorted({table.name for table in FORMER}))
def test_a_cluster_takes_the_shadow_of_every_table(name: str, then: Then) -> None:
    statement = shadowed(f"SELECT {name}.* FROM {name}", then, SERVER)

    assert statement.startswith("WITH ") or name not in statement
    assert forbidden_in(statement) == []


# The reader of statements

GOOD = """
SELECT claims.id FROM claims WHERE claims.id IN (?, ?, ?) ORDER BY claims.id LIMIT ? OFFSET ?
INSERT INTO entries (subject, version) VALUES (?, ?)
UPDATE claims SET statement=? WHERE claims.id = ?
UPDATE sources SET id=? WHERE sources.id = ?
SELECT 'OFFSET ROLLUP(' AS words, claims.id FROM claims WHERE claims.note = 'FOR UPDATE'
SELECT claims.id FROM claims WHERE claims.id = %(id)s::UUID FOR UPDATE
SELECT reports.id FROM reports FOR UPDATE
SELECT c.id FROM claims AS c LEFT OUTER JOIN reports ON reports.id = c.report_id
SELECT c.id FROM claims AS c LEFT JOIN attributions AS a ON a.claim_id = c.id
SELECT c.id FROM claims c LEFT JOIN links l ON l.claim_id = c.id \
    LEFT JOIN reviews r ON r.claim_id = l.claim_id
SELECT links.id FROM links JOIN claims ON claims.id = links.to_id
SELECT id FROM claims WHERE id IN (SELECT claim_tags.claim_id FROM claim_tags WHERE tag = ?)
SELECT claims.id FROM claims WHERE EXISTS \
    (SELECT 1 FROM attributions WHERE attributions.claim_id = claims.id)
SELECT claims.id FROM claims WHERE NOT (EXISTS \
    (SELECT reports.id FROM reports WHERE reports.id = claims.report_id))
WITH claims AS NOT MATERIALIZED (SELECT t.id FROM now_claims AS t WHERE EXISTS \
    (SELECT 1 FROM reports AS k WHERE k.id = t.report_id) UNION ALL \
    SELECT t.id FROM former_claims AS t) SELECT claims.id FROM claims
INSERT INTO claims (id) SELECT p0 FROM (VALUES (?, 0)) AS imp_sen(p0, sen_counter) \
    ORDER BY sen_counter RETURNING claims.id
INSERT INTO alembic_version (version_num) VALUES ('20261122_01') RETURNING version_num
INSERT INTO former_claims (id) SELECT claims.id FROM claims WHERE claims.id = ?
SELECT now()
"""


@pytest.mark.parametrize("statement", GOOD.replace("\\\n", "").strip().splitlines())
def test_what_a_cluster_takes_passes(statement: str) -> None:
    assert forbidden_in(statement) == []


# Each with the beginning of the rule that it breaks.
BAD = """
no OFFSET: SELECT id FROM claims ORDER BY id LIMIT 5 OFFSET 10
no ROLLUP: SELECT a, count(*) FROM rulings GROUP BY ROLLUP(a)
no ROLLUP: SELECT a FROM rulings GROUP BY CUBE (a, b)
no ROLLUP: SELECT a FROM rulings GROUP BY GROUPING SETS ((a), ())
no MERGE: MERGE INTO claims USING (VALUES (1)) AS v ON true WHEN MATCHED THEN DELETE
no SKIP LOCKED: SELECT id FROM claims WHERE claims.id = ? FOR UPDATE SKIP LOCKED
FOR UPDATE only: SELECT claims.id FROM claims WHERE claims.note = ? FOR UPDATE
FOR UPDATE only: SELECT claims.id FROM claims FOR NO KEY UPDATE
no recursive CTE: WITH RECURSIVE up AS (SELECT 1) SELECT * FROM up
no volatile: UPDATE claims SET changed_at=now() WHERE claims.id = ?
no volatile: UPDATE claims SET changed_at=CURRENT_TIMESTAMP
no volatile: INSERT INTO tiles VALUES (?) ON CONFLICT (level) DO UPDATE SET position=random()
no subquery: INSERT INTO claims VALUES (?, (SELECT id FROM sources))
no subquery: INSERT INTO claims VALUES (?, lower((SELECT id FROM sources)))
INSERT … RETURNING: INSERT INTO claims (id) VALUES (?), (?) RETURNING id
INSERT … RETURNING: INSERT INTO claims (id) SELECT claims.id FROM claims RETURNING id
the column that links: UPDATE links SET reason=?, claim_id=? WHERE links.id = ?
no serial: CREATE TABLE x (id BIGSERIAL NOT NULL)
no serial: ALTER TABLE x ADD COLUMN y TEXT GENERATED ALWAYS AS (z) STORED
no trigger: CREATE TRIGGER t BEFORE UPDATE ON entries
outer join: SELECT l.id FROM links AS l LEFT OUTER JOIN claims AS c ON c.id = l.to_id
outer join: SELECT k.key FROM claim_keys k LEFT JOIN claims ON claims.id = k.claim_id
subquery of claims correlated to links: SELECT links.id FROM links WHERE EXISTS \
    (SELECT 1 FROM claims WHERE claims.id = links.to_id)
subquery of claims correlated to sources: SELECT sources.id FROM sources WHERE NOT \
    (EXISTS (SELECT claims.id FROM claims WHERE claims.origin_id = sources.id))
subquery of links correlated to claims: SELECT c.id, \
    (SELECT count(*) FROM links AS l WHERE l.to_id = c.id) FROM claims AS c
subquery of claims correlated to now_links: WITH links AS (SELECT t.id FROM now_links AS t \
    WHERE EXISTS (SELECT 1 FROM claims AS k WHERE k.id = t.to_id)) SELECT links.id FROM links
"""


@pytest.mark.parametrize("line", BAD.replace("\\\n", "").strip().splitlines())
def test_what_a_cluster_refuses_is_named(line: str) -> None:
    rule, statement = line.split(": ", 1)

    assert [one for one in forbidden_in(statement) if one.startswith(rule)]


@pytest.mark.parametrize(
    "statement",
    ["PRAGMA foreign_keys = ON", "CREATE TRIGGER t BEFORE UPDATE ON entries", "BEGIN IMMEDIATE"],
)
def test_what_sqlite_alone_has_is_let_alone(statement: str) -> None:
    assert ONLY_SQLITE.match(statement)


def test_however_many_parameters_a_statement_is_one() -> None:
    one = normalised("SELECT id FROM claims WHERE id IN (%(a)s::UUID,  %(b)s::UUID)")

    assert one == normalised('SELECT "id" FROM claims\nWHERE id IN (?)')
