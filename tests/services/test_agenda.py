"""What is to be done, in one list."""

from datetime import date, timedelta

import pytest

from kazanlak_case.domain.records.task import Task
from kazanlak_case.services import agenda, history, tasks
from kazanlak_case.services.agenda import When, when_of
from kazanlak_case.services.today import today
from support.office import id_of

MONDAY = date(2022, 11, 14)


@pytest.mark.parametrize(
    ("day", "on", "when"),
    [
        (MONDAY, MONDAY - timedelta(days=1), When.LATE),
        (MONDAY, MONDAY, When.TODAY),
        (MONDAY, date(2022, 11, 20), When.WEEK),
        (MONDAY, date(2022, 11, 21), When.LATER),
        (date(2022, 11, 20), date(2022, 11, 21), When.LATER),
        (date(2022, 11, 20), date(2022, 11, 20), When.TODAY),
        (MONDAY, None, When.LATER),
    ],
)
def test_a_week_ends_on_sunday(day, on, when):
    assert when_of(on, day) is when


def test_tasks_and_deadlines_stand_in_one_list_the_most_urgent_first(do, ask, a_person, a_case):
    mine = ask(lambda uow: uow.user.staff_member)
    person = a_person("Боян")
    a_case(person, opened_on=MONDAY - timedelta(days=19), status="assessment")
    for title, values in {
        "без ден": {"due_on": None, "assigned_to": mine},
        "следобед": {"due_on": MONDAY, "due_at": "14:00"},
        "сутрин": {"due_on": MONDAY, "due_at": "09:00", "assigned_to": mine},
        "закъсняла": {"due_on": MONDAY - timedelta(days=3), "assigned_to": mine},
        "далече": {"due_on": MONDAY + timedelta(days=31), "assigned_to": mine},
    }.items():
        do(tasks.make_task, {"title": title, **values})
    lines = ask(today).agenda
    assert [(one.when, one.title or one.code) for one in lines] == [
        (When.LATE, "закъсняла"),
        (When.TODAY, "сутрин"),
        (When.TODAY, "следобед"),
        (When.WEEK, "plan"),
        (When.LATER, "без ден"),
    ]


def test_a_case_without_contact_is_work_of_this_week_and_not_late(ask, a_person, a_case):
    a_case(a_person(), opened_on=MONDAY - timedelta(days=90))
    assert [(one.code, one.when) for one in ask(today).agenda] == [("quiet_case", When.WEEK)]


def test_a_child_seen_to_leaves_the_list_until_it_is_taken_back(do, ask, get, a_person):
    child = a_person("Деян", born_on=date(2015, 5, 5))
    (line,) = ask(today).agenda
    assert (line.code, line.is_ticked_here) == ("school_age", True)
    written = do(agenda.see_to, child, code=line.code, title="В първи клас")
    assert ask(today).agenda == ()
    assert get(Task, id_of(written, "task")).done_on == MONDAY
    do(history.undo, written.undo)
    assert len(ask(today).agenda) == 1
