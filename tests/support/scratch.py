"""Folders for what is made once for many tests: in memory where this computer has such a place, gone with the process."""

import atexit
import shutil
import tempfile
from pathlib import Path


def in_memory(prefix: str) -> Path:
    """Make a folder that waits for no disk."""
    memory = Path("/dev/shm")
    folder = Path(tempfile.mkdtemp(prefix=prefix, dir=memory if memory.is_dir() else None))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder
