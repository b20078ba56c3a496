"""What only a real process shows: start-up, exit codes, stdin, a reader that leaves."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import claims as package

if TYPE_CHECKING:
    from tests.cli.conftest import Claims

HEAVY = ("sqlalchemy", "pydantic", "orjson", "alembic", "edtf")
ROOT = Path(__file__).parents[2]


def start(
    *args: str, stdin: bytes = b"", options: tuple[str, ...] = ()
) -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, *options, "-m", "claims", *args]
    return subprocess.run(command, input=stdin, capture_output=True, check=False, env=environment)


# What a question about one record has no use for: rules, tables, reports, a server's dialect.
UNUSED = (
    "claims.desk.judge",
    "claims.desk.reporting",
    "claims.desk.viewing.sourcing",
    "claims.mapping",
    "claims.formats.tables",
    "claims.pages",
    "claims.formats.readers.claimreview",
    "claims.rules.findings",
    "claims.rules.standing",
    "claims.report",
    "claims.desk.export_lines",
    "claims.desk.viewing.figures",
    "claims.desk.viewing.provenance",
    "claims.desk.viewing.publishing",
    "sqlalchemy.dialects.postgresql",
)


def loaded(*args: str) -> set[str]:
    """The modules that a command loads."""
    done = start(*args, options=("-X", "importtime"))
    assert done.returncode == 0
    return {line.rpartition("|")[2].strip() for line in done.stderr.decode().splitlines()}


@pytest.mark.parametrize("args", [("--version",), ("--help",), ("log", "--help")])
def test_help_and_version_load_no_library_of_the_database(args: tuple[str, ...]) -> None:
    assert {module.partition(".")[0] for module in loaded(*args)}.isdisjoint(HEAVY)


@pytest.mark.sqlite
def test_a_question_pays_for_no_other_work(claims: "Claims", toll: str) -> None:
    modules = loaded("source", "show", "NIS")
    assert not [module for module in modules if module.startswith(UNUSED)]


def test_the_overview_loads_no_verb() -> None:
    done = start("--help", options=("-X", "importtime"))
    assert b"claims.cli.claims" not in done.stderr


def test_what_a_command_leaves_behind_is_not_looked_through() -> None:
    code = (
        "import atexit, gc; atexit.register(lambda: print(gc.get_freeze_count()))\n"
        "from claims.cli import main; main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "--version"],
        capture_output=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert int(done.stdout.splitlines()[-1]) > 1_000


def test_the_version_is_that_of_the_package() -> None:
    assert start("--version").stdout.decode() == f"claims {package.__version__}\n"


def test_a_missing_database_ends_the_process_with_3(claims: "Claims") -> None:
    done = start("--db", "none.db", "find")
    assert (done.returncode, done.stdout) == (3, b"")
    assert b"Traceback" not in done.stderr


def test_hangul_is_printed_whatever_the_locale_says(
    claims: "Claims", toll: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONIOENCODING", "ascii")
    assert "국가정보원" in start("source", "show", "NIS").stdout.decode()


def test_stdin_is_imported_from_a_pipe(claims: "Claims") -> None:
    done = start("import", "-", stdin=b'{"statement": "Losses", "reporter": "Yonhap"}\nnonsense\n')
    assert done.returncode == 1
    assert done.stdout.startswith(b"stdin: read 2, logged 1")
    assert Path("stdin.rejected.jsonl").exists()


def test_bytes_that_are_no_text_are_refused(claims: "Claims") -> None:
    done = start("log", os.fsdecode(b"\xff"), "--reporter", "X")
    assert done.returncode == 2
    assert b"not UTF-8" in done.stderr


def test_a_reader_that_leaves_early_is_no_error(claims: "Claims") -> None:
    lines = (f'{{"statement": "{"loss " * 99}{n}", "reporter": "Y"}}\n' for n in range(500))
    assert claims.run("import", "-", stdin="".join(lines)).exit_code == 0
    process = subprocess.Popen(
        [sys.executable, "-m", "claims", "find", "--limit", "500"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert process.stdout is not None
    process.stdout.read(10)
    process.stdout.close()
    assert process.stderr is not None
    told = process.stderr.read()
    process.stderr.close()
    assert (process.wait(), b"Traceback" in told, b"Broken" in told) == (0, False, False)


def heed_interrupts() -> None:
    """What is started in the background, as a test run may be, would not hear them."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def test_an_interrupt_ends_with_130_and_without_a_word(claims: "Claims") -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "claims", "import", "-"],
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        preexec_fn=heed_interrupts,  # noqa: PLW1509  no threads here
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert process.stdin is not None
    process.stdin.write(b'{"statement": "Losses", "reporter": "Yonhap"}\n' * 5_001)
    process.stdin.flush()
    process.send_signal(signal.SIGINT)
    _, told = process.communicate(timeout=60)
    assert (process.returncode, told) == (130, b"")
