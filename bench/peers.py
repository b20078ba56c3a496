"""What we are compared with, in an environment of its own, as `bench/requirements.txt` pins it."""

import json
import os
import subprocess
import tempfile
import venv
from pathlib import Path

HERE = Path(__file__).parent
BATCH = 5_000  # claims in a transaction, as in an import of ours


def installed(folder: Path) -> Path:
    """The folder with the programs of the peers; they are installed once for a run."""
    programs = folder / "peers" / "bin"
    if not (programs / "sqlite-utils").exists():
        venv.create(folder / "peers", with_pip=True)
        pip = [str(programs / "pip"), "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, "--requirement", str(HERE / "requirements.txt")], check=True)
    return programs


def continuum(folder: Path, lines: Path) -> dict[str, float]:
    """Seconds that SQLAlchemy-Continuum takes to insert the claims, and to change each."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    python, script = installed(folder) / "python", HERE / "continuum.py"
    with tempfile.TemporaryDirectory(dir=folder) as made:
        arguments = [str(python), str(script), str(lines), f"{made}/theirs.db", str(BATCH)]
        found: dict[str, float] = json.loads(subprocess.check_output(arguments, env=environment))
    return found
