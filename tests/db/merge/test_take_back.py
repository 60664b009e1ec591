"""The last import can be taken out again as long as nothing builds on it; then the bundle can be taken once more."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from conftest import CHEAP, PASSWORD
from kazanlak_case.db.birth import create_starter
from kazanlak_case.db.casefile import CaseFile
from kazanlak_case.db.verify import verify
from kazanlak_case.domain.changes import Born, Deleted, Edited
from kazanlak_case.domain.errors import AlreadyUndoneError, UndoTooLateError
from kazanlak_case.domain.records import Person
from support.courier import carry, deliver, header_between
from support.newer import NewerEdit, write_as_newer


@pytest.fixture
def two_sites(
    open_copy: Callable[[str], CaseFile], tmp_path: Path, now: datetime
) -> Iterator[tuple[CaseFile, CaseFile]]:
    """The centre and the house it prepared, with one person known to both."""
    centre = open_copy("municipality")
    create_starter(
        tmp_path / "house.kcase", centre, site="kran", password=PASSWORD, now=now, cost=CHEAP
    )
    house = CaseFile.open(tmp_path / "house.kcase", password=PASSWORD)
    with house.writing(now) as uow:
        uow.log.append(
            [Born(Person(id=uow.new_id(), given_name="Мария", phone="0888000001"))], "person_saved"
        )
        uow.commit()
    carry(house, centre, now=now)
    yield centre, house
    house.close()


def last_import(file: CaseFile, now: datetime) -> str:
    with file.reading(now) as uow:
        return uow.exchange.imports()[0].bundle


def test_an_import_undone_leaves_the_file_as_it_was(
    two_sites: tuple[CaseFile, CaseFile], now: datetime
) -> None:
    centre, house = two_sites
    before = verify(centre)
    with house.writing(now) as uow:
        known = uow.records.find(Person)[0]
        uow.log.append([Edited("person", known.id, {"phone": "0888000002"})], "person_saved")
        uow.log.append([Born(Person(id=uow.new_id(), given_name="Айше"))], "person_saved")
        uow.log.append([Deleted("person", known.id)], "person_deleted")
        uow.commit()
    header = header_between(house, centre, now=now)
    deliver(house, centre, header, now=now)
    after = verify(centre)
    with centre.writing(now) as uow:
        assert [one.name for one in uow.search.people("Айше")] == ["Айше"]
        uow.exchange.undo_import(header.bundle.hex())
        uow.commit()
    undone = verify(centre)
    assert undone.ok, undone.checks
    assert (undone.digest, after.digest == before.digest) == (before.digest, False)
    with centre.reading(now) as uow:
        assert uow.search.people("Айше") == []
        assert uow.records.find(Person, phone="0888000001")
    deliver(house, centre, header, now=now)
    assert verify(centre).digest == after.digest


def test_a_conflict_goes_when_the_other_side_is_taken_out(
    two_sites: tuple[CaseFile, CaseFile], now: datetime
) -> None:
    centre, house = two_sites
    for file, phone in ((house, "0888000002"), (centre, "0888000003")):
        with file.writing(now) as uow:
            person = uow.records.find(Person)[0]
            uow.log.append([Edited("person", person.id, {"phone": phone})], "person_saved")
            uow.commit()
    carry(house, centre, now=now)
    with centre.writing(now) as uow:
        assert uow.history.conflict_count() == 1
        uow.exchange.undo_import(last_import(centre, now))
        uow.commit()
    with centre.reading(now) as uow:
        assert uow.history.conflict_count() == 0
        assert uow.records.find(Person, phone="0888000003")
    assert verify(centre).ok


def test_what_was_built_on_is_not_taken_out(
    two_sites: tuple[CaseFile, CaseFile], now: datetime
) -> None:
    centre, _house = two_sites
    bundle = last_import(centre, now)
    later = now + timedelta(days=1)
    with centre.writing(later) as uow:
        person = uow.records.find(Person)[0]
        uow.log.append([Edited("person", person.id, {"phone": "0888000009"})], "person_saved")
        uow.commit()
    with centre.writing(later) as uow, pytest.raises(UndoTooLateError):
        uow.exchange.undo_import(bundle)
    assert verify(centre).ok


@pytest.mark.parametrize("years", [-13, 0, 14])
def test_no_clock_lets_go_what_left_in_a_bundle(
    two_sites: tuple[CaseFile, CaseFile], now: datetime, years: int
) -> None:
    centre, house = two_sites
    bundle = last_import(centre, now)
    with centre.writing(now + timedelta(days=365 * years)) as uow:
        uow.exchange.remember_sent(header_between(centre, house, now=now), "stick")
        uow.commit()
    with centre.writing(now) as uow, pytest.raises(UndoTooLateError):
        uow.exchange.undo_import(bundle)


def test_an_import_is_taken_out_once(two_sites: tuple[CaseFile, CaseFile], now: datetime) -> None:
    centre, _house = two_sites
    bundle = last_import(centre, now)
    with centre.writing(now) as uow:
        uow.exchange.undo_import(bundle)
        uow.commit()
    with centre.writing(now) as uow, pytest.raises(AlreadyUndoneError):
        uow.exchange.undo_import(bundle)


def test_what_only_a_newer_version_knows_goes_too(
    two_sites: tuple[CaseFile, CaseFile], now: datetime
) -> None:
    centre, house = two_sites
    before = verify(centre)
    with house.reading(now) as uow:
        person = uow.records.find(Person)[0]
    write_as_newer(house, "kran", [NewerEdit("person", person.id, "shoe_size", "38")], now=now)
    carry(house, centre, now=now)
    with centre.writing(now) as uow:
        uow.exchange.undo_import(last_import(centre, now))
        uow.commit()
    undone = verify(centre)
    assert undone.ok, undone.checks
    assert undone.digest == before.digest
