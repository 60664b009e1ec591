"""Repeats: certain by number, suggested by name and birth, never against two numbers."""

import dataclasses
from datetime import date

import pytest

from kazanlak_case.domain.changes import Deleted
from kazanlak_case.domain.records import Person
from support.people import add_person

BORN = date(1985, 3, 10)
EGN, OTHER_EGN = "8503109277", "9711159280"


def pairs(uow):
    return [
        (pair.first.id, pair.second.id, pair.certain, pair.reasons)
        for pair in uow.duplicates.list()
    ]


def test_a_file_of_different_people_has_no_repeats(uow):
    add_person(uow, "Мария Иванова", born_on=BORN, id_type="egn", national_id=EGN)
    add_person(uow, "Мария Иванова", born_on=date(1986, 3, 10))
    add_person(uow, "Мария Петрова", born_on=BORN)
    add_person(uow, "Мария Георгиева")
    namesake = add_person(uow, "Мария Георгиева")
    assert pairs(uow) == []
    assert uow.duplicates.of(namesake.id) == []


@pytest.mark.parametrize("id_type", ["egn", "lnch"])
def test_the_same_number_is_the_same_person(uow, id_type):
    first = add_person(uow, "Мария Иванова", id_type=id_type, national_id="1000000012")
    second = add_person(
        uow, "Петя Стоянова", id_type=id_type, national_id="1000000012", born_on=BORN
    )
    assert pairs(uow) == [(first.id, second.id, True, ("number",))]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("egn", "1000000012"), ("lnch", "1000000012")),
        (("service_no", "1000000012"), ("service_no", "1000000012")),
        (("none", "12"), ("none", "12")),
        (("egn", None), ("egn", None)),
        ((None, EGN), (None, EGN)),
    ],
)
def test_other_equal_numbers_say_nothing(uow, one, other):
    add_person(uow, "Мария Иванова", id_type=one[0], national_id=one[1])
    person = add_person(uow, "Петя Стоянова", id_type=other[0], national_id=other[1])
    assert pairs(uow) == []
    assert uow.duplicates.of(person.id) == []


@pytest.mark.parametrize("number", [("egn", EGN), ("none", None), ("egn", None), (None, None)])
def test_the_same_name_and_birth_is_a_suggestion_if_one_has_no_number(uow, number):
    first = add_person(uow, "Мария Петрова-Иванова", born_on=BORN)
    second = add_person(
        uow, "МАРИЯ ПЕТРОВА ИВАНОВА", born_on=BORN, id_type=number[0], national_id=number[1]
    )
    assert pairs(uow) == [(first.id, second.id, False, ("name_and_birth",))]


def test_people_whose_numbers_differ_are_never_suggested(uow):
    for number in (EGN, OTHER_EGN):
        add_person(uow, "Мария Иванова", born_on=BORN, id_type="egn", national_id=number)
    add_person(uow, "Мария Иванова", born_on=BORN, id_type="service_no", national_id="1000000012")
    assert pairs(uow) == []


def test_a_pair_is_listed_once_certain_ones_first(uow):
    for name in ("Мария Иванова", "Ана Иванова"):
        add_person(uow, name, born_on=BORN)
        add_person(uow, name, born_on=BORN)
    for _ in range(3):
        add_person(uow, "Юлия Янева", born_on=BORN, id_type="egn", national_id=EGN)
    found = uow.duplicates.list()
    assert [(pair.first.name, pair.certain) for pair in found] == [
        *[("Юлия Янева", True)] * 3,
        ("Ана Иванова", False),
        ("Мария Иванова", False),
    ]
    assert len(set(found)) == 5


def test_deleted_people_repeat_nobody(uow):
    first = add_person(uow, id_type="egn", national_id=EGN, born_on=BORN)
    add_person(uow, id_type="egn", national_id=EGN, born_on=BORN)
    uow.log.append([Deleted("person", first.id)], "test")
    uow.search.refresh([bytes.fromhex(first.id)])
    assert pairs(uow) == []


def test_each_of_a_pair_comes_first_when_asked_about(uow):
    first = add_person(uow, "Мария Иванова", born_on=BORN, settlement="40347")
    second = add_person(uow, "Мария Иванова", born_on=BORN, id_type="egn", national_id=EGN)
    add_person(uow, "Петя Иванова", born_on=BORN)
    (pair,) = uow.duplicates.of(first.id)
    assert pair.first == (first.id, "Мария Иванова", BORN, "40347", "", "kran")
    assert pair.second == (second.id, "Мария Иванова", BORN, None, "850310••••", "kran")
    (pair,) = uow.duplicates.of(second.id)
    assert (pair.first.id, pair.second.id) == (second.id, first.id)
    assert uow.duplicates.of("0" * 32) == []


def test_a_warning_is_given_before_a_person_is_saved(uow):
    here = add_person(uow, "Мария Иванова", born_on=BORN, id_type="egn", national_id=EGN)
    typed = Person(id=uow.new_id(), given_name="Мария", family_name="Иванова", born_on=BORN)
    (pair,) = uow.duplicates.like(typed)
    assert (pair.second.id, pair.certain) == (here.id, False)
    (pair,) = uow.duplicates.like(dataclasses.replace(typed, id_type="egn", national_id=EGN))
    assert (pair.second.id, pair.certain) == (here.id, True)
    assert not uow.duplicates.like(dataclasses.replace(typed, id_type="egn", national_id=OTHER_EGN))
    assert not uow.duplicates.like(here)
    assert not uow.duplicates.like(Person(id=uow.new_id()))
