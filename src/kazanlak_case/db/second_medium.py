"""Keep a backup on a second medium too: the disk it lies on may be the one that dies.

What is on the stick is sealed as the case file is; who finds the stick reads nothing.
"""

import hashlib
import os
import shutil
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from kazanlak_case.db import key_file
from kazanlak_case.db.backup_facts import DATABASE, NAME, PIECE, SUFFIX, BackupFacts
from kazanlak_case.db.backup_writing import check_room
from kazanlak_case.db.backups import backups_in
from kazanlak_case.db.care import Care, remember
from kazanlak_case.db.small_files import sync_folder, translating_disk
from kazanlak_case.domain.exchange import Progress
from kazanlak_case.domain.file_errors import StorageError

FOLDER = "case-file-backups"
"""On the stick, for the backups of all case files."""
PART = ".part"
DAYS = 7
"""After so many days a copy on a second medium is offered."""
KEPT = 3
"""So many of one case file stay on a stick."""


def days_without(care: Care, now: datetime) -> int | None:
    """Tell for how many days nothing was copied to a second medium; None when nothing ever was."""
    copied = care.copied_at
    return (
        None if copied is None else max(0, (now.date() - copied.astimezone(now.tzinfo).date()).days)
    )


def is_offered(care: Care, now: datetime) -> bool:
    """Tell whether a copy on a second medium is due."""
    copied = care.copied_at
    # one from the future was written by a wrong clock
    return copied is None or not timedelta(days=-1) < now - copied < timedelta(days=DAYS)


def backups_on(medium: Path) -> tuple[BackupFacts, ...]:
    """List the backups on a stick, the newest first."""
    return backups_in(medium / FOLDER)


def copy_to_medium(
    backup: BackupFacts, medium: Path, *, case_folder: Path, now: datetime, progress: Progress
) -> Path:
    """Write a verified backup to a stick: temporary name, flush, read back, rename. Then old ones there go.

    Raises:
        DiskFullError: The stick has no room for it; nothing was written.
        ReadOnlyError: It may not be written to.
        StorageError: It was pulled out, or does not keep what is written to it.
        CancelledError: Somebody asked to stop; nothing is left of it.
    """
    folder = medium / FOLDER
    target, part = folder / backup.path.name, folder / f"{backup.path.stem}{PART}"
    check_room(medium, backup.size)
    with translating_disk(folder):
        folder.mkdir(exist_ok=True)
        shutil.rmtree(part, ignore_errors=True)
    try:
        with translating_disk(part):
            part.mkdir()
            for name in (key_file.NAME, NAME, DATABASE):
                if (backup.path / name).is_file():
                    _copy(backup.path / name, part / name, progress=progress)
            sync_folder(part)
            shutil.rmtree(target, ignore_errors=True)
            part.replace(target)
            sync_folder(folder)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise
    remember(case_folder, copied=now.isoformat(timespec="seconds"), medium=medium.name)
    _let_old_ones_go(backup, medium)
    return target


def _copy(source: Path, target: Path, *, progress: Progress) -> None:
    written, size, done = hashlib.sha256(), source.stat().st_size, 0
    with source.open("rb") as come, target.open("wb") as go:
        while piece := come.read(PIECE):
            written.update(piece)
            go.write(piece)
            done += len(piece)
            progress(done, 2 * size)
        go.flush()
        os.fsync(go.fileno())
    told = _second_half(progress, size)
    if _read_back(target, told) != written.digest():
        raise StorageError(path=target.name, detail="read back differently")


def _second_half(progress: Progress, size: int) -> Callable[[int], None]:
    def tell(done: int) -> None:
        progress(size + done, 2 * size)

    return tell


def _read_back(path: Path, tell: Callable[[int], None]) -> bytes:
    """Read a file again, from the medium where the system lets us ask for that."""
    found, done = hashlib.sha256(), 0
    with path.open("rb") as file:
        if hasattr(os, "posix_fadvise"):
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        while piece := file.read(PIECE):
            found.update(piece)
            done += len(piece)
            tell(done)
    return found.digest()


def _let_old_ones_go(backup: BackupFacts, medium: Path) -> None:
    """Keep the newest few of this case file; those of others, and what has another ending, are not ours to delete."""
    own = [one for one in backups_on(medium) if one.file_id and one.file_id == backup.file_id]
    for old in own[KEPT:]:
        if old.path.suffix == SUFFIX and old.path.name != backup.path.name:
            shutil.rmtree(old.path, ignore_errors=True)
