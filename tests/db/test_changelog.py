"""Promises of the change log: nothing bypasses it, nothing typed is lost, and what is undone is still history."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from kazanlak_case.db.casefile import CaseFile
from kazanlak_case.db.settings_table import read_setting
from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.db.verify import verify
from kazanlak_case.domain.changes import Born, Deleted, Edited, Kept
from kazanlak_case.domain.errors import AlreadyUndoneError, NothingToUndoError, RecordMissingError
from kazanlak_case.domain.fields import RecordId
from kazanlak_case.domain.records import Partner, Person


def born(uow: UnitOfWork, name: str = "Мария") -> Person:
    person = Person(id=uow.new_id(), given_name=name, family_name="Примерна")
    uow.log.append([Born(person)], "person_saved")
    return person


def test_ids_sort_as_they_were_made_wherever_the_clock_stands(
    case_file: CaseFile, now: datetime
) -> None:
    made = []
    for moment in (now, now, now - timedelta(days=4_700), now - timedelta(hours=1)):
        with case_file.writing(moment) as uow:
            made += [born(uow, str(number)).id for number in range(3)]
            uow.commit()
    assert made == sorted(made)


def test_what_is_not_committed_never_was(case_file: CaseFile, now: datetime) -> None:
    with case_file.writing(now) as uow:
        person = born(uow)
    with case_file.reading(now) as uow, pytest.raises(RecordMissingError):
        uow.records.get(Person, person.id)


def test_every_value_that_ever_stood_can_be_seen_again(case_file: CaseFile, now: datetime) -> None:
    with case_file.writing(now) as uow:
        person = born(uow)
        for name in ("Мариана", "Марияна", "Мария"):
            uow.log.append([Edited("person", person.id, {"given_name": name})], "person_saved")
        uow.commit()
    with case_file.reading(now) as uow:
        history = uow.history.of_record("person", person.id)
    assert [(entry.old, entry.new) for entry in history[:-1]] == [
        ("Марияна", "Мария"),
        ("Мариана", "Марияна"),
        ("Мария", "Мариана"),
    ]
    assert history[-1].kind == "born"
    assert {entry.author for entry in history} == {"head"}
    assert verify(case_file).ok


def test_an_edit_that_changes_nothing_writes_nothing(uow: UnitOfWork) -> None:
    person = born(uow)
    written = uow.log.append(
        [Edited("person", person.id, {"given_name": "Мария", "phone": ""})], "person_saved"
    )
    assert not written.touched
    assert len(uow.history.of_record("person", person.id)) == 1


def test_undo_brings_back_what_stood_and_history_shows_both(uow: UnitOfWork) -> None:
    person = born(uow)
    written = uow.log.append(
        [Edited("person", person.id, {"given_name": "Друга", "phone": "0888000001"})],
        "person_saved",
    )
    uow.undo(written.undo)
    assert uow.records.get(Person, person.id) == person
    assert [entry.what for entry in uow.history.of_record("person", person.id)].count(
        "person_saved"
    ) == 3
    with pytest.raises(AlreadyUndoneError):
        uow.undo(written.undo)


def test_undo_leaves_what_somebody_changed_since(uow: UnitOfWork) -> None:
    person = born(uow)
    written = uow.log.append(
        [Edited("person", person.id, {"given_name": "Друга", "phone": "0888000001"})],
        "person_saved",
    )
    uow.log.append([Edited("person", person.id, {"phone": "0888000002"})], "person_saved")
    uow.undo(written.undo)
    assert uow.records.get(Person, person.id) == replace(person, phone="0888000002")


def test_a_birth_undone_is_hidden_and_its_undoing_shows_it(uow: UnitOfWork) -> None:
    person = Person(id=uow.new_id(), given_name="Мария")
    written = uow.log.append([Born(person)], "person_saved")
    undone = uow.undo(written.undo)
    assert uow.records.find(Person) == []
    uow.undo(undone.undo)
    assert uow.records.find(Person) == [person]


def test_deleted_and_kept_records_come_and_go(uow: UnitOfWork) -> None:
    person = born(uow)
    uow.log.append([Deleted("person", person.id)], "person_deleted")
    assert uow.records.find(Person) == []
    uow.log.append([Kept("person", person.id)], "person_kept")
    assert uow.records.find(Person) == [person]


def test_an_edit_of_a_deleted_record_shows_it_and_asks_nobody(uow: UnitOfWork) -> None:
    person = born(uow)
    uow.log.append([Deleted("person", person.id)], "person_deleted")
    uow.log.append([Edited("person", person.id, {"phone": "0888000001"})], "person_saved")
    assert uow.records.find(Person, phone="0888000001")
    assert uow.history.conflicts() == []


@pytest.mark.parametrize("undo", ["", "x", "00-kran-1", "не е номер"])
def test_only_own_changesets_can_be_undone(uow: UnitOfWork, undo: str) -> None:
    with pytest.raises(NothingToUndoError):
        uow.undo(undo)


def test_a_record_that_is_not_there_cannot_be_edited(uow: UnitOfWork) -> None:
    with pytest.raises(RecordMissingError):
        uow.log.append(
            [Edited("person", RecordId("00" * 16), {"phone": "0888000001"})], "person_saved"
        )


def test_an_intention_over_two_scopes_is_two(uow: UnitOfWork) -> None:
    person, partner = born(uow), uow.records.all(Partner)[0]
    changes = [
        Edited("person", person.id, {"phone": "1"}),
        Edited("partner", partner.id, {"phone": "2"}),
    ]
    with pytest.raises(ValueError, match="one scope"):
        uow.log.append(changes, "person_saved")


def test_a_clock_in_2009_only_orders_after_what_is_known(
    case_file: CaseFile, now: datetime
) -> None:
    with case_file.writing(now) as uow:
        person = born(uow)
        uow.commit()
    with case_file.writing(datetime(2009, 1, 1, tzinfo=UTC)) as uow:
        uow.log.append([Edited("person", person.id, {"given_name": "Мариана"})], "person_saved")
        newest, birth = uow.history.of_record("person", person.id)
        assert (newest.kind, birth.kind) == ("edited", "born")
        assert newest.at < birth.at
        uow.commit()
    assert verify(case_file).ok


def test_numbers_are_gapless_over_many_units_of_work(case_file: CaseFile, now: datetime) -> None:
    for number in range(5):
        with case_file.writing(now + timedelta(minutes=number)) as uow:
            born(uow, f"Лице {number}")
            if number % 2 == 0:
                uow.commit()
    with case_file.reading(now) as uow:
        lasts = [one.undo.rsplit("-", 1)[1] for one in uow.history.recent() if "-kran-" in one.undo]
        assert sorted(lasts) == ["1", "2", "3"]


def test_commits_are_counted_in_the_file(case_file: CaseFile, now: datetime) -> None:
    with case_file.reading_raw() as connection:
        before = read_setting(connection, "commits")
    with case_file.writing(now) as uow:
        born(uow)
        uow.commit()
    with case_file.reading_raw() as connection:
        assert read_setting(connection, "commits") == before + 1
