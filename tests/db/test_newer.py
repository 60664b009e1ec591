"""What a newer version wrote waits in `extra`, and is taken up by the version that knows it."""

from datetime import datetime

from sqlalchemy import Connection

from kazanlak_case.db.casefile import CaseFile
from kazanlak_case.db.verify import verify
from kazanlak_case.domain.changes import Born, Deleted, Edited
from kazanlak_case.domain.records import Continuation, Person


def as_if_unknown(connection: Connection) -> None:
    """Put records and one field where a version that knows neither keeps them."""
    rows = connection.exec_driver_sql("SELECT * FROM continuation").mappings().all()
    connection.exec_driver_sql("DELETE FROM continuation")
    for row in rows:
        born = (row["born_rid"], row["born_seq"])
        values = {name: row[name] for name in ("type", "record", "continues")}
        for name, value in {"": None, **values}.items():
            connection.exec_driver_sql(
                "INSERT INTO extra VALUES ('continuation', ?, ?, ?, ?, ?)",
                (row["id"], name, value, *born),
            )
    connection.exec_driver_sql(
        "INSERT INTO extra SELECT 'person', id, 'phone', phone, born_rid, born_seq FROM person WHERE phone NOT NULL"
    )
    connection.exec_driver_sql("UPDATE person SET phone = NULL")


def test_it_is_taken_up_whole(case_file: CaseFile, now: datetime) -> None:
    with case_file.writing(now) as uow:
        person = Person(id=uow.new_id(), given_name="Асен")
        kept, gone = (
            Continuation(id=uow.new_id(), type="person", record=person.id, continues=uow.new_id())
            for _ in range(2)
        )
        uow.log.append([Born(person), Born(kept), Born(gone)], "record_made")
        uow.log.append([Edited("person", person.id, {"phone": "0888"})], "person_changed")
        uow.log.append([Deleted("continuation", gone.id)], "record_deleted")
        uow.commit()
    before = verify(case_file)
    with case_file.raw_connection() as connection:
        as_if_unknown(connection)
    assert not verify(case_file).ok
    case_file.load()
    after = verify(case_file)
    assert after.ok, after.checks
    assert after.digest == before.digest
    with case_file.reading(now) as uow:
        assert uow.records.find(Continuation) == [kept]
        assert uow.records.get(Person, person.id).phone == "0888"
