"""A daily series of one source, with its official corrections, made into an importable file.

Ukraine's General Staff publishes what it says Russia has lost, day by day, as
running totals; P. Ivaniuk keeps them as JSON, with a file of corrections. This
script writes JSON Lines that `claims import` takes: one claim a day and figure,
all of one origin, and a `corrects` link wherever a fall was announced.

    python docs/examples/general_staff.py DATA-FOLDER losses.jsonl
    claims import losses.jsonl
"""

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

SOURCE = "General Staff of Ukraine"
SINCE = "2022-02-24"
NOT_COUNTS = {"date", "day", "personnel*", "greatest losses direction"}
# "about" is printed before nearly every number; "more" before a few.
WORDS = {"about": "about", "more": "more than"}

Rows = list[dict[str, Any]]


def read(folder: Path, name: str) -> Rows:
    """One of the data files, in the order of its days."""
    rows: Rows = json.loads((folder / f"russia_losses_{name}.json").read_text("utf-8"))
    return sorted(rows, key=lambda row: str(row["date"]))


def slug(measure: str) -> str:
    """A figure for each column: `anti-aircraft warfare` is `losses-anti-aircraft-warfare`."""
    return "losses-" + measure.lower().replace(" ", "-")


def quantity(row: dict[str, Any], measure: str) -> str:
    """The number with the word that the column beside it keeps."""
    word = WORDS.get(str(row.get(f"{measure}*", "")), "")
    return f"{word} {row[measure]}".strip()


def days(rows: Rows, measures: list[str]) -> Iterator[tuple[str, str, str, int]]:
    """Every number: its measure, day, printed form and value."""
    for measure in measures:
        for row in rows:
            if isinstance(row.get(measure), int):
                yield measure, row["date"], quantity(row, measure), row[measure]


def claims(rows: Rows, corrections: Rows, measures: list[str]) -> Iterator[dict[str, Any]]:
    """One claim a number, linked to the day before where a fall was announced."""
    announced = {row["date"]: row for row in corrections}
    before: dict[str, tuple[str, int]] = {}
    for measure, day, printed, value in days(rows, measures):
        key = f"{slug(measure)}-{day}"
        draft: dict[str, Any] = {
            "key": key,
            "statement": f"Russia has lost {printed} {measure} since the invasion",
            "figure": slug(measure),
            "quantity": printed,
            "method": "official_statement",
            "source": SOURCE,
            "said": day,
            "as_of": day,
            "hedge": "certain",
            "report": {"title": f"Losses as of {day}", "published": day},
        }
        earlier = before.get(measure)
        corrected = announced.get(day, {}).get(measure, 0)
        if earlier is not None and value < earlier[1] and corrected < 0:
            reason = f"announced correction of {corrected}"
            draft["links"] = [{"relation": "corrects", "to": earlier[0], "reason": reason}]
        before[measure] = (key, value)
        yield draft


def records(folder: Path, wanted: Sequence[str]) -> Iterator[dict[str, Any]]:
    """The source, the figures, and every claim."""
    equipment, personnel = read(folder, "equipment"), read(folder, "personnel")
    counted = {name for row in equipment for name in row} - NOT_COUNTS
    measures = [name for name in sorted(counted) if not wanted or name in wanted]
    people = [name for name in ("personnel",) if not wanted or name in wanted]
    yield {"record": "source", "name": SOURCE, "kind": "military", "country": "UA"}
    for measure in [*people, *measures]:
        yield {
            "record": "figure",
            "slug": slug(measure),
            "title": f"Russian losses of {measure}, as claimed by Ukraine",
            "unit": measure,
            "basis": "cumulative",
            "since": SINCE,
            "parties": [SOURCE],
        }
    yield from claims(personnel, [], people)
    yield from claims(equipment, read(folder, "equipment_correction"), measures)


def main(folder: str, output: str, *wanted: str) -> int:
    """Write the file; measures named behind it are written alone."""
    with Path(output).open("w", encoding="utf-8") as file:
        lines = (json.dumps(record, ensure_ascii=False) for record in records(Path(folder), wanted))
        file.writelines(f"{line}\n" for line in lines)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(*sys.argv[1:]))
