"""Keep verified backups: a backup is a case file like any other, encrypted under the same keys."""

import shutil
from datetime import datetime
from pathlib import Path

from kazanlak_case.db import key_file
from kazanlak_case.db.casefile import DATABASE, SUFFIX, CaseFile, check_is_case_file
from kazanlak_case.db.engine import make_engine, translating
from kazanlak_case.db.small_files import sync_folder, translating_disk
from kazanlak_case.db.text_sql import run
from kazanlak_case.domain.errors import CaseFileDamagedError, CaseFileExistsError, UnfitTargetError

PART = ".part"
KEPT_BEFORE_IMPORTS = 10
MOST_CHANGES_CARRIED = 100_000
"""So many are carried from a server in some ten seconds."""


def backup_case_file(file: CaseFile, folder: Path, *, now: datetime) -> Path:
    """Write a backup of an open file into `folder`, read it back, and answer where it is.

    Raises:
        DiskFullError: There is no room for it.
        CaseFileDamagedError: The copy does not verify; the file itself may be damaged.
    """
    name = f"{file.path.stem}-{now:%Y-%m-%d-%H%M%S}"
    target, part = folder / f"{name}{SUFFIX}", folder / f"{name}{PART}"
    number = 1
    while target.exists():
        number += 1
        target = folder / f"{name}-{number}{SUFFIX}"
    with translating_disk(folder):
        folder.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(part, ignore_errors=True)
    try:
        _write(file, part)
        _check(part, file)
        with translating_disk(target):
            part.replace(target)
            sync_folder(folder)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise
    return target


def _write(file: CaseFile, part: Path) -> None:
    """Write what an open file holds into a new folder; from a server, by carrying it row by row."""
    if file.is_on_server:
        from kazanlak_case.db.server.moving import copy_to_file

        copy_to_file(file, part, suffix=PART)
        return
    with translating_disk(part):
        part.mkdir()
    with file.raw_connection() as connection:
        connection.exec_driver_sql("VACUUM INTO ?", (str(part / DATABASE),))
    with translating_disk(part):
        shutil.copyfile(file.path / key_file.NAME, part / key_file.NAME)


def backup_before_import(file: CaseFile, *, now: datetime) -> Path | None:
    """Write the automatic backup before an import; the oldest of many go.

    A large central copy on a server is not carried to the clerk's computer each time: its backups are its
    administrator's (docs/postgresql.md), and an import can be taken back.
    """
    if file.is_on_server and _changes(file) > MOST_CHANGES_CARRIED:
        return None
    folder = file.path / "backup"
    made = backup_case_file(file, folder, now=now)
    for old in sorted(folder.glob(f"*{SUFFIX}"))[:-KEPT_BEFORE_IMPORTS]:
        shutil.rmtree(old, ignore_errors=True)
    return made


def _changes(file: CaseFile) -> int:
    with file.reading_raw() as connection:
        return int(run(connection, "SELECT coalesce(sum(seq), 0) FROM vector").scalar_one())


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
        with translating_disk(path):
            shutil.rmtree(part, ignore_errors=True)
            part.mkdir(parents=True)
            for name in (DATABASE, key_file.NAME):
                shutil.copyfile(backup / name, part / name)
            part.replace(path)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise


def _check(part: Path, file: CaseFile) -> None:
    engine = make_engine(part / DATABASE, file.unlocked.database_keys, mode="ro", connections=1)
    try:
        with translating(part), engine.connect() as connection:
            cipher = connection.exec_driver_sql("PRAGMA cipher_integrity_check").scalars().all()
            quick = connection.exec_driver_sql("PRAGMA quick_check").scalars().all()
    finally:
        engine.dispose()
    if faults := [*cipher, *(line for line in quick if line != "ok")]:
        raise CaseFileDamagedError(path=file.path.name, detail=str(faults[0]))
