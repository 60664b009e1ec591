"""Saving people."""

from datetime import date

import pytest

from kazanlak_case.domain.changes import Edited
from kazanlak_case.domain.errors import InvalidRecordError, RecordInUseError, RecordMissingError
from kazanlak_case.domain.records.person import Person
from kazanlak_case.services import people, visits
from support.office import EGN_OF_MAN, EGN_OF_WOMAN, SERVICE, id_of

TODAY = date(2022, 11, 14)


def test_a_new_person_is_saved_tidy_and_completed_from_the_number(do, get):
    typed = {
        "given_name": "  МАРИЯ ",
        "family_name": "Ивaнова",  # a Latin a inside
        "middle_name": "",
        "id_type": "egn",
        "national_id": "850310 9277",
    }
    person = get(Person, id_of(do(people.save_person, None, typed), "person"))
    assert (person.given_name, person.middle_name, person.family_name) == ("Мария", None, "Иванова")
    assert (person.national_id, person.born_on, person.sex) == (
        EGN_OF_WOMAN,
        date(1985, 3, 10),
        "f",
    )


def test_problems_are_told_field_by_field_and_nothing_is_written(do, ask):
    typed = {"given_name": " ", "sex": "x", "born_on": date(2022, 11, 15), "settlement": "00000"}
    problems = people.person_problems(typed, TODAY)
    assert set(problems) == {"given_name", "sex", "born_on", "settlement"}
    with pytest.raises(InvalidRecordError) as refused:
        do(people.save_person, None, typed)
    assert refused.value.problems == problems
    assert ask(lambda uow: uow.records.count(Person)) == 0


def test_a_number_that_fails_its_check_needs_a_reason():
    typed = {"given_name": "Иван", "id_type": "egn", "national_id": "8503109278"}
    assert set(people.person_problems(typed, TODAY)) == {"national_id"}
    assert not people.person_problems({**typed, "national_id_reason": "по акт"}, TODAY)


def test_an_edit_writes_only_what_differs(do, get, a_person, ask):
    person = a_person("Иван", phone="0888123456")
    written = do(people.save_person, person, {"given_name": "Иван", "phone": "0888654321"})
    assert written.touched == {("person", person)}
    entries = ask(lambda uow: uow.history.of_record("person", person))
    assert [(entry.kind, entry.field, entry.old, entry.new) for entry in entries] == [
        ("edited", "phone", "0888123456", "0888654321"),
        ("born", None, None, None),
    ]
    again = do(people.save_person, person, {"phone": "0888654321"})
    assert (again.undo, again.touched) == ("", frozenset())


def test_a_field_is_emptied(do, get, a_person):
    person = a_person("Иван", phone="0888123456")
    do(people.save_person, person, {"phone": ""})
    assert get(Person, person).phone is None
    with pytest.raises(InvalidRecordError) as refused:
        do(people.save_person, person, {"given_name": ""})
    assert set(refused.value.problems) == {"given_name"}


def test_what_was_right_once_does_not_keep_anybody_from_correcting_something_else(
    do, get, a_person, case_file, now
):
    person = a_person("Иван")
    with case_file.writing(now) as uow:  # a code of a newer version, as a bundle may bring it
        uow.log.append([Edited("person", person, {"sex": "unheard_of"})], "test")
        uow.commit()
    do(people.save_person, person, {"phone": "0888123456", "sex": "unheard_of"})
    assert get(Person, person).phone == "0888123456"


def test_a_changed_birth_date_is_held_against_the_number(do, a_person):
    person = a_person("Мария", id_type="egn", national_id=EGN_OF_WOMAN)
    with pytest.raises(InvalidRecordError) as refused:
        do(people.save_person, person, {"born_on": date(1985, 3, 11)})
    assert set(refused.value.problems) == {"born_on"}


def test_the_same_number_is_not_entered_twice(do, a_person):
    first = a_person("Мария", id_type="egn", national_id=EGN_OF_WOMAN)
    with pytest.raises(InvalidRecordError) as refused:
        a_person("Мария", id_type="egn", national_id=EGN_OF_WOMAN)
    assert set(refused.value.problems) == {"national_id"}
    second = a_person("Иван", id_type="egn", national_id=EGN_OF_MAN)
    with pytest.raises(InvalidRecordError):
        do(people.save_person, second, {"national_id": EGN_OF_WOMAN, "sex": "f", "born_on": None})
    foreign = {"id_type": "service_no", "national_id": "1234567890"}
    assert a_person("Ана", **foreign) != a_person("Вера", **foreign)  # no check digit, no certainty
    do(people.save_person, first, {"phone": "0888123456"})  # one's own number is no other's


def test_a_person_in_use_is_not_deleted(do, a_person, ask):
    person = a_person("Иван")
    do(visits.record_visit, visits.VisitDraft(person=person, service=SERVICE, provided_on=TODAY))
    with pytest.raises(RecordInUseError) as refused:
        do(people.delete_person, person)
    assert refused.value.facts["by"] == {"service_entry": 1}
    assert ask(lambda uow: uow.records.is_visible("person", person))


def test_a_person_written_by_mistake_is_deleted_once(do, a_person, ask):
    person = a_person("Иван")
    do(people.delete_person, person)
    assert not ask(lambda uow: uow.records.is_visible("person", person))
    for service in (
        people.delete_person,
        lambda uow, one: people.save_person(uow, one, {"phone": "1"}),
    ):
        with pytest.raises(RecordMissingError):
            do(service, person)
