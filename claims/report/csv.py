"""The sourcing report as CSV (RFC 4180): one row for each claim, with the essentials.

Guaranteed: one line a row; no cell that a spreadsheet would run (an apostrophe stands before
it), none with a sign that cannot be seen or that reorders text.
"""

import csv
import io
import re
from collections.abc import Iterator
from decimal import Decimal

from claims.report.marks import one_line
from claims.report.model import SourcingReport
from claims.report.model_claims import ClaimPart

COLUMNS = (
    *("ref", "key", "figure", "statement", "quote", "quantity", "value", "low", "high", "unit"),
    *("stance", "modality", "method", "source", "named", "via", "reporter", "hedge", "hedge_cue"),
    *("effective_hedge", "said", "as_of", "published", "standing", "sentence"),
    *("report_title", "report_url", "report_version", "text_sha256", "archived"),
    *("conflicts", "findings", "retractions", "stories", "reviewed_by"),
    *("logged_by", "logged_at", "revision", "withdrawn"),
)
# What a spreadsheet would run, also in the wide forms that some take for the same.
_RUN = re.compile(r"'*[=+@\t\r＝＋－＠]|'+-|-(?![0-9]+([.,][0-9]+)*\Z)")


def render_csv(report: SourcingReport) -> str:
    """A header, then the claims in the order of the report."""
    made = io.StringIO()
    writer = csv.writer(made, lineterminator="\r\n")
    writer.writerow([_cell(report.words.csv[name]) for name in COLUMNS])
    against = _against(report)
    for claim in report.claims:
        cells = dict(_cells(claim)) | {"conflicts": "; ".join(against.get(claim.name, ()))}
        writer.writerow([_cell(cells.get(name)) for name in COLUMNS])
    return made.getvalue()


def _against(report: SourcingReport) -> dict[str, list[str]]:
    """What each claim openly conflicts with."""
    found: dict[str, list[str]] = {}
    conflicts = [one for figure in report.figures for one in figure.conflicts]
    for one in (*conflicts, *report.unfigured_conflicts):
        found.setdefault(one.from_, []).append(one.to)
        found.setdefault(one.to, []).append(one.from_)
    return found


def _cell(value: object) -> str:
    text = "" if value is None else one_line(str(value))
    return f"'{text}" if _RUN.match(text) else text


def _cells(claim: ClaimPart) -> Iterator[tuple[str, object]]:
    first, reporter = claim.chain[0], claim.chain[-1]
    yield from ((name, getattr(claim, name)) for name in _PLAIN)
    if claim.quantity is not None:
        yield "quantity", claim.quantity.printed
        yield from ((name, _number(getattr(claim.quantity, name))) for name in _NUMBERS)
        yield "unit", claim.quantity.unit
    yield "quote", claim.quote.words if claim.quote else None
    yield "source", first.source
    yield "named", "no" if first.kind == "unnamed" else "yes"
    yield "via", "; ".join(hop.source for hop in claim.chain[1:-1])
    yield "reporter", reporter.source
    yield "hedge", first.hedge if first.hedge_given else None
    yield "hedge_cue", first.cue
    yield "report_title", claim.report.title
    yield "report_url", claim.report.url
    yield "report_version", claim.report.version
    yield "text_sha256", claim.report.text_sha256
    yield "archived", claim.report.archived
    yield "findings", "; ".join(dict.fromkeys(one.code for one in claim.findings))
    yield "retractions", "; ".join(one.reason for one in claim.notices if one.withdrawn is None)
    yield "stories", "; ".join(one.url for one in claim.stories)
    yield "reviewed_by", "; ".join(dict.fromkeys(one.by for one in claim.reviews))
    yield "logged_at", f"{claim.logged_at:%Y-%m-%dT%H:%M:%SZ}"


def _number(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:f}"


_NUMBERS = ("value", "low", "high")
_PLAIN = (
    *("ref", "key", "figure", "statement", "stance", "modality", "method", "effective_hedge"),
    *("said", "as_of", "published", "standing", "sentence", "logged_by", "revision", "withdrawn"),
)
