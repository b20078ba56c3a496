"""Every write appends its entry and lays down its rows, in one transaction.

What a change replaces moves to the twins of its tables. Nothing here commits.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from uuid import UUID

from sqlalchemy import (
    Connection,
    Table,
    and_,
    bindparam,
    delete,
    insert,
    literal,
    select,
    update,
)

from claims.canonical import canonical, salted_digest
from claims.identity import ENTROPY_BYTES, new_id
from claims.records import Record
from claims.store.former import CHANGED_AT, REPLACED_AT, REVISION
from claims.store.gateway.erasing import erase, erase_texts, overwrite_what_is_freed
from claims.store.gateway.rows import ARCHIVE, ENTRIES, insert_rows
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
from claims.vocab import Action, Kind

SALT_BYTES = 16
_KIND_ORDER = {kind: position for position, kind in enumerate(Kind)}
_KEPT_FROM_FIRST = ("logged_at", "logged_by")


@dataclass(frozen=True, slots=True)
class Act:
    """What is done to one record: its full new content, as which version, and why.

    `erased` names the archived texts that a redaction erases, by their hash.
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
    """What one transaction will write: acts, and the texts that they refer to."""

    acts: list[Act] = field(default_factory=list)
    texts: dict[str, bytes] = field(default_factory=dict)


def append(connection: Connection, batch: Batch, author: Author) -> list[Row]:
    """Append one entry an act and bring the tables to what the ledger now adds up to.

    Returns the rows of the new entries, in the order of their acts. A redaction
    erases what was recorded of its record before.
    """
    redactions = [act for act in batch.acts if act.action is Action.REDACT]
    if redactions:
        overwrite_what_is_freed(connection)
    if batch.texts:
        texts = [{"sha256": name, "content": content} for name, content in batch.texts.items()]
        insert_rows(connection, ARCHIVE, texts)
        insert_rows(connection, ARCHIVE_BANDS, list(archive_bands(batch.texts)))
    entries = [_entry(act, author) for act in batch.acts]
    insert_rows(connection, ENTRIES, entries)
    for kind, acts in _by_kind(batch.acts):
        _lay_down(connection, kind, acts, author)
    for act in redactions:
        erase(connection, act.record.kind, act.record.id, act.version)
        erase_texts(connection, act.erased)
    return entries


def _entry(act: Act, author: Author) -> Row:
    body: dict[str, object] = {"record": act.record.payload()}
    if act.reason is not None:
        body["reason"] = act.reason
    if act.erased:
        body["erased"] = list(act.erased)
    payload, salt = canonical(body), author.entropy(SALT_BYTES).hex()
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
    """Write new subjects in bulk and known ones one by one, in the order of their acts.

    A record may refer to an earlier one of its own kind (a source to who controls
    it), so what was planned before a change is laid down before it.
    """
    new: list[Rows] = []
    for act in acts:
        rows = rows_of(act.record)
        rows.main.update(_stamp(act, author))
        if act.version == 1:
            new.append(rows)
            continue
        _insert(connection, kind, new)
        new = []
        _replace(connection, kind, rows)
    _insert(connection, kind, new)


def _insert(connection: Connection, kind: Kind, new: Sequence[Rows]) -> None:
    layout, inserts = LAYOUTS[kind], defaultdict[Table, list[Row]](list)
    for rows in new:
        inserts[layout.main].append(rows.main)
        for table, children in rows.children.items():
            inserts[table].extend(children)
    for table in (layout.main, *layout.children):
        insert_rows(connection, table, inserts[table])


def _stamp(act: Act, author: Author) -> Row:
    return {
        "revision": act.version,
        "logged_at": author.at,
        "logged_by": author.name,
        "changed_at": author.at,
        "changed_by": author.name,
    }


def _replace(connection: Connection, kind: Kind, rows: Rows) -> None:
    layout, row = LAYOUTS[kind], rows.main
    _keep_former(connection, layout, row["id"], row[CHANGED_AT])
    keys = layout.main.primary_key.columns
    changed = {
        name: value
        for name, value in row.items()
        if name not in _KEPT_FROM_FIRST and name not in keys
    }
    here = and_(*(column == bindparam(f"key_{column.name}") for column in keys))
    where = {f"key_{column.name}": row[column.name] for column in keys}
    connection.execute(update(layout.main).where(here).values(changed), where)
    for table, owner in layout.children.items():
        connection.execute(delete(table).where(table.c[owner] == row["id"]))
        insert_rows(connection, table, rows.children[table])


def _keep_former(
    connection: Connection, layout: Layout, subject: UUID, replaced_at: datetime
) -> None:
    """Move the rows of a record, as they are, to the twins of their tables."""
    main = layout.main
    until = literal(replaced_at, main.c[CHANGED_AT].type)
    for table, owner in layout.owners.items():
        held = [main.c[REVISION], main.c[CHANGED_AT]] if table is not main else []
        rows = select(*table.columns, *held, until).where(main.c.id == subject)
        if table is not main:
            rows = rows.where(table.c[owner] == main.c.id)
        names = [*table.columns.keys(), *(column.name for column in held), REPLACED_AT]
        connection.execute(insert(FORMER[table]).from_select(names, rows))
