"""Say what the computer lacks before Qt is loaded: Qt itself would only abort, without a word."""

import ctypes
import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass

ALWAYS = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libgthread-2.0.so.0": "libglib2.0-0",
}
ON_X = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
}
"""Libraries that Qt opens, and the Debian package that brings each."""

NOT_POSSIBLE = 1
LIBRARY_MISSING = 3

NO_DISPLAY = """\
Тук няма екран, затова прозорецът не може да се отвори. Командите работят и без екран: kazanlak-case --help
There is no display here, so the window cannot be opened. The commands work without one: kazanlak-case --help
"""
MISSING = """\
Липсват системни библиотеки: {libraries}. Инсталирайте ги и опитайте отново:
System libraries are missing: {libraries}. Install them and try again:
    sudo apt-get install -y {packages}
"""
# Both languages at once: no catalogue is loaded yet, and the reader's language is not known.


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Why the window cannot open, in both languages, and the exit code that says so."""

    text: str
    exit_code: int


def find_obstacle(
    env: Mapping[str, str] = os.environ,
    *,
    platform: str = sys.platform,
    load: Callable[[str], object] = ctypes.CDLL,
) -> Obstacle | None:
    """Tell what keeps Qt from starting here; None when nothing does. Imports no Qt."""
    if not platform.startswith("linux"):
        return None
    wanted = dict(ALWAYS)
    if env.get("QT_QPA_PLATFORM", "") in {"", "xcb"}:
        if not env.get("DISPLAY") and not env.get("WAYLAND_DISPLAY"):
            return Obstacle(NO_DISPLAY, NOT_POSSIBLE)
        if not env.get("WAYLAND_DISPLAY"):
            wanted |= ON_X
    missing = [name for name in wanted if not _loads(name, load)]
    if not missing:
        return None
    packages = " ".join(wanted[name] for name in missing)
    return Obstacle(
        MISSING.format(libraries=", ".join(missing), packages=packages), LIBRARY_MISSING
    )


def check() -> None:
    """Leave with a sentence and an exit code where the window cannot open."""
    obstacle = find_obstacle()
    if obstacle is not None:
        sys.stderr.write(obstacle.text)
        raise SystemExit(obstacle.exit_code)


def _loads(name: str, load: Callable[[str], object]) -> bool:
    try:
        load(name)
    except OSError:
        return False
    return True
