"""What the computer lacks is named before Qt aborts."""

import subprocess
import sys

import pytest

from kazanlak_case import preflight
from kazanlak_case.preflight import find_obstacle

X = {"DISPLAY": ":0"}
WAYLAND = {"WAYLAND_DISPLAY": "wayland-0"}


def everything(name):
    return name


def without(*missing):
    def load(name):
        if name in missing:
            raise OSError(name)

    return load


@pytest.mark.parametrize("env", [X, WAYLAND, X | WAYLAND, {"QT_QPA_PLATFORM": "offscreen"}])
def test_nothing_stands_in_the_way(env):
    assert find_obstacle(env, platform="linux", load=everything) is None


def test_no_display_is_said_in_both_languages():
    found = find_obstacle({}, platform="linux", load=everything)
    assert found.exit_code == 1
    assert "няма екран" in found.text
    assert "no display" in found.text


def test_missing_libraries_are_named_with_the_line_to_run():
    found = find_obstacle(X, platform="linux", load=without("libEGL.so.1", "libxcb-cursor.so.0"))
    assert found.exit_code == 3
    assert "libEGL.so.1, libxcb-cursor.so.0" in found.text
    assert "sudo apt-get install -y libegl1 libxcb-cursor0\n" in found.text


def test_libraries_of_x_are_not_asked_for_elsewhere():
    load = without(*preflight.ON_X)
    assert find_obstacle(WAYLAND, platform="linux", load=load) is None
    assert find_obstacle({"QT_QPA_PLATFORM": "offscreen"}, platform="linux", load=load) is None
    assert find_obstacle(X, platform="linux", load=load).exit_code == 3


def test_windows_brings_its_own():
    assert find_obstacle({}, platform="win32", load=without(*preflight.ALWAYS)) is None


def test_nothing_of_qt_or_the_store_is_loaded_before_the_check():
    script = (
        "import sys; import kazanlak_case.__main__;"
        "sys.exit(any(n.split('.')[0] in {'PySide6', 'sqlalchemy', 'platformdirs'} for n in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", script], check=False)
    assert done.returncode == 0
