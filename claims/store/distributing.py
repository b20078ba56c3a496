"""Spreading the tables over a Citus cluster, as `Table.info["distribution"]` says.

Reference tables, of which every node has a copy, come first, then claims, then all that
lies with them: whatever is spread by a UUID lies where the claim of that UUID lies.
It is kept out of migrations, so that these go up and down as on any server; run it after
each of them. What is spread already is left alone, so that a second run changes nothing.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, Engine, MetaData, Table, text

from claims.errors import DatabaseError
from claims.store.engine import shown, writing
from claims.store.locks import Lock, wait_for
from claims.store.state import VERSION_TABLE, State, refusal, state_on
from claims.store.tables import Base, ClaimRow, table_of

REFERENCE = "reference"
ANCHOR = table_of(ClaimRow).name
ALONE = "none"


@dataclass(frozen=True, slots=True)
class Spread:
    """How the cluster has spread a table: by which column, or as a reference; and with which."""

    by: str
    group: int


@dataclass(frozen=True, slots=True)
class Step:
    """What one table is turned into: a reference, or spread by a column, with another table."""

    table: str
    by: str
    beside: str = ALONE

    @property
    def statement(self) -> str:
        """The call of Citus that does it."""
        if self.by == REFERENCE:
            return f"SELECT create_reference_table('{self.table}')"
        arguments = f"'{self.table}', '{self.by}', colocate_with => '{self.beside}'"
        return f"SELECT create_distributed_table({arguments})"


@dataclass(frozen=True, slots=True)
class Distribution:
    """What distributing came to: which steps were taken, and how many tables were spread before.

    `cluster` is False on a database that is no Citus cluster, where there is nothing to do.
    """

    cluster: bool
    steps: tuple[Step, ...] = ()
    before: int = 0


def distribute(engine: Engine) -> Distribution:
    """Spread what is not spread yet, in one transaction; nothing on SQLite and plain PostgreSQL.

    Raises `DatabaseError` where the database is not at this version, has Citus by halves,
    or has a table spread otherwise.
    """
    if engine.dialect.name != "postgresql":
        return Distribution(cluster=False)
    with writing(engine) as connection:
        wait_for(connection, Lock.MIGRATING)
        state = state_on(connection)
        if state is not State.CURRENT:
            raise refusal(engine, state)
        if not is_cluster(connection):
            return Distribution(cluster=False)
        known = spread_already(connection)
        steps = tuple(plan(Base.metadata, known))
        for step in steps:
            connection.exec_driver_sql(step.statement)
    _clear_leftovers(engine, [table.name for table in Base.metadata.sorted_tables])
    return Distribution(cluster=True, steps=steps, before=len(known))


def is_cluster(connection: Connection) -> bool:
    """Whether this is the database of a Citus cluster; raises where it is one by halves."""
    created = connection.scalar(text("SELECT count(*) FROM pg_extension WHERE extname = 'citus'"))
    loaded = connection.scalar(text("SELECT current_setting('citus.version', true)"))
    if bool(created) == bool(loaded):
        return bool(created)
    name = shown(connection.engine.url)
    if loaded:
        raise DatabaseError(
            "cluster_incomplete",
            f"{name}: the server runs Citus, but this database does not have it",
            hint="run `CREATE EXTENSION citus` in it, on every node, and add the nodes",
        )
    raise DatabaseError(
        "cluster_incomplete",
        f"{name}: the database has the extension citus, but the server does not load it",
        hint="add citus to shared_preload_libraries, and restart the server",
    )


def spread_already(connection: Connection) -> dict[str, Spread]:
    """How the cluster has spread its tables so far."""
    rows = connection.execute(_SPREAD)
    return {row.name: Spread(row.by or REFERENCE, row.colocationid) for row in rows}


_SPREAD = text(
    "SELECT c.relname AS name, p.colocationid, CASE p.partmethod"
    " WHEN 'h' THEN column_to_column_name(p.logicalrelid, p.partkey) END AS by"
    " FROM pg_dist_partition AS p JOIN pg_class AS c ON c.oid = p.logicalrelid"
    " WHERE pg_table_is_visible(c.oid)"
    " AND (p.partmethod = 'h' OR p.partmethod = 'n' AND p.repmodel = 't')"
)


def plan(metadata: MetaData, known: Mapping[str, Spread]) -> Iterator[Step]:
    """What is left to do, in an order in which every foreign key leads to what is spread already.

    Raises `DatabaseError` where a table is spread otherwise than it says.
    """
    wanted = list(_wanted(metadata))
    for step in wanted:
        _check(step, known)
    yield from (step for step in wanted if step.table not in known)


def _wanted(metadata: MetaData) -> Iterator[Step]:
    """All steps from the beginning; sorted tables come after those that they refer to."""
    tables = sorted(metadata.sorted_tables, key=_rank)
    yield Step(VERSION_TABLE, REFERENCE)
    first: dict[str, str] = {}  # of each type of column that tables are spread by, the first table
    for table in tables:
        by = table.info["distribution"]
        if by == REFERENCE:
            yield Step(table.name, REFERENCE)
            continue
        beside = first.setdefault(str(table.c[by].type), table.name)
        yield Step(table.name, by, ALONE if beside == table.name else beside)


def _rank(table: Table) -> int:
    """References first, as all may refer to them; then claims, which all others lie with."""
    if table.info["distribution"] == REFERENCE:
        return 0
    return 1 if table.name == ANCHOR else 2


def _check(step: Step, known: Mapping[str, Spread]) -> None:
    """Raise where this table is spread already, but otherwise."""
    spread = known.get(step.table)
    if spread is None:
        return
    beside = known.get(step.beside)
    if spread.by != step.by:
        told = f"{_told(spread.by)}, and not {_told(step.by)}"
    elif step.beside != ALONE and (beside is None or beside.group != spread.group):
        told = f"apart from {step.beside}"
    else:
        return
    raise DatabaseError(
        "distributed_otherwise",
        f"the table {step.table} is distributed {told}",
        hint=f"SELECT undistribute_table('{step.table}') takes it back; then distribute again",
    )


def _told(by: str) -> str:
    return "as a reference" if by == REFERENCE else f"by {by}"


def _clear_leftovers(engine: Engine, tables: list[str]) -> None:
    """Erase the rows that distributing has copied to the shards and left, unseen, where they were.

    What is redacted later would otherwise still stand there. It is a transaction of its own:
    Citus refuses it until the tables that refer to one are distributed too.
    """
    with writing(engine) as connection:
        left = connection.scalars(_LEFT, {"tables": tables}).all()
        for table in left:
            connection.exec_driver_sql(
                f"SELECT truncate_local_data_after_distributing_table('{table}')"
            )


_LEFT = text(
    "SELECT relname FROM pg_class WHERE relname = ANY(:tables) AND pg_relation_size(oid) > 0"
    " AND pg_table_is_visible(oid) AND oid IN (SELECT logicalrelid FROM pg_dist_partition)"
    " ORDER BY relname"
)
