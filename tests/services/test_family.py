"""A family on one page, in the list, and what happened with it."""

from datetime import date

import pytest

from kazanlak_case.domain.errors import RecordMissingError
from kazanlak_case.services import family, family_list, family_moves, family_timeline, households
from kazanlak_case.services.family_moves import MoveDraft
from kazanlak_case.services.households import MemberDraft
from kazanlak_case.services.kinship import TieDraft, add_tie
from kazanlak_case.services.visits import VisitDraft, record_visit
from support.office import SERVICE, id_of

TODAY = date(2022, 11, 14)


@pytest.fixture
def visit(do):
    def write(person, on):
        return do(record_visit, VisitDraft(person=person, service=SERVICE, provided_on=on))

    return write


@pytest.fixture
def home(do, a_person):
    """A mother and her child: the household, mother, child."""
    mother = a_person("Мария", born_on=date(1985, 3, 10), nickname="Мими")
    child = a_person("Ана", born_on=date(2012, 7, 1), born_precision="year")
    members = [
        MemberDraft(person=child, relation="child", since=date(2012, 7, 1)),
        MemberDraft(person=mother, relation="head", since=date(2010, 1, 1)),
    ]
    values = {"name": "Иванови", "before_visit": "Куче на двора"}
    household = id_of(do(households.make_household, values, members), "household")
    return household, mother, child


def test_the_page_tells_who_lives_there_who_left_and_where_they_lived(
    do, ask, home, a_person, a_case, visit
):
    household, mother, child = home
    case = a_case(mother)
    visit(child, date(2022, 11, 1))
    do(add_tie, TieDraft(person=mother, other=child, relation="child"))
    uncle = a_person("Петър")
    do(households.add_member, household, MemberDraft(person=uncle, since=date(2020, 1, 1)))
    page = ask(family.family_page, household)
    do(households.remove_member, page.members[-1].member, until=date(2021, 1, 1))
    do(family_moves.move_household, household, MoveDraft(address="бл. 5", since=date(2022, 6, 1)))
    page = ask(family.family_page, household)
    assert [(one.name, one.relation) for one in page.members] == [
        ("Мария", "head"),
        ("Ана", "child"),
    ]
    head, daughter = page.members
    assert (head.case, head.has_open_case, head.nickname) == (case.id, True, "Мими")
    assert (daughter.born_precision, daughter.since) == ("year", date(2012, 7, 1))
    assert [(one.name, one.until) for one in page.former] == [("Петър", date(2021, 1, 1))]
    assert [one.address for one in page.residences] == ["бл. 5"]
    assert page.last_contact == date(2022, 11, 1)
    assert [(one.name, one.relation) for one in page.ties] in (
        [("Ана", "child")],
        [("Мария", "parent")],
    )
    assert page.household.before_visit == "Куче на двора"
    assert ask(family.household_of, child) == household
    assert ask(family.household_of, uncle) is None
    with pytest.raises(RecordMissingError):
        ask(family.family_page, mother)


def test_the_list_counts_people_children_and_cases_of_today(do, ask, home, a_case, visit):
    household, mother, _child = home
    a_case(mother)
    visit(mother, date(2022, 10, 3))
    empty = id_of(do(households.make_household, {"name": "Петрови"}), "household")
    first, second = ask(family_list.family_rows)
    assert (first.id, first.children, first.open_cases, first.last_contact) == (empty, 0, 0, None)
    assert (second.id, second.household.members, second.children) == (household, 2, 1)
    assert (second.open_cases, second.last_contact) == (1, date(2022, 10, 3))
    assert second.household.before_visit == "Куче на двора"
    assert [one.id for one in ask(family_list.family_rows, text="петр")] == [empty]
    assert [one.id for one in ask(family_list.family_rows, after=empty)] == [household]


def test_what_happened_with_all_stands_in_one_order_and_can_be_narrowed(ask, home, visit):
    household, mother, child = home
    for day in (3, 1, 2):
        visit((mother, child)[day % 2], date(2022, 11, day))
    items = ask(family_timeline.family_timeline, household)
    visits = [(one.item.on.day, one.people) for one in items if one.item.visit]
    assert visits == [(3, (child,)), (2, (mother,)), (1, (child,))]
    assert {one.item.on.year for one in items[3:]} == {2010, 2012}
    only = ask(family_timeline.family_timeline, household, only=mother)
    assert {one.people for one in only} == {(mother,)}
    first = items[0].item.place
    older = ask(family_timeline.family_timeline, household, before=first, limit=1)
    assert [one.item.on.day for one in older] == [2]
