"""Claims as rows of CSV (RFC 4180): what an import reads back, and a spreadsheet cannot run.

A row has all of a claim that a table can hold, and of its report what tells it; so an
import of the rows into an empty database makes a record that gives the same rows.
Archived texts, and what only they tell, are left to the other formats.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

import orjson

from claims.desk.collecting import not_collecting
from claims.desk.viewing.exporting.claims import claim_fields, is_unitless
from claims.desk.viewing.exporting.line import Fields, present, retraction
from claims.desk.viewing.exporting.telling import Teller
from claims.desk.viewing.exporting.told import Told
from claims.store.engine import Connection
from claims.store.queries import streaming
from claims.store.queries.raw import Raw
from claims.store.queries.streaming import ClaimRow
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
_PLACES = {name: place for place, name in enumerate(COLUMNS)}
_TEXTUAL = ("version", "text_sha256")  # what only the archived texts give sense to
_OF_REPORT = [
    (column.removeprefix("report."), column) for column in COLUMNS if column.startswith("report.")
]

# What a spreadsheet would run, and what would be taken for an apostrophe of ours.
_MAY_RUN = frozenset("'=+-@\t\r")
_RUN = re.compile(r"'*[=+@\t\r]|'+-|-(?![0-9]+([.,][0-9]+)*\Z)")


class Rows:
    """The rows of one export."""

    def __init__(self, connection: Connection, now: datetime, *, page: int) -> None:
        self.teller = Teller(connection, now, page=page)

    def pages(self) -> Iterator[bytes]:
        """The header, then a row for each claim in the order in which they were logged."""
        yield _lines([COLUMNS])
        for page, told in self.teller.pages():
            notices = self.teller.notices_behind(streaming.span_of(page))
            behind = {one: retraction(notice) for one, notice in notices.items()}
            with not_collecting():
                made = _lines(self._cells(_row(claim, told, behind)) for claim in page)
            yield made

    def _cells(self, row: Fields) -> list[str]:
        row["source_kinds"] = _source_kinds(row, self.teller.kinds)
        cells = [""] * len(COLUMNS)
        for name, value in row.items():
            if value and name in _PLACES:
                cells[_PLACES[name]] = _cell(name, value)
        return cells


def _lines(rows: Iterable[Sequence[str]]) -> bytes:
    made = io.StringIO()
    csv.writer(made, lineterminator="\r\n").writerows(rows)
    return made.getvalue().encode()


def _row(claim: ClaimRow, told: Told, behind: Mapping[Raw, Fields | None]) -> Fields:
    """The fields of a claim as a row has them: nothing stands in a line of its own."""
    row, report = claim_fields(claim, told), told.reports[claim.report_id]
    own = {column: row["report"].get(name) for name, column in _OF_REPORT}
    own |= {"report.note": report.note, "report.retracted": behind.get(report.id)}
    if "ratings" in row:
        row["ratings"] = [_rating(one) for one in row["ratings"]]
    row["as_recorded"] = _as_recorded(row, claim)
    if "chain" not in row and "reporter" not in row and not any(own.values()):
        # else it would not be said where it was read
        row["chain"] = [present({"source": row["source"], **_hedge(row)})]
    row |= own
    return _with_speakers(row)


def _rating(rating: Fields) -> Fields:
    report = {name: told for name, told in rating["report"].items() if name not in _TEXTUAL}
    return rating | {"report": report}


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


def _as_recorded(row: Fields, claim: ClaimRow) -> list[str]:
    """What an import is not to refuse or to fill in, whatever it knows of figure and text."""
    told = {
        "published": "published" in row.get("as_recorded", ()),
        "unit": is_unitless(claim) and claim.figure_id is not None,
    }
    return [name for name, holds in told.items() if holds]


def _source_kinds(row: Fields, kinds: Mapping[str, SourceKind]) -> dict[str, str]:
    """The kinds of those sources that an import would take for another kind, by their place.

    Whoever stands in both kinds of places is one of them at least.
    """
    others, outlets = _by_place(row)
    odd = {name for name in others if kinds[name] is not SourceKind.ORGANISATION}
    odd.update(name for name in outlets if kinds[name] is not SourceKind.OUTLET)
    return {name: kinds[name] for name in (*others, *outlets) if name in odd} if odd else {}


def _by_place(row: Fields) -> tuple[list[str], list[str]]:
    """The sources in a row whom an import would take for organisations, and those for outlets."""
    others = [row["source"], *row.get("via", ())]
    outlets = [row[name] for name in ("reporter", "report.reporter") if row.get(name)]
    if row.get("chain"):
        outlets.append(row["chain"][-1]["source"])
    for rating in row.get("ratings", ()):
        others.append(rating["author"])
        outlets += [told for name, told in rating["report"].items() if name == "reporter"]
    return others, outlets


def _cell(name: str, value: Any) -> str:
    if isinstance(value, str):
        return value if value[0] not in _MAY_RUN else guarded(value)
    if name in _LISTS and not any(";" in part or part.startswith("[") for part in value):
        return guarded(";".join(value))
    return orjson.dumps(value).decode()


def guarded(cell: str) -> str:
    """A cell with an apostrophe before what a spreadsheet would run."""
    return f"'{cell}" if _RUN.match(cell) else cell
