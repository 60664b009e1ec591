"""A terminal with a house's case file in it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from support.command import Terminal, terminal_in
from support.travel import acquainted


@pytest.fixture
def terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Terminal]:
    with terminal_in(tmp_path, capsys, monkeypatch) as opened:
        yield opened


@pytest.fixture
def house(terminal: Terminal, templates: dict[str, Path]) -> Path:
    return terminal.copy_of(templates["kran"])


@pytest.fixture
def centre(terminal: Terminal, templates: dict[str, Path]) -> Path:
    return terminal.copy_of(templates["municipality"])


@pytest.fixture
def pair(terminal: Terminal) -> tuple[Path, Path]:
    """A house and the centre that prepared it."""
    files = acquainted()
    return terminal.copy_of(files["kran"]), terminal.copy_of(files["municipality"])
