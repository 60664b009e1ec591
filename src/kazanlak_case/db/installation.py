"""What this installation remembers outside the case files: who it is, and how far each file had come.

A file that is behind its count is a restored backup; one without a count here comes from elsewhere. Both must go on
as a new incarnation (design.md, section 4), so whatever is lost or unreadable here only makes one more of those.
"""

import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from nacl.utils import random

from kazanlak_case import paths
from kazanlak_case.db.small_files import sync_folder, translating_disk, write_whole

ID_NAME = "installation.id"
COUNTS = "counts"
ID_BYTES = 16
DIGITS = 20


class Installation:
    """This installation's own id and its counts of commits."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._counts = folder / COUNTS
        with translating_disk(folder):
            self._counts.mkdir(parents=True, exist_ok=True)
        self.id = _read_id(folder / ID_NAME) or _make_id(folder / ID_NAME)

    @property
    def folder(self) -> Path:
        """Where it keeps what it remembers."""
        return self._folder

    @classmethod
    def here(cls, env: Mapping[str, str] = os.environ) -> "Installation":
        """Give the installation this program runs as."""
        return cls(paths.state_folder(env))

    def count_of(self, file_id: bytes) -> int | None:
        """Tell how many commits this installation made in a file; None if it knows none."""
        try:
            text = self._path_of(file_id).read_bytes()
        except OSError:
            return None
        # A torn or foreign content counts as unknown.
        return int(text) if len(text) == DIGITS and text.isdigit() else None

    def set_count(self, file_id: bytes, count: int, *, durable: bool = False) -> None:
        """Remember the count; `durable` before a bundle leaves, else a power cut may set it back a little.

        The twenty digits are written in place, so that this costs a save next to nothing: a count that lags behind
        does no harm, and one that is ahead would need a bundle to have left.
        """
        path = self._path_of(file_id)
        with translating_disk(path):
            is_new = not path.exists()
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
            try:
                os.write(descriptor, b"%020d" % count)
                os.ftruncate(descriptor, DIGITS)
                if durable or is_new:
                    os.fsync(descriptor)
            finally:
                os.close(descriptor)
            if is_new:
                sync_folder(path.parent)

    def _path_of(self, file_id: bytes) -> Path:
        return self._counts / file_id.hex()


def _read_id(path: Path) -> bytes | None:
    with suppress(OSError, ValueError):
        found = bytes.fromhex(path.read_text(encoding="ascii"))
        return found if len(found) == ID_BYTES else None
    return None


def _make_id(path: Path) -> bytes:
    """Make up an id; of two programs that start at once for the first time, both end up with the same."""
    mine = path.with_name(f"{ID_NAME}.{random(8).hex()}")
    write_whole(mine, random(ID_BYTES).hex().encode())
    with translating_disk(path):
        try:
            if path.exists() and _read_id(path) is None:
                mine.replace(path)  # what stood there cannot be read
            else:
                _publish(mine, path)
        finally:
            mine.unlink(missing_ok=True)
        return bytes.fromhex(path.read_text(encoding="ascii"))


def _publish(mine: Path, path: Path) -> None:
    """Give `mine` its name unless another program was first."""
    with suppress(FileExistsError):
        if os.name == "nt":
            mine.rename(path)
        else:
            path.hardlink_to(mine)
