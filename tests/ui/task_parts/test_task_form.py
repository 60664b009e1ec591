"""A task through the real window, by keyboard alone."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton

from kazanlak_case.domain.records.task import Task
from kazanlak_case.services.cases import open_case
from kazanlak_case.services.tasks import make_task
from kazanlak_case.ui.widgets.tick_row import TickRow
from support.office import id_of


def _tasks(case_file, now):
    with case_file.reading(now) as uow:
        return uow.records.find(Task)


def test_a_task_is_written_in_four_inputs(workspace, a_person, case_file, now, qtbot, type_into):
    person = a_person()
    workspace.open_person(person)
    qtbot.keyClick(
        workspace, "t", Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    type_into(workspace.window().focusWidget(), "Обаждане до училището")
    qtbot.keyClick(workspace.window().focusWidget(), Qt.Key.Key_Tab)
    due = workspace.window().focusWidget()
    due.selectAll()
    type_into(due, "в петък")
    qtbot.keyClick(due, Qt.Key.Key_Return)
    (task,) = _tasks(case_file, now)
    assert (task.title, task.due_on) == ("Обаждане до училището", date(2022, 11, 18))
    assert task.person == person
    with case_file.reading(now) as uow:
        assert task.assigned_to == uow.user.staff_member
    assert workspace.panel.content is None


def test_an_hour_is_read_as_one_says_it(workspace, case_file, now, qtbot, type_into):
    workspace.begin("task")
    form = workspace.panel.content
    type_into(form.findChild(QLineEdit, "title"), "Среща")
    type_into(form.findChild(QLineEdit, "due_at"), "930")
    form.editor.save()
    assert _tasks(case_file, now)[0].due_at == "09:30"


def test_an_open_task_is_ticked_with_enter(workspace, case_file, now, qtbot):
    with case_file.writing(now) as uow:
        task = id_of(make_task(uow, {"title": "Среща", "due_on": now.date()}), "task")
    workspace.openings.open_task(task)
    focus = workspace.window().focusWidget()
    assert focus.accessibleName() == "Done"
    qtbot.keyClick(focus, Qt.Key.Key_Return)
    assert _tasks(case_file, now)[0].done_on == now.date()
    assert workspace.panel.content is None


def test_tasks_stand_in_the_case_and_on_the_persons_page(
    workspace, a_person, case_file, now, qtbot
):
    person = a_person()
    with case_file.writing(now) as uow:
        case = id_of(open_case(uow, {"person": person}), "case")
    with case_file.writing(now) as uow:
        make_task(uow, {"title": "Среща", "person": person, "due_on": now.date()})
    workspace.open_person(person)
    QApplication.processEvents()
    words = [one.accessibleName() for one in workspace._person.glance.findChildren(QPushButton)]
    assert "Среща" in words
    workspace.openings.open_case(case)
    QApplication.processEvents()
    (task,) = workspace.panel.content.findChildren(TickRow)
    task.setFocus()
    qtbot.keyClick(task, Qt.Key.Key_Space)
    assert _tasks(case_file, now)[0].done_on == now.date()
    QApplication.processEvents()
    assert workspace.panel.content.findChild(QLabel, "caseNoTasks") is not None
