"""Let one program at a time open a case file, and say who has it.

The lock is the operating system's: it dies with its process, however that ends. What is written in the file only
tells a person whom to ask; it decides nothing.
"""

import getpass
import json
import os
import platform
import sys
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from kazanlak_case.db.small_files import translating_disk
from kazanlak_case.domain.file_errors import CaseFileInUseError

NAME = "case.lock"
LONGEST_NOTE = 4096

if sys.platform == "win32":
    import msvcrt

    # Windows hides what it locks from others: lock a place far behind the note.
    FAR = 1 << 30

    def _try_lock(file: BinaryIO) -> bool:
        file.seek(FAR)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _unlock(file: BinaryIO) -> None:
        file.seek(FAR)
        with suppress(OSError):
            msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _try_lock(file: BinaryIO) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _unlock(file: BinaryIO) -> None:
        fcntl.flock(file, fcntl.LOCK_UN)


class CaseLock:
    """The right to have one case file open, until `release` or the end of the process."""

    def __init__(self, file: BinaryIO, *, was_left: bool = False) -> None:
        self._file = file
        self.was_left = was_left
        """Whether whoever held it before did not let go of it: a power cut, or the program was ended by force."""

    @classmethod
    def take(cls, folder: Path, *, user: str, since: datetime | None = None) -> "CaseLock":
        """Take the lock of a case file, or say who has it.

        Raises:
            CaseFileInUseError: Another program holds it.
        """
        path = folder / NAME
        with translating_disk(path):
            # Neither truncated nor replaced: the note in it is the holder's.
            file = os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "r+b", buffering=0)
            try:
                _lock(file, folder)
                was_left = bool(file.read(1))
                _write_note(file, user=user, since=since or datetime.now().astimezone())
            except BaseException:
                file.close()
                raise
        return cls(file, was_left=was_left)

    def release(self) -> None:
        """Let others open the case file; the second time nothing happens."""
        if self._file.closed:
            return
        # The file stays: removing it would let two programs lock two files of one name.
        with suppress(OSError):
            self._file.truncate(0)
        _unlock(self._file)
        self._file.close()


def _lock(file: BinaryIO, folder: Path) -> None:
    if not _try_lock(file):
        raise CaseFileInUseError(path=folder, holder=_holder(file))


def _write_note(file: BinaryIO, *, user: str, since: datetime) -> None:
    note = {
        "user": user,
        "account": _account(),
        "host": platform.node(),
        "since": f"{since:%d.%m.%Y %H:%M}",
    }
    file.seek(0)
    file.truncate(0)
    file.write(json.dumps(note, ensure_ascii=False).encode())
    # it is to be found after a power cut: that it is still there tells of the cut
    os.fsync(file.fileno())


def _account() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # an account without a name
        return ""


def _holder(file: BinaryIO) -> str:
    """Word the note of whoever holds the lock: names and a time, so it needs no translation."""
    with suppress(OSError, ValueError):
        file.seek(0)
        note = json.loads(file.read(LONGEST_NOTE).decode())
        if isinstance(note, dict):
            parts = [note.get(key) for key in ("user", "account", "host", "since")]
            return ", ".join(part for part in parts if isinstance(part, str) and part) or "?"
    return "?"
