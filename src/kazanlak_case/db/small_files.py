"""Write small files whole or not at all, and say in our own errors what a disk refuses."""

import errno
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from kazanlak_case.domain.errors import ExpectedError
from kazanlak_case.domain.file_errors import (
    CaseFileMissingError,
    DiskFullError,
    ReadOnlyError,
    StorageError,
)

ATTEMPTS = 5
PAUSE = 0.1
"""On Windows a virus scanner may hold the target for a moment: try again."""

FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
NOT_ALLOWED = {errno.EACCES, errno.EPERM, errno.EROFS}


def from_os_error(error: OSError, path: Path) -> ExpectedError:
    """Give the expected error behind the system's one."""
    if error.errno in FULL:
        return DiskFullError(path=path)
    if error.errno in NOT_ALLOWED:
        return ReadOnlyError(path=path)
    if isinstance(error, FileNotFoundError):
        return CaseFileMissingError(path=path)
    return StorageError(path=path, detail=error.strerror or type(error).__name__)


@contextmanager
def translating_disk(path: Path) -> Iterator[None]:
    """Turn the system's errors about `path` into expected ones."""
    try:
        yield
    except OSError as error:
        raise from_os_error(error, path) from error


def write_whole(path: Path, content: bytes) -> None:
    """Replace `path` by `content`, on the disk before this returns; after a failure the old file stands untouched."""
    part = path.with_name(f"{path.name}.part")
    with translating_disk(path):
        try:
            with part.open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            _replace(part, path)
        except BaseException:
            with suppress(OSError):
                part.unlink(missing_ok=True)
            raise
        sync_folder(path.parent)
        if path.read_bytes() != content:
            raise StorageError(path=path, detail="read back differently")


def sync_folder(folder: Path) -> None:
    """Make a new name in `folder` last through a power cut; Windows does so by itself."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _replace(part: Path, path: Path) -> None:
    for attempt in range(1, ATTEMPTS + 1):
        try:
            part.replace(path)
        except PermissionError:
            if attempt == ATTEMPTS:
                raise
            time.sleep(PAUSE)
        else:
            return
