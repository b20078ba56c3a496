"""Carrying a ledger over into an empty database, and laying its tables down there.

Entries, tree and checkpoints are copied as they are, erased payloads stay erased, and
archived texts and raw bytes are carried over by their hash. What does not add up is refused with
the record named, never mended. Everything streams; nothing grows with the ledger.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, islice

from sqlalchemy import Connection, Table, func, select

from claims.errors import DatabaseError
from claims.ledger.canonical import salted_digest, text_digest
from claims.store.gateway.laying import lay_down_anew
from claims.store.gateway.rows import ARCHIVE, ARCHIVE_RAW, ENTRIES, LEAVES, insert_rows
from claims.store.ledger import read_entry
from claims.store.packing import unpack
from claims.store.projection import ARCHIVE_BANDS, Row, archive_bands
from claims.store.tables import CheckpointRow, Tile, table_of
from claims.values.identity import short_ref
from claims.vocab import Action

PAGE = 2_000
TEXTS = 20  # how many archived texts are in memory at a time; one may be of some megabytes
STREAMED = {"yield_per": PAGE}  # of a statement: of a connection, it would hold for writes as well

Progress = Callable[[int, int], None]


PROOFS = (LEAVES, table_of(Tile), table_of(CheckpointRow))


@dataclass(slots=True)
class Carried:
    """What was carried over so far, and the archived texts that redactions have erased."""

    entries: int = 0
    texts: int = 0
    redactions: int = 0
    erased: set[str] = field(default_factory=set)


def copy_record(source: Connection, target: Connection, progress: Progress) -> Carried:
    """Fill an empty database with all that another holds; `progress` gets steps done and in all."""
    archived = _number(source, ARCHIVE) + _number(source, ARCHIVE_RAW)
    carried, steps = Carried(), _Steps(_number(source, ENTRIES), archived, progress)
    for page in _pages(_entries(source, carried)):
        insert_rows(target, ENTRIES, page)
        steps(len(page))
    for table in PROOFS:
        for page in _pages(_rows(source, table)):
            insert_rows(target, table, page)
    for texts in _pages(_texts(source, carried), TEXTS):
        insert_rows(target, ARCHIVE, texts)
        bands = archive_bands({row["sha256"]: row["content"] for row in texts})
        insert_rows(target, ARCHIVE_BANDS, list(bands))
        steps(len(texts))
    for raws in _pages(_raws(source, carried), TEXTS):
        insert_rows(target, ARCHIVE_RAW, raws)
        steps(len(raws))
    lay_down_anew(target, steps)
    return carried


def _entries(source: Connection, carried: Carried) -> Iterator[Row]:
    """All entries, record by record, each checked on the way."""
    for _, rows in groupby(_rows(source, ENTRIES), key=lambda row: row["subject"]):
        for version, row in enumerate(rows, start=1):
            _check(row, version)
            carried.entries += 1
            if row["action"] is Action.REDACT:
                carried.redactions += 1
                carried.erased |= set(read_entry(row).erased)
            yield row


def _check(row: Row, version: int) -> None:
    """Raise where an entry is missing, or its payload is not the one that its header tells of."""
    if row["version"] != version:
        raise _refused(row, f"revision {version} is missing")
    salt, payload = row["salt"], row["payload"]
    if salt is None and payload is None:
        return  # whether a redaction says why is seen when the tables are laid down
    if salt is None or payload is None or salted_digest(salt, payload.encode()) != row["digest"]:
        raise _refused(row, f"the payload of revision {version} is not the one that was recorded")


def _refused(row: Row, told: str) -> DatabaseError:
    return DatabaseError(
        "ledger_damaged",
        f"{short_ref(row['kind'], row['subject'])}: {told}",
        hint="`claims verify` tells what else is wrong",
    )


def _texts(source: Connection, carried: Carried) -> Iterator[Row]:
    """The archived texts, a few in memory at a time, each compared with its hash."""
    for sha256, text in _kept(source, ARCHIVE):
        if text_digest(text) != sha256 and (text or sha256 not in carried.erased):
            raise _damaged(f"text {sha256}: what is archived is not the text")
        carried.texts += 1
        yield {"sha256": sha256, "content": text}


def _raws(source: Connection, carried: Carried) -> Iterator[Row]:
    """The raw bytes that texts were read from, as they are kept, each compared with its hash."""
    for sha256, content in _kept(source, ARCHIVE_RAW):
        raw = unpack(content)
        good = not content and sha256 in carried.erased
        if not good and (raw is None or text_digest(raw) != sha256):
            raise _damaged(f"raw bytes {sha256}: what is archived is not what")
        yield {"sha256": sha256, "content": content}


def _kept(source: Connection, table: Table) -> Iterator[tuple[str, bytes]]:
    """The hashes of an archive and what is kept under each, a few at a time."""
    kept = select(table.c.sha256, table.c.content).order_by(table.c.sha256)
    for row in source.execute(kept, execution_options={"yield_per": TEXTS}):
        yield row.sha256, row.content


def _damaged(told: str) -> DatabaseError:
    return DatabaseError(
        "archive_damaged",
        f"{told} that this is the hash of",
        hint="`claims verify` tells what else is wrong",
    )


def _rows(source: Connection, table: Table) -> Iterator[Row]:
    ordered = select(table).order_by(*table.primary_key.columns)
    return map(dict, source.execute(ordered, execution_options=STREAMED).mappings())


def _pages(rows: Iterable[Row], size: int = PAGE) -> Iterator[Sequence[Row]]:
    rest = iter(rows)
    while page := list(islice(rest, size)):
        yield page


def _number(source: Connection, table: Table) -> int:
    return source.scalar(select(func.count()).select_from(table)) or 0


class _Steps:
    """Entries count twice: they are copied, and then laid down."""

    def __init__(self, entries: int, texts: int, progress: Progress) -> None:
        self._total = 2 * entries + texts
        self._progress = progress
        self._done = 0

    def __call__(self, number: int) -> None:
        self._done += number
        self._progress(self._done, self._total)
