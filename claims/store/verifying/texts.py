"""The archive: every text and raw bytes under their hash, none missing, none that nobody names."""

from dataclasses import dataclass
from itertools import groupby

from sqlalchemy import Connection

from claims.ledger.canonical import text_digest
from claims.store.packing import unpack
from claims.store.projection import ARCHIVE_BANDS, FORMER, REPORTS, archive_bands
from claims.store.tables import ArchivedRaw, ArchivedText, table_of
from claims.store.verifying.cells import Cells, Raw, same_cells, stream
from claims.store.verifying.problems import Problems

ARCHIVE, ARCHIVE_RAW = table_of(ArchivedText), table_of(ArchivedRaw)


@dataclass(frozen=True, slots=True)
class _Part:
    """A table of the archive, the column by which reports name what it keeps, and its word."""

    table: str
    column: str
    word: str

    @property
    def named(self) -> str:
        """The hashes that reports name, or have named."""
        named = (
            f"SELECT {self.column} FROM {table.name} WHERE {self.column} IS NOT NULL"  # noqa: S608  names of our own
            for table in (REPORTS, FORMER[REPORTS])
        )
        return " UNION ".join(named)


TEXTS = _Part(ARCHIVE.name, "text_sha256", "text")
RAWS = _Part(ARCHIVE_RAW.name, "raw_sha256", "raw bytes")


def check_texts(connection: Connection, problems: Problems, erased: set[str]) -> None:
    """Compare texts and raw bytes with their hashes, and the bands of texts with what they give."""
    bands = _Bands(connection, problems)
    for sha256, content in stream(connection, ARCHIVE, "sha256"):
        told = _fault(sha256, content, content, erased)
        if told is not None:
            problems.add(ARCHIVE.name, f"text {sha256}", told)
        bands.check(sha256, content if told is None else b"")
    bands.finish()
    _check_names(connection, problems, TEXTS, erased)
    for sha256, content in stream(connection, ARCHIVE_RAW, "sha256"):
        raw = unpack(content) if isinstance(content, bytes) else None
        told = _fault(sha256, content, raw, erased)
        if told is not None:
            problems.add(ARCHIVE_RAW.name, f"raw bytes {sha256}", told)
    _check_names(connection, problems, RAWS, erased)


def _fault(sha256: object, kept: object, content: bytes | None, erased: set[str]) -> str | None:
    """What is wrong with `kept`, which stands for `content`."""
    if not isinstance(kept, bytes):
        return "it is nothing that is archived"
    if not kept and sha256 in erased:
        return None
    if sha256 in erased:
        return "it was redacted, and is here"
    if content is not None and text_digest(content) == sha256:
        return None
    return "it is not what this is the hash of"


def _check_names(connection: Connection, problems: Problems, part: _Part, erased: set[str]) -> None:
    named = f"SELECT {part.column} FROM ({part.named}) AS named WHERE {part.column} NOT IN (SELECT sha256 FROM {part.table})"  # noqa: S608, E501
    for (sha256,) in connection.exec_driver_sql(named):
        problems.add(part.table, f"{part.word} {sha256}", "a report names it, and it is missing")
    unnamed = f"SELECT sha256 FROM {part.table} WHERE sha256 NOT IN ({part.named})"  # noqa: S608  as above
    for (sha256,) in connection.exec_driver_sql(unnamed):
        if sha256 not in erased:
            problems.add(part.table, f"{part.word} {sha256}", "no report names it")


class _Bands:
    """The bands of the archive, read along with its texts."""

    def __init__(self, connection: Connection, problems: Problems) -> None:
        self._cells = Cells(ARCHIVE_BANDS, connection.dialect)
        self._problems = problems
        rows = stream(connection, ARCHIVE_BANDS, "sha256", "position")
        self._groups = groupby(rows, key=lambda raw: raw[0])
        self._next = self._step()

    def check(self, sha256: object, content: bytes) -> None:
        """Compare the bands of one text; those before it are no text's."""
        while self._next is not None and str(self._next[0]) < str(sha256):
            self._add(self._next[0])
            self._next = self._step()
        found: list[Raw] = []
        if self._next is not None and self._next[0] == sha256:
            found = self._next[1]
            self._next = self._step()
        wanted = [self._cells.raw(row) for row in archive_bands({str(sha256): content})]
        if len(found) != len(wanted) or not all(map(same_cells, found, wanted)):
            self._add(sha256)

    def finish(self) -> None:
        """What is left belongs to no text."""
        while self._next is not None:
            self._add(self._next[0])
            self._next = self._step()

    def _step(self) -> tuple[object, list[Raw]] | None:
        for sha256, rows in self._groups:
            return sha256, list(rows)
        return None

    def _add(self, sha256: object) -> None:
        told = "its keys for likeness are not what the text gives"
        self._problems.add(ARCHIVE_BANDS.name, f"text {sha256}", told)
