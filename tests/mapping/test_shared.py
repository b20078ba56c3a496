"""The worked mappings on the tables they were written for: exact accounts, numbers, links."""

import json
import shutil
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from claims.formats.tables import open_table
from claims.mapping import Mapper, read_mapping
from claims.mapping.joining import join_tables
from claims.mapping.proposing import propose
from tests.ground import Clock

if TYPE_CHECKING:
    from claims.desk import Desk

MAPPINGS = Path(__file__).parents[2] / "fixtures" / "mappings"
ESTIMATES = "data/economist-ukraine/estimates_2025-07-07_946a03c.csv"
STAFF = "data/ukraine-general-staff/data"


@dataclass
class Mapped:
    """What a mapping makes of a table, without a database."""

    rows: int = 0
    skipped: Counter[str] = field(default_factory=Counter)
    left_out: Counter[str] = field(default_factory=Counter)
    errors: list[str] = field(default_factory=list)
    claims: dict[str, dict[str, Any]] = field(default_factory=dict)
    described: list[dict[str, Any]] = field(default_factory=list)

    def links(self) -> list[dict[str, Any]]:
        return [link for claim in self.claims.values() for link in claim.get("links", [])]

    def basis(self) -> dict[str, str]:
        figures = (one for one in self.described if one["record"] == "figure")
        return {one["slug"]: one["basis"] for one in figures}


def mapped(path: Path, name: str) -> Mapped:
    mapping, found = read_mapping(MAPPINGS / f"{name}.toml"), Mapped()
    mapper = Mapper(mapping, join_tables(mapping, path), found.described.append)
    mapper.describe_constants()
    for row in open_table(path, mapping.file):
        found.rows += 1
        outcome = mapper.map_row(row)
        found.left_out += outcome.left_out
        if outcome.skipped is not None:
            found.skipped[outcome.skipped] += 1
        for line in outcome.lines:
            assert line.fields is not None
            if line.error is not None:
                found.errors.append(str(line.error))
            else:
                found.claims[line.fields["key"]] = line.fields
    return found


def test_economist(shared: Path, desk: "Desk", tmp_path: Path, clock: Clock) -> None:
    table = Path(shutil.copy(shared / ESTIMATES, tmp_path / "estimates.csv"))
    clock.now = clock.now.replace(year=2026)
    summary = desk.import_table(table, MAPPINGS / "economist.toml")
    assert (summary.rows, summary.rows_imported, summary.rows_refused) == (105, 105, 0)
    assert (summary.read, summary.logged) == (110, 110)  # five rows have two speakers
    claim = desk.show("economist/2022-07-24 russia deaths US officials (via The Economist) 1")
    assert (claim.source, claim.reporter) == ("US officials", "The Economist")
    assert claim.quantity == "15,000 to 20,000"
    assert claim.figure == "russia-deaths"
    assert {one.slug: str(one.basis) for one in desk.figures()} == {
        f"{side}-{kind}": "cumulative"
        for side in ("russia", "ukraine")
        for kind in ("casualties", "deaths")
    }


def test_a_next_version_of_the_economist(
    shared: Path, desk: "Desk", tmp_path: Path, clock: Clock
) -> None:
    table = Path(shutil.copy(shared / ESTIMATES, tmp_path / "estimates.csv"))
    clock.now = clock.now.replace(year=2026)
    mapping = MAPPINGS / "economist.toml"
    desk.import_table(table, mapping)
    lines = table.read_text("utf-8-sig").splitlines()
    edited = [line.replace("390580", "390581").replace("383000", "383100") for line in lines]
    assert sum(one != other for one, other in zip(lines, edited, strict=True)) == 2
    removed = [edited.pop(at) for at in (40, 10, 5)]
    assert not any(";" in one for one in removed)
    added = "01/06/2025,,,1000000,casualties,US officials (via WSJ),https://www.wsj.com/x,russia,"
    table.write_text("\n".join([*edited, added]) + "\n", encoding="utf-8")
    summary = desk.import_table(table, mapping, update=True, withdraw_absent="gone in July")
    assert (summary.rows, summary.rows_imported) == (103, 103)
    assert (summary.logged, summary.updated, summary.rejected) == (1, 2, 0)
    assert (summary.absent_count, summary.withdrawn) == (3, 3)
    again = desk.import_table(table, mapping, update=True)
    assert (again.unchanged, again.absent_count) == (summary.read, 0)


def test_the_first_mapping_of_the_economist_imports_as_it_is(
    shared: Path, desk: "Desk", tmp_path: Path, clock: Clock
) -> None:
    table = Path(shutil.copy(shared / ESTIMATES, tmp_path / "estimates.csv"))
    clock.now = clock.now.replace(year=2026)
    (tmp_path / "map.toml").write_text(propose(table), encoding="utf-8")
    summary = desk.import_table(table, tmp_path / "map.toml")
    assert (summary.rows, summary.rows_imported, summary.logged) == (105, 105, 105)


@pytest.fixture(scope="module")
def equipment(shared: Path) -> Mapped:
    return mapped(shared / STAFF / "russia_losses_equipment.json", "general-staff-equipment")


def test_general_staff_equipment(shared: Path, equipment: Mapped) -> None:
    found = equipment
    rows = json.loads((shared / STAFF / "russia_losses_equipment.json").read_text("utf-8"))
    numbers = {
        f"general-staff/{row['date']} {name}": str(number)
        for row in rows
        for name, number in row.items()
        if isinstance(number, int) and name != "day"
    }
    assert (found.rows, found.skipped, found.errors) == (1_626, Counter(), [])
    assert len(numbers) == 20_687
    assert {key: one["quantity"]["value"] for key, one in found.claims.items()} == numbers
    assert len(found.claims) + found.left_out.total() == 1_626 * 17
    assert set(found.basis().values()) == {"cumulative"}
    assert len(found.basis()) == 17


def test_general_staff_corrections_are_links(shared: Path, equipment: Mapped) -> None:
    found = equipment
    announced = json.loads((shared / STAFF / "russia_losses_equipment_correction.json").read_text())
    given = [
        (row["date"], name, number)
        for row in announced
        for name, number in row.items()
        if isinstance(number, int) and number and name not in ("day", "personnel")
    ]
    assert len(given) == len(found.links()) == 84
    assert {link["relation"] for link in found.links()} == {"corrects"}
    assert all(link["to"] in found.claims for link in found.links())
    (link,) = found.claims["general-staff/2022-10-13 APC"]["links"]
    assert link["to"] == "general-staff/2022-10-12 APC"
    assert link["reason"] == "announced correction of -25"


def test_general_staff_personnel_keeps_its_qualifiers(shared: Path) -> None:
    found = mapped(shared / STAFF / "russia_losses_personnel.json", "general-staff-personnel")
    assert (found.rows, len(found.claims), found.errors) == (1_626, 1_626 + 62, [])
    words = Counter(str(one["quantity"]).partition(" ")[0] for one in found.claims.values())
    assert (words["about"], words["more"]) == (1_620, 6)
    assert len(found.links()) == 2


def test_a_week_of_the_general_staff_in_the_record(
    shared: Path, desk: "Desk", tmp_path: Path, clock: Clock
) -> None:
    for name in ("equipment", "equipment_correction"):
        rows = json.loads((shared / STAFF / f"russia_losses_{name}.json").read_text("utf-8"))
        week = [row for row in rows if "2022-10-10" <= row["date"] <= "2022-10-16"]
        (tmp_path / f"russia_losses_{name}.json").write_text(json.dumps(week), encoding="utf-8")
    clock.now = clock.now.replace(year=2026)
    summary = desk.import_table(
        tmp_path / "russia_losses_equipment.json", MAPPINGS / "general-staff-equipment.toml"
    )
    assert (summary.rows, summary.rows_imported, summary.rejected) == (7, 7, 0)
    claim = desk.show("general-staff/2022-10-13 APC")
    assert [(str(link.relation), link.reason) for link in claim.links] == [
        ("corrects", "announced correction of -25")
    ]


def test_oryx(shared: Path) -> None:
    found = mapped(shared / "data/oryx/daily_count.csv", "oryx")
    assert (found.rows, len(found.claims), found.errors) == (1_365, 1_365 * 5, [])
    assert found.skipped == found.left_out == Counter()
    claim = found.claims["oryx/2022-04-04 Russia Aircraft destroyed"]
    assert (claim["quantity"], claim["figure"]) == (
        {"value": "19"},
        "oryx-russia-aircraft-destroyed",
    )
    parts = [one for one in found.described if one.get("part_of")]
    assert len(parts) * 5 == (len(found.described) - 1) * 4
    assert all(one.get("part_of", "").endswith("-lost") for one in parts)


def test_days_of_oryx_in_the_record(shared: Path, desk: "Desk", tmp_path: Path) -> None:
    table = tmp_path / "days.csv"
    lines = (shared / "data/oryx/daily_count.csv").read_text("utf-8").splitlines()
    table.write_text("\n".join(lines[:6]) + "\n", encoding="utf-8")
    summary = desk.import_table(table, MAPPINGS / "oryx.toml")
    assert (summary.rows, summary.logged, summary.rejected) == (5, 25, 0)
    (whole,) = (one for one in desk.figures() if one.slug == "oryx-russia-aircraft-lost")
    assert str(whole.basis) == "cumulative"


def test_bulletins(shared: Path, desk: "Desk", tmp_path: Path, clock: Clock) -> None:
    for name in ("bulletins", "updates"):
        shutil.copytree(shared / "data/gaza-bulletins" / name, tmp_path / name)
    clock.now = clock.now.replace(year=2026, month=9)
    folders = [tmp_path / "bulletins", tmp_path / "updates"]
    summary = desk.import_table(folders, MAPPINGS / "gaza-bulletins.toml")
    assert (summary.rows, summary.rows_imported, summary.rows_refused) == (49, 49, 0)
    assert summary.logged == 30 * 4 + 11 + 9 + 24 + 19
    claim = desk.show("gaza-bulletins/2026-06-15 killed_cum")
    assert (claim.quantity, claim.source) == ("73,003", "Gaza Ministry of Health")
    assert claim.quote == "العدد التراكمي للشهداء:73,003"
    assert claim.report.text_sha256 is not None
    missing = desk.show("gaza-bulletins/2026-06-20 killed")
    assert (missing.source, str(missing.method)) == ("Tech for Palestine", "derived_by_reporter")
    assert (str(missing.as_of), missing.report.text_sha256) == ("2026-06-19/2026-06-20", None)
    basis = {one.slug: str(one.basis) for one in desk.figures()}
    assert (basis["gaza-killed"], basis["gaza-killed-period"]) == ("cumulative", "period")
    again = desk.import_table(folders[0], MAPPINGS / "gaza-bulletins.toml")
    assert (again.unchanged, again.absent_count) == (164, 0)


def kind_of(claim: dict[str, Any]) -> str:
    if claim["key"].startswith("factopolis/page "):
        return "page"
    return "check" if "check" in claim.get("tags", []) else "said"


def test_factopolis(shared: Path) -> None:
    found = mapped(shared / "data/factopolis/content", "factopolis")
    assert (found.rows, found.errors) == (877, [])
    assert found.rows - found.skipped.total() == 228 + 521
    kinds = Counter(map(kind_of, found.claims.values()))
    assert kinds == {"page": 228, "said": 540, "check": 469}  # 18 assertions make several claims
    assert all(link["to"] in found.claims for link in found.links())
    checkers = {one["source"] for one in found.claims.values() if kind_of(one) == "check"}
    assert len(checkers) == 32  # of 33 that have a page
    relations = Counter(link["relation"] for link in found.links())
    assert relations["contradicts"] > 150
    check = found.claims["factopolis/person/donald-trump/2017-10-17-17 washington-post 1"]
    assert (check["source"], check["note"]) == ("The Washington Post", "rating: 4-pinocchios")
    assert [link["relation"] for link in check["links"]] == ["contradicts"]


def test_one_person_of_factopolis_in_the_record(shared: Path, desk: "Desk", tmp_path: Path) -> None:
    content = shared / "data/factopolis/content"
    for name in ("checker", "claims", "person/bernie-sanders"):
        if (content / name).is_dir():
            shutil.copytree(content / name, tmp_path / "content" / name)
    summary = desk.import_table(tmp_path / "content", MAPPINGS / "factopolis.toml")
    assert summary.rows == summary.rows_imported + sum(summary.rows_skipped.values())
    assert (summary.rejected, summary.rows_refused) == (0, 0)
    assert summary.logged > 228
