"""Disks and sticks that can be filled, made read-only and pulled out: real ones, that the system's own calls fail on."""

import os
import shutil
import subprocess
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

MEGABYTE = 1 << 20


def mounted(*words: str) -> None:
    """Mount something; where that is not allowed, the test is not run."""
    if subprocess.run(["mount", *words], check=False, capture_output=True).returncode:
        pytest.skip("mounting is not allowed here")


def unmounted(place: Path) -> None:
    """Take it away again with its folder, whoever is still looking at it."""
    while place.is_mount():
        subprocess.run(["umount", "-l", str(place)], check=True, capture_output=True)
    shutil.rmtree(place, ignore_errors=True)


def fill(folder: Path, *, leaving: int = 0) -> Path:
    """Fill a disk with one file, but for so many bytes."""
    filler = folder / "filler"
    with suppress(OSError), filler.open("wb", buffering=0) as file:
        while True:
            file.write(bytes(MEGABYTE))
    with suppress(OSError), filler.open("ab", buffering=0) as file:
        while True:
            file.write(bytes(4096))
    os.truncate(filler, max(0, filler.stat().st_size - leaving))
    return filler


def set_read_only(place: Path, *, on: bool) -> None:
    """Turn the little switch of a stick."""
    mode = "ro" if on else "rw"
    subprocess.run(["mount", "-o", f"remount,{mode}", str(place)], check=True, capture_output=True)


@dataclass
class Stick:
    """A stick with a file system of its own."""

    path: Path
    _image: Path

    def pull(self) -> None:
        """Pull it out while files on it are open: what was not read yet cannot be read any more."""
        for path in self.path.iterdir():
            if path.is_file():
                with path.open("rb") as file:
                    os.fsync(file.fileno())
                    os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        os.truncate(self._image, 0)

    def vanish(self) -> None:
        """Let it be gone with its folder, as the desktop does; files on it that are open stay open."""
        if self.path.is_mount():
            unmounted(self.path)
