"""Golden files: what a renderer prints of a report written out by hand."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

GOLDEN = Path(__file__).parents[2] / "fixtures" / "golden"

CheckGolden = Callable[[str, str], None]


@pytest.fixture
def check_golden() -> CheckGolden:
    """Compares a text with a golden file; `GOLDEN=rewrite` writes the file anew, and fails."""

    def check(name: str, text: str) -> None:
        path = GOLDEN / name
        if os.environ.get("GOLDEN") == "rewrite":
            path.write_bytes(text.encode())
            pytest.fail(f"{path} was written anew: read it")
        assert text == path.read_bytes().decode()

    return check
