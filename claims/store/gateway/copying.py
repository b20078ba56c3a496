"""Carrying a ledger over into an empty database, and laying its tables down there.

Entries, tree and checkpoints are copied as they are, erased payloads stay erased, and
archived texts are carried over by their hash. What does not add up is refused with
the record named, never mended. Everything streams; nothing grows with the ledger.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, islice

from sqlalchemy import Connection, Table, func, insert, select

from claims.canonical import salted_digest, text_digest
from claims.errors import DatabaseError
from claims.identity import short_ref
from claims.store.gateway.laying import lay_down_anew
from claims.store.gateway.rows import ARCHIVE, ENTRIES, LEAVES
from claims.store.ledger import read_entry
from claims.store.projection import ARCHIVE_BANDS, Row, archive_bands
from claims.store.tables import CheckpointRow, Tile, table_of
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
    carried, steps = Carried(), _Steps(_number(source, ENTRIES), _number(source, ARCHIVE), progress)
    for page in _pages(_entries(source, carried)):
        target.execute(insert(ENTRIES), page)
        steps(len(page))
    for table in PROOFS:
        for page in _pages(_rows(source, table)):
            target.execute(insert(table), page)
    for texts in _pages(_texts(source, carried), TEXTS):
        target.execute(insert(ARCHIVE), texts)
        bands = list(archive_bands({row["sha256"]: row["content"] for row in texts}))
        if bands:
            target.execute(insert(ARCHIVE_BANDS), bands)
        steps(len(texts))
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
    kept = select(ARCHIVE.c.sha256, ARCHIVE.c.content).order_by(ARCHIVE.c.sha256)
    for sha256, text in source.execute(kept, execution_options={"yield_per": TEXTS}):
        if text_digest(text) != sha256 and (text or sha256 not in carried.erased):
            raise DatabaseError(
                "archive_damaged",
                f"text {sha256}: what is archived is not the text that this is the hash of",
                hint="`claims verify` tells what else is wrong",
            )
        carried.texts += 1
        yield {"sha256": sha256, "content": text}


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
