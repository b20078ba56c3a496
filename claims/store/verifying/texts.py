"""The archive: every text under its own hash, none missing, none that no report names."""

from itertools import groupby

from sqlalchemy import Connection

from claims.canonical import text_digest
from claims.store.projection import ARCHIVE_BANDS, FORMER, REPORTS, archive_bands
from claims.store.tables import ArchivedText, table_of
from claims.store.verifying.cells import Cells, Raw, same_cells, stream
from claims.store.verifying.problems import Problems

ARCHIVE = table_of(ArchivedText)
_NAMED = (
    f"SELECT text_sha256 FROM {REPORTS.name} WHERE text_sha256 IS NOT NULL"  # noqa: S608  names of our own
    f" UNION SELECT text_sha256 FROM {FORMER[REPORTS].name} WHERE text_sha256 IS NOT NULL"
)


def check_texts(connection: Connection, problems: Problems, erased: set[str]) -> None:
    """Compare each archived text with its hash, and its bands with what it gives."""
    bands = _Bands(connection, problems)
    for sha256, content in stream(connection, ARCHIVE, "sha256"):
        told = _fault(sha256, content, erased)
        if told is not None:
            problems.add(ARCHIVE.name, f"text {sha256}", told)
        bands.check(sha256, content if told is None else b"")
    bands.finish()
    _check_names(connection, problems, erased)


def _fault(sha256: object, content: object, erased: set[str]) -> str | None:
    if not isinstance(content, bytes):
        return "it is no archived text"
    if not content and sha256 in erased:
        return None
    if sha256 in erased:
        return "it was redacted, and is here"
    return None if text_digest(content) == sha256 else "it is not the text that this is the hash of"


def _check_names(connection: Connection, problems: Problems, erased: set[str]) -> None:
    named = f"SELECT text_sha256 FROM ({_NAMED}) AS named WHERE text_sha256 NOT IN (SELECT sha256 FROM archive)"  # noqa: S608, E501
    for (sha256,) in connection.exec_driver_sql(named):
        problems.add(ARCHIVE.name, f"text {sha256}", "a report names it, and it is missing")
    unnamed = f"SELECT sha256 FROM archive WHERE sha256 NOT IN ({_NAMED})"  # noqa: S608  as above
    for (sha256,) in connection.exec_driver_sql(unnamed):
        if sha256 not in erased:
            problems.add(ARCHIVE.name, f"text {sha256}", "no report names it")


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
