"""A full disk refuses with one sentence; what was saved before is whole, and saving goes on when there is room."""

import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from conftest import PASSWORD
from kazanlak_case.db.backup import backup_case_file
from kazanlak_case.db.casefile import CaseFile
from kazanlak_case.db.verify import verify
from kazanlak_case.domain.changes import Born
from kazanlak_case.domain.errors import DiskFullError
from kazanlak_case.domain.records import Person


def save_many(file: CaseFile, now: datetime, count: int) -> None:
    with file.writing(now) as uow:
        people = [
            Person(id=uow.new_id(), given_name=f"Лице {number}", note="текст " * 100)
            for number in range(count)
        ]
        uow.log.append([Born(person) for person in people], "people_taken_in")
        uow.commit()


def test_a_save_on_a_full_disk_changes_nothing(
    templates: dict[str, Path], small_disk: Callable[[int], Path], now: datetime
) -> None:
    disk = small_disk(3)
    shutil.copytree(templates["kran"], disk / "kran.kcase")
    file = CaseFile.open(disk / "kran.kcase", password=PASSWORD)
    save_many(file, now, 10)
    before = verify(file).digest
    with pytest.raises(DiskFullError):
        save_many(file, now, 5000)
    with pytest.raises(DiskFullError):
        backup_case_file(file, disk / "backup", now=now)
    assert list((disk / "backup").iterdir()) == []
    after = verify(file)
    file.close()
    assert (after.ok, after.digest) == (True, before)
    again = CaseFile.open(disk / "kran.kcase", password=PASSWORD)
    save_many(again, now, 1)
    assert verify(again).ok
    again.close()
