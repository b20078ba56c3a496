"""The same JSON Lines into sqlite-utils, SQLAlchemy-Continuum and `claims import`.

    python -m bench.peers [--claims 10000]

The peers are installed, as `bench/requirements.txt` pins them, into an environment of their
own, made for the run. `sqlite-utils insert` puts the lines as they are into one table, and
is compared as commands are: with their start. Continuum keeps versions of claims, hops,
sources and reports (`bench/continuum.py`) and takes the claims, and the change of each
one's hedge, in transactions as large as ours; its start, and ours, is not counted. Ours
checks, resolves names, and writes ledger, tree, signatures and the index of words.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
import venv
from pathlib import Path

from bench.importing import ROOT, import_once, make
from bench.million import lines_of

BATCH = 5_000  # claims in a transaction of an import
UPDATE = """
import claims, sys, time
with claims.open(sys.argv[2], user="bench", keys=sys.argv[3]) as desk:
    began = time.perf_counter()
    summary = desk.import_file(sys.argv[1], update=True)
    assert summary.updated == summary.read, summary
    print(time.perf_counter() - began)
"""


def installed(folder: Path) -> Path:
    """The folder with the programs of the peers."""
    programs = folder / "peers" / "bin"
    if not (programs / "sqlite-utils").exists():
        venv.create(folder / "peers", with_pip=True)
        pip = [str(programs / "pip"), "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, "--requirement", str(ROOT / "bench/requirements.txt")], check=True)
    return programs


def seconds(command: list[str], keys: Path) -> float:
    """How long a command takes, from its start to its end."""
    environment = {**os.environ, "CLAIMS_KEYS": str(keys)}
    began = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, env=environment)
    return time.perf_counter() - began


def hedged(lines: Path) -> Path:
    """The same claims, each with another hedge."""
    path = lines.with_name(f"hedged-{lines.name}")
    with lines.open() as file, path.open("w") as changed:
        for line in file:
            changed.write(json.dumps({**json.loads(line), "hedge": "alleged"}) + "\n")
    return path


def sqlite_utils(folder: Path, programs: Path, size: int) -> dict[str, float]:
    """Claims a second of both commands."""
    lines = str(lines_of(folder, size))
    with tempfile.TemporaryDirectory() as made:
        theirs, ours, keys = f"{made}/theirs.db", f"{made}/ours.db", Path(made) / "keys"
        make(ours, keys)
        insert = [str(programs / "sqlite-utils"), "insert", theirs, "claims", lines]
        took = seconds([*insert, "--nl", "--pk", "key"], keys)
        command = [sys.executable, "-m", "claims", "--db", ours, "--as", "bench", "import"]
        return {"ours": size / seconds([*command, lines], keys), "theirs": size / took}


def continuum(folder: Path, programs: Path, size: int) -> dict[str, float]:
    """Claims a second inserted, and updated, of both."""
    lines = lines_of(folder, size)
    with tempfile.TemporaryDirectory() as made:
        ours, keys = f"{made}/ours.db", Path(made) / "keys"
        make(ours, keys)
        inserted, _, _ = import_once(lines, ours, keys)
        command = [sys.executable, "-c", UPDATE, str(hedged(lines)), ours, str(keys)]
        updated = float(subprocess.check_output(command, text=True))
        script = [str(programs / "python"), str(ROOT / "bench" / "continuum.py")]
        environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
        theirs = json.loads(
            subprocess.check_output(
                [*script, str(lines), f"{made}/theirs.db", str(BATCH)], env=environment
            )
        )
    return {
        "ours_insert": size / inserted,
        "theirs_insert": size / theirs["insert"],
        "ours_update": size / updated,
        "theirs_update": size / theirs["update"],
    }


def main() -> None:
    """Run it and print what it found."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--claims", type=int, default=10_000)
    size = parser.parse_args().claims
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        programs = installed(folder)
        flat, kept = sqlite_utils(folder, programs, size), continuum(folder, programs, size)
    rows = {
        "sqlite-utils insert": (flat["ours"], flat["theirs"]),
        "Continuum, insert": (kept["ours_insert"], kept["theirs_insert"]),
        "Continuum, update": (kept["ours_update"], kept["theirs_update"]),
    }
    print("| beside | ours, claims/s | theirs, claims/s | ratio |\n|---|---|---|---|")
    for what, (ours, theirs) in rows.items():
        print(f"| {what} | {ours:,.0f} | {theirs:,.0f} | {ours / theirs:.2f} |")


if __name__ == "__main__":
    main()
