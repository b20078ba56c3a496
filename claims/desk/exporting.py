"""The complete export: the whole record as lines that an import takes, in constant memory.

The lines refer backwards only, links and what is between claims aside. Exporting,
importing into an empty database and exporting again gives the same bytes.
"""

from collections.abc import Iterator

from claims.desk.base import Base
from claims.desk.viewing.exporting.line import line
from claims.desk.viewing.exporting.pages import Exporter
from claims.errors import InputError
from claims.schemas.fields import nearest

LATER = ("csv", "claimreview", "prov", "datasette")
_PAGE = 500


class ExportingVerbs(Base):
    """The record, out again."""

    page: int = _PAGE  # how many claims are in memory at a time

    def export(self, format: str = "jsonl", *, with_ids: bool = False) -> Iterator[bytes]:  # noqa: A002  the public spelling of the option
        """All that is recorded, a line of JSON for each record, what is referred to first.

        `with_ids` adds to every line its identity, revision, and who wrote it when, and
        lines for what was withdrawn: two databases can be compared by it.
        """
        check_format(format)
        return self._lines(with_ids=with_ids)

    def _lines(self, *, with_ids: bool) -> Iterator[bytes]:
        with self._read() as connection:
            exporter = Exporter(connection, self._clock(), page=self.page, with_ids=with_ids)
            for fields in exporter.everything():
                yield line(fields)


def check_format(name: str) -> None:
    """Raise unless the record can be exported so."""
    if name == "jsonl":
        return
    message = f"{name!r} is no format of an export{nearest(name, ['jsonl'])}"
    if name in LATER:
        message = f"{name} cannot be exported yet"
    raise InputError(
        "format_unknown", message, hint="jsonl is the one there is so far", field="format"
    )
