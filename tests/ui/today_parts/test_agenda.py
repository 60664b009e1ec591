"""What is to be done, at the keyboard."""

from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from kazanlak_case.domain.records.task import Task
from kazanlak_case.services.cases import open_case
from kazanlak_case.services.tasks import make_task
from kazanlak_case.ui.widgets.tick_row import TickRow
from support.office import id_of


def _make(case_file, now, title, days, **values):
    with case_file.writing(now) as uow:
        whole = {"title": title, "due_on": now.date() + timedelta(days=days), **values}
        return id_of(make_task(uow, whole), "task")


def _rows(workspace):
    QApplication.processEvents()
    rows = workspace._screens["today"].agenda.findChildren(TickRow)
    return [one for one in rows if one.isVisible()]


def test_what_is_due_this_week_is_seen_after_one_input(workspace, a_person, case_file, now, qtbot):
    person = a_person()
    _make(case_file, now, "Среща с учителката", 4, person=person)
    workspace.open_person(person)
    qtbot.keyClick(workspace, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    QApplication.processEvents()
    agenda = workspace._screens["today"].agenda
    headings = [one.text() for one in agenda.findChildren(QLabel) if one.isVisible()]
    assert "This week · 1" in headings
    (row,) = _rows(workspace)
    assert "Среща с учителката, Милена Асенова" in row.accessibleName()
    assert row.accessibleName().endswith("Friday")


def test_several_are_ticked_with_space_one_after_the_other(workspace, case_file, now, qtbot):
    ids = [_make(case_file, now, title, 0) for title in ("Първа", "Втора", "Трета")]
    workspace.go("today")
    _rows(workspace)[0].setFocus()
    for _ in range(2):
        qtbot.keyClick(workspace.window().focusWidget(), Qt.Key.Key_Space)
    with case_file.reading(now) as uow:
        found = uow.records.many(Task, ids)
    assert [found[one].done_on is not None for one in ids] == [True, True, False]
    workspace.undo(workspace.kit.messages._undo)
    assert [one.accessibleName().split(",")[0] for one in _rows(workspace)] == ["Първа", "Трета"]


def test_arrows_go_through_the_list_and_enter_opens(workspace, a_person, case_file, now, qtbot):
    person = a_person()
    _make(case_file, now, "Закъсняла", -2)
    with case_file.writing(now) as uow:
        opened = now.date() - timedelta(days=20)
        open_case(uow, {"person": person, "opened_on": opened, "status": "assessment"})
    workspace.go("today")
    first, second = _rows(workspace)
    assert "late" in first.accessibleName()
    first.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_Down)
    assert second.hasFocus()
    qtbot.keyClick(second, Qt.Key.Key_Return)
    assert workspace.panel.content.objectName() == "caseForm"


def test_a_long_list_is_folded_until_one_asks(workspace, case_file, now, qtbot):
    for at in range(9):
        _make(case_file, now, f"Задача {at}", -1 - at)
    workspace.go("today")
    assert len(_rows(workspace)) == 5
    more = workspace.findChild(QPushButton, "agendaMore_late")
    more.click()
    assert len(_rows(workspace)) == 9
    assert _rows(workspace)[5].hasFocus()
