"""Pages of people in the order of the alphabet, narrowed and counted."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kazanlak_case.db.people import PeopleFilter
from kazanlak_case.domain.changes import Born, Deleted, Edited
from kazanlak_case.domain.records import DataRequest, ServiceEntry
from support.people import add_case, add_person

NAMES = [
    "Йордан Ангелов",
    "Иван Петров",
    "Щерю Щерев",
    "Adam Smith",
    "Иван Ангелов",
    "Юлия Янева",
    "Ъгъл Ъ",
]
IN_ORDER = [
    "Иван Ангелов",
    "Иван Петров",
    "Йордан Ангелов",
    "Щерю Щерев",
    "Ъгъл Ъ",
    "Юлия Янева",
    "Adam Smith",
]


def names(uow, **asked):
    return [row.name for row in uow.people.page(**asked)]


def wanted(uow, **values):
    asked = PeopleFilter(**values)
    rows = names(uow, wanted=asked)
    assert uow.people.count(asked) == len(rows)
    return rows


def delete(uow, person):
    uow.log.append([Deleted("person", person.id)], "test")
    uow.search.refresh([bytes.fromhex(person.id)])


def test_people_stand_in_the_order_of_the_alphabet(uow):
    for name in NAMES:
        add_person(uow, name)
    assert names(uow) == IN_ORDER
    assert uow.people.count() == len(NAMES)


@pytest.mark.parametrize("order", ["name", "newest"])
def test_pages_follow_each_other_without_gap_or_repeat(uow, order):
    for at in range(7):
        add_person(uow, "Мария Петрова", born_on=date(1980, 1, 1 + at // 3))
    seen, after = [], None
    while page := uow.people.page(order, after, limit=2):
        seen += page
        after = page[-1].cursor
    assert [row.id for row in seen] == [row.id for row in uow.people.page(order)]
    assert len({row.id for row in seen}) == 7


def test_the_newest_come_first_on_demand(uow):
    for name in NAMES:
        add_person(uow, name)
    assert names(uow, order="newest") == NAMES[::-1]


def test_people_of_one_name_stand_by_birth(uow):
    add_person(uow, "Мария Петрова", born_on=date(1990, 1, 1))
    add_person(uow, "Мария Петрова", born_on=date(1980, 1, 1))
    add_person(uow, "МАРИЯ ПЕТРОВА")
    assert [row.born_on for row in uow.people.page()] == [None, date(1980, 1, 1), date(1990, 1, 1)]


def test_a_row_says_what_a_list_shows(uow):
    person = add_person(
        uow,
        "Щерю Юлиянов Щерев",
        born_on=date(1985, 3, 10),
        sex="m",
        id_type="egn",
        national_id="8503109277",
        phone="0888 123 456",
        settlement="40347",
        born_precision="about",
        nickname="Щери",
    )
    case = add_case(uow, person.id, "К-2022-0015", status="active")
    days = [date(2022, 5, 2), date(2022, 11, 3), date(2022, 7, 1)]
    visits = [
        ServiceEntry(id=uow.new_id(), person=person.id, service="visit", provided_on=day)
        for day in days
    ]
    uow.log.append([Born(visit) for visit in visits], "test")
    (row,) = uow.people.page()
    assert row[:-1] == (
        person.id,
        "Щерю Юлиянов Щерев",
        date(1985, 3, 10),
        "m",
        "40347",
        "850310••••",
        "0888 123 456",
        case.id,
        "К-2022-0015",
        "active",
        True,
        date(2022, 11, 3),
        None,
        False,
        "kran",
        "about",
        "Щери",
    )
    uow.log.append([Deleted("service_entry", visits[1].id)], "test")
    assert uow.people.page()[0].last_service_on == date(2022, 7, 1)


def test_a_row_without_anything_is_empty_not_wrong(uow):
    person = add_person(uow, "Мария")
    (row,) = uow.people.page()
    empty = (*[None] * 3, "", *[None] * 4, False, None, None, False)
    assert row[:-1] == (person.id, "Мария", *empty, "kran", None, None)


def test_a_row_tells_of_death_and_of_a_restriction_that_stands(uow):
    person = add_person(uow, "Мария", died_on=date(2022, 11, 1))
    asked = {"person": person.id, "kind": "restriction", "asked_on": date(2022, 9, 1)}
    request = DataRequest(id=uow.new_id(), outcome="done", **asked)
    uow.log.append([Born(request), Born(DataRequest(id=uow.new_id(), **asked))], "test")
    (row,) = uow.people.page()
    assert (row.died_on, row.is_restricted) == (date(2022, 11, 1), True)
    uow.log.append([Edited("data_request", request.id, {"ended_on": date(2022, 10, 1)})], "test")
    assert not uow.people.page()[0].is_restricted


def test_deleted_people_and_cases_are_not_listed(uow):
    gone, stays = add_person(uow, "Иван Петров"), add_person(uow, "Мария Петрова")
    case = add_case(uow, stays.id, "К-2022-0001")
    delete(uow, gone)
    uow.log.append([Deleted("case", case.id)], "test")
    uow.search.refresh([bytes.fromhex(stays.id)])
    (row,) = uow.people.page()
    assert (row.id, row.case, row.has_open_case) == (stays.id, None, False)
    assert uow.people.count() == 1


def test_each_filter_narrows_the_list_and_the_count(uow):
    first = add_person(
        uow, "Ана", sex="f", settlement="40347", id_type="egn", national_id="8503109277"
    )
    second = add_person(uow, "Боян", sex="m", settlement="35167", id_type="none", national_id="12")
    third = add_person(uow, "Вера", sex="f", id_type="egn")
    add_case(uow, first.id, "К-2022-0001")
    add_case(uow, second.id, "К-2022-0002", closed_on=date(2022, 5, 5))
    assert wanted(uow) == ["Ана", "Боян", "Вера"]
    assert wanted(uow, sex="f") == ["Ана", "Вера"]
    assert wanted(uow, settlement="35167") == ["Боян"]
    assert wanted(uow, without_number=True) == ["Боян", "Вера"]
    assert wanted(uow, without_number=False) == ["Ана"]
    assert wanted(uow, has_open_case=True) == ["Ана"]
    assert wanted(uow, has_open_case=False) == ["Боян", "Вера"]
    assert wanted(uow, site="kran") == ["Ана", "Боян", "Вера"]
    assert wanted(uow, site="kazanlak") == []
    assert wanted(uow, ids=frozenset({third.id, second.id})) == ["Боян", "Вера"]
    assert wanted(uow, ids=frozenset()) == []
    assert wanted(uow, ids=frozenset({third.id, first.id}), sex="f", has_open_case=True) == ["Ана"]


def test_people_are_found_by_number(uow):
    person = add_person(uow, id_type="egn", national_id="8503109277")
    gone = add_person(uow, id_type="egn", national_id="9711159280")
    delete(uow, gone)
    assert uow.people.by_number("egn", "8503109277") == [person]
    assert uow.people.by_number("lnch", "8503109277") == []
    assert uow.people.by_number("egn", "9711159280") == []


@settings(max_examples=30)
@given(st.lists(st.text("абийя -AZ", min_size=1, max_size=4), max_size=12), st.integers(1, 5))
def test_pages_of_any_size_give_the_whole_list(uow, given_names, limit):
    add_person(uow, "Ганка")
    with uow._connection.begin_nested() as savepoint:
        for name in given_names:
            if name.split():
                add_person(uow, name)
        whole, seen, after = uow.people.page(), [], None
        while page := uow.people.page(after=after, limit=limit):
            seen += page
            after = page[-1].cursor
        assert seen == whole
        assert uow.people.count() == len(whole)
        savepoint.rollback()
