"""The ground that tests of the record stand on: a real database, built by the migrations.

The migrations run once a worker, into a template file; each test that asks for a
`database` gets a copy of it. `desk` opens that copy with a clock that stands
still until a test moves it, and with randomness that is the same on every run.
"""

import os
import random
import shutil
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings
from pytest_factoryboy import register
from sqlalchemy import Engine, event, make_url

import claims
from claims.folders import KEYS_VARIABLE
from claims.settings import FETCH_VARIABLE
from claims.store.engine import open_engine, read_url
from claims.store.migrate import upgrade
from tests.distributed import look_at
from tests.drafts import Drafts, Once, Scene
from tests.factories import (
    DESK,
    ClaimFactory,
    FigureFactory,
    ReportFactory,
    SourceFactory,
    StoryFactory,
)
from tests.ground import (
    Clock,
    Counts,
    Home,
    OpenDesk,
    Wiring,
    autocommitting,
    count_rows,
    empty,
)
from tests.quick import compile_once, wait_for_no_disk
from tests.servers import NoServerError, release, reserve, server_url

if TYPE_CHECKING:
    from claims.desk import Desk

ROOT = Path(__file__).parents[1]

MODELS = ("source", "figure", "report", "claim", "story")
for made, model in zip(
    (SourceFactory, FigureFactory, ReportFactory, ClaimFactory, StoryFactory), MODELS, strict=True
):
    register(made, model)


FACTORIES = {*MODELS, *(f"{model}_factory" for model in MODELS)}

# By default the same examples each time, and not many; `make test-all` draws others, and more.
# How long each takes says what else this machine does, and nothing of what is tested.
settings.register_profile(
    "repeatable",
    derandomize=True,
    max_examples=50,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)


def pytest_configure(config: pytest.Config) -> None:
    """Fetch from nowhere but this machine; name the server of this run before there are workers."""
    os.environ[FETCH_VARIABLE] = "loopback"
    if not hasattr(config, "workerinput"):
        reserve()


# What is closest to a server, and quick: these run on one by default, in `make test`.
BOTH = (
    "store/test_distributing.py",
    "store/test_errors.py",
    "store/test_gateway.py",
    "store/test_ledger_entries.py",
    "store/test_refs.py",
    "store/test_sending.py",
    "store/test_server_engine.py",
    "store/test_then.py",
    "desk/test_desk_at_once.py",
    "desk/test_desk_logging.py",
)


@pytest.hookimpl(tryfirst=True)  # before tests are deselected by their marks
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what runs on both engines by default."""
    for item in items:
        if item.get_closest_marker("postgresql") and item.path.as_posix().endswith(BOTH):
            item.add_marker(pytest.mark.both)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the server of this run, if a worker has started it."""
    if not hasattr(config, "workerinput"):
        release()


LISTENING = (
    ("after_cursor_execute", look_at),
    ("connect", wait_for_no_disk),
    ("engine_connect", compile_once),
)


@pytest.fixture(scope="session", autouse=True)
def _every_engine() -> Iterator[None]:
    """Every statement is looked at, as the driver gets it: with its shadows. And none waits."""
    for name, listener in LISTENING:
        event.listen(Engine, name, listener)
    yield
    for name, listener in LISTENING:
        event.remove(Engine, name, listener)


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
    """An empty, migrated database of the test's own: a file, for tests that look into it.

    A test that asks for it runs on SQLite alone.
    """
    return Path(shutil.copy(template, tmp_path / "claims.db"))


@pytest.fixture(scope="session")
def server_database(worker_id: str) -> Iterator[str]:
    """The URL of a database of this worker's own, on the PostgreSQL server of this run."""
    try:
        server = make_url(server_url())
    except NoServerError as error:
        if os.environ.get("CI"):
            raise
        pytest.skip(str(error))
    name = f"claims_test_{worker_id}"
    with autocommitting(server) as connection:
        connection.exec_driver_sql(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    url = server.set(database=name)
    engine = open_engine(url)
    upgrade(engine)
    engine.dispose()
    yield url.render_as_string(hide_password=False)
    with autocommitting(server) as connection:
        connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="session")
def wiring(template: Path) -> Iterator[Wiring]:
    """The engine of this worker for files."""
    wiring = Wiring(template)
    yield wiring
    wiring.engine.dispose()


@pytest.fixture(scope="session")
def server_engine(server_database: str) -> Iterator[Engine]:
    """The engine of this worker for its database on the server."""
    engine = open_engine(read_url(server_database))
    yield engine
    engine.dispose()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run what is about a database on both engines; what looks into a file, on SQLite."""
    asked = set(metafunc.fixturenames)
    if FACTORIES & asked:
        metafunc.fixturenames.append("home")
    if "home" in metafunc.fixturenames:
        on_a_file = "database" in asked or metafunc.definition.get_closest_marker("sqlite")
        server = pytest.param("postgresql", marks=pytest.mark.postgresql)
        on_a_server = metafunc.definition.get_closest_marker("postgresql")
        both = ("sqlite",) if _is_spared(metafunc) else ("sqlite", server)
        engines = ("sqlite",) if on_a_file else (server,) if on_a_server else both
        metafunc.parametrize("home", engines, indirect=True)


def _is_spared(metafunc: pytest.Metafunc) -> bool:
    """Whether a run by default would only make tests on a server to leave them out again."""
    expression = metafunc.config.getoption("markexpr")
    by_default = expression.endswith("(not postgresql or both)")
    return by_default and not metafunc.definition.path.as_posix().endswith(BOTH)


@pytest.fixture
def home(request: pytest.FixtureRequest) -> Iterator[Home]:
    """The database of the test at hand, on the engine that it runs on."""
    if request.param == "sqlite":
        wiring: Wiring = request.getfixturevalue("wiring")
        wiring.path = request.getfixturevalue("database")
        home = Home(wiring.engine, str(wiring.path))
    else:
        home = Home(
            request.getfixturevalue("server_engine"), request.getfixturevalue("server_database")
        )
        empty(home.engine)
    yield home
    home.engine.dispose()


@pytest.fixture
def dice() -> random.Random:
    """The randomness of every desk of a test, the same on each run."""
    return random.Random(7)


@pytest.fixture
def open_desk(home: Home, clock: Clock, dice: random.Random) -> OpenDesk:
    """Opens desks on the database, for tests with more than one pair of hands."""

    def open_one(user: str | None = "mj", *, keys: Path | None = None) -> "Desk":
        return claims.Desk(home.engine, user=user, clock=clock, entropy=dice.randbytes, keys=keys)

    return open_one


@pytest.fixture(scope="session")
def drafts(tmp_path_factory: pytest.TempPathFactory) -> Drafts:
    """What fixtures of this worker have recorded already."""
    return Drafts(tmp_path_factory.mktemp("drafts"))


@pytest.fixture
def once(home: Home, clock: Clock, dice: random.Random, tmp_path: Path, drafts: Drafts) -> Once:
    """Records what many tests begin with: once a worker, and a copy of it for each test.

    On a server there is no file to copy, and it is recorded each time.
    """
    if home.engine.dialect.name != "sqlite":
        return lambda record: record()
    return partial(drafts.record, Scene(home.engine, tmp_path, clock, dice))


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
    if FACTORIES & set(request.fixturenames):
        request.getfixturevalue("desk")


@pytest.fixture
def counts(home: Home) -> Counts:
    """Counts the rows of every table, as somebody else who looks at the database sees them."""

    return lambda: count_rows(home.engine)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of shared material; CI must have it, a lone clone may go without."""
    folder = Path(os.environ.get("CLAIMS_SHARED", ROOT.parent / "shared")).resolve()
    if not folder.is_dir():
        if os.environ.get("CI"):
            pytest.fail(f"CI is set, and there is no shared material at {folder}")
        pytest.skip(f"no shared material at {folder}; CLAIMS_SHARED says where it is")
    return folder
