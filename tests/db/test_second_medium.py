"""A backup on a stick: whole, or not there; and when one is due."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from kazanlak_case.db.backups import back_up, backups_of
from kazanlak_case.db.care import Care, read_care
from kazanlak_case.db.media import sticks_in
from kazanlak_case.db.second_medium import (
    FOLDER,
    KEPT,
    backups_on,
    copy_to_medium,
    days_without,
    is_offered,
)
from kazanlak_case.domain.errors import CancelledError
from kazanlak_case.domain.exchange import no_progress

DAY = timedelta(days=1)


def test_the_newest_few_stay_on_the_stick(case_file, tmp_path, now):
    stick = tmp_path / "флашка"
    stick.mkdir()
    for day in range(KEPT + 2):
        back_up(case_file, now=now + day * DAY, reason="asked")
        newest = backups_of(case_file)[0]
        copied = copy_to_medium(
            newest, stick, case_folder=case_file.path, now=now + day * DAY, progress=no_progress
        )
    on_it = backups_on(stick)
    assert [one.made_at for one in on_it] == [now + n * DAY for n in (4, 3, 2)]
    assert on_it[0].path == copied
    assert on_it[0].matches(no_progress)
    care = read_care(case_file.path)
    assert care.medium == "флашка"
    assert not is_offered(care, now + 10 * DAY)
    assert is_offered(care, now + 11 * DAY)
    assert days_without(care, now + 11 * DAY) == 7
    assert is_offered(Care(), now)
    assert is_offered(replace(care, copied="2099-01-01T00:00:00+00:00"), now)


def test_a_copy_that_was_stopped_leaves_nothing(case_file, tmp_path, now):
    back_up(case_file, now=now, reason="asked")

    def stop(_done: int, _of: int) -> None:
        raise CancelledError

    with pytest.raises(CancelledError):
        copy_to_medium(
            backups_of(case_file)[0], tmp_path, case_folder=case_file.path, now=now, progress=stop
        )
    assert list((tmp_path / FOLDER).iterdir()) == []
    assert read_care(case_file.path) == Care()


def test_sticks_are_told_from_the_disks_of_the_computer(tmp_path):
    (tmp_path / "sdb1").mkdir()
    (tmp_path / "sdb1" / "removable").write_text("1\n", "ascii")
    mounts = "\n".join(
        [
            "1 0 8:1 / / rw - ext4 /dev/sda1 rw",
            "2 0 8:2 / /mnt/data rw - ext4 /dev/sda2 rw",
            "3 0 8:17 / /mnt/stick rw - vfat /dev/sdb1 rw",
            "4 0 8:33 / /media/ana/МОЯТА\\040ФЛАШКА rw - vfat /dev/sdc1 rw",
            "5 0 8:33 / /media/ana/share rw - cifs //server/share rw",
            "6 0 0:5 / /run/media rw - tmpfs tmpfs rw",
        ]
    )
    assert sticks_in(mounts, blocks=tmp_path) == (
        Path("/mnt/stick"),
        Path("/media/ana/МОЯТА ФЛАШКА"),
    )
