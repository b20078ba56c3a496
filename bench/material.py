"""What the bench puts into the record: the same bytes each time, and records made of them.

`article_lines` are claims of two or three hops, each with a report of its own; `figure_lines`
are claims on one figure, of 200 origins over three years. Records are made by the command, as
an editor makes them, and kept in the run's folder for the measurements that only read.
"""

import json
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

ROOT = Path(__file__).parents[1]
OUTLETS, SOURCES, FIGURES = 300, 200, 50
PLACES = ("kursk", "donetsk", "bakhmut", "avdiivka", "kherson", "서울", "평양")
FIGURE = "toll"  # the slug of the figure that `figure_lines` are on
DAYS, FIRST_DAY = 1095, date(2023, 1, 1)


def article_lines(size: int) -> Iterator[dict[str, object]]:
    """Claims as a newsroom logs them; every third has a tag, every second a relay."""
    chance = random.Random(7)
    for number in range(size):
        toll, outlet = chance.randrange(10, 9_000), chance.randrange(OUTLETS)
        place = PLACES[number % len(PLACES)]
        day = f"202{3 + number % 3}-{1 + number % 12:02}-{chance.randint(1, 28):02}"
        line: dict[str, object] = {
            "key": f"k{number}",
            "statement": f"{toll} people were hurt near {place} {number}, an official said",
            "quote": f"around {toll} people were hurt",
            "figure": f"toll-{number % FIGURES}",
            "quantity": f"{chance.choice(['around ', 'at least ', ''])}{toll}",
            "source": f"Source {chance.randrange(SOURCES)}",
            "reporter": f"Outlet {outlet}",
            "said": day,
            "published": day,
            "hedge": chance.choice(["certain", "probable", "possible"]),
            "report": {
                "url": f"https://bench.example/{outlet}/{number}",
                "title": f"Report {number}",
            },
        }
        if number % 2:
            line["via"] = [f"Relay {chance.randrange(SOURCES)}"]
        if number % 3 == 0:
            line["tags"] = ["bench"]
        yield line


def figure_lines(size: int) -> Iterator[dict[str, object]]:
    """Claims on one figure, whose number rises with the days."""
    chance = random.Random(7)
    for number in range(size):
        day, outlet = chance.randrange(DAYS), chance.randrange(60)
        toll = 100 + day // 3 + chance.choice([0, 0, 0, 10, 50, -30])
        names = (f"Source {chance.randrange(195)}", f"Outlet {chance.randrange(5)}", "officials")
        line: dict[str, object] = {
            "key": f"f{number}",
            "statement": f"{toll} people were hurt, count {number}",
            "figure": FIGURE,
            "quantity": f"{chance.choice(['about ', 'at least ', '', ''])}{toll}",
            "source": chance.choices(names, (93, 3, 4))[0],
            "reporter": f"Outlet {outlet}",
            "published": str(FIRST_DAY + timedelta(days=day)),
            "report": {"url": f"https://bench.example/{outlet}/{number}"},
        }
        if chance.random() < 0.5:
            line["said"] = line["published"]
        if chance.random() < 0.33:
            line["via"] = [f"Relay {chance.randrange(20)}"]
        yield line


def file_of(folder: Path, name: str, size: int) -> Path:
    """The file of so many lines: `articles` or `figure`."""
    path = folder / f"{name}-{size}.jsonl"
    if not path.exists():
        lines = article_lines(size) if name == "articles" else figure_lines(size)
        with path.open("w") as file:
            file.writelines(json.dumps(line) + "\n" for line in lines)
    return path


def claims(database: str, *arguments: str, keys: Path) -> str:
    """Run the command as an editor does; returns what it prints."""
    command = [sys.executable, "-m", "claims", "--db", database, "--as", "bench", *arguments]
    environment = {**os.environ, "CLAIMS_KEYS": str(keys), "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, check=False, capture_output=True, text=True, env=environment)
    if done.returncode:
        raise RuntimeError(f"{' '.join(arguments)}: {done.stderr.strip() or done.returncode}")
    return done.stdout


def record_of(folder: Path, name: str, size: int) -> Path:
    """A record with all of these lines; made once for a run."""
    database, keys = folder / f"{name}-{size}.db", folder / "keys"
    if not database.exists():
        made = database.with_suffix(".part")
        claims(str(made), "init", keys=keys)
        if name == "figure":
            how = ("--title", "Hurt", "--basis", "cumulative", "--unit", "people")
            claims(str(made), "figure", "add", FIGURE, *how, keys=keys)
        claims(str(made), "source", "add", "officials", "--kind", "unnamed", keys=keys)
        claims(str(made), "import", str(file_of(folder, name, size)), keys=keys)
        made.rename(database)
    return database


@contextmanager
def server() -> Iterator[Iterator[str]]:
    """Names of new databases on a PostgreSQL server that is started for the run."""
    import psycopg  # noqa: PLC0415  only where a server is asked for

    sys.path.insert(0, str(ROOT))
    from tests import servers  # noqa: PLC0415  the server that the tests have

    def names(url: str) -> Iterator[str]:
        for number in range(1_000):
            with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
                connection.execute(f"CREATE DATABASE bench_{number}")
            yield url.replace("/postgres?", f"/bench_{number}?")

    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)  # the server runs as somebody else
        before, tempfile.tempdir = tempfile.tempdir, folder
        servers.reserve()
        tempfile.tempdir = before
        try:
            yield names(servers.server_url())
        finally:
            servers.release()
