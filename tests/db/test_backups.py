"""Which backups are made by themselves, and which older ones go."""

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from conftest import PASSWORD
from kazanlak_case.db import backups
from kazanlak_case.db.backup import backup_case_file
from kazanlak_case.db.backup_facts import BackupFacts, read_facts
from kazanlak_case.db.casefile import DATABASE, CaseFile
from kazanlak_case.db.health import is_check_due, look_through
from kazanlak_case.db.schema import HEAD
from kazanlak_case.domain.changes import Born
from kazanlak_case.domain.exchange import no_progress
from kazanlak_case.domain.file_errors import CaseFileDamagedError
from kazanlak_case.domain.records import Person
from support.damage import damage, fill

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
TODAY = datetime(2022, 11, 14, 12, tzinfo=UTC)


def write_one(file: CaseFile, now: datetime) -> None:
    with file.writing(now) as uow:
        uow.log.append([Born(Person(id=uow.new_id(), given_name="Мила"))], "person_saved")
        uow.commit()


def kept_of(moments: list[datetime], folder: Path, now: datetime = TODAY) -> list[datetime]:
    """Thin made-up backups once, and answer what is left, oldest first."""
    made = []
    for number, moment in enumerate(moments):
        path = folder / f"{number}.kcase"
        path.mkdir(parents=True, exist_ok=True)
        (path / DATABASE).write_bytes(b"x")
        made.append(BackupFacts(path, moment, "day", 1))
    gone = backups.superfluous(made, now=now)
    return sorted(one.made_at for one in made if one not in gone)


def test_hours_days_weeks_and_months_stay(tmp_path):
    """More than a year of work: what is left can be told on the fingers."""
    moments = [TODAY - day * DAY - hour * HOUR for day in range(70) for hour in (0, 3, 6, 9)]
    moments += [TODAY - day * DAY for day in range(70, 500, 5)]
    kept = kept_of(moments, tmp_path)
    last_day = [one for one in kept if one > TODAY - DAY]
    assert len(last_day) == 4
    days = {one.date() for one in kept if one > TODAY - 7 * DAY}
    assert len(days) == 7
    weeks = {one.isocalendar()[:2] for one in kept}
    assert len([one for one in weeks if one >= (TODAY - 7 * 7 * DAY).isocalendar()[:2]]) == 8
    assert len({(one.year, one.month) for one in kept}) == 12
    assert len(kept) < 4 + 7 + 8 + 12


def test_a_clock_of_2099_costs_no_backup(tmp_path):
    moments = [TODAY - day * DAY for day in range(7)]
    before = kept_of(moments, tmp_path)
    far = datetime(2099, 1, 1, tzinfo=UTC)
    assert set(before) - set(kept_of([*moments, far], tmp_path, now=far)) == {min(moments)}
    back = datetime(2009, 1, 1, tzinfo=UTC)
    assert set(before) < set(kept_of([*moments, back], tmp_path, now=back))


def test_one_a_day_and_every_few_hours_if_something_was_written(case_file, now):
    assert backups.is_due(case_file, now=now)
    backups.back_up(case_file, now=now, reason="day")
    assert not backups.is_due(case_file, now=now + DAY), "nothing was written since"
    write_one(case_file, now)
    assert not backups.is_due(case_file, now=now + HOUR), "today has one"
    assert not backups.is_due(case_file, now=now + 3 * HOUR, hours=4)
    assert backups.is_due(case_file, now=now + 4 * HOUR, hours=4)
    assert backups.is_due(case_file, now=now + DAY)


def test_damage_makes_no_backup_and_deletes_none(case_file, now):
    fill(case_file, now)
    for day in (400, 399, 398):
        backups.back_up(case_file, now=now - day * DAY, reason="day")
        write_one(case_file, now)
    look_through(case_file, now=now, progress=no_progress)
    before = backups.backups_of(case_file)
    damage(case_file)
    again = CaseFile.open(case_file.path, password=PASSWORD)
    with pytest.raises(CaseFileDamagedError):
        backups.back_up(again, now=now, reason="day")
    assert backups.backups_of(again) == before
    assert is_check_due(again, now=now), "the next start looks it through"
    again.close()


def test_older_ones_go_only_after_a_newer_one_was_verified(case_file, now):
    old = [
        backups.back_up(case_file, now=now - 500 * DAY + n * HOUR, reason="hours") for n in range(3)
    ]
    assert all(path.exists() for path in old), "all of a day stay"
    new = backups.back_up(case_file, now=now, reason="day")
    left = [one.path for one in backups.backups_of(case_file)]
    assert left == [new, old[-1]]


def test_a_file_of_an_older_version_is_backed_up_before_it_is_changed(case_file, tmp_path, now):
    case_file.close()
    again = CaseFile.open(case_file.path, password=PASSWORD)
    with again.raw_connection() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0000'")
        connection.exec_driver_sql("DROP TABLE reading")
        connection.exec_driver_sql("DROP TABLE confidential_note")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    again.close()
    older = tmp_path / "older.kcase"
    shutil.copytree(case_file.path, older, ignore=shutil.ignore_patterns("case.lock"))
    assert HEAD > "0000"
    with pytest.raises(Exception):  # noqa: B017, PT011 - what cannot be migrated fails, after the backup
        CaseFile.open(older, password=PASSWORD)
    (made,) = backups.backups_in(older / "backup")
    assert made.reason == "update"
    assert made.is_verified


def test_a_backup_of_an_older_version_is_known_by_its_name(case_file, tmp_path, now):
    made = backup_case_file(case_file, tmp_path, now=now)
    (made / "backup.json").unlink()
    named = made.rename(tmp_path / "kran-2022-11-14-093000-2.kcase")
    facts = read_facts(named)
    assert (facts.made_at, facts.is_verified) == (now, False)
    assert read_facts(tmp_path) is None
