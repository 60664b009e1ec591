"""Moves, splits and births: each one stroke, and one undo."""

from datetime import date

import pytest

from kazanlak_case.domain.errors import InvalidRecordError
from kazanlak_case.domain.records.household import Household
from kazanlak_case.domain.records.kinship import Residence
from kazanlak_case.domain.records.person import Person
from kazanlak_case.services import births, family_moves, households, kinship
from kazanlak_case.services.births import BirthDraft
from kazanlak_case.services.family_moves import MoveDraft
from kazanlak_case.services.history import undo
from kazanlak_case.services.household_people import household_people
from kazanlak_case.services.households import MemberDraft
from support.office import id_of

TODAY = date(2022, 11, 14)
KRAN, KAZANLAK = "39668", "35167"


@pytest.fixture
def family(do, a_person):
    """A household of father, mother and grown son: ids by given name, and its own."""
    people = {
        "Иван": a_person("Иван", family_name="Иванов", sex="m", born_on=date(1970, 1, 1)),
        "Мария": a_person("Мария", sex="f", born_on=date(1975, 1, 1)),
        "Боян": a_person("Боян", sex="m", born_on=date(2000, 1, 1)),
    }
    relations = ("head", "spouse", "child")
    members = [
        MemberDraft(person=one, relation=relation, since=date(2001, 5, 5))
        for one, relation in zip(people.values(), relations, strict=True)
    ]
    values = {"name": "Иванови", "settlement": KRAN, "address": "ул. „Роза“ 3"}
    household = id_of(do(households.make_household, values, members), "household")
    return household, people


@pytest.fixture
def lives(ask):
    return lambda household: [
        (one.name.split()[0], one.relation) for one in ask(household_people, household)
    ]


@pytest.fixture
def member(ask):
    return lambda household, name: next(
        one.member for one in ask(household_people, household) if one.name.startswith(name)
    )


def test_a_family_moves_and_where_it_lived_is_kept(do, ask, get, family):
    household, people = family
    draft = MoveDraft(
        settlement=KAZANLAK, address="бл. 5", since=date(2022, 6, 1), reason="social_housing"
    )
    written = do(family_moves.move_household, household, draft)
    now = get(Household, household)
    assert (now.settlement, now.address) == (KAZANLAK, "бл. 5")
    found = ask(lambda uow: uow.records.find(Residence, household=household))
    old, new = sorted(found, key=lambda one: one.until is None)
    assert (old.settlement, old.since, old.until) == (KRAN, None, date(2022, 6, 1))
    assert (new.address, new.since, new.reason) == ("бл. 5", date(2022, 6, 1), "social_housing")
    assert get(Person, people["Мария"]).settlement == KAZANLAK
    with pytest.raises(InvalidRecordError):  # before they came there
        do(family_moves.move_household, household, MoveDraft(address="x", since=date(2022, 1, 1)))
    do(undo, written.undo)
    assert get(Household, household).settlement == KRAN
    assert get(Person, people["Мария"]).settlement is None


def test_a_son_parts_with_his_own_and_comes_back(do, ask, get, a_person, family, lives, member):
    household, people = family
    wife = a_person("Рая")
    do(households.add_member, household, MemberDraft(person=wife, relation="child_in_law"))
    do(kinship.add_tie, kinship.TieDraft(person=people["Боян"], other=wife, relation="partner"))
    going = [member(household, "Боян"), member(household, "Рая")]
    draft = MoveDraft(settlement=KAZANLAK, since=date(2022, 9, 1))
    written = do(family_moves.split_household, going, "Боянови", draft)
    new = next(one for name, one in written.touched if name == "household" and one != household)
    assert lives(new) == [("Боян", "head"), ("Рая", "spouse")]
    assert lives(household) == [("Иван", "head"), ("Мария", "spouse")]
    (residence,) = ask(lambda uow: uow.records.find(Residence, household=new))
    assert (residence.settlement, residence.reason) == (KAZANLAK, "split")
    back = do(family_moves.move_members, [member(new, "Боян")], household)
    assert ("Боян", None) in lives(household)
    assert lives(new) == [("Рая", "spouse")]
    assert get(Person, people["Боян"]).settlement == KRAN
    do(undo, back.undo)
    assert lives(new) == [("Боян", "head"), ("Рая", "spouse")]


def test_nobody_parts_before_coming_and_nobody_lives_twice_in_one_house(do, family, lives, member):
    household, _people = family
    one = member(household, "Боян")
    for call in (
        lambda: do(family_moves.split_household, [], "Боянови", MoveDraft()),
        lambda: do(
            family_moves.split_household, [one], "Боянови", MoveDraft(since=date(2000, 1, 1))
        ),
        lambda: do(family_moves.split_household, [one], "", MoveDraft()),
        lambda: do(family_moves.move_members, [one], household),
    ):
        with pytest.raises(InvalidRecordError):
            call()
    assert len(lives(household)) == 3


def test_a_birth_is_one_stroke_with_the_ties_to_both_parents(do, ask, family, lives):
    household, people = family
    begun = ask(births.birth_defaults, household)
    assert (begun["mother"], begun["father"]) == (people["Мария"], people["Иван"])
    assert (begun["family_name"], begun["settlement"]) == ("Иванов", KRAN)
    values = {"given_name": "Ана", "sex": "f", "born_on": date(2022, 11, 1)}
    draft = BirthDraft(
        household=household, values=values, mother=people["Мария"], father=people["Иван"]
    )
    written = do(births.write_birth, draft)
    assert lives(household)[-1] == ("Ана", "child")
    child = id_of(written, "person")
    ties = ask(kinship.ties_of, child)
    assert {(one.name, one.relation) for one in ties} == {
        ("Мария", "parent"),
        ("Иван Иванов", "parent"),
    }
    do(undo, written.undo)
    assert len(lives(household)) == 3


def test_a_child_of_a_son_is_a_grandchild_and_parents_are_older(do, family, lives):
    household, people = family
    values = {"given_name": "Ана", "born_on": date(2022, 11, 1)}
    do(births.write_birth, BirthDraft(household=household, values=values, father=people["Боян"]))
    assert lives(household)[-1] == ("Ана", "grandchild")
    early = {"given_name": "Ида", "born_on": date(1999, 1, 1)}
    for wrong in (
        BirthDraft(household=household, values=early, father=people["Боян"]),
        BirthDraft(
            household=household, values=values, father=people["Иван"], mother=people["Иван"]
        ),
        BirthDraft(household=household, values={"given_name": ""}),
    ):
        with pytest.raises(InvalidRecordError):
            do(births.write_birth, wrong)
    assert len(lives(household)) == 4
