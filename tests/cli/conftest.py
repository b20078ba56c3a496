"""The command line in a test's hands: run in this process, on a database of the test's own."""

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson
import pytest
from click.testing import CliRunner, Result

from claims.cli.root import command_line

if TYPE_CHECKING:
    from tests.drafts import Once

REF = re.compile(r"\b[a-z]-[0-9a-z]{8}\b")
ARTICLE = "https://news.example/1"


class Claims:
    """Runs `claims …` and hands back what came of it; a bug raises through."""

    def __init__(self) -> None:
        self._runner = CliRunner()

    def run(self, *args: str, stdin: str | bytes | None = None) -> Result:
        """One command, however it ends."""
        return self._runner.invoke(command_line, args, input=stdin, catch_exceptions=False)

    def text(self, *args: str) -> str:
        """What a command that is expected to succeed prints."""
        result = self.run(*args)
        assert result.exit_code == 0, result.output
        return result.stdout

    def json(self, *args: str) -> Any:
        """The document that a command prints with --json."""
        return orjson.loads(self.text(*args, "--json"))

    def ref(self, *args: str) -> str:
        """The reference that a writing command prints."""
        found = REF.search(self.text(*args))
        assert found is not None
        return found[0]

    def refused(self, *args: str) -> str:
        """What a command that is refused for its input says on stderr."""
        result = self.run(*args)
        assert (result.exit_code, result.stdout) == (2, "")
        return result.stderr


@pytest.fixture
def claims(home: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Claims:
    """The command line in the hands of `mj`; a file is `claims.db` in the working folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("CLAIMS_DATABASE_URL", raising=False)
    if home.engine.dialect.name != "sqlite":
        monkeypatch.setenv("CLAIMS_DATABASE_URL", home.url)
    monkeypatch.setenv("CLAIMS_USER", "mj")
    return Claims()


@pytest.fixture
def toll(claims: Claims, once: "Once") -> str:
    """A claim with a number, a relay and a hedge, under the key `toll`; its reference."""

    def record() -> str:
        basis = ("--unit", "casualties", "--basis", "cumulative")
        claims.text("figure", "add", "nk-casualties", *basis)
        claims.text("source", "add", "NIS", "--kind", "agency", "--alias", "국가정보원")
        return claims.ref(
            *("log", "About 4,700 North Koreans were killed or wounded", "--key", "toll"),
            *("--quote", "around 4,700", "--figure", "nk-casualties"),
            *("--quantity", "around 4,700", "--source", "NIS", "--via", "Rep. Lee"),
            *("--reporter", "Yonhap", "--said", "2025-04-30", "--as-of", "2025-04"),
            *("--published", "2025-05-01", "--hedge", "probable", "--hedge-cue", "likely"),
            *("--report", ARTICLE, "--title", "Spy agency on losses"),
            *("--tag", "toll", "--tag", "war"),
        )

    return once(record)


@pytest.fixture
def other(claims: Claims, toll: str, once: "Once") -> str:
    """A second claim on the same figure, by somebody else, under the key `other`."""
    del toll

    def record() -> str:
        return claims.ref(
            *("log", "4,000 casualties", "--key", "other", "--figure", "nk-casualties"),
            *("--quantity", "4,000", "--source", "Joint Chiefs", "--reporter", "Wire"),
            *("--as-of", "2025-04", "--report", "https://wire.example/2"),
        )

    return once(record)
