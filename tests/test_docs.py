"""What the README and the docs show is run, and what they point to is there."""

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

import claims

ROOT = Path(__file__).parents[1]
WARM = str(ROOT / "tests" / "warm.py")
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
BLOCK = re.compile(r"```(sh|python)\n(.*?)```", re.DOTALL)
LINK = re.compile(r"\]\((?!https?:)([^)#]+)")


def blocks(page: Path) -> list[tuple[str, str]]:
    return BLOCK.findall(page.read_text("utf-8"))


def tour() -> Iterator[tuple[str, str]]:
    """All blocks of the README but the first, which is `make`; then those of two other pages."""
    yield from blocks(ROOT / "README.md")[1:]
    yield from blocks(ROOT / "docs" / "ledger.md")
    yield from blocks(ROOT / "docs" / "export.md")


@pytest.fixture
def warm(tmp_path: Path) -> Iterator[Path]:
    """The socket of a process that has `claims` imported already: a tour is forty commands."""
    path = tmp_path / "warm"
    serving = subprocess.Popen(
        [sys.executable, "-W", "error", WARM, "serve", str(path)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    while not path.exists():
        assert serving.poll() is None
        time.sleep(0.05)
    yield path
    serving.terminate()
    serving.wait()


def run(kind: str, code: str, folder: Path, warm: Path) -> subprocess.CompletedProcess[str]:
    environment = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "CLAIMS_DATABASE_URL": "tour.db",
        "CLAIMS_USER": "mj",
    }
    script = f'set -e\nclaims() {{ {sys.executable} -S -E {WARM} run {warm} "$@"; }}\n{code}'
    command = (
        ["bash", "-c", script] if kind == "sh" else [sys.executable, "-W", "error", "-c", code]
    )
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


def test_the_tour_runs_as_it_is_printed(tmp_path: Path, warm: Path) -> None:
    for kind, code in tour():
        expected = 1 if "claims lint" in code else 0
        done = run(kind, code, tmp_path, warm)
        assert done.returncode == expected, f"{code}\n{done.stdout}\n{done.stderr}"
    assert "4,700" in (tmp_path / "sourcing.md").read_text("utf-8")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_of_a_page_leads_somewhere(page: Path) -> None:
    targets = LINK.findall(page.read_text("utf-8"))
    assert [target for target in targets if not (page.parent / target).exists()] == []


def example(name: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    script = ROOT / "docs" / "examples" / name
    return subprocess.run(
        [sys.executable, "-W", "error", str(script), *arguments],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_every_row_of_the_economists_table_arrives(shared: Path, tmp_path: Path) -> None:
    table = shared / "data" / "economist-ukraine" / "estimates_2025-07-07_946a03c.csv"
    database = tmp_path / "claims.db"
    done = example("economist.py", str(table), str(database))
    assert "105 rows read, 105 logged, 0 not" in done.stdout, done.stderr
    with claims.open(str(database)) as desk:
        found = desk.find(tag="economist-table", limit=1000)
        (leak,) = [
            one for one in found if one.source == "Ukrainian estimate" and one.value == 80000
        ]
    assert len(found) == 110  # five rows are joint estimates of two sources, one claim each
    assert leak.reporter == "WSJ"


@pytest.mark.parametrize(
    ("measures", "corrected", "found"),
    [
        (["tank", "aircraft"], 2, ["losses-tank-2023-05-28"]),
        pytest.param(
            [],
            11,
            ["losses-field-artillery-2026-03-04", "losses-tank-2023-05-28"],
            marks=pytest.mark.long,
            id="all",
        ),
    ],
)
def test_the_general_staffs_falls_are_corrected_or_found(
    shared: Path, tmp_path: Path, measures: list[str], corrected: int, found: list[str]
) -> None:
    data = shared / "data" / "ukraine-general-staff" / "data"
    lines, database = tmp_path / "losses.jsonl", tmp_path / "claims.db"
    assert example("general_staff.py", str(data), str(lines), *measures).returncode == 0
    with claims.open(str(database), user="mj") as desk:
        summary = desk.import_file(lines)
        states = [desk.figure_view(figure.slug) for figure in desk.figures()]
    corrections = [line for line in lines.read_text().splitlines() if "links" in json.loads(line)]
    falls = [
        finding.ref
        for state in states
        for finding in state.findings
        if finding.code == "fell_without_reason"
    ]
    assert summary.rejected == 0
    assert {(state.origins, state.unknown) for state in states} == {(1, 0)}
    assert len(corrections) == corrected
    assert sorted(falls) == found
