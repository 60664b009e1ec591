"""Write a file to a stick so that it may be pulled out afterwards: temporary name, flush, read back, rename."""

import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from shutil import disk_usage
from typing import BinaryIO, TypeAlias

from kazanlak_case.db.small_files import FULL, NOT_ALLOWED, from_os_error, sync_folder
from kazanlak_case.domain.errors import ExpectedError
from kazanlak_case.domain.file_errors import CaseFileExistsError, DiskFullError, StorageError
from kazanlak_case.i18n import N_, _

PIECE = 1 << 20
RESERVE = 64 * 1024
"""A stick with no more than this left over counts as full: folders take room too."""

PULLED_OUT = N_("the disk or stick was pulled out or does not answer")
NO_FOLDER = N_("its folder is not there")
READ_BACK = N_("what was read back differs from what was written")

Fill: TypeAlias = Callable[[BinaryIO], bytes]
"""Writes the content and answers its SHA-256."""


def write_to_stick(path: Path, fill: Fill, *, size: int, leaving: Callable[[], None]) -> None:
    """Write `path`, or leave nothing: what has the final name is whole, on the disk, and was read back.

    Args:
        path: The final name; it must not be taken.
        fill: Writes the content and answers its SHA-256.
        size: About how many bytes there will be, to find out early that they do not fit.
        leaving: Called once, when all of it is on the stick and was read back.

    Raises:
        CaseFileExistsError: The name is taken.
        DiskFullError: There is no room.
        ReadOnlyError: It may not be written to.
        StorageError: It was pulled out, or does not keep what is written to it.
    """
    with translating_stick(path):
        check_place(path, size)
        part = path.with_name(f"{path.name}.part")
        try:
            with part.open("wb") as file:
                digest = fill(file)
                file.flush()
                os.fsync(file.fileno())
            _compare(part, digest, path=path)
            leaving()
            check_place(path, 0)
            part.rename(path)
            sync_folder(path.parent)
        except BaseException:
            with suppress(OSError):
                part.unlink(missing_ok=True)
            raise


def check_place(path: Path, size: int) -> None:
    """Look whether a new file of about `size` bytes can stand there."""
    if not path.parent.is_dir():
        raise StorageError(path=path.name, detail=_(NO_FOLDER))
    if path.exists():
        raise CaseFileExistsError(path=path.name)
    if size and disk_usage(path.parent).free < size + RESERVE:
        raise DiskFullError(path=path.name)


@contextmanager
def translating_stick(path: Path) -> Iterator[None]:
    """Turn the system's errors about a stick into expected ones."""
    try:
        yield
    except OSError as error:
        raise stick_error(error, path) from error


def stick_error(error: OSError, path: Path) -> ExpectedError:
    """Give the expected error behind the system's one; most that can happen to a stick is being pulled out."""
    if error.errno in FULL | NOT_ALLOWED:
        return from_os_error(error, path)
    return StorageError(path=path.name, detail=_(PULLED_OUT))


def _compare(part: Path, digest: bytes, *, path: Path) -> None:
    """Read a file again, from the medium where the system lets us ask for that."""
    found = hashlib.sha256()
    with part.open("rb") as file:
        if hasattr(os, "posix_fadvise"):
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        while piece := file.read(PIECE):
            found.update(piece)
    if found.digest() != digest:
        raise StorageError(path=path.name, detail=_(READ_BACK))
