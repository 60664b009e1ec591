"""Keep verified backups: a backup is a case file like any other, encrypted under the same keys."""

import os
import shutil
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Self

from kazanlak_case.db import key_file
from kazanlak_case.db.backup_facts import (
    BackupFacts,
    counted,
    fingerprint,
    name_of,
    write_facts,
)
from kazanlak_case.db.backup_writing import check_copy, connected, write_copy
from kazanlak_case.db.casefile import DATABASE, SUFFIX, CaseFile, check_is_case_file
from kazanlak_case.db.key_slots import Unlocked
from kazanlak_case.db.purging import purge_if_due
from kazanlak_case.db.readings import record_leaving
from kazanlak_case.db.small_files import sync_folder, translating_disk
from kazanlak_case.domain.errors import UnfitTargetError
from kazanlak_case.domain.exchange import Progress, no_progress
from kazanlak_case.domain.file_errors import CaseFileExistsError, CaseFileInUseError, ReadOnlyError
from kazanlak_case.domain.rules.rights import Act

PART = ".part"
ASKED = "asked"
"""Somebody wanted it, who must be allowed to."""


def backup_case_file(
    file: CaseFile,
    folder: Path,
    *,
    now: datetime,
    reason: str = ASKED,
    progress: Progress = no_progress,
) -> Path:
    """Write a backup of an open file into `folder`, read it back, and answer where it is.

    Raises:
        NotAllowedError: Somebody asked for it whose post makes no backups.
        DiskFullError: There is no room for it.
        CaseFileDamagedError: The copy does not verify; the file itself may be damaged.
        CancelledError: Somebody asked to stop; nothing is left of it.
    """
    if reason == ASKED:  # what the program does by itself asks nobody
        file.require(Act.BACK_UP)
        with suppress(ReadOnlyError):
            record_leaving(file, "backup_made", now=now)
    # what an erasure that was cut short has left on the disk does not go into a backup
    with suppress(CaseFileInUseError, ReadOnlyError):
        purge_if_due(file, now=now)
    target = _free_name(folder, name_of(file.path.stem, now, reason=reason))
    with _Part(target) as part:
        if file.is_on_server:
            from kazanlak_case.db.server.moving import copy_to_file

            copy_to_file(file, part.path, suffix=PART)
        else:
            part.copy(file.path, file.unlocked, progress=progress)
        part.finish(file.path.name, file.unlocked, now=now, reason=reason, progress=progress)
    return target


def backup_closed_file(path: Path, unlocked: Unlocked, *, now: datetime, reason: str) -> Path:
    """Write a backup of a file that nobody has open yet: before its tables are changed for a newer version.

    Raises:
        ExpectedError: As `backup_case_file` says.
    """
    target = _free_name(path / "backup", name_of(path.stem, now, reason=reason))
    with _Part(target) as part:
        part.copy(path, unlocked, progress=no_progress)
        part.finish(path.name, unlocked, now=now, reason=reason, progress=no_progress)
    return target


class _Part:
    """A backup in the making: it gets its name when it is whole, and leaves nothing before."""

    def __init__(self, target: Path) -> None:
        self.target = target
        self.path = target.with_suffix(PART)

    def copy(self, source: Path, unlocked: Unlocked, *, progress: Progress) -> None:
        """Write the database and the key slots."""
        with translating_disk(self.path):
            self.path.mkdir()
        write_copy(
            source / DATABASE, self.path / DATABASE, unlocked.database_keys(), progress=progress
        )
        with translating_disk(self.path):
            shutil.copyfile(source / key_file.NAME, self.path / key_file.NAME)

    def finish(
        self, name: str, unlocked: Unlocked, *, now: datetime, reason: str, progress: Progress
    ) -> None:
        """Read it back, write down what it holds, and let it have its name."""
        database, keys = self.path / DATABASE, unlocked.database_keys()
        check_copy(database, keys, name=name, progress=progress)
        with translating_disk(self.path):
            size = database.stat().st_size
            facts = BackupFacts(self.path, now, reason, size, file_id=unlocked.file_id.hex())
            with connected(database, keys, mode="ro") as connection:
                facts = counted(connection, facts)
            write_facts(replace(facts, sha256=fingerprint(database, progress=no_progress)))
            self.path.replace(self.target)
            sync_folder(self.target.parent)

    def __enter__(self) -> Self:
        with translating_disk(self.path.parent):
            self.path.parent.mkdir(parents=True, exist_ok=True)
            shutil.rmtree(self.path, ignore_errors=True)
        return self

    def __exit__(self, *_error: object) -> None:
        shutil.rmtree(self.path, ignore_errors=True)


def _free_name(folder: Path, name: str) -> Path:
    target, number = folder / f"{name}{SUFFIX}", 1
    while target.exists():
        number += 1
        target = folder / f"{name}-{number}{SUFFIX}"
    return target


def restore_case_file(backup: Path, path: Path) -> None:
    """Make a case file of a backup, beside whatever is there: nothing is ever overwritten.

    It goes on as a new incarnation when it is first opened (design.md, section 4).

    Raises:
        CaseFileExistsError: Something of this name is there.
        NotACaseFileError: `backup` is none.
    """
    check_is_case_file(backup)
    if path.suffix != SUFFIX:
        raise UnfitTargetError(path=path.name, endings=SUFFIX)
    if path.exists():
        raise CaseFileExistsError(path=path.name)
    part = path.with_suffix(PART)
    try:
        copy_backup(backup, part)
        with translating_disk(path):
            part.replace(path)
            sync_folder(path.parent)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise


def copy_backup(backup: Path, part: Path) -> None:
    """Copy what makes a case file into a new folder, on the disk before this returns."""
    with translating_disk(part):
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir(parents=True)
        for name in (DATABASE, key_file.NAME):
            shutil.copyfile(backup / name, part / name)
            _sync(part / name)
        sync_folder(part)


def _sync(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())
