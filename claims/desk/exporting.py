"""The record, out again: complete, as a table, for other programs, and as a file to publish.

The complete export is the whole record as lines that an import takes, in constant memory.
They refer backwards only, links and what is between claims aside. Exporting, importing
into an empty database and exporting again gives the same bytes.
"""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from claims.desk.base import Base, Ref, held
from claims.errors import InputError
from claims.records import Claim
from claims.schemas.fields import nearest

if TYPE_CHECKING:
    from claims.desk.viewing.provenance.material import Material

FORMATS = ("jsonl", "csv", "claimreview", "prov", "provn", "datasette")
OF_A_CLAIM = ("prov", "provn")
Count = Callable[[int], None]
_PAGE = 500


class ExportingVerbs(Base):
    """The record, out again."""

    page: int = _PAGE  # how many claims are in memory at a time

    def export(
        self,
        format: str = "jsonl",  # noqa: A002  the public spelling of the option
        *,
        with_ids: bool = False,
        claim: Ref | None = None,
        left_out: Count | None = None,
    ) -> Iterator[bytes]:
        """All that is recorded, a line of JSON for each record, what is referred to first.

        `with_ids` adds to every line its identity, revision, and who wrote it when, and
        lines for what was withdrawn: two databases can be compared by it. `claimreview`
        is one array of the claims that have a rating; `left_out` is told how many have none.
        `csv` is a row for each claim. `prov` (PROV-JSON) and `provn` (PROV-N) tell where one
        `claim` comes from. A `datasette` is a file: `export_datasette` writes it.
        """
        check_format(format, with_ids=with_ids, of_claim=claim is not None)
        if claim is not None:
            return self._provenance(format, claim)
        if format == "csv":
            return self._rows()
        if format == "claimreview":
            return self._reviews(left_out)
        return self._lines(with_ids=with_ids)

    def _provenance(self, format: str, claim: Ref) -> Iterator[bytes]:  # noqa: A002  as above
        from claims.desk.viewing.provenance.material import gather  # noqa: PLC0415  who asks pays

        write = _prov_writer()
        with self._read() as connection:
            yield write(gather(connection, held(connection, claim, Claim).record.id), format)

    def _rows(self) -> Iterator[bytes]:
        from claims.desk.export_rows import csv_pages  # noqa: PLC0415  as above

        with self._read() as connection:
            yield from csv_pages(connection, self._clock(), self.page)

    def _lines(self, *, with_ids: bool) -> Iterator[bytes]:
        from claims.desk.export_lines import Exporter  # noqa: PLC0415  as above

        with self._read() as connection:
            exporter = Exporter(connection, self._clock(), page=self.page, with_ids=with_ids)
            yield from exporter.lines()

    def _reviews(self, left_out: Count | None) -> Iterator[bytes]:
        from claims.desk.export_reviews import Reviews  # noqa: PLC0415  as above

        with self._read() as connection:
            reviews = Reviews(connection, self.page)
            yield from reviews.lines()
        if left_out is not None:
            left_out(reviews.left_out)


def check_format(name: str, *, with_ids: bool, of_claim: bool) -> None:
    """Raise unless the record can be exported so."""
    if name not in FORMATS:
        raise InputError(
            "format_unknown",
            f"{name!r} is no format of an export{nearest(name, [*FORMATS])}",
            hint=f"one of {', '.join(FORMATS)}",
            field="format",
        )
    if with_ids and name != "jsonl":
        raise InputError(
            "option_not_for_format", f"{name} has no place for ids", hint="leave --with-ids out"
        )
    if of_claim and name not in OF_A_CLAIM:
        raise InputError(
            "option_not_for_format", f"{name} is of all claims", hint="leave --claim out"
        )
    if not of_claim and name in OF_A_CLAIM:
        raise InputError(
            "claim_missing", f"{name} tells where one claim comes from", hint="give --claim REF"
        )
    if name == "datasette":
        raise InputError(
            "output_missing",
            "a datasette is a file, not a stream",
            hint="say where: --output FILE, or desk.export_datasette(FILE)",
        )


def _prov_writer() -> "Callable[[Material, str], bytes]":
    """Imported where it is needed: its library is an extra."""
    try:
        from claims.desk.viewing.provenance.document import written  # noqa: PLC0415  see above
    except ImportError as error:
        raise InputError(
            "library_missing",
            "the library `prov` is not installed",
            hint="install `claims-desk[prov]`",
        ) from error
    return written
