"""A spreadsheet of other people's estimates, logged through the facade.

The Economist keeps a table of what has been said about losses in the war in
Ukraine: one row an estimate, with low, high and point columns, "US officials
(via NYT)" in one cell, and prose where a link should be. This script shows how
an editor logs such a table, row by row, so that every row arrives or is named.

    python docs/examples/economist.py estimates.csv claims.db

Running it again changes nothing: each row carries a key of its own.
"""

import csv
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import claims
from claims import Desk
from claims.errors import ClaimsError

# Who is not simply an organisation. "US officials" is a description, not an identity.
KINDS = {
    "US officials": "unnamed",
    "NATO officials": "unnamed",
    "NATO nations": "unnamed",
    "Western intelligence agencies": "unnamed",
    "Ukrainian estimate": "unnamed",
    "CIA": "agency",
    "US intelligence services": "agency",
    "Norwegian Defense Intelligence": "agency",
    "Armed Forces of Ukraine": "military",
    "Russian Ministry of Defense": "government",
    "Office of the President of Ukraine": "government",
    "UK MoD": "government",
    "UK Foreign ministry": "government",
    "French foreign minister": "person",
    "Pentagon leak": "document",
    "D. Kobak": "person",
    "Yurii Butosov": "person",
}
ALIASES = {
    "UK MoD": ["UK Ministry of Defence"],
    "CSIS": ["The Centre for Strategic and International Studies"],
}
# Outlets by the host of their address; an address of anybody else is the source's own.
OUTLETS = {
    "nytimes.com": "NYT",
    "wsj.com": "WSJ",
    "washingtonpost.com": "WP",
    "economist.com": "The Economist",
    "reuters.com": "Reuters",
    "tass.com": "TASS",
    "ukrinform.net": "Ukrinform",
    "euromaidanpress.com": "Euromaidan Press",
    "france24.com": "France 24",
    "foreignaffairs.com": "Foreign Affairs",
    "ukdefencejournal.org.uk": "UK Defence Journal",
    "msn.com": "MSN",
}
SPEAKER = re.compile(r"(?P<name>.*?)\s*\((?:(?P<cue>leak) )?via (?P<outlet>.+)\)|(?P<alone>.+)")


@dataclass(frozen=True)
class Row:
    """One line of the table, by its number in the file."""

    line: int
    cells: dict[str, str]

    @property
    def day(self) -> str:
        """The date, written as dd/mm/yyyy with or without padding, in EDTF."""
        day, month, year = self.cells["date"].split("/")
        return f"{year}-{int(month):02}-{int(day):02}"

    @property
    def figure(self) -> str:
        """Which of the four tracked figures the row is about."""
        return f"{self.cells['country']}-{self.cells['type']}"

    @property
    def quantity(self) -> dict[str, str]:
        """The three number columns; an empty one is left out."""
        columns = {"value": "estimate", "low": "estimate_low", "high": "estimate_high"}
        return {name: self.cells[column] for name, column in columns.items() if self.cells[column]}


def read_rows(path: Path) -> list[Row]:
    """The rows under the header, with stray blanks taken off every cell."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file, strict=True)
        return [
            Row(reader.line_num, {name: cell.strip() for name, cell in cells.items()})
            for cells in reader
        ]


def read_report(cell: str) -> dict[str, str]:
    """A link, a link with a remark behind it, or prose alone."""
    url, _, remark = cell.partition(" ")
    if urlsplit(url).scheme not in ("http", "https"):
        return {"title": cell.strip("()")}
    return {"url": url, **({"note": remark.strip("()")} if remark else {})}


def outlet_of(report: dict[str, str]) -> str | None:
    """The outlet that published at this address, if it is one."""
    host = urlsplit(report.get("url", "")).hostname or ""
    return OUTLETS.get(host.removeprefix("www."))


def speakers(cell: str) -> tuple[list[str], str | None, str | None]:
    """Take "US officials (via NYT)" apart: joint speakers, the outlet, the cue."""
    match = SPEAKER.fullmatch(cell)
    assert match is not None
    names = (match["name"] or match["alone"]).split("; ")
    estimate = re.fullmatch(r"Excess deaths estimate \((.+)\)", names[0])
    return [estimate[1]] if estimate else names, match["outlet"], match["cue"]


def drafts(row: Row) -> list[dict[str, Any]]:
    """The claims that one row makes: joint speakers are one claim each."""
    names, outlet, cue = speakers(row.cells["source"])
    report = read_report(row.cells["source_url"])
    first = f"economist-{row.line}"
    party = row.cells["ignore for chart, data from warring parties"] == "yes"
    made = []
    for place, name in enumerate(names):
        joint = [{"relation": "repeats", "to": first, "reason": "one joint estimate of both"}]
        made.append(
            {
                "key": first if place == 0 else f"{first}-{place + 1}",
                "statement": f"{row.cells['country'].title()}'s {row.cells['type']} in the war",
                "figure": row.figure,
                "quantity": row.quantity,
                "method": "statistical_estimate" if name == "D. Kobak" else "unstated",
                "source": name,
                "reporter": outlet or outlet_of(report),
                # The table has one date; for a press statement it is both.
                "said": row.day,
                "as_of": row.day,
                "hedge_cue": cue,
                "report": report,
                "tags": ["economist-table", *(["warring-party"] if party else [])],
                "links": joint if place else [],
            }
        )
    return made


def describe(desk: Desk) -> None:
    """The sources that need more than a name, and the four figures."""
    for name, kind in KINDS.items():
        desk.source(name, kind=kind)
    for name, aliases in ALIASES.items():
        desk.source(name, aliases=aliases)
    for country, parties in (
        ("russia", ["Russian Ministry of Defense", "Armed Forces of Ukraine"]),
        ("ukraine", ["Russian Ministry of Defense", "Office of the President of Ukraine"]),
    ):
        for kind, whole in (("casualties", None), ("deaths", f"{country}-casualties")):
            desk.figure(
                f"{country}-{kind}",
                title=f"{country.title()}'s {kind} in the war in Ukraine",
                unit=kind,
                basis="cumulative",
                since="2022-02-24",
                part_of=whole,
                parties=parties,
            )


def main(table: str, database: str) -> int:
    """Log every row; say which did not arrive, and why."""
    missing = 0
    with claims.open(database, user="economist-table") as desk:
        describe(desk)
        rows = read_rows(Path(table))
        for row in rows:
            try:
                for draft in drafts(row):
                    desk.log(**draft)
            except ClaimsError as error:
                missing += 1
                print(f"line {row.line}: {error}", file=sys.stderr)
        print(f"{len(rows)} rows read, {len(rows) - missing} logged, {missing} not")
        for figure in desk.figures():
            state = desk.figure_view(figure.slug)
            print(f"{state.figure}: {state.mentions} mentions, {state.low} to {state.high}")
    return 1 if missing else 0


if __name__ == "__main__":
    raise SystemExit(main(*sys.argv[1:3]))
