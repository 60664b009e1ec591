"""Start of the program."""

import os
import subprocess
import sys
import threading

import pytest

from kazanlak_case import paths
from kazanlak_case.__main__ import main

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="only Linux may have no display"
)


@pytest.fixture(autouse=True)
def _hooks(monkeypatch):
    """Give the test runner its hooks back: the program takes them for its own."""
    for place, name in (
        (sys, "excepthook"),
        (sys, "unraisablehook"),
        (threading, "excepthook"),
    ):
        monkeypatch.setattr(place, name, getattr(place, name))


@pytest.fixture
def no_display(monkeypatch):
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)


def test_program_without_words_and_display_leaves_with_a_sentence():
    command = [sys.executable, "-m", "kazanlak_case"]
    done = subprocess.run(command, env={}, check=False, capture_output=True, text=True)
    assert done.returncode == 1
    assert "no display" in done.stderr
    assert "Traceback" not in done.stderr


def test_throw_away_profile_keeps_everything_in_one_folder(tmp_path, monkeypatch, no_display):
    monkeypatch.setenv(paths.HOME, "elsewhere")
    with pytest.raises(SystemExit) as caught:
        main(["--profile", str(tmp_path)])
    assert caught.value.code == 1
    assert os.environ[paths.HOME] == str(tmp_path)
    assert paths.case_folder() == tmp_path / "cases"
