"""What a newer version writes is kept whole on a server too, travels on, and goes again with its import."""

from datetime import datetime, timedelta
from pathlib import Path

from conftest import CHEAP, PASSWORD
from kazanlak_case.db.birth import create_starter
from kazanlak_case.db.casefile import CaseFile
from kazanlak_case.db.server.address import parse_address
from kazanlak_case.db.server.server_file import ServerFile
from kazanlak_case.db.verify import verify
from kazanlak_case.domain.changes import Born
from kazanlak_case.domain.ids import new_id
from kazanlak_case.domain.records import Person
from support.courier import carry, deliver, header_between
from support.newer import NewerBirth, NewerEdit, write_as_newer
from support.server import Server


def test_fields_and_types_of_a_newer_version_stand_on_a_server_as_in_a_file(
    server: Server, server_database: str, tmp_path: Path, now: datetime
) -> None:
    centre = ServerFile.open_server(
        parse_address(server.address(server_database)), password=PASSWORD
    )
    houses = []
    for name in ("one", "two"):
        path = tmp_path / f"{name}.kcase"
        create_starter(path, centre, site="kran", password=PASSWORD, now=now, cost=CHEAP)
        houses.append(CaseFile.open(path, password=PASSWORD))
    one, two = houses
    person = Person(id=new_id(now), given_name="Мария")
    with one.writing(now) as uow:
        uow.log.append([Born(person)], "person_saved")
        uow.commit()
    club = new_id(now)
    write_as_newer(one, "kran", [NewerBirth("club", club, {"name": "Хор"})], now=now)
    write_as_newer(one, "kran", [NewerEdit("person", person.id, "nickname", "Мими")], now=now)
    carry(one, centre, now=now)
    carry(centre, two, now=now)
    before = verify(centre)
    assert before.ok, before.checks
    assert before.scopes["kran"] == verify(one).scopes["kran"] == verify(two).scopes["kran"]

    # both write to the field that neither knows: a conflict like any other
    later = now + timedelta(minutes=1)
    write_as_newer(one, "kran", [NewerEdit("person", person.id, "nickname", "Ми")], now=later)
    write_as_newer(two, "kran", [NewerEdit("person", person.id, "nickname", "Марче")], now=later)
    carry(one, centre, now=later)
    header = header_between(two, centre, now=later)
    deliver(two, centre, header, now=later)
    carry(centre, one, now=later)
    carry(centre, two, now=later)
    found = verify(centre)
    assert found.ok, found.checks
    assert found.scopes["kran"] == verify(one).scopes["kran"] == verify(two).scopes["kran"]
    assert found.scopes["kran"] != before.scopes["kran"]

    with centre.writing(later) as uow:
        uow.exchange.undo_import(header.bundle.hex())
        uow.commit()
    again = verify(centre)
    assert again.ok, again.checks
    deliver(two, centre, header, now=later)
    assert verify(centre).digest == found.digest
    for file in (one, two, centre):
        file.close()
