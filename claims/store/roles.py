"""Who may do what on a server: three roles beside the owner, with what each needs and no more.

SQLite refuses by triggers to change the ledger; on a server, where triggers do not
exist on distributed tables, privileges do. Nobody but the owner of the tables, who
migrates them and whom no program logs in as, may change or delete an entry, a leaf
or a checkpoint. The redactor may erase two columns of the ledger, and nothing else of it.
"""

from collections.abc import Iterator
from enum import StrEnum

from sqlalchemy import Dialect, Table
from sqlalchemy.dialects import postgresql

from claims.store.projection import ARCHIVE_BANDS, FORMER, LAYOUTS
from claims.store.state import VERSION_TABLE
from claims.store.tables import (
    ArchivedRaw,
    ArchivedText,
    Base,
    CachedWords,
    CheckpointRow,
    Entry,
    Leaf,
    Tile,
)

OWNER = "claims_owner"
SCHEMA = "public"


class Role(StrEnum):
    """Each may do what the one before may, and more."""

    READER = "claims_reader"
    WRITER = "claims_writer"
    REDACTOR = "claims_redactor"


Privileges = dict[str, tuple[str, ...]]
"""What may be done to a table, each with the columns that it is limited to; () is all of them."""

_ADD: Privileges = {"INSERT": ()}
_REPLACE: Privileges = {"INSERT": (), "DELETE": ()}
_DELETE: Privileges = {"DELETE": ()}
_CHANGE: Privileges = {"INSERT": (), "UPDATE": ()}

_MAIN = {layout.main.name for layout in LAYOUTS.values()}
_CHILDREN = {child.name for layout in LAYOUTS.values() for child in layout.children}
_TWINS = {twin.name for twin in FORMER.values()}

# What writing takes: entries, leaves, checkpoints and texts are added; a tile grows; the row of a
# record is changed, what hangs on it is replaced, and what it held before is added to the twins.
_WRITES: dict[str, Privileges] = {
    Entry.__tablename__: _ADD,
    Leaf.__tablename__: _ADD,
    CheckpointRow.__tablename__: _ADD,
    Tile.__tablename__: {"INSERT": (), "UPDATE": ("hashes",)},
    ArchivedText.__tablename__: _ADD,
    ArchivedRaw.__tablename__: _ADD,
    ARCHIVE_BANDS.name: _ADD,
    **dict.fromkeys(_MAIN, _CHANGE),
    **dict.fromkeys(_CHILDREN, _REPLACE),
    **dict.fromkeys(_TWINS, _ADD),
    CachedWords.__tablename__: {"INSERT": (), "UPDATE": ("words",)},
}
# What erasing takes beyond that: a payload with its salt, a text, and what was made of them.
_ERASES: dict[str, Privileges] = {
    Entry.__tablename__: {"UPDATE": ("payload", "salt")},
    ArchivedText.__tablename__: {"UPDATE": ("content",)},
    ArchivedRaw.__tablename__: {"UPDATE": ("content",)},
    ARCHIVE_BANDS.name: _DELETE,
    **dict.fromkeys(_TWINS, _DELETE),
    CachedWords.__tablename__: _DELETE,
}
_READS: Privileges = {"SELECT": ()}
_INHERITS = {Role.WRITER: Role.READER, Role.REDACTOR: Role.WRITER}


def privileges(role: Role, table: Table) -> Privileges:
    """What this role is granted on a table by itself; it has that of the role before it as well."""
    if role is Role.READER:
        return _READS
    granted = _WRITES if role is Role.WRITER else _ERASES
    return granted.get(table.name, {})


def role_statements() -> Iterator[str]:
    """The SQL that makes the roles and gives them their privileges; it may be run again."""
    for name in (OWNER, *Role):
        yield _make(name)
    for role, above in _INHERITS.items():
        yield f"GRANT {above} TO {role}"
    yield f"REVOKE CREATE ON SCHEMA {SCHEMA} FROM PUBLIC"
    yield f"GRANT USAGE ON SCHEMA {SCHEMA} TO {Role.READER}"
    yield from _of_table(VERSION_TABLE, {Role.READER: _READS})
    for table in Base.metadata.sorted_tables:
        granted = {role: privileges(role, table) for role in Role}
        yield from _of_table(table.name, granted)


def _make(name: str) -> str:
    """A role that nobody logs in as; people and programs are made members of it."""
    known = f"SELECT FROM pg_roles WHERE rolname = '{name}'"
    return f"DO $$ BEGIN IF NOT EXISTS ({known}) THEN CREATE ROLE {name} NOLOGIN; END IF; END $$"


def _of_table(name: str, granted: dict[Role, Privileges]) -> Iterator[str]:
    """One table: its owner, and afresh what each role may do to it."""
    table = _quoted(name)
    yield f"ALTER TABLE {table} OWNER TO {OWNER}"
    yield f"REVOKE ALL ON {table} FROM PUBLIC, {', '.join(Role)}"
    for role, allowed in granted.items():
        for privilege, columns in allowed.items():
            limited = f" ({', '.join(map(_quoted, columns))})" if columns else ""
            yield f"GRANT {privilege}{limited} ON {table} TO {role}"


_DIALECT: Dialect = postgresql.dialect()  # type: ignore[no-untyped-call]  # SQLAlchemy leaves it so


def _quoted(name: str) -> str:
    return str(_DIALECT.identifier_preparer.quote(name))
