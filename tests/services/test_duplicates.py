"""People who may be here twice: found with reasons, left out once decided, told at entry and after a merge."""

import dataclasses
from datetime import date

import pytest

from kazanlak_case.domain.changes import Born, Deleted, Edited
from kazanlak_case.domain.errors import CancelledError
from kazanlak_case.domain.records import (
    Continuation,
    DuplicateDecision,
    Household,
    HouseholdMember,
    Person,
)
from kazanlak_case.services.duplicates import (
    duplicates_of,
    found_after,
    like,
    pairs_at_a_glance,
    possible_duplicates,
)
from support.people import add_person
from support.repeats import GOLDEN

BORN = date(1985, 3, 10)
EGN, OTHER_EGN = "8503109277", "9711159280"


def pairs(uow):
    return [
        (pair.first.id, pair.second.id, pair.certain, pair.reasons[0].code)
        for pair in possible_duplicates(uow)
    ]


def codes(reasons):
    return {reason.code for reason in reasons}


def test_a_file_of_different_people_has_no_repeats(uow):
    add_person(uow, "Мария Иванова", born_on=BORN, id_type="egn", national_id=EGN)
    add_person(uow, "Мария Иванова", born_on=date(1961, 7, 28))
    add_person(uow, "Мария Петрова", born_on=date(1999, 1, 2))
    add_person(uow, "Мария Георгиева")
    namesake = add_person(uow, "Мария Георгиева")
    assert pairs(uow) == []
    assert duplicates_of(uow, namesake.id) == []


@pytest.mark.parametrize("id_type", ["egn", "lnch"])
def test_the_same_number_is_the_same_person(uow, id_type):
    first = add_person(uow, "Мария Иванова", id_type=id_type, national_id="1000000012")
    second = add_person(
        uow, "Петя Стоянова", id_type=id_type, national_id="1000000012", born_on=BORN
    )
    assert pairs(uow) == [(first.id, second.id, True, "number")]
    assert [pair.certain for pair in pairs_at_a_glance(uow)] == [True]


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
    assert duplicates_of(uow, person.id) == []


def test_a_number_that_fails_its_check_makes_nobody_certain(uow):
    for name in ("Мария Иванова", "Петя Стоянова"):
        add_person(
            uow, name, id_type="egn", national_id="1111111111", national_id_reason="по паспорт"
        )
    assert pairs(uow) == []


@pytest.mark.parametrize("number", [("egn", EGN), ("none", None), ("egn", None), (None, None)])
def test_the_same_name_and_birth_is_a_suggestion_if_one_has_no_number(uow, number):
    first = add_person(uow, "Мария Петрова-Иванова", born_on=BORN)
    second = add_person(
        uow, "МАРИЯ ПЕТРОВА ИВАНОВА", born_on=BORN, id_type=number[0], national_id=number[1]
    )
    assert [pair[:3] for pair in pairs(uow)] == [(first.id, second.id, False)]
    assert len(pairs_at_a_glance(uow)) == 1


def test_people_whose_numbers_differ_are_never_suggested(uow):
    for number in (EGN, OTHER_EGN):
        add_person(uow, "Мария Иванова", born_on=BORN, id_type="egn", national_id=number)
    add_person(uow, "Мария Иванова", born_on=BORN, id_type="lnch", national_id="1000000012")
    assert pairs(uow) == []


def test_a_number_of_the_office_is_no_number(uow):
    first = add_person(uow, "Мария Иванова", born_on=BORN, id_type="service_no", national_id="7")
    second = add_person(uow, "Мария Иванова", born_on=BORN, id_type="egn", national_id=EGN)
    assert [pair[:3] for pair in pairs(uow)] == [(first.id, second.id, False)]


def test_a_pair_is_listed_once_certain_ones_first_then_by_score(uow):
    for _ in range(2):
        add_person(uow, "Мария Иванова", born_on=BORN)
        add_person(uow, "Ана Петрова Иванова", born_on=BORN)
    for _ in range(3):
        add_person(uow, "Юлия Янева", born_on=BORN, id_type="egn", national_id=EGN)
    found = possible_duplicates(uow)
    assert [(pair.first.name, pair.certain) for pair in found] == [
        *[("Юлия Янева", True)] * 3,
        ("Ана Петрова Иванова", False),
        ("Мария Иванова", False),
    ]
    assert len(set(found)) == 5
    assert len(possible_duplicates(uow, limit=2)) == 2


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
    (pair,) = duplicates_of(uow, first.id)
    assert pair.first == (first.id, "Мария Иванова", BORN, "40347", "", "kran")
    assert pair.second == (second.id, "Мария Иванова", BORN, None, "850310••••", "kran")
    (pair,) = duplicates_of(uow, second.id)
    assert (pair.first.id, pair.second.id) == (second.id, first.id)
    assert duplicates_of(uow, "0" * 32) == []


def test_a_warning_is_given_before_a_person_is_saved(uow):
    here = add_person(uow, "Мария Иванова", born_on=BORN, id_type="egn", national_id=EGN)
    typed = Person(id=uow.new_id(), given_name="Мария", family_name="Иванова", born_on=BORN)
    (pair,) = like(uow, typed)
    assert (pair.second.id, pair.certain) == (here.id, False)
    (pair,) = like(uow, dataclasses.replace(typed, id_type="egn", national_id=EGN))
    assert (pair.second.id, pair.certain) == (here.id, True)
    assert not like(uow, dataclasses.replace(typed, id_type="egn", national_id=OTHER_EGN))
    assert not like(uow, here)
    assert not like(uow, Person(id=uow.new_id()))


def test_what_was_decided_is_not_offered_again(uow):
    first = add_person(uow, "Мария Иванова", born_on=BORN)
    second = add_person(uow, "Мария Иванова", born_on=BORN)
    decision = DuplicateDecision(
        id=uow.new_id(), person=second.id, other=first.id, verdict="different"
    )
    uow.log.append([Born(decision)], "test")
    assert pairs(uow) == []
    assert pairs_at_a_glance(uow) == []
    assert duplicates_of(uow, first.id) == []
    # Their numbers became equal: whoever said that they are two people should look again.
    for one in (first, second):
        uow.log.append([Edited("person", one.id, {"id_type": "egn", "national_id": EGN})], "test")
        uow.search.refresh([bytes.fromhex(one.id)])
    assert pairs(uow) == [(first.id, second.id, True, "number")]
    uow.log.append([Edited("duplicate_decision", decision.id, {"verdict": "same"})], "test")
    assert pairs(uow) == []


def test_who_goes_on_in_another_house_is_known_as_such(uow):
    first = add_person(uow, "Мария Иванова", id_type="egn", national_id=EGN)
    second = add_person(uow, "Мария Иванова", id_type="egn", national_id=EGN)
    goes_on = Continuation(id=uow.new_id(), type="person", record=second.id, continues=first.id)
    uow.log.append([Born(goes_on)], "test")
    assert pairs(uow) == []


def test_only_pairs_of_the_touched_are_found_after(uow):
    for name in ("Мария Иванова", "Ана Петрова"):
        first = add_person(uow, name, born_on=BORN)
        add_person(uow, name, born_on=BORN)
    assert len(possible_duplicates(uow)) == 2
    (pair,) = found_after(uow, [first.id])
    assert pair.first.name == "Ана Петрова"
    assert found_after(uow, []) == []


def test_relatives_are_known_in_another_household(uow):
    homes = []
    for _ in range(2):
        home = Household(id=uow.new_id(), name="Асенови")
        people = [
            add_person(uow, "Асен Асенов", born_on=date(1980, 4, 5)),
            add_person(uow, "Мария Асенова"),
        ]
        members = [
            HouseholdMember(id=uow.new_id(), household=home.id, person=one.id) for one in people
        ]
        uow.log.append([Born(one) for one in (home, *members)], "test")
        homes.append(people)
    found = {pair.first.name: pair for pair in possible_duplicates(uow)}
    assert "relatives" not in codes(found["Асен Асенов"].reasons)
    assert codes(duplicates_of(uow, homes[0][0].id)[0].reasons) >= {"birth", "name_parts"}


def test_a_search_can_be_stopped_and_says_how_far_it_is(uow):
    for _ in range(2):
        add_person(uow, "Мария Иванова", born_on=BORN)
    told = []

    def progress(done, of):
        told.append((done, of))
        if done == 2:
            raise CancelledError

    with pytest.raises(CancelledError):
        possible_duplicates(uow, progress=progress)
    assert [done for done, of in told] == sorted(done for done, _ in told)
    assert all(done <= of for done, of in told)


def test_golden_pairs_are_found_at_entry_too(uow):
    """The store is asked for a few people there, not for everybody: it may miss none of these."""
    missed = []
    for one, other, shared, _told in GOLDEN:
        values = dict(shared)
        if "born_on" in values:
            values["born_on"] = date.fromisoformat(values["born_on"])
        here = add_person(uow, one, **values)
        given_name, *others = other.split()
        *middle, family = others
        draft = Person(
            id=uow.new_id(),
            given_name=given_name,
            middle_name=" ".join(middle) or None,
            family_name=family,
            **values,
        )
        if here.id not in {pair.second.id for pair in like(uow, draft)}:
            missed.append((one, other))
    assert missed == []
