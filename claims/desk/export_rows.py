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
from claims.desk.export_lines import (
    ClaimPage,
    ClaimPages,
    Fields,
    claim_line,
    is_known,
    is_unitless,
    present,
    retraction,
)
from claims.records import Claim
from claims.store.engine import Connection
from claims.store.queries.stored import Stored
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
_TEXTUAL = ("version", "text_sha256")  # what only the archived texts give sense to
_OF_REPORT = {
    column: column.removeprefix("report.") for column in COLUMNS if column.startswith("report.")
}

# What a spreadsheet would run, and what would be taken for an apostrophe of ours.
_MAY_RUN = frozenset("'=+-@\t\r")
_RUN = re.compile(r"'*[=+@\t\r]|'+-|-(?![0-9]+([.,][0-9]+)*\Z)")


def csv_pages(connection: Connection, now: datetime, page: int) -> Iterator[bytes]:
    """The header, then a row for each claim in the order in which they were logged."""
    yield _lines([COLUMNS])
    for claims in ClaimPages(connection, page):
        kinds = {one.name: one.source_kind for one in claims.names.sources.values()}
        with not_collecting():
            made = _lines(_cells(_row(one, claims, now), kinds) for one in claims.claims)
        yield made


def _lines(rows: Iterable[Sequence[str]]) -> bytes:
    made = io.StringIO()
    csv.writer(made, lineterminator="\r\n").writerows(rows)
    return made.getvalue().encode()


def _cells(row: Fields, kinds: Mapping[str, SourceKind]) -> list[str]:
    row["source_kinds"] = _source_kinds(row, kinds)
    return [_cell(name, row[name]) if row.get(name) else "" for name in COLUMNS]


def _row(one: Stored[Claim], page: ClaimPage, now: datetime) -> Fields:
    """The fields of a claim as a row has them: nothing stands in a line of its own."""
    claim = one.record
    report = page.names.reports[claim.report]
    row = claim_line(one, page, None if is_known(report) else {}, now)
    own = {column: row["report"].get(name) for column, name in _OF_REPORT.items()}
    own |= {"report.note": report.note, "report.retracted": retraction(page.notices.get(report.id))}
    if "ratings" in row:
        row["ratings"] = [_without_texts(rating) for rating in row["ratings"]]
    row["as_recorded"] = _as_recorded(row, claim)
    if "chain" not in row and "reporter" not in row and not any(own.values()):
        # else it would not be said where it was read
        hedge = {"hedge": row.get("hedge"), "cue": row.get("hedge_cue")}
        row["chain"] = [present({"source": row["source"], **hedge})]
    return _with_speakers(row | own)


def _without_texts(rating: Fields) -> Fields:
    report = {name: value for name, value in rating["report"].items() if name not in _TEXTUAL}
    return rating | {"report": report}


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


def _as_recorded(row: Fields, claim: Claim) -> list[str]:
    """What an import is not to refuse or to fill in, whatever it knows of figure and text."""
    kept = {
        "published": "published" in row.get("as_recorded", ()),
        "unit": is_unitless(claim) and claim.figure is not None,
    }
    return [name for name, holds in kept.items() if holds]


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
