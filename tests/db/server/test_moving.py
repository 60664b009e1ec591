"""A central copy moves from a file to a server and back, and is the same."""

import io
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from conftest import CHEAP, PASSWORD
from kazanlak_case.db.backup import backup_case_file
from kazanlak_case.db.birth import create_starter
from kazanlak_case.db.casefile import CaseFile
from kazanlak_case.db.installation import Installation
from kazanlak_case.db.readings import readings, record_reading
from kazanlak_case.db.server.address import ServerAddress, parse_address
from kazanlak_case.db.server.moving import move_to_file, move_to_server
from kazanlak_case.db.server.server_file import ServerFile
from kazanlak_case.db.verify import verify
from kazanlak_case.domain.changes import Born, Deleted, Edited, Erased
from kazanlak_case.domain.file_errors import CaseFileExistsError
from kazanlak_case.domain.records import Attachment, Person
from kazanlak_case.domain.server_errors import MovedAwayError
from support.courier import carry
from support.server import Server

SCAN = b"scan" * 200_000


def contents_of(file: CaseFile, now: datetime) -> list[bytes]:
    with file.reading(now) as uow:
        return [uow.blobs.content(blob.sha256) for blob in uow.blobs.all()]


@pytest.fixture
def empty(server: Server) -> Iterator[ServerAddress]:
    """The address of a database with nothing in it."""
    name = server.make()
    yield parse_address(server.address(name))
    server.drop(name)


@pytest.fixture
def lived_in(
    open_copy: Callable[[str], CaseFile], tmp_path: Path, now: datetime
) -> Iterator[tuple[CaseFile, CaseFile]]:
    """A centre with a conflict, a deleted person, an erased one, and the house it has them from."""
    centre = open_copy("municipality")
    starter = tmp_path / "house.kcase"
    create_starter(starter, centre, site="kran", password=PASSWORD, now=now, cost=CHEAP)
    house = CaseFile.open(starter, password=PASSWORD)
    with house.writing(now) as uow:
        people = [
            Person(id=uow.new_id(), given_name=name, phone="0888")
            for name in ("Мария", "Айше", "Ана")
        ]
        uow.log.append([Born(person) for person in people], "person_saved")
        uow.commit()
    carry(house, centre, now=now)
    for file, phone in ((centre, "0888000001"), (house, "0888000002")):
        with file.writing(now + timedelta(minutes=1)) as uow:
            change = Edited("person", people[0].id, {"phone": phone})
            uow.log.append([change], "person_saved", scope="kran")
            uow.commit()
    with house.writing(now + timedelta(minutes=2)) as uow:
        uow.log.append([Deleted("person", people[1].id)], "person_deleted")
        uow.log.append([Erased("person", people[2].id)], "person_erased")
        uow.commit()
    carry(house, centre, now=now + timedelta(minutes=3))
    record_reading(centre, "key_revealed", now=now)
    with centre.writing(now + timedelta(minutes=3)) as uow:
        blob = uow.blobs.put(io.BytesIO(SCAN))
        kept = Attachment(id=uow.new_id(), title="Договор", sha256=blob.sha256)
        uow.log.append([Born(kept)], "attachment_added", scope="kran")
        uow.commit()
    yield centre, house
    house.close()


def test_a_centre_moves_to_a_server_and_back_and_verifies_equal(
    lived_in: tuple[CaseFile, CaseFile], empty: ServerAddress, tmp_path: Path, now: datetime
) -> None:
    centre, house = lived_in
    before = verify(centre)
    assert before.ok, before.checks
    old, path = centre.facts, centre.path
    move_to_server(centre, empty)
    with pytest.raises(MovedAwayError):
        CaseFile.open(path, password=PASSWORD)

    there = ServerFile.open_server(empty, password=PASSWORD)
    found = verify(there)
    assert found.ok, found.checks
    assert (found.digest, found.scopes) == (before.digest, before.scopes)
    assert (there.facts.copy, there.facts.incarnation) == (old.copy, old.incarnation + 1)
    assert there.facts.replica != old.replica
    assert [one.what for one in readings(there)] == ["key_revealed"]
    assert contents_of(there, now) == [SCAN]
    with there.writing(now + timedelta(minutes=4)) as uow:
        assert [hit.name for hit in uow.search.people("Мар")] == ["Мария"]
        assert uow.history.conflict_count() == 1
        keys = uow.exchange.own_keys()
        uow.log.append(
            [Born(Person(id=uow.new_id(), given_name="Нова"))], "person_saved", scope="kran"
        )
        uow.commit()
    carry(there, house, now=now + timedelta(minutes=5))
    assert verify(house).scopes["kran"] == verify(there).scopes["kran"]

    changed = verify(there)
    back = tmp_path / "back.kcase"
    move_to_file(there, back)
    with pytest.raises(MovedAwayError):
        ServerFile.open_server(empty, password=PASSWORD)
    again = CaseFile.open(back, password=PASSWORD)
    assert (verify(again).ok, verify(again).digest) == (True, changed.digest)
    with again.reading(now) as uow:
        assert uow.exchange.own_keys() == keys
        assert [hit.name for hit in uow.search.people("Нова")] == ["Нова"]
    assert contents_of(again, now) == [SCAN]
    assert max(again.names.logs()) < 100
    again.close()


def test_a_server_that_holds_a_copy_takes_no_second(
    case_file: CaseFile, server: Server, server_database: str
) -> None:
    with pytest.raises(CaseFileExistsError):
        move_to_server(case_file, parse_address(server.address(server_database)))
    assert verify(case_file).ok


def test_a_backup_of_a_server_is_a_case_file_that_goes_on_as_another(
    server: Server, server_database: str, tmp_path: Path, now: datetime
) -> None:
    file = ServerFile.open_server(
        parse_address(server.address(server_database)),
        password=PASSWORD,
        installation=Installation(tmp_path / "state"),
    )
    made = backup_case_file(file, tmp_path / "backups", now=now)
    copy = CaseFile.open(made, password=PASSWORD)
    assert verify(copy).digest == verify(file).digest
    assert copy.facts.replica != file.facts.replica
    copy.close()
    file.close()
