"""Shared fixtures: real encrypted case files, made once and copied for each test."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from kazanlak_case import i18n, paths
from kazanlak_case.db.birth import NewFile, create_case_file
from kazanlak_case.db.casefile import CaseFile
from kazanlak_case.db.installation import Installation
from kazanlak_case.db.passwords import Cost
from kazanlak_case.db.unit_of_work import UnitOfWork

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


@pytest.fixture(scope="session", autouse=True)
def _home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep settings and state of the tests away from the account that runs them."""
    patch = pytest.MonkeyPatch()
    patch.setenv(paths.HOME, str(tmp_path_factory.mktemp("home")))
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


@pytest.fixture
def open_copy(templates: dict[str, Path], tmp_path: Path) -> Iterator[Callable[[str], CaseFile]]:
    """Open a copy of a template: the file of a house just set up, or the centre's."""
    opened: list[CaseFile] = []

    def open_one(site: str) -> CaseFile:
        path = tmp_path / f"{site}.kcase"
        shutil.copytree(templates[site], path)
        file = CaseFile.open(path, password=PASSWORD, installation=Installation(tmp_path / "state"))
        opened.append(file)
        return file

    yield open_one
    for file in opened:
        file.close()


@pytest.fixture
def case_file(open_copy: Callable[[str], CaseFile]) -> CaseFile:
    return open_copy("kran")


@pytest.fixture
def centre_file(open_copy: Callable[[str], CaseFile]) -> CaseFile:
    return open_copy("municipality")


@pytest.fixture
def uow(case_file: CaseFile, now: datetime) -> Iterator[UnitOfWork]:
    """One write transaction in the house's file; what the test does not commit is gone."""
    with case_file.writing(now) as work:
        yield work
