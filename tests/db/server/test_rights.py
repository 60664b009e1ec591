"""Least privilege: who works with records cannot take the tables apart, and who reads cannot write."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import psycopg
import pytest

from conftest import CHEAP, PASSWORD
from kazanlak_case.db.birth import NewFile, create_starter
from kazanlak_case.db.casefile import CaseFile
from kazanlak_case.db.installation import Installation
from kazanlak_case.db.readings import readings, record_reading
from kazanlak_case.db.server.address import parse_address
from kazanlak_case.db.server.founding import create_on_server
from kazanlak_case.db.server.server_file import ServerFile
from kazanlak_case.db.verify import verify
from kazanlak_case.domain.changes import Born, Edited, Erased
from kazanlak_case.domain.records import Person
from kazanlak_case.domain.server_errors import ServerRightsError
from support.courier import deliver, header_between
from support.server import Server

ACCOUNTS = {"ana": "kazanlak_case_clerk", "boris": "kazanlak_case_reader"}

FORBIDDEN = (
    "DROP TABLE change",
    "TRUNCATE change, changeset",
    "ALTER TABLE person ADD COLUMN more text",
    "ALTER TABLE person OWNER TO CURRENT_USER",
    "CREATE TABLE mine (one int)",
    "CREATE INDEX mine ON person (id)",
    "DROP FUNCTION kazanlak_case_make_partitions(bigint)",
    "UPDATE change SET tbl = 1",
    "UPDATE changeset SET hash = ''::bytea",
    "DELETE FROM key_slots",
    "UPDATE alembic_version SET version_num = '0'",
    "DELETE FROM change_1",
    "CREATE ROLE somebody",
)


@pytest.fixture
def open_as(server: Server, server_database: str, tmp_path: Path) -> Callable[[str], ServerFile]:
    """Open the central copy with the account of a clerk or of a reader."""
    for account, role in ACCOUNTS.items():
        server.run(
            f"DO $$ BEGIN CREATE ROLE {account} LOGIN; EXCEPTION WHEN duplicate_object THEN END $$",
            f"GRANT {role} TO {account}",
        )

    def open_one(account: str) -> ServerFile:
        return ServerFile.open_server(
            parse_address(server.address(server_database, user=account)),
            password=PASSWORD,
            installation=Installation(tmp_path / "state"),
        )

    open_one(server.account).close()  # the test's database is a copy: it goes on as another first
    return open_one


def test_a_clerk_does_all_of_a_clerks_work(
    open_as: Callable[[str], ServerFile], tmp_path: Path, now: datetime
) -> None:
    centre = open_as("ana")
    starter = tmp_path / "house.kcase"
    create_starter(starter, centre, site="kran", password=PASSWORD, now=now, cost=CHEAP)
    house = CaseFile.open(starter, password=PASSWORD)
    with house.writing(now) as uow:
        people = [Person(id=uow.new_id(), given_name=name) for name in ("Мария", "Айше")]
        uow.log.append([Born(one) for one in people], "person_saved")
        uow.commit()
    header = header_between(house, centre, now=now)
    deliver(house, centre, header, now=now)  # a new site's tables are made by the owner's hand
    with centre.writing(now) as uow:
        uow.exchange.undo_import(header.bundle.hex())
        uow.commit()
    deliver(house, centre, header, now=now)
    with centre.writing(now) as uow:
        uow.log.append([Edited("person", people[0].id, {"phone": "0888"})], "person_saved")
        uow.log.append([Erased("person", people[1].id)], "person_erased", scope="kran")
        uow.commit()
    found = verify(centre)
    assert found.ok, found.checks
    house.close()
    centre.close()


@pytest.mark.parametrize("account", ACCOUNTS)
def test_nobody_but_the_owner_takes_the_tables_apart(
    open_as: Callable[[str], ServerFile], server: Server, server_database: str, account: str
) -> None:
    address = server.address(server_database, user=account)
    with psycopg.connect(address, autocommit=True) as connection:
        for statement in FORBIDDEN:
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(statement)


def test_a_reader_reads_and_is_told_kindly_when_writing(
    open_as: Callable[[str], ServerFile], now: datetime
) -> None:
    centre = open_as("boris")
    with centre.reading(now) as uow:
        assert uow.records.count(Person) == 0
    with pytest.raises(ServerRightsError), centre.writing(now) as uow:
        uow.log.append([Born(Person(id=uow.new_id(), given_name="Ана"))], "person_saved")
    centre.close()


def test_what_a_reader_reads_is_recorded_and_nobody_takes_it_back(
    open_as: Callable[[str], ServerFile], server: Server, server_database: str, now: datetime
) -> None:
    centre = open_as("boris")
    for what in ("signed_in", "person_opened"):
        record_reading(centre, what, now=now)
    assert [one.what for one in readings(centre)] == ["signed_in", "person_opened"]
    with centre.reading(now) as uow:
        assert (uow.readings.check().count, uow.readings.check().fault) == (2, None)
    centre.close()
    for account in ACCOUNTS:
        address = server.address(server_database, user=account)
        with psycopg.connect(address, autocommit=True) as connection:
            for statement in ("DELETE FROM reading", "UPDATE reading SET what = 'x'"):
                with pytest.raises(psycopg.errors.InsufficientPrivilege):
                    connection.execute(statement)


def test_roles_made_later_get_their_rights_when_the_owner_opens_the_copy(
    open_as: Callable[[str], ServerFile], server: Server, server_database: str, now: datetime
) -> None:
    server.run(
        "REVOKE ALL ON ALL TABLES IN SCHEMA public FROM kazanlak_case_clerk",
        database=server_database,
    )
    with pytest.raises(ServerRightsError):
        open_as("ana")
    open_as(server.account).close()
    open_as("ana").close()


def test_a_clerk_cannot_make_a_central_copy(
    server: Server, open_as: Callable[[str], ServerFile], profile_text: str, now: datetime
) -> None:
    name = server.make()
    address = parse_address(server.address(name, user="ana"))
    with pytest.raises(ServerRightsError):
        create_on_server(
            address,
            NewFile("municipality", "centre", profile_text),
            password=PASSWORD,
            now=now,
            cost=CHEAP,
        )
    server.drop(name)
