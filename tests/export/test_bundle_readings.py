"""Heads of records of readings travel with bundles: kept by who takes them in, and brought back to who signed them."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from conftest import CHEAP, PASSWORD
from kazanlak_case.db.backup import backup_case_file, restore_case_file
from kazanlak_case.db.birth import create_starter
from kazanlak_case.db.casefile import CaseFile
from kazanlak_case.db.readings import readings
from kazanlak_case.domain.changes import Born
from kazanlak_case.domain.readings import ReadingsState
from kazanlak_case.domain.records import Person
from kazanlak_case.export.bundle_export import export_bundle
from kazanlak_case.export.bundle_import import import_bundles


def state_of(file: CaseFile, now: datetime) -> ReadingsState:
    with file.reading(now) as uow:
        return uow.readings.check()


def alter(file: CaseFile, *statements: str) -> None:
    with file.raw_connection() as connection:
        for statement in statements:
            assert connection.exec_driver_sql(statement).rowcount >= 1
        connection.commit()


def write(file: CaseFile, count: int, *, now: datetime) -> None:
    with file.writing(now) as uow:
        for _entry in range(count):
            uow.readings.record("person_opened", record="person", row=file.user.id)
        uow.commit()


def send(source: CaseFile, target: CaseFile, stick: Path, *, now: datetime) -> None:
    out = stick / f"{source.site}-{now:%H%M%S}.kbundle"
    export_bundle(source, out, to_site=target.site, now=now)
    (report,) = import_bundles(target, [out], now=now)
    assert report.status in {"merged", "already"}


@pytest.fixture
def partners(
    open_copy: Callable[[str], CaseFile], tmp_path: Path, now: datetime
) -> Iterator[tuple[CaseFile, CaseFile]]:
    """A house, and the centre that keeps the head of its record."""
    centre = open_copy("municipality")
    path = tmp_path / "house.kcase"
    create_starter(path, centre, site="kran", password=PASSWORD, now=now, cost=CHEAP)
    house = CaseFile.open(path, password=PASSWORD)
    yield house, centre
    house.close()


def test_a_tail_cut_off_with_its_heads_is_missed_when_another_copy_brings_a_head_back(
    partners: tuple[CaseFile, CaseFile], tmp_path: Path, now: datetime
) -> None:
    house, centre = partners
    write(house, 5, now=now)
    send(house, centre, tmp_path, now=now)
    alter(house, "DELETE FROM reading WHERE number > 2", "DELETE FROM reading_head")
    assert state_of(house, now).fault is None  # its own file cannot tell
    send(centre, house, tmp_path, now=now + timedelta(hours=1))
    assert str(state_of(house, now).fault).startswith("entry 3 is missing: 6 were signed")
    write(house, 5, now=now)
    assert "entry 6 or one before it was altered" in str(state_of(house, now).fault)
    assert state_of(centre, now).fault is None


def test_a_backup_put_back_is_told_as_an_older_file(
    partners: tuple[CaseFile, CaseFile], tmp_path: Path, now: datetime
) -> None:
    house, centre = partners
    write(house, 2, now=now)
    backup = backup_case_file(house, tmp_path / "backups", now=now)
    write(house, 4, now=now)
    send(house, centre, tmp_path, now=now)
    house.close()
    path = tmp_path / "again.kcase"
    restore_case_file(backup, path)
    again = CaseFile.open(path, password=PASSWORD)
    write(again, 1, now=now)
    send(centre, again, tmp_path, now=now + timedelta(hours=1))
    state = state_of(again, now)
    assert (state.fault, state.missing) == (None, 5)
    assert state.seen == now.isoformat(timespec="seconds")
    again.close()


def test_heads_a_copy_did_not_sign_are_nothing(
    partners: tuple[CaseFile, CaseFile], now: datetime
) -> None:
    house, centre = partners
    write(house, 2, now=now)
    with house.writing(now) as uow:
        uow.readings.sign_head()
        (head,) = uow.readings.heads_for(())
        uow.commit()
    with centre.writing(now) as uow:
        copies, of_house = uow.exchange.copies(), uow.exchange.copies_of("kran")
        uow.readings.take_heads([replace(head, number=9)], copies)
        assert uow.readings.heads_for(of_house) == ()
        uow.readings.take_heads([head], copies)
        assert uow.readings.heads_for(of_house) == (head,)


def test_that_bundles_went_and_came_is_recorded(
    partners: tuple[CaseFile, CaseFile], tmp_path: Path, now: datetime
) -> None:
    house, centre = partners
    with house.writing(now) as uow:
        uow.log.append([Born(Person(id=uow.new_id(), given_name="Мария"))], "person_made")
        uow.commit()
    send(house, centre, tmp_path, now=now)
    (written,), (taken,) = readings(house), readings(centre)
    assert (written.what, written.facts) == ("bundle_written", "municipality")
    assert (taken.what, taken.facts) == ("bundle_taken", "kran")
