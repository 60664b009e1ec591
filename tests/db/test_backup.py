"""A backup is whole or it is not there; whatever damages it later is found."""

import random
import shutil

import pytest

from conftest import PASSWORD
from kazanlak_case.db.backup import backup_case_file
from kazanlak_case.db.backup_facts import read_facts
from kazanlak_case.db.backup_writing import check_copy
from kazanlak_case.db.casefile import DATABASE, CaseFile
from kazanlak_case.db.verify import verify
from kazanlak_case.domain.errors import CancelledError
from kazanlak_case.domain.exchange import no_progress
from kazanlak_case.domain.file_errors import CaseFileDamagedError, DiskFullError
from support.damage import SALT, damage, fill, flip

FLIPS = 300


def test_each_of_300_flipped_bits_is_found(case_file, tmp_path, now):
    fill(case_file, now, 60)
    made = backup_case_file(case_file, tmp_path / "backup", now=now)
    keys, path = case_file.unlocked.database_keys(), made / DATABASE
    check_copy(path, keys, name="x", progress=no_progress)
    chance, size, missed = random.Random(4), path.stat().st_size, []
    for _ in range(FLIPS):
        # the first bytes are the salt, which stands in the key file: they may be anything
        at, bit = chance.randrange(SALT, size), chance.randrange(8)
        flip(path, at, bit)
        try:
            check_copy(path, keys, name="x", progress=no_progress)
            missed.append(at)
        except CaseFileDamagedError:
            pass
        flip(path, at, bit)
    assert missed == []
    check_copy(path, keys, name="x", progress=no_progress)


def test_a_backup_says_what_is_in_it_and_names_nobody(case_file, tmp_path, now):
    fill(case_file, now, 3)
    made = backup_case_file(case_file, tmp_path / "backup", now=now, reason="day")
    facts = read_facts(made)
    assert (facts.reason, facts.people, facts.made_at, facts.site) == ("day", 3, now, "kran")
    assert facts.is_verified
    assert facts.is_whole
    assert facts.matches(no_progress)
    assert facts.last_change.startswith("2022-11-14")
    assert "Лице" not in (made / "backup.json").read_text("utf-8")
    flip(made / DATABASE, 5000, 3)
    assert not read_facts(made).matches(no_progress)


def test_a_damaged_file_makes_no_backup(case_file, tmp_path, now):
    fill(case_file, now)
    damage(case_file)
    again = CaseFile.open(case_file.path, password=PASSWORD)
    with pytest.raises(CaseFileDamagedError):
        backup_case_file(again, tmp_path / "backup", now=now)
    again.close()
    assert list((tmp_path / "backup").iterdir()) == []


def test_a_backup_can_be_stopped_and_work_goes_on_beside_it(case_file, tmp_path, now):
    fill(case_file, now, 2000)
    seen: list[int] = []

    def stop(done: int, of: int) -> None:
        seen.append(done)
        if len(seen) == 1:
            fill(case_file, now, 1)  # a save does not wait for the backup
        if len(seen) == 2:
            raise CancelledError

    with pytest.raises(CancelledError):
        backup_case_file(case_file, tmp_path / "backup", now=now, progress=stop)
    assert len(seen) == 2
    assert list((tmp_path / "backup").iterdir()) == []
    assert verify(case_file).ok


def test_too_small_a_disk_is_said_before_anything_is_written(case_file, tmp_path, now, monkeypatch):
    usage = shutil.disk_usage(tmp_path)._replace(free=100_000)
    monkeypatch.setattr("kazanlak_case.db.backup_writing.disk_usage", lambda _folder: usage)
    with pytest.raises(DiskFullError):
        backup_case_file(case_file, tmp_path / "backup", now=now)
    assert list((tmp_path / "backup").iterdir()) == []
