"""Folders for what is made once for many tests: in memory where this computer has such a place, gone with the process."""

import atexit
import shutil
import tempfile
from pathlib import Path

ROOM = 2 << 30
"""Memory with less room than this is left alone: it fills before the tests are through."""


def memory() -> Path | None:
    """Say where this computer keeps files in memory, if it has such a place with room."""
    place = Path("/dev/shm")
    return place if place.is_dir() and shutil.disk_usage(place).free > ROOM else None


def in_memory(prefix: str) -> Path:
    """Make a folder that waits for no disk."""
    folder = Path(tempfile.mkdtemp(prefix=prefix, dir=memory()))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder
