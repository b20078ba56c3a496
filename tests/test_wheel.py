"""An installed package migrates and demonstrates itself without the clone it was built from."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import claims

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, unpacked as an installer would."""
    built, folder = tmp_path_factory.mktemp("built"), tmp_path_factory.mktemp("installed")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(built)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    with zipfile.ZipFile(next(built.glob("*.whl"))) as wheel:
        wheel.extractall(folder)
    return folder


def run(installed: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-W", "error", "-m", "claims", *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(installed)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_an_installed_package_creates_a_database(installed: Path, tmp_path: Path) -> None:
    done = run(installed, tmp_path, "init")
    assert (done.returncode, done.stderr) == (0, "")
    with claims.open(str(tmp_path / "claims.db"), create=False) as desk:
        assert desk.find() == []


def test_an_installed_package_has_its_demo(installed: Path, tmp_path: Path) -> None:
    report = run(installed, tmp_path, "demo").stdout
    assert all(word in report for word in ("6,000", "4,700", "KCNA", "NIS"))
    assert list(tmp_path.iterdir()) == []
