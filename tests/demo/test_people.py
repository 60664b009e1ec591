"""Made-up people: valid, distinct, the same for one seed."""

from collections import Counter
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kazanlak_case.demo.chance import chance_of
from kazanlak_case.demo.numbers import SERIALS, MadeUpNumbers
from kazanlak_case.demo.people import MadeUpFamily, Populace
from kazanlak_case.domain.rules.names import tidy_name
from kazanlak_case.domain.rules.numbers import check_number
from kazanlak_case.domain.rules.whole import person_clashes
from kazanlak_case.services.people import person_problems

TODAY = date(2021, 10, 4)


def families(seed: int, count: int) -> list[MadeUpFamily]:
    return list(Populace(chance_of(seed), ["ул. „Роза“"]).families(count, ["40292"]))


@given(st.dates(date(1925, 1, 1), date(2021, 9, 30)), st.sampled_from("mf"))
def test_numbers_pass_every_check_and_fit_the_person(born_on: date, sex: str) -> None:
    number = MadeUpNumbers(chance_of(1)).egn(born_on, sex)
    check = check_number("egn", number, today=TODAY)
    assert (check.ok, check.born_on, check.sex) == (True, born_on, sex)
    assert int(number[6:9]) in SERIALS


def test_numbers_are_given_once_even_on_a_crowded_birthday() -> None:
    numbers = MadeUpNumbers(chance_of(1))
    given_once = [numbers.egn(date(1990, 1, 1), "f") for _ in range(300)]
    assert len(set(given_once)) == 300
    foreign = [numbers.lnch() for _ in range(50)]
    assert len(set(foreign)) == 50
    assert all(check_number("lnch", one, today=TODAY).ok for one in foreign)


@pytest.mark.parametrize("count", [1, 37, 250])
def test_people_are_as_many_as_asked_and_could_be_real(count: int) -> None:
    made = families(7, count)
    people = [person for family in made for person in family.people]
    assert len(people) == count
    for person in people:
        assert person_problems(person.values, TODAY) == {}
        assert person_clashes(person.values, TODAY) == []
        for name in ("given_name", "middle_name", "family_name"):
            assert tidy_name(str(person.values[name])) == person.values[name]
    assert all(family.people[0].relation == "head" for family in made)


def test_no_two_share_name_and_birthday_or_number_or_phone() -> None:
    people = [person for family in families(3, 400) for person in family.people]
    for key in (
        lambda one: (one.name, one.values["born_on"]),
        lambda one: one.values.get("national_id"),
        lambda one: one.values.get("phone"),
    ):
        counts = Counter(value for person in people if (value := key(person)))
        assert max(counts.values()) == 1


def test_one_seed_makes_the_same_people() -> None:
    assert families(7, 60) == families(7, 60)
    assert families(7, 60) != families(8, 60)


def test_children_are_younger_than_their_parents() -> None:
    for family in families(11, 300):
        parents = [one.age for one in family.people if one.relation in {"head", "spouse"}]
        for child in (one for one in family.people if one.relation == "child"):
            assert child.age + 12 < max(parents)
