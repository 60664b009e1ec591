"""Erasing is decided by one who may, on a ground, with the name typed by hand; a protocol without a name stays."""

from datetime import datetime

import pytest

from kazanlak_case.db.casefile import CaseFile
from kazanlak_case.domain.errors import InvalidRecordError
from kazanlak_case.domain.fields import RecordId
from kazanlak_case.domain.records import ErasureProtocol, Household, HouseholdMember, Person
from kazanlak_case.services.cases import open_case
from kazanlak_case.services.erasure_order import (
    ErasureOrder,
    order_erasure,
    protocols,
    review_erasure,
)
from kazanlak_case.services.people import save_person
from kazanlak_case.services.records import save_record

NAME = "Скришна Иванова Тайнева"
ORDER = ErasureOrder(ground="request", reason="Съдебно решение.", confirmed=NAME)


@pytest.fixture
def person(case_file: CaseFile, now: datetime) -> RecordId:
    values = {"given_name": "Скришна", "middle_name": "Иванова", "family_name": "Тайнева"}
    with case_file.writing(now) as uow:
        written = save_person(uow, None, values)
    (one,) = (id_ for record, id_ in written.touched if record == "person")
    with case_file.writing(now) as uow:
        open_case(uow, {"person": one})
    return one


def test_a_protocol_without_a_name_stays(
    case_file: CaseFile, now: datetime, person: RecordId
) -> None:
    with case_file.writing(now) as uow:
        done = order_erasure(uow, person, ORDER)
    with case_file.reading(now) as uow:
        (protocol,) = protocols(uow)
        assert (protocol.id, protocol.number) == (done.protocol, done.number)
        assert protocol.number.endswith("-ПИ-2022-0001")
        assert protocol.initials == "С. И. Т."
        assert protocol.counts == "case=1 person=1"
        assert protocol.user == uow.user.id
        assert uow.records.count(Person) == 0
        assert uow.records.count(ErasureProtocol) == 1


@pytest.mark.parametrize(
    ("order", "field"),
    [
        (ErasureOrder(ground="request", reason="Съд.", confirmed="Скришна"), "confirmed"),
        (ErasureOrder(reason="Съд.", confirmed=NAME), "ground"),
        (ErasureOrder(ground="request", confirmed=NAME), "reason"),
        (ErasureOrder(ground="request", reason="Тайнева поиска.", confirmed=NAME), "reason"),
    ],
)
def test_it_is_refused_with_what_is_missing(
    case_file: CaseFile, now: datetime, person: RecordId, order: ErasureOrder, field: str
) -> None:
    with case_file.writing(now) as uow, pytest.raises(InvalidRecordError) as refused:
        order_erasure(uow, person, order)
    assert set(refused.value.problems) == {field}
    with case_file.reading(now) as uow:
        assert uow.records.count(Person) == 1


def test_what_speaks_against_it_is_said_first(
    case_file: CaseFile, now: datetime, person: RecordId
) -> None:
    with case_file.reading(now) as uow:
        review = review_erasure(uow, person)
    assert review.is_early
    assert review.needs_reason
    assert review.holds == ("open_case",)
    assert review.plan.counts == {"person": 1, "case": 1}


def test_notes_about_others_that_name_the_person_are_counted(
    case_file: CaseFile, now: datetime, person: RecordId
) -> None:
    for given, note in (
        ("Първа", "Идва със СКРИШНА Тайнева."),
        ("Втора", "Познава Скришна."),
        ("Трета", "Нищо."),
    ):
        with case_file.writing(now) as uow:
            save_person(uow, None, {"given_name": given, "note": note})
    with case_file.reading(now) as uow:
        (mention,) = review_erasure(uow, person, with_mentions=True).mentions
        assert uow.records.get(Person, mention.id).given_name == "Първа"


def test_a_household_nobody_else_belongs_to_goes_too(
    case_file: CaseFile, now: datetime, person: RecordId
) -> None:
    with case_file.writing(now) as uow:
        other = save_person(uow, None, {"given_name": "Съседка"})
    (neighbour,) = (id_ for record, id_ in other.touched if record == "person")
    for name, people in (("Тайневи", (person,)), ("Общо", (person, neighbour))):
        with case_file.writing(now) as uow:
            made = save_record(uow, Household, None, {"name": name}, what="household_made")
        (household,) = (id_ for _, id_ in made.touched)
        for one in people:
            values = {"household": household, "person": one}
            with case_file.writing(now) as uow:
                save_record(uow, HouseholdMember, None, values, what="member_added")
    with case_file.writing(now) as uow:
        order_erasure(uow, person, ORDER)
    with case_file.reading(now) as uow:
        assert [one.name for one in uow.records.find(Household)] == ["Общо"]
        assert uow.records.count(HouseholdMember) == 1
