"""Damage is found, named, and kept from growing; a sound file is never called damaged."""

import random
import threading
from datetime import timedelta

import pytest

from conftest import PASSWORD
from kazanlak_case.db.care import read_care
from kazanlak_case.db.casefile import DATABASE, CaseFile
from kazanlak_case.db.health import is_check_due, look_through
from kazanlak_case.db.installation import Installation
from kazanlak_case.domain.backup_errors import DamageFoundError
from kazanlak_case.domain.exchange import no_progress
from kazanlak_case.domain.file_errors import CaseFileDamagedError
from support.damage import PAGE, SALT, fill, flip

FLIPS = 300
DAY = timedelta(days=1)


def test_each_of_300_flipped_bits_in_a_real_file_is_found(case_file, now):
    """Free pages too: what is deleted leaves some."""
    fill(case_file, now, 150)
    with case_file.raw_connection() as connection:
        connection.exec_driver_sql("DELETE FROM person WHERE rowid < 90")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        assert connection.exec_driver_sql("PRAGMA freelist_count").scalar_one() > 0
    path, chance, missed = case_file.path / DATABASE, random.Random(9), []
    size = path.stat().st_size
    case_file._engine.dispose()
    for _ in range(FLIPS):
        at, bit = chance.randrange(SALT, size), chance.randrange(8)
        flip(path, at, bit)
        try:
            if not look_through(case_file, now=now, progress=no_progress):
                missed.append(at)
        except CaseFileDamagedError:
            pass
        flip(path, at, bit)
    assert missed == []
    assert look_through(case_file, now=now, progress=no_progress) == ""


def test_a_damaged_file_is_only_read_from_then_on(case_file, tmp_path, now):
    fill(case_file, now)
    case_file.close()
    state = Installation(tmp_path / "state")
    file = _open_with_a_page_bad_that_the_list_does_not_need(case_file.path, state, now)
    assert file.damage == ""
    assert look_through(file, now=now, progress=no_progress)
    for again in (False, True):
        with pytest.raises(DamageFoundError), file.writing(now):
            pass
        with file.reading(now) as uow:
            assert uow.people.page(limit=1)
        file.close()
        if not again:
            file = CaseFile.open(case_file.path, password=PASSWORD, installation=state)
            assert file.damage


def _open_with_a_page_bad_that_the_list_does_not_need(folder, state, now):
    path = folder / DATABASE
    for page in range(path.stat().st_size // PAGE - 1, 1, -1):
        flip(path, page * PAGE + 99, 1)
        try:
            file = CaseFile.open(folder, password=PASSWORD, installation=state)
            try:
                with file.reading(now) as uow:
                    uow.people.page(limit=1)
            except BaseException:
                file.close()
                raise
        except CaseFileDamagedError:
            flip(path, page * PAGE + 99, 1)
        else:
            return file
    raise AssertionError("every page is needed")


def test_saves_beside_the_check_raise_no_false_alarm(case_file, now):
    fill(case_file, now, 600)
    stop = threading.Event()

    def save() -> None:
        while not stop.is_set():
            fill(case_file, now, 20)

    saving = threading.Thread(target=save)
    saving.start()
    try:
        found = [look_through(case_file, now=now, progress=no_progress) for _ in range(4)]
    finally:
        stop.set()
        saving.join()
    assert found == ["", "", "", ""]


def test_it_is_due_after_an_unclean_end_and_every_week(case_file, tmp_path, now):
    state = Installation(tmp_path / "state")
    assert is_check_due(case_file, now=now)
    look_through(case_file, now=now, progress=no_progress)
    assert not is_check_due(case_file, now=now + 6 * DAY)
    assert is_check_due(case_file, now=now + 7 * DAY)
    assert is_check_due(case_file, now=now - 900 * DAY)
    assert not case_file.ended_badly
    # the process ends without letting go: its lock is free, its note still stands
    case_file._engine.dispose()
    case_file._lock._file.close()
    again = CaseFile.open(case_file.path, password=PASSWORD, installation=state)
    assert again.ended_badly
    assert is_check_due(again, now=now)
    again.close()
    once_more = CaseFile.open(case_file.path, password=PASSWORD, installation=state)
    assert not once_more.ended_badly
    once_more.close()
    assert read_care(case_file.path).damage == ""
