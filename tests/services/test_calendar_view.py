"""Whose days the calendar shows: a deadline is that of whoever leads the case."""

from datetime import date, timedelta

import pytest

from kazanlak_case.domain.records.office import StaffMember
from kazanlak_case.domain.records.plan import Plan
from kazanlak_case.domain.records.referral import Referral
from kazanlak_case.services.calendar_out import CalendarOrder, calendar_for_outside
from kazanlak_case.services.calendar_view import DEADLINE, calendar_items
from kazanlak_case.services.cases import change_case, close_case
from kazanlak_case.services.writing import prepare_birth

TODAY = date(2022, 11, 14)
DUE = TODAY - timedelta(days=3)


@pytest.fixture
def born(do):
    def make(cls, scope=None, **values):
        def work(uow):
            change = prepare_birth(uow, cls, values)
            uow.log.append([change], "test", scope=scope or uow.site)
            uow.commit()
            return change.record.id

        return do(work)

    return make


@pytest.fixture
def due(ask):
    """Tell whose deadlines somebody's calendar holds; without anybody the whole house's."""

    def names(staff_member=None):
        found = ask(calendar_items, DUE, TODAY, staff_member=staff_member)
        return {one.person_name for one in found if one.kind == DEADLINE}

    return names


def test_deadlines_are_those_of_who_leads_and_of_the_house_all(
    ask, do, born, due, a_person, a_case
):
    me = ask(lambda uow: uow.user.staff_member)
    colleague = born(StaffMember, scope="common", given_name="Яна", family_name="Колева")
    mine, hers, nobodys = (a_person(name) for name in ("Ана", "Боян", "Вера"))
    for person, leader in ((mine, me), (hers, colleague)):
        do(change_case, a_case(person).id, {"leader": leader})
    for person in (mine, hers, nobodys):
        born(Referral, person=person, institution="dsp", sent_on=DUE, answer_due_on=DUE)
    assert due() == {"Ана", "Боян", "Вера"}
    assert due(me) == {"Ана"}
    assert due(colleague) == {"Боян"}
    # what goes out of the file is of the same days
    order = CalendarOrder(first=DUE, last=TODAY, staff_member=me, with_names=True)
    assert [one.person_name for one in ask(calendar_for_outside, order)] == ["Ана"]


def test_who_led_the_case_closed_last_still_sees_what_is_due_after_it(
    ask, do, born, due, a_person, a_case
):
    me = ask(lambda uow: uow.user.staff_member)
    colleague = born(StaffMember, scope="common", given_name="Яна", family_name="Колева")
    person = a_person("Ана")
    for leader, closed_on in ((colleague, date(2022, 5, 1)), (me, date(2022, 10, 1))):
        case = a_case(person, opened_on=date(2022, 1, 3))
        do(change_case, case.id, {"leader": leader})
        do(close_case, case.id, reason="goals_met", closed_on=closed_on)
    born(Referral, person=person, institution="dsp", sent_on=DUE, answer_due_on=DUE)
    assert (due(me), due(colleague)) == ({"Ана"}, set())


def test_plans_to_approve_are_the_heads_own(ask, do, born, due, a_person, a_case, as_role):
    me = ask(lambda uow: uow.user.staff_member)
    case = a_case(a_person("Ана"))
    do(change_case, case.id, {"leader": None})
    born(Plan, case=case.id, state="submitted", submitted_on=DUE)
    assert due(me) == {"Ана"}
    as_role("social_worker")
    assert due(me) == set()
