"""Tasks."""

from datetime import date, timedelta

import pytest

from kazanlak_case.domain.errors import InvalidRecordError
from kazanlak_case.domain.records.task import Task
from kazanlak_case.services import history, tasks
from support.office import id_of

TODAY = date(2022, 11, 14)


@pytest.fixture
def a_task(do):
    def make(title="Обаждане до училището", **values):
        return id_of(do(tasks.make_task, {"title": title, **values}), "task")

    return make


def test_task_about_a_person_belongs_to_the_open_case(do, ask, a_person, a_case, a_task):
    person = a_person("Иван")
    case = a_case(person)
    task = a_task(person=person, due_on=TODAY)
    row = ask(tasks.read_task, task)
    assert (row.case, row.case_number, row.person_name) == (case.id, case.number, "Иван")
    assert [one.id for one in ask(tasks.tasks_of_case, case.id)] == [task]
    assert [one.id for one in ask(tasks.tasks_of_person, person)] == [task]


def test_ticked_task_says_who_and_when_and_can_be_taken_back(do, ask, get, a_task):
    task = a_task(due_on=TODAY)
    ticked = do(tasks.tick_task, task)
    standing = get(Task, task)
    assert standing.done_on == TODAY
    assert standing.done_by == ask(lambda uow: uow.user.staff_member)
    do(history.undo, ticked.undo)
    assert get(Task, task).done_on is None


def test_moved_task_keeps_its_hour_unless_another_is_said(do, get, a_task):
    task = a_task(due_on=TODAY, due_at="09:30")
    do(tasks.move_task, task, TODAY + timedelta(days=1))
    assert (get(Task, task).due_on, get(Task, task).due_at) == (date(2022, 11, 15), "09:30")
    do(tasks.move_task, task, TODAY, hour="14:00")
    assert get(Task, task).due_at == "14:00"
    do(tasks.move_task, task, TODAY, hour="")
    assert get(Task, task).due_at is None


def test_dropped_task_is_nowhere_to_be_seen(do, ask, a_person, a_task):
    person = a_person()
    task = a_task(person=person, due_on=TODAY)
    do(tasks.drop_task, task)
    assert ask(tasks.tasks_of_person, person) == []
    assert ask(tasks.tasks_between, TODAY, TODAY) == []


def test_task_without_words_is_none(do):
    with pytest.raises(InvalidRecordError):
        do(tasks.make_task, {"title": " "})


def test_task_of_nobody_is_taken_over(do, get, ask, a_task):
    task = a_task(due_on=TODAY)
    assert get(Task, task).assigned_to is None
    do(tasks.take_task, task)
    assert get(Task, task).assigned_to == ask(lambda uow: uow.user.staff_member)
