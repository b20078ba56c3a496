"""The shape of the house, checked by machine: what may import what, and what tables may do."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports
from sqlalchemy import Constraint, ForeignKeyConstraint, Index, Table, UniqueConstraint

from claims.store.tables import Base

ROOT = Path(__file__).parents[1]
MODULES = sorted((ROOT / "claims").rglob("*.py"))
LOOKED_AT = (ast.Import, ast.ImportFrom, ast.Attribute, ast.Call)
TABLES = sorted(Base.metadata.tables.values(), key=lambda table: table.name)


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


@cache
def nodes(path: Path) -> tuple[ast.AST, ...]:
    """All that a module is made of and that a test here looks at: a walk costs most of it."""
    tree = ast.parse(path.read_text(encoding="utf-8"), filename=str(path))
    return tuple(node for node in ast.walk(tree) if isinstance(node, LOOKED_AT))


# Imports


def test_imports_run_downwards_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)

    assert lint_imports(no_cache=True, no_logo=True) == EXIT_STATUS_SUCCESS


@cache
def imported(path: Path) -> set[str]:
    """The top-level packages that a module imports, wherever in it."""
    found: set[str] = set()
    for node in nodes(path):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
    return {name.split(".")[0] for name in found}


HOMES = {
    "sqlalchemy": ("claims/store/",),
    "alembic": ("claims/store/migrate.py",),
    "sqlite3": ("claims/store/engine.py", "claims/store/flat.py"),
    "click": ("claims/cli/",),
    "edtf": ("claims/values/dates/",),
    "typst": ("claims/report/paper/",),
    "openpyxl": ("claims/formats/tables/excel.py",),
    "yaml": ("claims/formats/tables/markdown.py",),
    "prov": ("claims/desk/viewing/provenance/",),
    "trafilatura": ("claims/pages/",),
    "charset_normalizer": ("claims/pages/",),
    "socket": ("claims/pages/fetching/",),
    "http": ("claims/pages/fetching/",),
}


@pytest.mark.parametrize("library", HOMES)
def test_a_library_is_imported_in_its_own_corner_only(library: str) -> None:
    users = [named(path) for path in MODULES if library in imported(path)]

    assert users
    assert [user for user in users if not user.startswith(HOMES[library])] == []


# What only the edges may read

EDGES = (
    "claims/desk/opening.py",
    "claims/pages/fetching/",
    "claims/settings.py",
    "claims/cli/",
    "claims/__main__.py",
)
FORBIDDEN_PARTS = {
    "datetime": {"now", "utcnow", "today"},
    "date": {"today"},
    "time": {"time", "time_ns", "monotonic", "localtime", "gmtime", "perf_counter"},
    "os": {"environ", "environb", "getenv", "urandom"},
    "uuid": {"uuid1", "uuid4", "uuid7"},
}
FORBIDDEN_MODULES = {"random", "secrets"}


def reads_outside(path: Path) -> Iterator[str]:
    """Where a module reads the clock, the environment or randomness."""
    for name in imported(path) & FORBIDDEN_MODULES:
        yield f"{named(path)} imports {name}"
    for node in nodes(path):
        if isinstance(node, ast.Attribute):
            owner = node.value.attr if isinstance(node.value, ast.Attribute) else None
            owner = node.value.id if isinstance(node.value, ast.Name) else owner
            if node.attr in FORBIDDEN_PARTS.get(owner or "", ()):
                yield f"{named(path)}:{node.lineno} reads {owner}.{node.attr}"
        if isinstance(node, ast.ImportFrom) and node.module in FORBIDDEN_PARTS:
            taken = {alias.name for alias in node.names} & FORBIDDEN_PARTS[node.module]
            yield from (f"{named(path)}:{node.lineno} imports {name}" for name in taken)


def test_only_the_edges_read_clock_environment_and_randomness() -> None:
    inner = [path for path in MODULES if not named(path).startswith(EDGES)]

    assert [found for path in inner for found in reads_outside(path)] == []


# One way to write

WRITES = {"insert", "update", "delete"}


def test_only_the_gateway_writes_to_tables() -> None:
    writers = {named(path) for path in MODULES if any(map(is_write, nodes(path)))}

    assert writers
    assert [writer for writer in writers if not writer.startswith("claims/store/gateway/")] == []


def is_write(node: ast.AST) -> bool:
    """Whether it takes a writing statement from SQLAlchemy, or calls one on a table."""
    if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("sqlalchemy"):
        return bool(WRITES & {alias.name for alias in node.names})
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        owner = node.func.value
        return node.func.attr in WRITES and isinstance(owner, ast.Name) and owner.id.isupper()
    return False


def test_only_the_one_transaction_of_the_engine_commits() -> None:
    committing = [
        f"{named(path)}:{node.lineno}"
        for path in MODULES
        if named(path) != "claims/store/engine.py"
        for node in nodes(path)
        if isinstance(node, ast.Attribute) and node.attr in ("commit", "rollback")
    ]

    assert committing == []


# Storage


def shard(table: Table) -> str:
    return str(table.info["distribution"])


def is_sharded(table: Table) -> bool:
    return shard(table) != "reference"


SHARDED = [table for table in TABLES if is_sharded(table)]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_table_says_how_it_is_spread(table: Table) -> None:
    assert shard(table) == "reference" or shard(table) in table.columns


@pytest.mark.parametrize("table", SHARDED, ids=lambda table: table.name)
def test_what_is_unique_on_a_sharded_table_holds_its_shard_key(table: Table) -> None:
    rules = [rule for rule in table.constraints if isinstance(rule, UniqueConstraint)]
    unique = [
        table.primary_key.columns,
        *(rule.columns for rule in rules),
        *(index.columns for index in table.indexes if index.unique),
    ]

    assert all(shard(table) in columns for columns in unique)


def foreign_keys() -> Iterator[tuple[Table, ForeignKeyConstraint]]:
    for table in TABLES:
        for rule in sorted(table.foreign_key_constraints, key=lambda rule: str(rule.name)):
            yield table, rule


@pytest.mark.parametrize(
    ("table", "rule"), list(foreign_keys()), ids=lambda one: getattr(one, "name", "")
)
def test_a_foreign_key_crosses_no_shard(table: Table, rule: ForeignKeyConstraint) -> None:
    target = rule.referred_table
    if not is_sharded(target):
        return
    pairs = {(element.parent.name, element.column.name) for element in rule.elements}

    assert is_sharded(table), "no reference table leads to a shard"
    assert (shard(table), shard(target)) in pairs


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_no_engine_makes_up_a_value(table: Table) -> None:
    for column in table.columns:
        assert column.server_default is None
        assert column.computed is None
        assert column.identity is None
        assert column.autoincrement is not True
        if column.primary_key and str(column.type) == "INTEGER":
            assert column.autoincrement is False


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_the_key_of_a_child_of_a_claim_begins_with_the_claim(table: Table) -> None:
    parents = {rule.referred_table.name for rule in table.foreign_key_constraints}
    if "claims" in parents:
        assert next(iter(table.primary_key.columns)).name == "claim_id"
        assert shard(table) == "claim_id"


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_names_of_constraints_fit_every_engine(table: Table) -> None:
    rules: list[Constraint | Index] = [*table.constraints, *table.indexes]
    names = [rule.name for rule in rules]

    assert all(name is not None and len(str(name)) <= 63 for name in names)
    assert len(set(names)) == len(names)
