"""Plays one history after the other on whichever `claims` comes first on PYTHONPATH.

It is run as a file of its own, by the interpreter of either version, and imports nothing of
the tests: a history a line comes in on stdin as JSON, and what was answered goes out on
stdout, a line each. Only the public surface is used: `claims.open` and its verbs to write,
the command line to read. Clock and randomness are handed in, so that two versions which do
the same give the same identities and times.
"""

import io
import json
import os
import random
import re
import shutil
import sqlite3
import sys
import tempfile
import time
from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import claims

START = datetime(2025, 7, 7, 12, tzinfo=UTC)
SHOWN = ("kind", "ref", "id", "status", "new_sources", "new_figures", "new_reports")
COUNTED = ("read", "logged", "unchanged", "updated", "rejected", "rows", "absent_count")
PLACE = re.compile(r"@\{(\w+)\}")

Json = Any


class UnknownPlaceError(Exception):
    """A step is about a record that an earlier step did not make."""


class Dice:
    """Randomness of its own for each length asked for.

    Identities do not depend on how many salts were drawn before them, nor on which thread
    drew first.
    """

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self._streams: dict[int, random.Random] = {}

    def __call__(self, length: int) -> bytes:
        stream = self._streams.setdefault(length, random.Random(f"{self._seed}/{length}"))
        return stream.randbytes(length)


class Player:
    """One history on one database."""

    def __init__(self, history: Json, folder: Path) -> None:
        self.history = history
        self.folder = folder
        self.now = START
        self.dice = Dice(history["seed"])
        self.refs: dict[str, str] = {}
        self.user: str | None = None
        self.desk: Any = None
        self.database = history.get("database") or str(folder / "claims.db")
        self.keys = folder / "keys"

    def play(self) -> Json:
        """Every step, then every question."""
        os.environ["CLAIMS_KEYS"] = str(self.keys)
        os.chdir(self.folder)
        begun = time.perf_counter()
        self._create()
        steps = [self._step(step) for step in self.history["steps"]]
        self._leave()
        written = time.perf_counter()
        answers = [self._ask(argv) for argv in self.history["questions"]]
        asked = time.perf_counter()
        return {
            "steps": steps,
            "answers": answers,
            "seconds": [round(written - begun, 2), round(asked - written, 2)],
        }

    def _create(self) -> None:
        if self.history.get("database"):  # a server's is empty, and is not made by opening it
            from claims.desk.opening import upgrade_database  # noqa: PLC0415

            upgrade_database(self.database)
            self._enter("mj")
            self.desk.make_first_key()

    def _enter(self, user: str) -> None:
        if user != self.user:
            self._leave()
            self.desk = claims.open(
                self.database,
                user=user,
                clock=lambda: self.now,
                entropy=self.dice,
                keys=self.keys,
            )
            self.user = user

    def _leave(self) -> None:
        if self.desk is not None:
            self.desk.close()
        self.desk, self.user = None, None

    def _step(self, step: Json) -> Json:
        self.now += timedelta(seconds=step.get("after", 1))
        self._enter(step.get("by", "mj"))
        try:
            positional = self._filled(step.get("args", []))
            named = self._filled(step.get("kw", {}))
            special: Callable[..., Json] | None = getattr(self, f"_do_{step['do']}", None)
            if special is not None:
                return special(*positional, **named)
            found = getattr(self.desk, step["do"])(*positional, **named)
        except UnknownPlaceError:
            return "skipped: an earlier step was refused"
        except Exception as error:  # noqa: BLE001  a crash is an answer too, and is compared
            return self._refusal(error)
        if step.get("as") and hasattr(found, "ref"):
            self.refs[step["as"]] = found.ref
        return {name: _plain(getattr(found, name)) for name in SHOWN if hasattr(found, name)}

    def _refusal(self, error: Exception) -> Json:
        code = getattr(error, "code", None)
        told = {name: _plain(getattr(error, name, None)) for name in ("message", "hint", "field")}
        if code is None:
            return {"crash": type(error).__name__, "message": self._clean(str(error))}
        return {"refused": code, **{name: self._clean(text) for name, text in told.items() if text}}

    def _do_import(self, lines: Json, *, name: str = "in.jsonl", **options: Any) -> Json:
        """Import lines of JSON, or the text of a file."""
        path = self.folder / name
        if isinstance(lines, str):
            path.write_text(lines, encoding="utf-8")
        else:
            text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
            path.write_text(text, encoding="utf-8")
        return self._imported(self.desk.import_file(path, **options))

    def _do_table(self, table: str, mapping: str, **options: Any) -> Json:
        """Import a table of somebody else's, copied first: refused lines go beside it."""
        origin, path = Path(table), self.folder / Path(table).name
        if origin.is_dir():
            shutil.copytree(origin, path, dirs_exist_ok=True)
        else:
            for one in origin.parent.iterdir():  # what it is joined with stands beside it
                if one.is_file():
                    shutil.copy(one, self.folder / one.name)
        if hasattr(self.desk, "import_table"):
            summary = self.desk.import_table(path, mapping, **options)
        else:
            summary = self.desk.import_file(path, mapping=mapping, **options)
        for number, claim in enumerate(self.desk.find(limit=40)[::5]):
            self.refs[f"found{number}"] = claim.ref
        return self._imported(summary)

    def _imported(self, summary: Any) -> Json:
        found = {
            name: _plain(getattr(summary, name))
            for name in (*COUNTED, *SHOWN)
            if hasattr(summary, name)
        }
        rejected = sorted(self.folder.glob("*.rejected.jsonl"))
        for one in rejected:
            found[one.name] = [json.loads(line) for line in one.read_text("utf-8").splitlines()]
            one.unlink()
        return found

    def _filled(self, value: Json) -> Json:
        """The value with every @{name} in it replaced by the reference made under that name."""
        if isinstance(value, str):
            return PLACE.sub(self._ref, value)
        if isinstance(value, list):
            return [self._filled(one) for one in value]
        if isinstance(value, dict):
            return {name: self._filled(one) for name, one in value.items()}
        return value

    def _ref(self, match: re.Match[str]) -> str:
        if match[1] == "work":
            return str(self.folder)
        if match[1] not in self.refs:
            raise UnknownPlaceError(match[1])
        return self.refs[match[1]]

    def _ask(self, argv: list[str]) -> Json:
        try:
            words = self._filled(argv)
        except UnknownPlaceError:
            return "skipped: no such record was made"
        if words[0] == "datasette":
            return self._datasette()
        if words[0] == "rebuilt":
            return self._rebuilt()
        return self._run(["--db", self.database, *words])

    def _run(self, argv: list[str]) -> Json:
        code, out, err = run_command(argv)
        return {"code": code, "out": self._read(out), "err": self._clean(_text(err))}

    def _read(self, out: bytes) -> Json:
        """What was printed: as JSON, as lines of JSON, as text, or as bytes in base64."""
        text = _text(out)
        for read in (json.loads, lambda many: [json.loads(one) for one in many.splitlines()]):
            try:
                return self._cleaned(read(text))
            except ValueError:
                continue
        return self._clean(text)

    def _cleaned(self, value: Json) -> Json:
        if isinstance(value, str):
            return self._clean(value)
        if isinstance(value, list):
            return [self._cleaned(one) for one in value]
        if isinstance(value, dict):
            return {name: self._cleaned(one) for name, one in value.items()}
        return value

    def _clean(self, text: str) -> str:
        """Without where this database happens to be."""
        return str(text).replace(self.database, "DATABASE").replace(str(self.folder), "WORK")

    def _datasette(self) -> Json:
        """The rows of the file for Datasette, table by table, but for its index of words."""
        path = self.folder / "datasette.db"
        made = self._run(
            ["--db", self.database, "export", "--format", "datasette", "--output", str(path)]
        )
        if not path.exists():
            return made
        connection = sqlite3.connect(path)
        named = "SELECT name, type FROM sqlite_master WHERE type IN ('table', 'view') ORDER BY name"
        tables: dict[str, Json] = {}
        for name, _ in connection.execute(named).fetchall():
            if "_fts" not in name and not name.startswith("sqlite_"):
                found = connection.execute(f'SELECT * FROM "{name}"')
                columns = [column[0] for column in found.description]
                tables[name] = [dict(zip(columns, row, strict=True)) for row in found]
        connection.close()
        return {"code": made["code"], "out": self._cleaned(tables), "err": ""}

    def _rebuilt(self) -> Json:
        """All that is in the database that is made anew from the ledger."""
        path = self.folder / "rebuilt.db"
        made = self._run(["--db", self.database, "rebuild", str(path)])
        if not path.exists():
            return made
        found = self._run(["--db", str(path), "export", "--with-ids"])
        return {"code": made["code"], "out": found["out"], "err": found["err"]}


def run_command(argv: list[str]) -> tuple[int, bytes, bytes]:
    """The command line in this process: its exit code, what it printed, what it complained of."""
    from claims.cli import main  # noqa: PLC0415  what writes does not need it

    kept = sys.argv, sys.stdout, sys.stderr
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8") for _ in range(2))
    sys.argv, sys.stdout, sys.stderr = ["claims", *argv], out, err
    code: int = 0
    try:
        main()
    except SystemExit as done:
        code = done.code if isinstance(done.code, int) else int(done.code is not None)
    except Exception as error:  # noqa: BLE001  as above: a crash is compared
        code = 99
        print(f"crash: {type(error).__name__}: {error}", file=err)
    finally:
        sys.argv, sys.stdout, sys.stderr = kept
    return code, _content(out), _content(err)


def _content(stream: io.TextIOWrapper) -> bytes:
    stream.flush()
    buffer = stream.buffer
    assert isinstance(buffer, io.BytesIO)
    return buffer.getvalue()


def _text(content: bytes) -> str:
    try:
        return content.decode()
    except UnicodeDecodeError:
        return "base64:" + b64encode(content).decode()


def _plain(value: Any) -> Json:
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return str(value)


@contextmanager
def _quiet() -> Iterator[io.TextIOWrapper]:
    """Stdout for answers alone: whatever else prints, prints to stderr."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    try:
        yield answers
    finally:
        answers.close()


def main() -> None:
    """Answer every history on stdin."""
    with _quiet() as answers:
        home = str(Path(claims.__file__).parents[1])
        print(json.dumps({"claims": home}), file=answers, flush=True)
        for line in sys.stdin:
            with tempfile.TemporaryDirectory(prefix="claims-differential-") as folder:
                found = Player(json.loads(line), Path(folder)).play()
                os.chdir("/")
            print(json.dumps(found, ensure_ascii=False), file=answers, flush=True)


if __name__ == "__main__":
    main()
