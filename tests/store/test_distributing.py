"""Distributing: the plan, and the calls that reach a server.

There is no Citus here. The server is a real PostgreSQL, and the extension `citus` that it
is given (`tests/store/cluster`) records each call, refuses what Citus refuses for keys,
foreign keys and co-location, and spreads nothing.
"""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import URL, Column, ForeignKey, MetaData, Table, Text, Uuid, make_url, text

import claims
from claims.desk.opening import distribute_database
from claims.errors import DatabaseError
from claims.store.distributing import ALONE, REFERENCE, Spread, Step, plan
from claims.store.engine import open_engine
from claims.store.tables import Base
from tests.ground import autocommitting, empty
from tests.servers import FOLDER_VARIABLE, URL_VARIABLE

EXTENSION = Path(__file__).parent / "cluster"
ALL = list(plan(Base.metadata, {}))
GROUPS = {"claims": 1, "claim_keys": 2}


def done(steps: list[Step]) -> dict[str, Spread]:
    """The cluster after these steps."""
    return {
        step.table: Spread(
            step.by,
            0
            if step.by == REFERENCE
            else GROUPS[step.table if step.beside == ALONE else step.beside],
        )
        for step in steps
    }


# The plan


def test_every_table_is_distributed_once_and_the_version_with_them() -> None:
    planned = [step.table for step in ALL]

    assert sorted(planned) == sorted([*Base.metadata.tables, "alembic_version"])


def test_every_foreign_key_leads_to_what_was_distributed_before() -> None:
    order = [step.table for step in ALL]

    for table in Base.metadata.tables.values():
        for key in table.foreign_keys:
            referred = key.column.table
            assert referred is table or order.index(referred.name) < order.index(table.name)


def test_what_is_spread_by_a_uuid_lies_with_the_claim_and_keys_with_keys() -> None:
    alone = [step.table for step in ALL if step.by != REFERENCE and step.beside == ALONE]
    beside = {step.beside for step in ALL} - {ALONE}

    assert alone == ["claims", "claim_keys"]
    assert beside == set(alone)
    assert Step("entries", "subject", "claims") in ALL
    assert Step("former_claim_keys", "key", "claim_keys") in ALL


def test_references_come_before_all_that_may_refer_to_them() -> None:
    kinds = [step.by == REFERENCE for step in ALL]

    assert kinds == sorted(kinds, reverse=True)


@given(missing=st.sets(st.sampled_from([step.table for step in ALL])))
def test_what_is_left_is_planned_and_nothing_else(missing: set[str]) -> None:
    known = done([step for step in ALL if step.table not in missing])
    if not {"claims", "claim_keys"} & missing:
        assert list(plan(Base.metadata, known)) == [s for s in ALL if s.table in missing]


@pytest.mark.parametrize("taken", range(len(ALL) + 1))
def test_a_plan_goes_on_from_anywhere(taken: int) -> None:
    assert list(plan(Base.metadata, done(ALL[:taken]))) == ALL[taken:]


def test_each_step_is_one_call_of_citus() -> None:
    assert Step("sources", REFERENCE).statement == "SELECT create_reference_table('sources')"
    assert Step("links", "claim_id", "claims").statement == (
        "SELECT create_distributed_table('links', 'claim_id', colocate_with => 'claims')"
    )


@pytest.mark.parametrize(
    ("table", "spread", "told"),
    [
        ("sources", Spread("id", 1), "by id, and not as a reference"),
        ("claims", Spread(REFERENCE, 0), "as a reference, and not by id"),
        ("links", Spread("to_id", 1), "by to_id, and not by claim_id"),
        ("links", Spread("claim_id", 7), "apart from claims"),
    ],
)
def test_a_table_that_is_distributed_otherwise_is_told(
    table: str, spread: Spread, told: str
) -> None:
    with pytest.raises(DatabaseError, match=told) as refused:
        list(plan(Base.metadata, {**done(ALL), table: spread}))

    assert refused.value.code == "distributed_otherwise"
    assert table in refused.value.hint


def test_a_child_that_was_distributed_before_its_claims_is_told() -> None:
    with pytest.raises(DatabaseError, match="apart from claims"):
        list(plan(Base.metadata, done([step for step in ALL if step.table == "links"])))


def test_a_new_table_of_another_migration_is_planned_alone() -> None:
    metadata = MetaData()
    Table("claims", metadata, Column("id", Uuid, primary_key=True), info={"distribution": "id"})
    known = {"alembic_version": Spread(REFERENCE, 0), "claims": Spread("id", 1)}
    Table(
        "seen",
        metadata,
        Column("claim_id", ForeignKey("claims.id"), primary_key=True),
        Column("by", Text, primary_key=True),
        info={"distribution": "claim_id"},
    )

    assert list(plan(metadata, known)) == [Step("seen", "claim_id", "claims")]


# The calls


@pytest.fixture(scope="module")
def extensions() -> Path:
    """The folder that the server finds the extension in; only where the server is ours."""
    if os.environ.get(URL_VARIABLE):
        pytest.skip(f"the server that {URL_VARIABLE} names may not see our files")
    folder = Path(os.environ[FOLDER_VARIABLE]) / "cluster"
    if not folder.is_dir():
        shutil.copytree(EXTENSION, folder / "extension")
    return folder


def clone(server: URL, template: str, name: str) -> None:
    with autocommitting(server) as connection:
        connection.exec_driver_sql(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        copying = f"TEMPLATE {template} STRATEGY file_copy"
        connection.exec_driver_sql(f"CREATE DATABASE {name} {copying}")


@pytest.fixture(scope="module")
def template_database(server_database: str) -> Iterator[str]:
    """The name of a migrated database with a claim in it, to make others from."""
    server = make_url(server_database)
    name = f"{server.database}_undistributed"
    engine = open_engine(server)
    empty(engine)
    engine.dispose()
    clone(server, str(server.database), name)
    url = server.set(database=name)
    with claims.open(url.render_as_string(hide_password=False), user="mj") as desk:
        desk.log("It happened", reporter="Yonhap", key="one")
    yield name
    with autocommitting(server) as connection:
        connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def plain(server_database: str, template_database: str) -> Iterator[str]:
    """The URL of a database of the test's own, with rows in it, on plain PostgreSQL."""
    server = make_url(server_database)
    name = f"{server.database}_cluster"
    clone(server, template_database, name)
    yield server.set(database=name).render_as_string(hide_password=False)
    with autocommitting(server) as connection:
        connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")


def create(url: str, extensions: Path) -> None:
    with autocommitting(make_url(url)) as connection:
        if connection.dialect.server_version_info < (18,):  # type: ignore[operator]  # it is connected
            pytest.skip("before PostgreSQL 18 an extension is found in the server's folder only")
        connection.exec_driver_sql(f"SET extension_control_path = '$system:{extensions}'")
        connection.exec_driver_sql("CREATE EXTENSION citus")


def load(url: str) -> None:
    """Have the server say what Citus says where it is loaded."""
    with autocommitting(make_url(url)) as connection:
        name = make_url(url).database
        connection.exec_driver_sql(f"ALTER DATABASE {name} SET citus.version = '13.2.2'")


@pytest.fixture
def cluster(plain: str, extensions: Path) -> str:
    """The URL of a database that has the extension of the tests, with rows in it."""
    create(plain, extensions)
    load(plain)
    return plain


def calls(url: str) -> list[str]:
    with autocommitting(make_url(url)) as connection:
        return list(connection.scalars(text("SELECT call FROM calls ORDER BY position")))


@pytest.mark.postgresql
def test_a_cluster_takes_every_step_with_rows_present(cluster: str) -> None:
    distribution = distribute_database(cluster)

    assert distribution.cluster
    assert (list(distribution.steps), distribution.before) == (ALL, 0)
    called = calls(cluster)
    assert called[: len(ALL)] == [
        f"reference {step.table}"
        if step.by == REFERENCE
        else f"distributed {step.table} by {step.by} beside {step.beside}"
        for step in ALL
    ]


@pytest.mark.postgresql
def test_what_was_copied_to_the_shards_does_not_stay_behind(cluster: str) -> None:
    distribute_database(cluster)

    left = [call for call in calls(cluster) if call.startswith("truncated")]
    assert {"truncated entries", "truncated sources"} <= set(left)


@pytest.mark.postgresql
def test_a_second_run_changes_nothing(cluster: str) -> None:
    distribute_database(cluster)
    first = calls(cluster)

    again = distribute_database(cluster)

    assert (again.steps, again.before) == ((), len(ALL))
    assert calls(cluster) == first


@pytest.mark.postgresql
def test_a_run_that_fails_half_way_has_done_nothing(cluster: str) -> None:
    with autocommitting(make_url(cluster)) as connection:
        connection.exec_driver_sql("ALTER TABLE links ADD UNIQUE (id)")

    with pytest.raises(DatabaseError, match="a unique key of links"):
        distribute_database(cluster)

    assert calls(cluster) == []


@pytest.mark.postgresql
def test_a_desk_writes_and_reads_on_what_was_distributed(cluster: str) -> None:
    distribute_database(cluster)

    with claims.open(cluster, user="mj") as desk:
        claim = desk.log("It happened again", reporter="Yonhap")
        assert [line.ref for line in desk.find()] == [claim.ref]


@pytest.mark.postgresql
def test_plain_postgresql_has_nothing_to_distribute(plain: str) -> None:
    distribution = distribute_database(plain)

    assert (distribution.cluster, distribution.steps) == (False, ())


@pytest.mark.postgresql
def test_a_server_that_runs_citus_wants_it_in_the_database(plain: str) -> None:
    load(plain)

    with pytest.raises(DatabaseError, match="does not have it") as refused:
        distribute_database(plain)

    assert "CREATE EXTENSION citus" in refused.value.hint


@pytest.mark.postgresql
def test_a_database_that_has_citus_wants_a_server_that_runs_it(
    plain: str, extensions: Path
) -> None:
    create(plain, extensions)

    with pytest.raises(DatabaseError, match="does not load it"):
        distribute_database(plain)


@pytest.mark.postgresql
def test_what_is_not_migrated_is_not_distributed(cluster: str) -> None:
    with autocommitting(make_url(cluster)) as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '20261122_01'")

    with pytest.raises(DatabaseError) as refused:
        distribute_database(cluster)

    assert refused.value.code == "database_not_migrated"


def test_a_file_has_nothing_to_distribute(database: Path) -> None:
    assert not distribute_database(database).cluster
