"""Who lives with whom."""

from datetime import date, timedelta

import pytest

from kazanlak_case.domain.errors import InvalidRecordError, RecordMissingError
from kazanlak_case.domain.records.household import Household, HouseholdMember
from kazanlak_case.services import households
from kazanlak_case.services.household_people import household_people
from kazanlak_case.services.households import MemberDraft
from support.office import id_of

TODAY = date(2022, 11, 14)


@pytest.fixture
def a_household(do):
    def make(*members, **values):
        written = do(households.make_household, {"name": "Иванови", **values}, members)
        return id_of(written, "household")

    return make


@pytest.fixture
def living_in(ask):
    """Name who lives in a household, with the relation to its head."""
    return lambda household: [(one.name, one.relation) for one in ask(household_people, household)]


@pytest.fixture
def member_of(ask):
    def find(household, person):
        found = ask(
            lambda uow: uow.records.find(HouseholdMember, household=household, person=person)
        )
        return found[-1].id

    return find


def test_a_household_is_made_with_its_people_as_one_intention(a_person, a_household, living_in):
    father = a_person("Иван", born_on=date(1980, 1, 1))
    younger = a_person("Ана", born_on=date(2010, 1, 1))
    older = a_person("Боян", born_on=date(2005, 1, 1))
    household = a_household(
        MemberDraft(person=younger, relation="child"),
        MemberDraft(person=father, relation="head"),
        MemberDraft(person=older, relation="child", since=date(2005, 1, 1)),
    )
    assert living_in(household) == [("Иван", "head"), ("Боян", "child"), ("Ана", "child")]


def test_two_heads_or_an_unknown_person_make_none(do, ask, a_person):
    heads = [MemberDraft(person=a_person(name), relation="head") for name in ("Иван", "Мария")]
    for members in (heads, [MemberDraft(person="f" * 32)]):
        with pytest.raises(InvalidRecordError):
            do(households.make_household, {"name": "Иванови"}, members)
    assert ask(lambda uow: uow.records.count(Household)) == 0


def test_somebody_joins_once_and_there_is_one_head(do, a_person, a_household, living_in):
    head = a_person("Иван")
    household = a_household(MemberDraft(person=head, relation="head"))
    wife = a_person("Мария")
    do(households.add_member, household, MemberDraft(person=wife, relation="spouse"))
    assert living_in(household) == [("Иван", "head"), ("Мария", "spouse")]
    for draft in (MemberDraft(person=wife), MemberDraft(person=a_person("Петър"), relation="head")):
        with pytest.raises(InvalidRecordError):
            do(households.add_member, household, draft)


def test_a_child_may_live_in_two_households_in_turn_or_move(do, a_person, a_household, living_in):
    child = a_person("Ана")
    first = a_household(MemberDraft(person=child, since=date(2020, 1, 1)))
    second, third = a_household(name="Петрови"), a_household(name="Димови")
    do(households.add_member, second, MemberDraft(person=child))
    assert living_in(first) == living_in(second) == [("Ана", None)]
    do(households.add_member, third, MemberDraft(person=child, since=TODAY), moving=True)
    assert (living_in(first), living_in(second), living_in(third)) == ([], [], [("Ана", None)])


def test_somebody_leaves_on_a_day_or_never_was_there(do, a_person, a_household, member_of, get):
    child = a_person("Ана")
    household = a_household(MemberDraft(person=child, since=date(2020, 1, 1)))
    member = member_of(household, child)
    with pytest.raises(InvalidRecordError):
        do(households.remove_member, member, until=date(2019, 12, 31))
    do(households.remove_member, member)
    assert get(HouseholdMember, member).until == TODAY
    do(households.remove_member, member, by_mistake=True)
    with pytest.raises(RecordMissingError):
        do(households.remove_member, member, by_mistake=True)


def test_who_leaves_tomorrow_still_lives_there(do, a_person, a_household, living_in, member_of):
    child = a_person("Ана")
    household = a_household(MemberDraft(person=child))
    do(households.change_member, member_of(household, child), {"until": TODAY + timedelta(days=1)})
    assert living_in(household) == [("Ана", None)]


def test_a_new_head_leaves_no_relation_wrong(do, a_person, a_household, living_in):
    husband, wife, child, mother = (a_person(name) for name in ("Иван", "Мария", "Ана", "Вера"))
    household = a_household(
        MemberDraft(person=husband, relation="head"),
        MemberDraft(person=wife, relation="spouse"),
        MemberDraft(person=child, relation="child"),
        MemberDraft(person=mother, relation="parent"),
    )
    do(households.set_head, household, wife, relations={child: "child"})
    assert dict(living_in(household)) == {
        "Мария": "head", "Иван": "spouse", "Ана": "child", "Вера": None,
    }  # fmt: skip
    assert do(households.set_head, household, wife).undo == ""
    with pytest.raises(RecordMissingError):
        do(households.set_head, household, a_person("Чужд"))


def test_lists_name_the_head_and_count_who_lives_there(do, ask, a_person, a_household):
    head, child = a_person("Иван", family_name="Иванов"), a_person("Ана")
    first = a_household(
        MemberDraft(person=head, relation="head"),
        MemberDraft(person=child, relation="child"),
        address="ул. „Роза“ 5",
        settlement="40292",
    )
    second = a_household(name="Петрови")
    rows = ask(households.household_rows)
    assert [(row.id, row.head_name, row.members) for row in rows] == [
        (second, "", 0),
        (first, "Иван Иванов", 2),
    ]
    assert [row.id for row in ask(households.household_rows, after=second)] == [first]
    for text, count in (("иван", 1), ("роза 5", 1), ("петр", 1), ("ови", 2), ("няма", 0)):
        assert len(ask(households.household_rows, text=text)) == count
        assert ask(households.count_households, text=text) == count


def test_a_household_is_changed_and_deleted_with_its_memberships(
    do, ask, get, a_person, a_household
):
    household = a_household(MemberDraft(person=a_person("Иван")))
    do(households.save_household, household, {"address": "ул. „Роза“ 7"})
    assert get(Household, household).address == "ул. „Роза“ 7"
    do(households.delete_household, household)
    assert ask(lambda uow: uow.records.count(HouseholdMember)) == 0
    with pytest.raises(RecordMissingError):
        do(households.delete_household, household)
