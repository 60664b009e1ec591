"""Bring a case file back from a backup: look into it first, then put it in the place of the present one.

Nothing is ever overwritten: the present file is moved aside, whole. The restored one goes on as a new incarnation
when it is first opened, so that the exchange brings back what others hold of it (design.md, section 4).
"""

import shutil
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, SealedBox

from kazanlak_case.db import key_file
from kazanlak_case.db.backup import copy_backup
from kazanlak_case.db.backup_facts import DATABASE, SUFFIX
from kazanlak_case.db.backup_writing import check_copy, check_room
from kazanlak_case.db.backups import FOLDER as BACKUPS
from kazanlak_case.db.drafts import FOLDER as DRAFTS
from kazanlak_case.db.key_slots import Unlocked, unlocked_by
from kazanlak_case.db.lock import CaseLock
from kazanlak_case.db.small_files import sync_folder, translating_disk
from kazanlak_case.domain.backup_errors import BackupDamagedError, NotABackupError, OtherFileError
from kazanlak_case.domain.errors import ExpectedError
from kazanlak_case.domain.exchange import Progress
from kazanlak_case.domain.file_errors import CaseFileDamagedError

ASIDE = "aside"
"""Beside the case files: where the present file goes when a backup takes its place."""
PART = f"{SUFFIX}.part"
WHOLE = "whole"
"""In a restored file that has not got its name yet: all of it is on the disk."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What was restored, and where what stood there before is now."""

    path: Path
    aside: Path | None = None


def keys_for(backup: Path, unlocked: Unlocked) -> Unlocked | None:
    """Open a backup with the keys of the file that is open; None where its user had other keys then."""
    file = _key_file_of(backup)
    own = PrivateKey(bytes(unlocked.private))
    slot = next((one for one in file.slots if one.public == bytes(own.public_key)), None)
    if slot is None or file.file_id != unlocked.file_id:
        return None
    file_keys = {}
    for epoch, grant in slot.grants.items():
        with suppress(CryptoError):
            file_keys[epoch] = bytearray(SealedBox(own).decrypt(grant))
    return unlocked_by(file, slot, private=own, file_keys=file_keys) if file_keys else None


def check_backup(backup: Path, unlocked: Unlocked, *, progress: Progress) -> None:
    """Read a backup through.

    Raises:
        BackupDamagedError: It is not as it was written.
    """
    try:
        check_copy(backup / DATABASE, unlocked.database_keys(), name=backup.name, progress=progress)
    except CaseFileDamagedError as error:
        detail = error.facts.get("detail", "")
        raise BackupDamagedError(path=backup.name, detail=detail) from error


def put_back(
    backup: Path, path: Path, *, unlocked: Unlocked, now: datetime, progress: Progress
) -> Restored:
    """Let a backup take the place of a case file that nobody has open; that one is moved aside.

    Its backups and drafts stay where they are looked for.

    Raises:
        BackupDamagedError: The backup does not verify.
        OtherFileError: It is of another case file.
        CaseFileInUseError: Somebody has the present file open.
        DiskFullError: There is no room for both.
    """
    _refuse_other(backup, path)
    check_backup(backup, unlocked, progress=progress)
    check_room(path.parent, (backup / DATABASE).stat().st_size)
    part = path.with_name(f"{path.stem}{PART}")
    try:
        copy_backup(backup, part)
        with translating_disk(part):
            (part / WHOLE).touch()
            sync_folder(part)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise
    aside = _move_aside(path, now) if path.exists() else None
    with translating_disk(path):
        part.replace(path)
        (path / WHOLE).unlink()
        for name in (BACKUPS, DRAFTS):
            if aside is not None and (aside / name).is_dir():
                (aside / name).replace(path / name)
        sync_folder(path.parent)
    return Restored(path, aside)


def finish_restores(folder: Path) -> None:
    """Give restored files their names, where a power cut came between moving one aside and naming the other."""
    for part in folder.glob(f"*{PART}"):
        target = part.with_suffix("")
        with suppress(OSError):
            if (part / WHOLE).is_file() and not target.exists():
                part.replace(target)
                (target / WHOLE).unlink()


def _move_aside(path: Path, now: datetime) -> Path:
    # only to learn that nobody works in it; on Windows a folder is not renamed while a file in it is open
    CaseLock.take(path, user="").release()
    folder = path.parent / ASIDE
    aside, number = folder / f"{path.stem}-{now.astimezone():%Y-%m-%d-%H%M%S}{SUFFIX}", 1
    with translating_disk(path):
        folder.mkdir(exist_ok=True)
        while aside.exists():
            number += 1
            aside = folder / f"{path.stem}-{now.astimezone():%Y-%m-%d-%H%M%S}-{number}{SUFFIX}"
        path.replace(aside)
        sync_folder(folder)
    return aside


def _refuse_other(backup: Path, path: Path) -> None:
    """Let only the file's own backup take its place; one whose keys cannot be read is known by its name alone."""
    there = _key_file_of(backup).file_id
    try:
        here = key_file.load(path).file_id
    except ExpectedError:
        return
    if here != there:
        raise OtherFileError(path=backup.name)


def _key_file_of(backup: Path) -> key_file.KeyFile:
    if not (backup / DATABASE).is_file():
        raise NotABackupError(path=backup.name)
    try:
        return key_file.load(backup)
    except CaseFileDamagedError as error:
        raise BackupDamagedError(path=backup.name, detail=key_file.NAME) from error
