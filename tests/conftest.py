"""The ground that tests of the record stand on: a real database, built by the migrations.

The migrations run once a worker, into a template file; each test that asks for a
`database` gets a copy of it. `desk` opens that copy with a clock that stands
still until a test moves it, and with randomness that is the same on every run.
"""

import os
import random
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from pytest_factoryboy import register
from sqlalchemy import Engine, event

import claims
from claims.keyring import KEYS_VARIABLE
from claims.store.engine import open_engine, read_url
from claims.store.migrate import upgrade
from tests.factories import (
    DESK,
    ClaimFactory,
    FigureFactory,
    ReportFactory,
    SourceFactory,
    StoryFactory,
)
from tests.ground import Clock, Counts, OpenDesk, count_rows

if TYPE_CHECKING:
    from claims.desk import Desk

ROOT = Path(__file__).parents[1]

MODELS = ("source", "figure", "report", "claim", "story")
for made, model in zip(
    (SourceFactory, FigureFactory, ReportFactory, ClaimFactory, StoryFactory), MODELS, strict=True
):
    register(made, model)


@pytest.fixture
def clock() -> Clock:
    """A clock that stands at noon of 7 July 2025, UTC, until a test moves it."""
    return Clock()


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty database, migrated once a worker; tests copy it and never open it."""
    path = tmp_path_factory.mktemp("template") / "claims.db"
    engine = open_engine(read_url(path))
    try:
        upgrade(engine)
    finally:
        engine.dispose()
    return path


@pytest.fixture
def database(template: Path, tmp_path: Path) -> Path:
    """An empty, migrated database of the test's own."""
    return Path(shutil.copy(template, tmp_path / "claims.db"))


@dataclass
class Wiring:
    """One engine for all tests of a worker, so that each statement is compiled once."""

    engine: Engine
    path: Path

    def lead(self, *connecting: Any) -> None:
        """Connect to the database of the test at hand."""
        arguments = connecting[2]
        arguments[:] = [str(self.path)]


@pytest.fixture(scope="session")
def wiring(template: Path) -> Iterator[Wiring]:
    """The engine of this worker; `open_desk` leads it to the database of each test."""
    wiring = Wiring(open_engine(read_url(template)), template)
    event.listen(wiring.engine, "do_connect", wiring.lead)
    yield wiring
    wiring.engine.dispose()


@pytest.fixture
def open_desk(database: Path, clock: Clock, wiring: Wiring) -> Iterator[OpenDesk]:
    """Opens desks on the database, for tests with more than one pair of hands; closes them all."""
    entropy = random.Random(7).randbytes
    wiring.path = database

    def open_one(user: str | None = "mj", *, keys: Path | None = None) -> "Desk":
        return claims.Desk(wiring.engine, user=user, clock=clock, entropy=entropy, keys=keys)

    yield open_one
    wiring.engine.dispose()


@pytest.fixture
def desk(open_desk: OpenDesk) -> "Desk":
    """A desk in the hands of `mj`, on an empty database; factories write through it."""
    desk = open_desk()
    DESK.set(desk)
    return desk


@pytest.fixture
def sealing_desk(open_desk: OpenDesk, tmp_path: Path) -> "Desk":
    """A desk in the hands of `mj` that has a key, in the test's folder `keys`; it seals."""
    desk = open_desk(keys=tmp_path / "keys")
    desk.make_first_key()
    return desk


@pytest.fixture(scope="session", autouse=True)
def _keys_of_nobody(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No test writes into the home of whoever runs it, and no program that a test starts."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(KEYS_VARIABLE, str(tmp_path_factory.mktemp("keys")))
        yield


@pytest.fixture(autouse=True)
def _desk_for_factories(request: pytest.FixtureRequest) -> None:
    """Open the desk before the first factory of a test that asks for one, and only then."""
    factories = {*MODELS, *(f"{model}_factory" for model in MODELS)}
    if factories & set(request.fixturenames):
        request.getfixturevalue("desk")


@pytest.fixture
def counts(database: Path) -> Counts:
    """Counts the rows of every table, as somebody else who looks at the file sees them."""

    return lambda: count_rows(database)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of shared material; CI must have it, a lone clone may go without."""
    folder = Path(os.environ.get("CLAIMS_SHARED", ROOT.parent / "shared")).resolve()
    if not folder.is_dir():
        if os.environ.get("CI"):
            pytest.fail(f"CI is set, and there is no shared material at {folder}")
        pytest.skip(f"no shared material at {folder}; CLAIMS_SHARED says where it is")
    return folder
