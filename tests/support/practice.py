"""The practice data, built once for all tests that look at it; each test has a copy of its own."""

import functools
import shutil
from pathlib import Path

import pytest

from conftest import PASSWORD
from kazanlak_case import paths
from kazanlak_case.demo.year import perform
from support.scratch import in_memory

PERSONS, SEED = 60, 7
HOME = "home"


@functools.cache
def built() -> tuple[Path, tuple[str, ...]]:
    """Build it, and give the folder and what was told."""
    folder = in_memory("practice-")
    told: list[str] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(paths.HOME, str(folder / HOME))
        perform(folder / "demo", persons=PERSONS, seed=SEED, password=PASSWORD, tell=told.append)
    return folder, tuple(told)


def copied_to(target: Path) -> Path:
    """Copy it with what this installation remembers of it, and give the folder of the files."""
    folder, _told = built()
    shutil.copytree(folder, target, dirs_exist_ok=True)
    return target / "demo"
