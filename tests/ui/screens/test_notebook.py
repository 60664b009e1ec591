"""A day's notebook: ten visits in one grid by keyboard, one save; what is wrong is marked and nothing is lost."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from kazanlak_case.domain.records.service_entry import ServiceEntry
from kazanlak_case.services.visits import VisitDraft, record_visit
from kazanlak_case.ui.screens.notebook import Notebook
from kazanlak_case.ui.widgets.link_row import LinkRow
from support.counted_inputs import CTRL, SHIFT, CountedInputs

NAMES = ("Милена", "Асен", "Боян", "Вера", "Гошо", "Дора", "Емил", "Живка", "Зоя", "Иво")


def _notebook(workspace) -> Notebook:
    workspace.begin("notebook")
    page = workspace._screens["notebook"]
    assert isinstance(page, Notebook)
    return page


def _entries(case_file, now) -> list[ServiceEntry]:
    with case_file.reading(now) as uow:
        return uow.records.find(ServiceEntry)


def _before(case_file, now, person) -> None:
    draft = VisitDraft(
        person=person,
        service="soc_counselling",
        form="home_visit",
        minutes=45,
        provided_on=now.date(),
        staff_member=case_file.user.staff_member,
    )
    with case_file.writing(now) as uow:
        record_visit(uow, draft)


def test_ten_visits_by_keyboard_are_one_save(
    shell, workspace, a_person, case_file, now, qtbot
) -> None:
    people = [a_person(name, "Асенови") for name in NAMES]
    _before(case_file, now, people[0])
    counted = CountedInputs(shell, qtbot)
    workspace._stack.setFocus()
    counted.press(Qt.Key.Key_D, CTRL | SHIFT)
    page = workspace._screens["notebook"]
    for at, name in enumerate(NAMES):
        counted.wait_for(page.rows[at].person.line)
        counted.type(name)
        counted.press(Qt.Key.Key_Return)
        counted.wait_for(page.rows[at].note)
        counted.type(f"Разговор с {name}.")
        counted.press(Qt.Key.Key_Return)
    assert "8 h 15" in page.sum.text() or "7 h 30" in page.sum.text(), page.sum.text()
    counted.press(Qt.Key.Key_Return, CTRL)
    written = [one for one in _entries(case_file, now) if one.note]
    assert {one.person for one in written} == set(people)
    assert {one.minutes for one in written} == {45}
    assert {one.service for one in written} == {"soc_counselling"}
    assert all(one.is_blank for one in page.rows)
    assert counted.inputs <= 2 + 4 * len(NAMES), counted.done
    # one intention: taken back as one
    qtbot.mouseClick(workspace.kit.messages._toast.action, Qt.MouseButton.LeftButton)
    assert not [one for one in _entries(case_file, now) if one.note]


def test_rows_with_faults_are_marked_and_nothing_is_written_or_lost(
    workspace, a_person, case_file, now
) -> None:
    first, second = a_person("Милена"), a_person("Асен")
    page = _notebook(workspace)
    for row, person, minutes in ((0, first, "30"), (2, second, "5000")):
        page.rows[row].person.take(person, "x")
        page.rows[row].service.take("soc_info", "x")
        page.rows[row].minutes.setText(minutes)
        page.rows[row].note.setText("Разговор")
    page.rows[4].note.setText("Не помня с кого")
    page.save()
    assert _entries(case_file, now) == []
    assert [row.at for row in page.rows if not row.fault.isHidden()] == [2, 4]
    assert "1440" in page.rows[2].fault.text()
    assert page.rows[4].note.text() == "Не помня с кого"
    page.rows[2].minutes.setText("много")
    page.save()
    assert "whole number" in page.rows[2].fault.text()
    page.rows[2].minutes.setText("50")
    page.rows[4].clear()
    page.save()
    assert {one.minutes for one in _entries(case_file, now)} == {30, 50}


def test_what_overlaps_is_told_and_saved_all_the_same(workspace, a_person, case_file, now) -> None:
    people = a_person("Милена"), a_person("Асен")
    page = _notebook(workspace)
    for row, person, hour in ((0, people[0], "9"), (1, people[1], "9.30")):
        page.rows[row].person.take(person, "x")
        page.rows[row].service.take("soc_info", "x")
        page.rows[row].minutes.setText("60")
        page.rows[row].started_at.setText(hour)
        page.rows[row].edited.emit()
    assert page.warning.isVisibleTo(page)
    assert "1" in page.warning.text()
    page.save()
    assert {one.started_at for one in _entries(case_file, now)} == {"09:00", "09:30"}


def test_day_of_more_than_24_hours_is_refused(workspace, a_person, case_file, now) -> None:
    person = a_person("Милена")
    page = _notebook(workspace)
    for row in (0, 1):
        page.rows[row].person.take(person, "x")
        page.rows[row].service.take("soc_info", "x")
        page.rows[row].minutes.setText("800")
    page.save()
    assert _entries(case_file, now) == []
    assert "24" in page.rows[1].fault.text()


def test_draft_of_a_notebook_is_taken_up_again(workspace, a_person, kit) -> None:
    person = a_person("Милена", "Асенова")
    page = _notebook(workspace)
    page.rows[0].person.take(person, "Милена Асенова")
    page.rows[3].note.setText("Полуред")
    page.rows[3].edited.emit()
    workspace.keep_drafts()
    again = Notebook(workspace, workspace.kit)
    assert again.rows[0].person.key == person
    assert again.rows[0].person.line.text() == "Милена Асенова"
    assert again.rows[3].note.text() == "Полуред"
    again.deleteLater()


def test_a_notebook_begun_waits_on_the_day(workspace, a_person) -> None:
    page = _notebook(workspace)
    page.rows[0].person.take(a_person("Милена", "Асенова"), "Милена Асенова")
    page.rows[0].edited.emit()
    workspace.keep_drafts()
    workspace.go("today")
    QApplication.processEvents()
    row = workspace.findChild(LinkRow, "draft_notebook_")
    assert row.accessibleName() == "A day's notebook, begun, Go on"
    row.click()
    assert workspace.here == "notebook"
    assert page.rows[0].person.line.text() == "Милена Асенова"
