"""Several clerks at once: one log, unbroken, whoever writes; and nobody waits for ever."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

import pytest

from conftest import CHEAP, PASSWORD
from kazanlak_case.db.birth import create_starter
from kazanlak_case.db.casefile import CaseFile
from kazanlak_case.db.installation import Installation
from kazanlak_case.db.keys import add_user, change_password
from kazanlak_case.db.server.address import parse_address
from kazanlak_case.db.server.server_file import ServerFile, users_on_server
from kazanlak_case.db.verify import verify
from kazanlak_case.domain.changes import Born, Edited
from kazanlak_case.domain.errors import ChangedMeanwhileError
from kazanlak_case.domain.fields import RecordId
from kazanlak_case.domain.file_errors import WrongPasswordError
from kazanlak_case.domain.records import Person
from kazanlak_case.domain.server_errors import ServerBusyError
from support.courier import carry
from support.server import Server

OTHER, NEW = "още една дълга парола", "съвсем друга парола"
Opener = Callable[[str], ServerFile]


@pytest.fixture
def clerk(server: Server, server_database: str, tmp_path: Path) -> Iterator[Opener]:
    """Open the central copy on another computer, by its name."""
    opened: list[ServerFile] = []

    def open_on(computer: str) -> ServerFile:
        file = ServerFile.open_server(
            parse_address(server.address(server_database)),
            password=PASSWORD,
            installation=Installation(tmp_path / computer),
        )
        opened.append(file)
        return file

    yield open_on
    for file in opened:
        file.close()


def _register(file: CaseFile, names: list[str], now: datetime) -> list[RecordId]:
    made = []
    for name in names:
        with file.writing(now) as uow:
            person = Person(id=uow.new_id(), given_name=name)
            uow.log.append([Born(person)], "person_saved", scope="kran")
            uow.commit()
            made.append(person.id)
    return made


def test_many_write_one_log_at_once(clerk: Opener, now: datetime) -> None:
    files = [clerk("one"), clerk("two"), clerk("three")]
    with ThreadPoolExecutor(len(files)) as pool:
        made = list(pool.map(lambda file: _register(file, ["Мария"] * 15, now), files))
    assert len({one for some in made for one in some}) == 45
    assert {file.facts.replica for file in files} == {files[0].facts.replica}
    found = verify(files[0])
    assert found.ok, found.checks
    with files[2].reading(now) as uow:
        assert uow.records.count(Person) == 45


def test_what_a_clerk_had_not_seen_is_not_overwritten(clerk: Opener, now: datetime) -> None:
    one, two = clerk("one"), clerk("two")
    person = _register(one, ["Мария"], now)[0]
    with two.reading(now) as uow:
        before = uow.records.get(Person, person).phone
    with one.writing(now) as uow:
        uow.log.append([Edited("person", person, {"phone": "0888000001"})], "person_saved")
        uow.commit()
    mine = Edited("person", person, {"phone": "0888000002"}, seen={"phone": before})
    with two.writing(now) as uow, pytest.raises(ChangedMeanwhileError):
        uow.log.append([mine], "person_saved")
    with one.reading(now) as uow:
        assert uow.records.get(Person, person).phone == "0888000001"


def test_a_clerk_learns_of_logs_that_a_colleague_took_in(
    clerk: Opener, tmp_path: Path, now: datetime
) -> None:
    one, two = clerk("one"), clerk("two")
    starter = tmp_path / "house.kcase"
    create_starter(starter, one, site="razhena", password=PASSWORD, now=now, cost=CHEAP)
    house = CaseFile.open(starter, password=PASSWORD)
    with house.writing(now) as uow:
        person = Person(id=uow.new_id(), given_name="Айше")
        uow.log.append([Born(person)], "person_saved")
        uow.commit()
    carry(house, one, now=now)
    house.close()
    with two.reading(now) as uow:
        assert uow.history.of_record("person", person.id)[0].site == "razhena"
    with two.writing(now) as uow:
        uow.log.append([Edited("person", person.id, {"phone": "1"})], "person_saved")
        uow.commit()
    assert verify(one).ok


def test_the_log_of_each_site_lies_in_tables_of_its_own(
    clerk: Opener, server: Server, server_database: str, now: datetime
) -> None:
    file = clerk("one")
    _register(file, ["Мария"], now)
    with file.reading_raw() as connection:
        parts = connection.exec_driver_sql(
            "SELECT tableoid::regclass::text, count(*) FROM change GROUP BY 1"
        ).all()
    assert [name for name, _count in parts] == ["change_1"]
    assert {rid >> 32 for rid in file.names.logs()} == {1}


def test_who_waits_too_long_is_told(
    clerk: Opener, server: Server, server_database: str, now: datetime
) -> None:
    one = clerk("one")
    hasty = server.address(server_database, options="-c%20lock_timeout%3D200ms")
    two = ServerFile.open_server(parse_address(hasty), password=PASSWORD)
    with one.writing(now), pytest.raises(ServerBusyError), two.writing(now) as uow:
        uow.commit()
    _register(two, ["Мария"], now)
    two.close()


def test_a_database_set_back_goes_on_as_another(
    clerk: Opener, server: Server, server_database: str, tmp_path: Path, now: datetime
) -> None:
    one, two = clerk("one"), clerk("two")
    _register(one, ["Мария"], now)
    before = one.facts
    _register(two, ["Айше", "Ана"], now)
    saved = server.make(server_database) if _let_go(one, two) else ""
    again = ServerFile.open_server(
        parse_address(server.address(server_database)),
        password=PASSWORD,
        installation=Installation(tmp_path / "two"),
    )
    _register(again, ["Нова"], now)
    assert again.facts.replica == before.replica, "the same database goes on"
    again.close()
    copied = ServerFile.open_server(
        parse_address(server.address(saved)),
        password=PASSWORD,
        installation=Installation(tmp_path / "two"),
    )
    assert copied.facts.replica != before.replica, "a copy of it is another file"
    assert verify(copied).ok
    copied.close()
    server.drop(saved)


def _let_go(*files: ServerFile) -> bool:
    for file in files:
        file._engine.dispose()
    return True


def test_passwords_and_users_are_in_the_table(clerk: Opener, now: datetime) -> None:
    file = clerk("one")
    add_user(file.key_place, file.unlocked, user="ana", password=OTHER)
    assert users_on_server(file.server) == ("head", "ana")
    change_password(file.key_place, file.unlocked, user="head", password=NEW)
    with pytest.raises(WrongPasswordError):
        ServerFile.open_server(file.server, password=PASSWORD)
    ServerFile.open_server(file.server, password=NEW).close()


def test_the_tables_give_no_private_key_away(clerk: Opener, now: datetime) -> None:
    file = clerk("one")
    with file.reading(now) as uow:
        keys = uow.exchange.own_keys()
    with file.reading_raw() as connection:
        rows = connection.exec_driver_sql("SELECT name, value::text FROM setting").all()
        slots = connection.exec_driver_sql("SELECT convert_from(content, 'UTF8') FROM key_slots")
        everything = " ".join([*(str(tuple(row)) for row in rows), slots.scalar_one()])
    assert keys.age_identity not in everything
    assert keys.sign_seed.hex() not in everything
