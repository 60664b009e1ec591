"""A family told at the door is written down as one intention."""

from datetime import date

import pytest

from kazanlak_case.domain.records.household import Household, HouseholdMember
from kazanlak_case.domain.records.intake import Intake
from kazanlak_case.domain.records.kinship import Kinship
from kazanlak_case.domain.records.person import Person
from kazanlak_case.services import history, new_family
from kazanlak_case.services.family_words import Names, family_called, guess_sex, propose
from kazanlak_case.services.new_family import InvalidRowsError, NewFamily, NewMember
from support.office import EGN_OF_WOMAN

WHERE = "40292"


def member(relation, given, **values):
    return NewMember(relation=relation, values={"given_name": given, **values})


def family(*members, **more):
    return NewFamily(household={"name": "Асенови", "settlement": WHERE}, members=members, **more)


FIVE = (
    member("head", "Асен", middle_name="Илиев", family_name="Асенов", sex="m"),
    member("spouse", "Милена", id_type="egn", national_id=EGN_OF_WOMAN),
    member("child", "Илия", born_on=date(2010, 7, 1), born_precision="year"),
    member("child", "Мария"),
    member("parent_in_law", "Сийка"),
)


def test_a_family_of_five_is_one_changeset(do, ask):
    told = {"source": "relative", "reason": "Без личен лекар."}
    written = do(new_family.save_family, family(*FIVE, intake=told))
    kinds = [name for name, _ in written.touched]
    assert (kinds.count("person"), kinds.count("household_member")) == (5, 5)
    assert " " not in written.undo
    (household,) = ask(lambda uow: uow.records.find(Household))
    assert (household.name, household.settlement) == ("Асенови", WHERE)
    people = {one.given_name: one for one in ask(lambda uow: uow.records.find(Person))}
    assert people["Милена"].born_on == date(1985, 3, 10)
    assert people["Илия"].settlement == WHERE
    (intake,) = ask(lambda uow: uow.records.find(Intake))
    assert intake.person == people["Асен"].id
    do(history.undo, written.undo)
    assert ask(lambda uow: uow.records.find(Person)) == []
    assert ask(lambda uow: uow.records.find(HouseholdMember)) == []


def test_ties_follow_from_what_each_is_to_the_head_and_the_spouse(do, ask):
    do(new_family.save_family, family(*FIVE))
    names = {one.id: one.given_name for one in ask(lambda uow: uow.records.find(Person))}
    ties = {
        (names[one.person], one.relation, names[one.relative])
        for one in ask(lambda uow: uow.records.find(Kinship))
    }
    assert ties == {
        ("Асен", "spouse", "Милена"),
        ("Илия", "parent", "Асен"),
        ("Илия", "parent", "Милена"),
        ("Мария", "parent", "Асен"),
        ("Мария", "parent", "Милена"),
        ("Милена", "parent", "Сийка"),
    }


def test_who_is_here_already_is_only_added(do, ask, a_person):
    known = a_person("Милена", born_on=date(1985, 3, 10))
    rows = (FIVE[0], NewMember(relation="spouse", is_known=known), FIVE[3])
    do(new_family.save_family, family(*rows))
    assert ask(lambda uow: uow.records.count(Person)) == 3
    assert [
        one.relation for one in ask(lambda uow: uow.records.find(HouseholdMember, person=known))
    ] == ["spouse"]


def test_faults_are_named_by_row_and_nothing_is_written(do, ask):
    rows = (FIVE[0], member("child", ""), member("child", "Ана", id_type="egn", national_id="1"))
    with pytest.raises(InvalidRowsError) as refused:
        do(new_family.save_family, family(*rows))
    assert set(refused.value.problems) == {"1.given_name", "2.national_id"}
    assert ask(lambda uow: uow.records.find(Person)) == []
    twice = (FIVE[0], FIVE[1], FIVE[1])
    with pytest.raises(InvalidRowsError) as refused:
        do(new_family.save_family, family(*twice))
    assert "This number stands here twice." in refused.value.problems.values()
    with pytest.raises(InvalidRowsError):
        do(new_family.save_family, family(FIVE[1]))


def test_custom_proposes_names_and_sex():
    head = Names(given="Асен", middle="Илиев", family="Асенов", sex="m")
    wife = Names(given="Милена", sex="f", relation="spouse")
    child = propose(Names(given="Мария", relation="child"), head, wife)
    assert (child.middle, child.family, child.sex) == ("Асенова", "Асенова", "f")
    assert propose(Names(given="Нина", relation="sibling"), head, wife).middle == "Илиева"
    mother = Names(given="Милена", family="Асенова", sex="f")
    assert propose(Names(given="Петър", relation="child"), mother, None).middle == ""
    husband = Names(given="Иван", sex="m", relation="spouse")
    assert propose(Names(given="Петър", relation="child"), mother, husband).middle == "Иванов"
    assert propose(Names(given="Айше", relation="parent_in_law"), head, wife).family == ""
    assert family_called("Асенова") == "Асенови"
    assert family_called("Хасан") == "Хасан"


@pytest.mark.parametrize(
    ("one", "sex"),
    [
        (Names(given="Мария"), "f"),
        (Names(given="Никола"), "m"),
        (Names(given="Айше"), "f"),
        (Names(given="Джемиле", family="Хасанова"), "f"),
        (Names(given="Непознат"), "m"),
        (Names(given="Непозната"), "f"),
        (Names(given=""), None),
    ],
)
def test_sex_is_guessed_where_it_can_be(one, sex):
    assert guess_sex(one) == sex
