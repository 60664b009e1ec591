"""Backups made before an erasure still hold what was erased: find them by their content, and let them go.

They go only when somebody says so, and only after a fresh backup was written and verified.
"""

import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection

from kazanlak_case.db.backup import backup_case_file
from kazanlak_case.db.backups import FOLDER, backups_of
from kazanlak_case.db.casefile import DATABASE, CaseFile
from kazanlak_case.db.engine import Keys, make_engine, translating
from kazanlak_case.db.text_sql import run
from kazanlak_case.domain.errors import ExpectedError
from kazanlak_case.domain.exchange import Progress, no_progress
from kazanlak_case.domain.fields import record_type
from kazanlak_case.domain.person_errors import NoBackupError
from kazanlak_case.domain.records import RECORDS

IDS_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class OldBackup:
    """A backup with erased data in it; one that cannot be read counts as such."""

    path: Path
    made_at: datetime
    is_read: bool = True


def backups_with_erased(file: CaseFile) -> tuple[OldBackup, ...]:
    """List the backups beside this file that hold records erased since, the newest first."""
    with file.reading_raw() as connection:
        erased = _erased(connection, file)
    if not erased:
        return ()
    found = []
    for facts in backups_of(file):
        holds = _holds(facts.path, file, erased)
        if holds is not False:
            found.append(OldBackup(facts.path, facts.made_at, is_read=holds is True))
    return tuple(found)


def drop_backups_with_erased(
    file: CaseFile, *, now: datetime, progress: Progress = no_progress
) -> tuple[Path, int]:
    """Write and verify a fresh backup, then delete those that hold erased data; tell where, and how many went.

    Raises:
        NoBackupError: None does.
        ExpectedError: The fresh one could not be made; then none was deleted.
    """
    old = backups_with_erased(file)
    if not old:
        raise NoBackupError
    fresh = backup_case_file(file, file.path / FOLDER, now=now, progress=progress)
    for one in old:
        shutil.rmtree(one.path, ignore_errors=True)
    return fresh, sum(not one.path.exists() for one in old)


def _erased(connection: Connection, file: CaseFile) -> dict[str, list[bytes]]:
    found: dict[str, list[bytes]] = {}
    for row, tbl in run(connection, "SELECT DISTINCT row, tbl FROM erased"):
        found.setdefault(file.names.record_name(tbl), []).append(row)
    return found


def _holds(path: Path, file: CaseFile, erased: dict[str, list[bytes]]) -> bool | None:
    """Tell whether a backup holds any of these records; None where no key of this file opens it."""
    for keys in _keys(file):
        # one under an older key, or a damaged one, is told as not read
        with suppress(ExpectedError):
            return _opened_holds(path, keys, erased)
    return None


def _keys(file: CaseFile) -> Iterator[Keys]:
    for epoch in sorted(file.unlocked.file_keys, reverse=True):
        yield file.unlocked.database_keys(epoch)


def _opened_holds(path: Path, keys: Keys, erased: dict[str, list[bytes]]) -> bool:
    engine = make_engine(path / DATABASE, lambda: keys, mode="ro", connections=1)
    try:
        with translating(path), engine.connect() as connection:
            tables = set(
                run(connection, "SELECT name FROM sqlite_master WHERE type = 'table'").scalars()
            )
            return any(
                _any_of(connection, record, rows)
                for record, rows in erased.items()
                if record in tables and record in _KNOWN
            )
    finally:
        engine.dispose()


_KNOWN = {record_type(cls) for cls in RECORDS.values()}


def _any_of(connection: Connection, record: str, rows: list[bytes]) -> bool:
    for start in range(0, len(rows), IDS_AT_ONCE):
        some = rows[start : start + IDS_AT_ONCE]
        marks = ", ".join("?" * len(some))
        question = f'SELECT 1 FROM "{record}" WHERE id IN ({marks}) LIMIT 1'  # noqa: S608 - our names
        if run(connection, question, some).first():
            return True
    return False
