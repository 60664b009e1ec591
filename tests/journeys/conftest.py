"""A terminal, and one with the practice data."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from support.command import Terminal, terminal_in
from support.practice import copied_to


@pytest.fixture
def terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Terminal]:
    with terminal_in(tmp_path, capsys, monkeypatch) as opened:
        yield opened


@pytest.fixture
def practice(terminal: Terminal) -> Path:
    """The folder that `demo` leaves, a fresh copy."""
    return copied_to(terminal.folder)
