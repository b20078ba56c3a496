"""Claims as rows of CSV (RFC 4180): what an import reads back, and a spreadsheet cannot run.

A row has all of a claim that a table can hold, and of its report what tells it; so an
import of the rows into an empty database makes a record that gives the same rows.
Archived texts, and what only they tell, are left to the other formats.
"""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

import orjson

from claims.desk.viewing.exporting.claims import Told, claim_fields
from claims.desk.viewing.exporting.line import Fields, present, retraction
from claims.desk.viewing.exporting.pages import Exporter
from claims.records import Claim, Notice, Source
from claims.store.queries.stored import by_id
from claims.vocab import SourceKind

COLUMNS = (
    *("key", "statement", "quote", "figure", "quantity", "unit", "stance", "modality", "method"),
    *("source", "via", "reporter", "chain", "said", "as_of", "hedge", "hedge_cue"),
    *("report.url", "report.title", "report.byline", "report.published", "report.language"),
    *("report.reporter", "report.note", "report.retracted"),
    *("tags", "note", "links", "retracted", "reviews", "ratings", "withdrawn", "as_recorded"),
    "source_kinds",
)
_LISTS = ("via", "tags", "as_recorded")
_TEXTUAL = (
    "version",
    "text_sha256",
    "text",
    "raw_bytes",
)  # what only the archived texts give sense to

# What a spreadsheet would run, and what would be taken for an apostrophe of ours.
_RUN = re.compile(r"'*[=+@\t\r]|'+-|-(?![0-9]+([.,][0-9]+)*\Z)")


class Rows(Exporter):
    """The rows of one export."""

    def lines(self) -> Iterator[bytes]:
        """The header, then a row for each claim in the order in which they were logged."""
        yield _line(COLUMNS)
        for page, told in self.claim_pages():
            notices = self._notices({one.record.report for one in page})
            kinds = self._kinds(told)
            for one in page:
                fields = claim_fields(one.record, one.revision, told, self.now)
                yield _line(_cells(_row(fields, one.record, told, notices), kinds))

    def _kinds(self, told: Told) -> Mapping[str, SourceKind]:
        found = by_id(self.connection, Source, told.names)
        return {one.record.name: one.record.source_kind for one in found.values()}


def _line(cells: Sequence[str]) -> bytes:
    made = io.StringIO()
    csv.writer(made, lineterminator="\r\n").writerow(cells)
    return made.getvalue().encode()


def _row(fields: Fields, claim: Claim, told: Told, notices: Mapping[UUID, Notice]) -> Fields:
    """The fields of a claim as a row has them: nothing stands in a line of its own."""
    report = told.reports[claim.report]
    own = {name: value for name, value in fields["report"].items() if name not in _TEXTUAL}
    own |= {"note": report.note, "retracted": retraction(notices.get(report.id))}
    ratings = [
        one
        | {"report": {name: one["report"][name] for name in one["report"] if name not in _TEXTUAL}}
        for one in fields.get("ratings", ())
    ]
    row = fields | {f"report.{name}": value for name, value in own.items()}
    row |= {"ratings": ratings, "as_recorded": _as_recorded(fields, claim)}
    nowhere = not present(own) and "reporter" not in row
    if nowhere and "chain" not in row:  # else it would not be said where it was read
        row["chain"] = [present({"source": row["source"], **_hedge(row)})]
    return present(_with_speakers(row))


def _hedge(row: Fields) -> Fields:
    return {"hedge": row.get("hedge"), "cue": row.get("hedge_cue")}


def _with_speakers(row: Fields) -> Fields:
    """The short form beside a chain in full, so that a reader finds all speakers in one place."""
    chain = row.get("chain")
    if not chain:
        return row
    short = {
        "source": chain[0]["source"],
        "via": [hop["source"] for hop in chain[1:-1]],
        "hedge": chain[0].get("hedge"),
        "hedge_cue": chain[0].get("cue"),
    }
    if len(chain) > 1:  # alone, he is the reporter only where his claim says so
        short["reporter"] = chain[-1]["source"]
    return row | short


def _as_recorded(fields: Fields, claim: Claim) -> list[str]:
    """What an import is not to refuse or to fill in, whatever it knows of figure and text."""
    unit = claim.quantity is not None and claim.quantity.unit is None and claim.figure is not None
    told = {"published": "published" in fields.get("as_recorded", ()), "unit": unit}
    return [name for name, holds in told.items() if holds]


def _cells(row: Fields, kinds: Mapping[str, SourceKind]) -> list[str]:
    row["source_kinds"] = _source_kinds(row, kinds)
    return [_cell(name, row.get(name)) for name in COLUMNS]


def _source_kinds(row: Fields, kinds: Mapping[str, SourceKind]) -> dict[str, str]:
    """The kinds of those sources that an import would take for another kind, by their place."""
    taken: dict[str, set[SourceKind]] = {}
    for name, kind in _by_place(row):
        taken.setdefault(name, set()).add(kind)
    return {name: kinds[name] for name, guesses in taken.items() if guesses != {kinds[name]}}


def _by_place(row: Fields) -> Iterator[tuple[str, SourceKind]]:
    """Every source in a row with the kind that a new one would be taken for."""
    outlets = [row.get("reporter"), row.get("report.reporter")]
    others = [row.get("source"), *row.get("via", ())]
    if row.get("chain"):
        outlets.append(row["chain"][-1]["source"])
    for rating in row.get("ratings", ()):
        outlets.append(rating["report"].get("reporter"))
        others.append(rating["author"])
    yield from ((name, SourceKind.ORGANISATION) for name in others if name is not None)
    yield from ((name, SourceKind.OUTLET) for name in outlets if name is not None)


def _cell(name: str, value: Any) -> str:
    if not value:
        return ""
    if isinstance(value, str):
        return guarded(value)
    if name in _LISTS and not any(";" in part or part.startswith("[") for part in value):
        return guarded(";".join(value))
    return orjson.dumps(value).decode()


def guarded(cell: str) -> str:
    """A cell with an apostrophe before what a spreadsheet would run."""
    return f"'{cell}" if _RUN.match(cell) else cell
