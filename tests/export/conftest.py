"""Shared by the tests of bundles."""

from pathlib import Path

import pytest

from support.bundles import Courier


@pytest.fixture
def courier(tmp_path: Path) -> Courier:
    """Two copies that know each other, and a stick."""
    folder = tmp_path / "флашка № 1"
    folder.mkdir()
    return Courier(folder)
