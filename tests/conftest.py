"""Shared fixtures: real encrypted case files, made once and copied for each test."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import functools
import gc
import itertools
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, settings
from nacl import pwhash

from kazanlak_case import i18n, paths
from kazanlak_case.db import key_slots
from kazanlak_case.db.birth import NewFile, create_case_file
from kazanlak_case.db.calibration import remember
from kazanlak_case.db.casefile import CaseFile
from kazanlak_case.db.installation import Installation
from kazanlak_case.db.passwords import SALT_BYTES, Cost
from kazanlak_case.db.server.address import ServerAddress, parse_address
from kazanlak_case.db.server.founding import create_on_server
from kazanlak_case.db.server.server_file import ServerFile
from kazanlak_case.db.unit_of_work import UnitOfWork
from support.births import quick_births
from support.kept_state import KeptState
from support.scratch import memory
from support.server import Server, running_server, why_not

# Python looks for dead cycles after each 700 new objects: a fifth of all the time, and little of it is found
gc.set_threshold(50_000, 20, 20)

settings.register_profile(
    "ci",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("ci")

PASSWORD = "четири думи стигат тук"
NOW = datetime(2022, 11, 14, 9, 30, tzinfo=UTC)
CHEAP = Cost(memory=64, passes=3)
"""The floor that security.md allows: quick enough to make a file per run."""
STORES = [one for one in os.environ.get("KAZANLAK_TEST_STORES", "file,server").split(",") if one]
ON_BOTH_STORES = frozenset({"db", "services", "sync", "export"})
"""Folders whose tests of the central copy run once on a file and once on a server."""
QUERIES = frozenset(
    {
        "db.test_findings",
        "db.test_history",
        "db.test_indicators",
        "db.test_name_words",
        "db.test_participants",
        "db.test_people",
        "db.test_search",
        "db.test_search_index",
    }
)
"""Tests of queries, with all of `services`: what they ask of one file they ask of one on a server too."""


@pytest.fixture(scope="session", autouse=True)
def _derive_each_key_once() -> Iterator[None]:
    """Argon2 is slow on purpose, and most tests open a copy of one file: the same password, salt and cost, the same key.

    New slots take their salts from a few, so that a new file with the old password needs no new key either.
    """
    salts = itertools.cycle(bytes([number]) * SALT_BYTES for number in range(1, 5))
    derive = pwhash.argon2id.kdf
    pwhash.argon2id.kdf = functools.cache(derive)
    with patch.object(key_slots, "random", lambda _size: next(salts)):
        yield
    pwhash.argon2id.kdf = derive


@pytest.fixture(scope="session", autouse=True)
def _migrate_once() -> Iterator[None]:
    """New files begin with what the migrations made once."""
    with quick_births():
        yield


@pytest.fixture(scope="session", autouse=True)
def _home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep settings and state of the tests away from the account that runs them."""
    patch = pytest.MonkeyPatch()
    patch.setenv(paths.HOME, str(tmp_path_factory.mktemp("home")))
    remember(CHEAP)
    yield
    patch.undo()


@pytest.fixture(autouse=True)
def _own_language() -> Iterator[None]:
    """Let each test speak as it likes, and none hear another."""
    default, token = i18n._default[0], i18n._current.set(None)
    yield
    i18n._current.reset(token)
    i18n._default[0] = default


@pytest.fixture(scope="session")
def profile_text() -> str:
    return paths.resource("profiles/kazanlak.toml").read_text("utf-8")


@pytest.fixture(scope="session")
def templates(tmp_path_factory: pytest.TempPathFactory, profile_text: str) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("templates")
    made = {}
    for site, role in (("kran", "house"), ("municipality", "centre")):
        made[site] = folder / f"{site}.kcase"
        create_case_file(
            made[site], NewFile(site, role, profile_text), password=PASSWORD, now=NOW, cost=CHEAP
        ).close()
    return made


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A PostgreSQL server of the tests' own; without one the tests that need it are named as not run."""
    if reason := why_not():
        pytest.skip(reason)
    # pytest's own folders are closed to other accounts, and PostgreSQL does not run as root
    with TemporaryDirectory(
        prefix="kazanlak-server-", dir=memory(), ignore_cleanup_errors=True
    ) as name:
        Path(name).chmod(0o755)
        with running_server(Path(name)) as running:
            yield running


@pytest.fixture(scope="session")
def server_template(
    server: Server, profile_text: str, tmp_path_factory: pytest.TempPathFactory
) -> str:
    """A database with the centre's copy just made; each test gets a copy of it."""
    new = NewFile("municipality", "centre", profile_text)
    return _made_on_server(server, new, tmp_path_factory.mktemp("server-state"))


@pytest.fixture(scope="session")
def house_template(
    server: Server, profile_text: str, tmp_path_factory: pytest.TempPathFactory
) -> str:
    """A database like the file of a house: tests of queries ask it what they ask the file."""
    new = NewFile("kran", "house", profile_text)
    return _made_on_server(server, new, tmp_path_factory.mktemp("house-state"))


def _made_on_server(server: Server, new: NewFile, state: Path) -> str:
    name = server.make()
    create_on_server(
        parse_address(server.address(name)),
        new,
        password=PASSWORD,
        now=NOW,
        cost=CHEAP,
        installation=Installation(state),
    ).close()
    return name


@pytest.fixture
def server_database(server: Server, server_template: str) -> Iterator[str]:
    """A database with a fresh central copy; gone after the test."""
    name = server.make(server_template)
    yield name
    server.drop(name)


@pytest.fixture(scope="session")
def kept_centre(server: Server, server_template: str) -> Iterator[tuple[KeptState, ServerAddress]]:
    """One database with the central copy, and what it held at first."""
    name = server.make(server_template)
    kept = KeptState.of(server, name)
    yield kept, parse_address(server.address(name))
    kept.connection.close()


@pytest.fixture
def centre_on_server(kept_centre: tuple[KeptState, ServerAddress]) -> ServerAddress:
    """The central copy as it was just made, in a database that many tests use one after the other."""
    kept, address = kept_centre
    kept.restore()
    return address


@pytest.fixture
def store(request: pytest.FixtureRequest) -> str:
    """What the centre's copy is kept in: a file, or a server where `pytest_generate_tests` says so."""
    return getattr(request, "param", "file")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Let each worker begin with its share of what takes long: at the end nobody waits for the last one.

    All that looks at the practice data (support/practice.py) comes first, at one worker, which makes them.
    """
    workers = getattr(config, "workerinput", {}).get("workercount", 1)
    kinds: tuple[list[pytest.Item], ...] = ([], [], [])
    for one in items:
        is_practice = "practice" in getattr(one, "fixturenames", ())
        is_slow = one.get_closest_marker("slow") is not None
        kinds[0 if is_practice else 1 if is_slow else 2].append(one)
    practice, slow, rest = kinds[0], kinds[1], iter(kinds[2])
    shares = [slow[at::workers] for at in range(workers)]
    shares[0][:0] = practice
    for share in shares[:-1]:
        share.extend(itertools.islice(rest, max(0, len(items) // workers - len(share))))
    shares[-1].extend(rest)
    items[:] = itertools.chain(*shares)


def pytest_collection_finish() -> None:
    """Modules and tests live to the end: no search for dead cycles has to look through them."""
    gc.collect()
    gc.freeze()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run the tests of the central copy on both stores (design.md, section 5)."""
    room, _, module = metafunc.module.__name__.removeprefix("tests.").partition(".")
    is_query = room == "services" or f"{room}.{module}" in QUERIES
    if is_query and "house_store" in metafunc.fixturenames and STORES:
        metafunc.parametrize("house_store", STORES, indirect=True, scope="module")
    elif module.startswith("server."):
        return  # those make their own servers' copies
    elif "store" in metafunc.fixturenames and STORES and room in ON_BOTH_STORES:
        metafunc.parametrize("store", STORES, indirect=True)


@pytest.fixture
def open_copy(
    templates: dict[str, Path], tmp_path: Path, store: str, request: pytest.FixtureRequest
) -> Iterator[Callable[[str], CaseFile]]:
    """Open a copy of a template: the file of a house just set up, or the centre's."""
    opened: list[CaseFile] = []

    def open_one(site: str) -> CaseFile:
        if store == "server" and site == "municipality":
            address = request.getfixturevalue("centre_on_server")
            state = Installation(tmp_path / "state")
            file = ServerFile.open_server(address, password=PASSWORD, installation=state)
            opened.append(file)
            return file
        path = tmp_path / f"{site}.kcase"
        shutil.copytree(templates[site], path)
        file = CaseFile.open(path, password=PASSWORD, installation=Installation(tmp_path / "state"))
        opened.append(file)
        return file

    yield open_one
    for file in opened:
        file.close()


@pytest.fixture(scope="session")
def house_on_server(
    server: Server, house_template: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[KeptState, ServerFile]]:
    """One database like the file of a house, opened once and set back before each test."""
    name = server.make(house_template)
    state = Installation(tmp_path_factory.mktemp("opened"))
    address = parse_address(server.address(name))
    file = ServerFile.open_server(address, password=PASSWORD, installation=state)
    kept = KeptState.of(server, name)
    yield kept, file
    kept.connection.close()
    file.close()


@pytest.fixture(scope="module")
def open_for_all(
    templates: dict[str, Path],
    tmp_path_factory: pytest.TempPathFactory,
    house_store: str,
    request: pytest.FixtureRequest,
) -> Iterator[CaseFile]:
    """A house's file for all tests of a module, which change nothing after the first."""
    folder = tmp_path_factory.mktemp("for-all")
    state = Installation(folder / "state")
    if house_store == "server":
        server, template = (request.getfixturevalue(one) for one in ("server", "house_template"))
        address = parse_address(server.address(server.make(template)))
        file: CaseFile = ServerFile.open_server(address, password=PASSWORD, installation=state)
    else:
        shutil.copytree(templates["kran"], folder / "kran.kcase")
        file = CaseFile.open(folder / "kran.kcase", password=PASSWORD, installation=state)
    yield file
    file.close()


@pytest.fixture(scope="session")
def scratch_database(server: Server, house_template: str) -> str:
    """One database for tests that keep nothing."""
    return server.make(house_template)


@pytest.fixture(scope="module")
def bare_store(house_store: str, request: pytest.FixtureRequest) -> str | None:
    """The address of a database to try queries in, or None: in memory."""
    if house_store != "server":
        return None
    server, name = (request.getfixturevalue(one) for one in ("server", "scratch_database"))
    return server.address(name)


@pytest.fixture(scope="module")
def house_store(request: pytest.FixtureRequest) -> str:
    """What the house's file is kept in: a file, or a server where queries are tried on both."""
    return getattr(request, "param", "file")


@pytest.fixture
def case_file(
    templates: dict[str, Path], tmp_path: Path, house_store: str, request: pytest.FixtureRequest
) -> Iterator[CaseFile]:
    state = Installation(tmp_path / "state")
    if house_store == "server":
        kept, shared = request.getfixturevalue("house_on_server")
        kept.restore()
        shared._installation = state
        shared.load()
        yield shared
        return
    path = tmp_path / "kran.kcase"
    shutil.copytree(templates["kran"], path)
    file = CaseFile.open(path, password=PASSWORD, installation=state)
    yield file
    file.close()


@pytest.fixture
def centre_file(open_copy: Callable[[str], CaseFile]) -> CaseFile:
    return open_copy("municipality")


@pytest.fixture
def uow(case_file: CaseFile, now: datetime) -> Iterator[UnitOfWork]:
    """One write transaction in the house's file; what the test does not commit is gone."""
    with case_file.writing(now) as work:
        yield work
