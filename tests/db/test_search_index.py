"""The index follows the records, holds nothing of those who left, and can be made anew."""

from datetime import date

import pytest
from sqlalchemy import func, select

from conftest import CHEAP, PASSWORD
from kazanlak_case.db.birth import create_starter
from kazanlak_case.db.casefile import CaseFile
from kazanlak_case.db.search_index import refresh_index
from kazanlak_case.db.tables import name_word, person_index
from kazanlak_case.db.text_sql import is_server
from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.domain.changes import Deleted, Edited
from kazanlak_case.domain.fields import RecordId
from support.courier import carry
from support.people import add_case, add_person


@pytest.fixture
def connection(uow):
    return uow._connection


def words(connection):
    return set(connection.execute(select(name_word.c.key)).scalars())


def raw(person):
    return bytes.fromhex(person.id)


def test_a_rare_name_does_not_outlive_its_person(uow, connection):
    first, second = add_person(uow, "Мария Рядкова"), add_person(uow, "Мария Честова")
    assert words(connection) == {"mar", "riadkov", "qestov"}
    uow.log.append([Deleted("person", first.id)], "test")
    refresh_index(connection, [raw(first)])
    assert words(connection) == {"mar", "qestov"}
    uow.log.append([Edited("person", second.id, {"family_name": None})], "test")
    refresh_index(connection, [raw(second)])
    assert words(connection) == {"mar"}


def test_nothing_of_a_deleted_person_is_left_in_the_index(case_file, now):
    with case_file.writing(now) as uow:
        person = add_person(uow, "Щилянка Рядкова", national_id="8503109277", id_type="egn")
        add_person(uow, "Мария Честова")
        uow.commit()
    # Words stand in the index without what they share with the one before.
    traces = (b"iadkov", b"tiliank", b"3109277")
    assert all(trace in held(case_file, now) for trace in traces)
    with case_file.writing(now) as uow:
        uow.log.append([Deleted("person", person.id)], "test")
        uow.commit()
    assert b"mar" in held(case_file, now)
    assert not any(trace in held(case_file, now) for trace in traces)


def held(case_file, now):
    """All that the store keeps of the index, on a server in its live rows."""
    with case_file.reading(now) as uow:
        connection = uow._connection
        if is_server(connection):
            vectors = connection.exec_driver_sql("SELECT keys::text FROM person_search").scalars()
            return "\n".join(vectors).encode()
        blocks = connection.exec_driver_sql("SELECT block FROM person_search_data").scalars()
        return b"".join(blocks)


def test_rebuilding_gives_what_refreshing_gave(uow, connection):
    for at in range(7):
        person = add_person(uow, f"Мария Петрова {'абвгдеж'[at]}ов", phone=f"088812345{at}")
        add_case(uow, person.id, f"К-2022-{at:04}")
    columns = [column for column in person_index.c if column.name != "pid"]
    query = select(*columns).order_by(person_index.c.id)
    before = connection.execute(query).all(), words(connection)
    hits = uow.search.people("petrova 0888")
    uow.search.rebuild()
    assert (connection.execute(query).all(), words(connection)) == before
    assert uow.search.people("petrova 0888") == hits


def test_a_case_closed_in_another_copy_gives_way_to_an_open_one(open_copy, tmp_path, now):
    centre = open_copy("municipality")
    path = tmp_path / "house.kcase"
    create_starter(path, centre, site="kran", password=PASSWORD, now=now, cost=CHEAP)
    house = CaseFile.open(path, password=PASSWORD)
    with house.writing(now) as uow:
        person = add_person(uow, "Мария Петрова")
        add_case(uow, person.id, "К-2021-0001")
        newer = add_case(uow, person.id, "К-2022-0002", opened_on=date(2022, 5, 5))
        uow.commit()
    carry(house, centre, now=now)
    assert shown_case(centre, now) == "К-2022-0002"
    with house.writing(now) as uow:
        uow.log.append([Edited("case", newer.id, {"closed_on": date(2022, 6, 6)})], "test")
        uow.commit()
    carry(house, centre, now=now)
    assert shown_case(house, now) == shown_case(centre, now) == "К-2021-0001"
    house.close()


def shown_case(file, now):
    with file.reading(now) as uow:
        return uow.search.people("мария")[0].case_number


def test_refreshing_twice_or_a_stranger_changes_nothing(uow, connection):
    person = add_person(uow, "Мария Петрова", born_on=date(1985, 3, 10))
    before = connection.execute(select(person_index)).all()
    refresh_index(connection, [raw(person), raw(person), b"x" * 16])
    assert connection.execute(select(person_index)).all() == before
    assert len(uow.search.people("мария")) == 1


def test_many_people_are_refreshed_in_one_go(uow, connection):
    from kazanlak_case.domain.changes import Born
    from kazanlak_case.domain.records import Person

    people = [
        Person(id=RecordId(uow.new_id()), given_name="Мария", family_name=f"Иванова{at}")
        for at in range(1_201)
    ]
    uow.log.append([Born(person) for person in people], "test")
    refresh_index(connection, [raw(person) for person in people])
    assert connection.execute(select(func.count()).select_from(person_index)).scalar_one() == 1_201
    assert len(uow.search.people("мария", limit=2_000)) == 1_201


def test_what_one_save_after_another_writes_is_brought_together(uow, connection):
    if is_server(connection):
        pytest.skip("a server tidies up by itself")
    person = raw(add_person(uow, "Мария Петрова", phone="0888000000"))
    most = 0
    for number in range(60):
        connection.exec_driver_sql(
            "UPDATE person SET phone = ? WHERE id = ?", (f"0888{number:06d}", person)
        )
        refresh_index(connection, [person])
        most = max(most, parts_of_index(connection))
    assert (
        most <= 8
    )  # left to itself it lets sixteen lie, and brings all of them together in one save
    assert len(uow.search.people("0888000059")) == 1


def parts_of_index(connection):
    return connection.exec_driver_sql(
        "SELECT count(DISTINCT segid) FROM person_search_idx"
    ).scalar_one()


def test_who_comes_gets_no_number_of_who_changes(uow: UnitOfWork) -> None:
    """Those who change are out of the index for a moment; the last of them must not lend its place."""
    last = add_person(uow, "Мария Петрова")
    uow.search.refresh([bytes.fromhex(last.id)])
    new = add_person(uow, "Айше Примерна")
    uow.log.append([Edited("person", last.id, {"given_name": "Мариана"})], "person_saved")
    uow.search.refresh([bytes.fromhex(last.id), bytes.fromhex(new.id)])
    assert [hit.id for hit in uow.search.people("Мариана")] == [last.id]
    assert [hit.id for hit in uow.search.people("Айше")] == [new.id]
