"""What stands, and what is asked, follows from the log alone: one altered cell of it is found and named."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from conftest import CHEAP, PASSWORD
from kazanlak_case.db.birth import create_starter
from kazanlak_case.db.casefile import CaseFile
from kazanlak_case.db.text_sql import run
from kazanlak_case.db.verify import verify
from kazanlak_case.domain.changes import Born, Deleted, Edited
from kazanlak_case.domain.records import Person
from support.courier import carry


@pytest.fixture
def disputed(
    open_copy: Callable[[str], CaseFile], tmp_path: Path, now: datetime
) -> Iterator[tuple[CaseFile, str]]:
    """A centre where one person has two phones and another is deleted here and edited there."""
    centre = open_copy("municipality")
    create_starter(
        tmp_path / "house.kcase", centre, site="kran", password=PASSWORD, now=now, cost=CHEAP
    )
    house = CaseFile.open(tmp_path / "house.kcase", password=PASSWORD)
    with house.writing(now) as uow:
        people = [Person(id=uow.new_id(), given_name=name) for name in ("Мария", "Айше")]
        uow.log.append([Born(person) for person in people], "person_saved")
        uow.commit()
    carry(house, centre, now=now)
    for file, phone in ((centre, "0888000001"), (house, "0888000002")):
        with file.writing(now + timedelta(minutes=1)) as uow:
            for person in people:
                change = Edited("person", person.id, {"phone": phone})
                uow.log.append([change], "person_saved", scope="kran")
            uow.commit()
    with house.writing(now + timedelta(minutes=2)) as uow:
        uow.log.append([Deleted("person", people[1].id)], "person_deleted")
        uow.commit()
    carry(house, centre, now=now + timedelta(minutes=3))
    yield centre, people[0].id
    house.close()


def test_an_honest_file_with_questions_is_well(disputed: tuple[CaseFile, str]) -> None:
    centre, _person = disputed
    assert verify(centre).ok, verify(centre).checks


@pytest.mark.parametrize(
    "altered",
    [
        "DELETE FROM clock WHERE (row, hlc) IN (SELECT row, min(hlc) FROM clock GROUP BY row)",
        "UPDATE clock SET hlc = hlc + 1 WHERE col > 0",
        "UPDATE clock SET ctx = ctx + 1 WHERE col > 0",
        "DELETE FROM conflict WHERE col > 0",
        "DELETE FROM conflict WHERE col = -1",
        "UPDATE conflict SET value = NULL WHERE col > 0",
        "UPDATE conflict SET resolved = 1 WHERE col > 0",
        "INSERT INTO extra (type, row, name, value, rid, seq) SELECT 'person', id, 'нов', NULL, 1, 1 FROM person LIMIT 1",
        "INSERT INTO leaf (rid, last, row) SELECT rid, last, hash FROM changeset LIMIT 1",
    ],
)
def test_what_stands_cannot_be_altered_unseen(disputed: tuple[CaseFile, str], altered: str) -> None:
    centre, _person = disputed
    with centre.raw_connection() as connection:
        assert connection.exec_driver_sql(altered).rowcount
    found = {check.name: check for check in verify(centre).checks}
    assert not found["tables"].ok
    assert "record " in found["tables"].detail


def test_the_record_whose_other_value_was_hidden_is_named(
    disputed: tuple[CaseFile, str],
) -> None:
    centre, person = disputed
    with centre.raw_connection() as connection:
        run(connection, "DELETE FROM conflict WHERE row = ?", (bytes.fromhex(person),))
    tables = next(check for check in verify(centre).checks if check.name == "tables")
    assert f"record {person}: its conflicts differ from the log" in tables.detail


def test_the_context_a_changeset_names_cannot_be_altered(disputed: tuple[CaseFile, str]) -> None:
    centre, _person = disputed
    with centre.raw_connection() as connection:
        connection.exec_driver_sql("UPDATE changeset SET ctx = ctx + 7")
    assert not verify(centre).ok
