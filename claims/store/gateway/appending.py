"""Every write appends its entry and lays down its rows, in one transaction.

What a change replaces moves to the twins of its tables. Nothing here commits.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from itertools import count
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import (
    Connection,
    Table,
    Update,
    and_,
    bindparam,
    delete,
    insert,
    literal,
    select,
    update,
)

from claims.ledger.canonical import canonical, salted_digest
from claims.payloads import written
from claims.records import Record
from claims.store.former import CHANGED_AT, REPLACED_AT, REVISION
from claims.store.gateway.erasing import erase, erase_texts, overwrite_what_is_freed
from claims.store.gateway.indexing import index_new_rows, index_rows, write_anew
from claims.store.gateway.rows import ARCHIVE, ARCHIVE_RAW, ENTRIES, insert_rows
from claims.store.packing import pack
from claims.store.projection import (
    ARCHIVE_BANDS,
    FORMER,
    LAYOUTS,
    Layout,
    Row,
    Rows,
    archive_bands,
    rows_of,
)
from claims.store.queries.stored import in_slices
from claims.store.sending import one_trip, tell_each
from claims.values.identity import ENTROPY_BYTES, new_id
from claims.vocab import Action, Kind

SALT_BYTES = 16
FEW = 100  # acts, up to which the round trips to a server count for more than its work
_KIND_ORDER = {kind: position for position, kind in enumerate(Kind)}
_KEY = "key_"
_KEPT_FROM_FIRST = ("logged_at", "logged_by")


class Act(NamedTuple):
    """What is done to one record: its full new content, as which version, and why.

    `erased` names the archived texts and raw bytes that a redaction erases, by their hash.
    """

    action: Action
    record: Record
    version: int = 1
    reason: str | None = None
    erased: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Author:
    """Who writes, when, and where randomness for identities and salts comes from."""

    name: str
    at: datetime
    entropy: Callable[[int], bytes]
    _sequence: Iterator[int] = field(default_factory=count)

    def new_id(self) -> UUID:
        """A fresh identity, after all that this author has made before."""
        return new_id(self.at, next(self._sequence), self.entropy(ENTROPY_BYTES))


@dataclass(slots=True)
class Batch:
    """What one transaction will write: acts, the texts that they refer to, and their raw bytes."""

    acts: list[Act] = field(default_factory=list)
    texts: dict[str, bytes] = field(default_factory=dict)
    raws: dict[str, bytes] = field(default_factory=dict)


def append(connection: Connection, batch: Batch, author: Author) -> list[Row]:
    """Append one entry an act and bring the tables to what the ledger now adds up to.

    Returns the rows of the new entries, in the order of their acts. A redaction
    erases what was recorded of its record before.
    """
    redactions = [act for act in batch.acts if act.action is Action.REDACT]
    if redactions:
        overwrite_what_is_freed(connection)
    entries = [_entry(act, author) for act in batch.acts]
    with one_trip(connection) if len(batch.acts) <= FEW else nullcontext():
        _archive(connection, batch)
        insert_rows(connection, ENTRIES, entries)
        for kind, acts in _by_kind(batch.acts):
            _lay_down(connection, kind, acts, author)
    for act in redactions:
        erase(connection, act.record.kind, act.record.id, act.version)
        erase_texts(connection, act.erased)
    if redactions:
        write_anew(connection)
    return entries


def _archive(connection: Connection, batch: Batch) -> None:
    if batch.texts:
        texts = [{"sha256": name, "content": content} for name, content in batch.texts.items()]
        insert_rows(connection, ARCHIVE, texts)
        insert_rows(connection, ARCHIVE_BANDS, list(archive_bands(batch.texts)))
    raws = [{"sha256": name, "content": pack(raw)} for name, raw in batch.raws.items()]
    insert_rows(connection, ARCHIVE_RAW, raws)


def _entry(act: Act, author: Author) -> Row:
    body: dict[str, object] = {"record": act.record.content()}
    if act.reason is not None:
        body["reason"] = act.reason
    if act.erased:
        body["erased"] = list(act.erased)
    payload, salt = canonical(body, written), author.entropy(SALT_BYTES).hex()
    return {
        "subject": act.record.id,
        "version": act.version,
        "kind": act.record.kind,
        "action": act.action,
        "recorded_at": author.at,
        "recorded_by": author.name,
        "format": act.record.format,
        "digest": salted_digest(salt, payload),
        "salt": salt,
        "payload": payload.decode(),
    }


def _by_kind(acts: Iterable[Act]) -> list[tuple[Kind, list[Act]]]:
    kinds: dict[Kind, list[Act]] = defaultdict(list)
    for act in acts:
        kinds[act.record.kind].append(act)
    return sorted(kinds.items(), key=lambda item: _KIND_ORDER[item[0]])


def _lay_down(connection: Connection, kind: Kind, acts: Sequence[Act], author: Author) -> None:
    """Write what the acts come to, in their order.

    A record may refer to an earlier one of its own kind (a source to who controls it), so
    what was planned before a change is laid down before it.
    """
    for run in _runs(acts):
        laid = []
        for act in run:
            rows = rows_of(act.record)
            rows.main.update(_stamp(act, author))
            laid.append(rows)
        write = _insert if run[0].version == 1 else _replace
        write(connection, kind, laid)


def _runs(acts: Iterable[Act]) -> Iterator[list[Act]]:
    """Acts that can be laid down together: new records, or changes of different ones."""
    run, seen = list[Act](), set[int]()
    for act in acts:
        if run and ((act.version == 1) != (run[0].version == 1) or act.record.id.int in seen):
            yield run
            run, seen = [], set()
        run.append(act)
        seen.add(act.record.id.int)
    if run:
        yield run


def _insert(connection: Connection, kind: Kind, new: Sequence[Rows]) -> None:
    layout, inserts = LAYOUTS[kind], defaultdict[Table, list[Row]](list)
    for rows in new:
        inserts[layout.main].append(rows.main)
        for table, children in rows.children.items():
            inserts[table].extend(children)
    for table in (layout.main, *layout.children):
        insert_rows(connection, table, inserts[table])
    index_new_rows(connection, inserts)


def _stamp(act: Act, author: Author) -> Row:
    return {
        "revision": act.version,
        "logged_at": author.at,
        "logged_by": author.name,
        "changed_at": author.at,
        "changed_by": author.name,
    }


def _replace(connection: Connection, kind: Kind, changed: Sequence[Rows]) -> None:
    layout = LAYOUTS[kind]
    main, ids = layout.main, [rows.main["id"] for rows in changed]
    _keep_former(connection, layout, ids, changed[0].main[CHANGED_AT])
    statement = _overwriting(main, tuple(changed[0].main))
    tell_each(connection, statement, [_as_wanted(main, rows.main) for rows in changed])
    laid: dict[Table, list[Row]] = {main: [rows.main for rows in changed]}
    for table, owner in layout.children.items():
        for some in in_slices(ids):
            connection.execute(delete(table).where(table.c[owner].in_(some)))
        laid[table] = [row for rows in changed for row in rows.children[table]]
        insert_rows(connection, table, laid[table])
    index_rows(connection, laid)


@lru_cache(maxsize=64)
def _overwriting(main: Table, names: tuple[str, ...]) -> Update:
    """Set these columns of the row with this key, but for those that its first entry says."""
    keys = main.primary_key.columns.keys()
    values: dict[str, Any] = {
        name: bindparam(name) for name in names if name not in (*keys, *_KEPT_FROM_FIRST)
    }
    here = and_(*(main.c[name] == bindparam(f"{_KEY}{name}") for name in keys))
    return update(main).where(here).values(values)


def _as_wanted(main: Table, row: Row) -> Row:
    """What the marks of that statement stand for."""
    wanted = {name: value for name, value in row.items() if name not in _KEPT_FROM_FIRST}
    for name in main.primary_key.columns.keys():  # noqa: SIM118  columns, iterated, are no names
        wanted[f"{_KEY}{name}"] = wanted.pop(name)
    return wanted


def _keep_former(
    connection: Connection, layout: Layout, subjects: Iterable[UUID], replaced_at: datetime
) -> None:
    """Move the rows of these records, as they are, to the twins of their tables."""
    main = layout.main
    until = literal(replaced_at, main.c[CHANGED_AT].type)
    for some in in_slices(subjects):
        for table, owner in layout.owners.items():
            held = [main.c[REVISION], main.c[CHANGED_AT]] if table is not main else []
            rows = select(*table.columns, *held, until).where(main.c.id.in_(some))
            if table is not main:
                rows = rows.where(table.c[owner] == main.c.id)
            names = [*table.columns.keys(), *(column.name for column in held), REPLACED_AT]
            connection.execute(insert(FORMER[table]).from_select(names, rows))
