"""The calendar, by keyboard and by hand."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from kazanlak_case.domain.records.task import Task
from kazanlak_case.services.people import save_person
from kazanlak_case.services.tasks import make_task
from kazanlak_case.services.visits import VisitDraft, record_visit
from kazanlak_case.ui.places import PLACES
from support.office import SERVICE, id_of

CONTROL = Qt.KeyboardModifier.ControlModifier
MONDAY = date(2022, 11, 14)


@pytest.fixture
def a_task(case_file, now):
    def make(title="Среща", days=0, **values):
        with case_file.writing(now) as uow:
            whole = {
                "title": title,
                "due_on": MONDAY + timedelta(days=days),
                "assigned_to": uow.user.staff_member,
                **values,
            }
            return id_of(make_task(uow, whole), "task")

    return make


@pytest.fixture
def screen(workspace, qtbot):
    def show():
        workspace.go("calendar")
        QApplication.processEvents()
        screen = workspace._screens["calendar"]
        screen.board.setFocus()
        return screen

    return show


@pytest.fixture
def standing(case_file, now):
    def read(task):
        with case_file.reading(now) as uow:
            found = uow.records.get(Task, task)
        return found.due_on, found.due_at

    return read


def test_a_task_is_moved_by_keys_and_moved_back(screen, a_task, standing, workspace, qtbot):
    task = a_task(days=1, due_at="10:00")
    board = screen().board
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down):
        qtbot.keyClick(board, key)
    assert board.chosen.id == task
    qtbot.keyClick(board, Qt.Key.Key_Right, CONTROL)
    assert standing(task) == (MONDAY + timedelta(days=2), "10:00")
    assert board.chosen.id == task
    qtbot.keyClick(board, Qt.Key.Key_Down, CONTROL)
    assert standing(task) == (MONDAY + timedelta(days=2), "10:30")
    workspace.undo(workspace.kit.messages._undo)
    assert standing(task) == (MONDAY + timedelta(days=2), "10:00")


def test_a_task_is_dragged_to_another_day_and_hour(screen, a_task, standing, qtbot):
    task = a_task(days=0, due_at="09:00", minutes=60)
    board = screen().board
    block = next(one for one in board._blocks if one.item.id == task)
    start = block.place.center()
    aim = QPoint(board._x(3) + 20, board._y(14 * 60 + 5))
    qtbot.mousePress(board, Qt.MouseButton.LeftButton, pos=start)
    for point in (start + QPoint(40, 10), aim):
        qtbot.mouseMove(board, point)
        QApplication.processEvents()
    qtbot.mouseRelease(board, Qt.MouseButton.LeftButton, pos=aim)
    assert standing(task) == (MONDAY + timedelta(days=3), "14:00")


def test_enter_opens_and_n_begins_a_task_on_the_day_one_stands_on(
    screen, a_task, workspace, case_file, now, qtbot, type_into
):
    a_task(days=0)
    board = screen().board
    qtbot.keyClick(board, Qt.Key.Key_Down)
    qtbot.keyClick(board, Qt.Key.Key_Return)
    assert workspace.panel.content.objectName() == "taskForm"
    workspace.panel.close_panel()
    qtbot.keyClick(board, Qt.Key.Key_Right)
    qtbot.keyClick(board, "n")
    form = workspace.panel.content
    type_into(form.findChild(QLineEdit, "title"), "Обаждане")
    form.editor.save()
    with case_file.reading(now) as uow:
        (made,) = uow.records.find(Task, title="Обаждане")
    assert made.due_on == MONDAY + timedelta(days=1)


def test_a_visit_that_was_written_is_shown_and_not_moved(
    screen, a_person, case_file, now, standing, qtbot
):
    person = a_person()
    with case_file.writing(now) as uow:
        mine = uow.user.staff_member
        draft = VisitDraft(person=person, service=SERVICE, provided_on=MONDAY, staff_member=mine)
        record_visit(uow, draft)
    board = screen().board
    qtbot.keyClick(board, Qt.Key.Key_Down)
    assert board.chosen.kind == "visit"
    qtbot.keyClick(board, Qt.Key.Key_Right, CONTROL)
    assert board.chosen.on == MONDAY
    assert "Милена Асенова" in board.accessibleDescription()


def test_space_ticks_and_a_month_moves_by_weeks(screen, a_task, standing, case_file, now, qtbot):
    task = a_task(days=1)
    whole = screen()
    whole._view._words["month"].click()
    board = whole.board
    board.go_to(MONDAY + timedelta(days=1))
    qtbot.keyClick(board, Qt.Key.Key_Tab)
    assert board.chosen.id == task
    qtbot.keyClick(board, Qt.Key.Key_Down, CONTROL)
    assert standing(task) == (MONDAY + timedelta(days=8), None)
    qtbot.keyClick(board, Qt.Key.Key_Space)
    with case_file.reading(now) as uow:
        assert uow.records.get(Task, task).done_on == MONDAY


def test_weeks_are_turned_and_one_comes_back(screen, qtbot):
    whole = screen()
    qtbot.keyClick(whole.board, Qt.Key.Key_PageDown)
    assert whole.week.monday == date(2022, 11, 21)
    assert "21 – 27 November 2022" in whole.heading()[1]
    qtbot.keyClick(whole.board, Qt.Key.Key_Home)
    assert whole.week.monday == MONDAY


def test_another_colleagues_days_can_be_seen(screen, a_task, qtbot):
    a_task("Моя")
    a_task("На никого", assigned_to=None)
    whole = screen()
    assert [one.title for one in whole.board.items] == ["Моя"]
    whole._whose.setCurrentIndex(1)
    assert [one.title for one in whole.board.items] == ["Моя", "На никого"]


def test_the_house_is_chosen_once_and_remembered_for_this_user_alone(
    screen, workspace, a_person, case_file, now
):
    """The calendar begins with one's own days; what is due to others waits behind the choice, and the paper follows."""
    with case_file.writing(now) as uow:
        child = id_of(
            save_person(uow, None, {"given_name": "Ели", "born_on": date(2015, 5, 5)}), "person"
        )
    shown = screen()
    shown.go_to(date(2022, 9, 15))
    due = [one for one in shown.board.items if one.kind == "deadline"]
    assert due == []
    shown._whose.setCurrentIndex(shown._whose.findData(""))
    QApplication.processEvents()
    due = [one for one in shown.board.items if one.kind == "deadline"]
    assert [one.person for one in due] == [child]
    assert workspace.settings.house_calendars == case_file.user.id
    wanted = []
    shown.export_wanted.connect(lambda _monday, whose: wanted.append(whose))
    shown._out.click()
    assert wanted == [""]
    again, _ = PLACES["calendar"].make(workspace)
    assert again.whose == ""
    again._whose.setCurrentIndex(again._whose.findData(case_file.user.staff_member))
    assert workspace.settings.house_calendars == ""
    again.deleteLater()
