"""The window as a whole: sign in, lock with half-typed words, come back, leave."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget

from conftest import PASSWORD
from kazanlak_case.db.casefile import CaseFile
from kazanlak_case.domain.file_errors import CaseFileInUseError
from kazanlak_case.ui.background import Background

CTRL = Qt.KeyboardModifier.ControlModifier


def _type_password(shell, text: str, qtbot) -> None:
    line = shell.lock_page.findChild(QLineEdit, "lockPassword")
    line.setText(text)
    qtbot.keyClick(line, Qt.Key.Key_Return)


def test_window_opens_on_the_day_and_names_the_house(shell, workspace) -> None:
    assert shell.windowTitle().startswith("Крън")
    assert workspace.here == "today"
    assert shell.settings.last_case_file.endswith("kran.kcase")
    assert not shell._practice.isVisible()


def test_places_are_reached_by_keyboard(shell, workspace, qtbot) -> None:
    qtbot.keyClick(shell, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    assert workspace.here == "people"
    qtbot.keyClick(shell, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    assert workspace.here == "today"


def test_anybody_is_found_from_anywhere(shell, workspace, a_person, type_into, qtbot) -> None:
    person = a_person("Милена", "Асенова")
    qtbot.keyClick(shell, Qt.Key.Key_K, CTRL)
    box = workspace.header.search
    qtbot.waitUntil(box.hasFocus)
    type_into(box, "asenova")
    qtbot.waitUntil(workspace.header.list.isVisible)
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert workspace.here == "people"
    assert workspace._person.person_id == person
    assert workspace._people.table.chosen_id == person


def test_chosen_and_opened_person_are_one(workspace, a_person, qtbot) -> None:
    first, second = a_person("Анка", "Асенова"), a_person("Борис", "Асенов")
    workspace.open_person(first)
    table = workspace._people.table
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_Down)
    assert workspace._person.person_id == second


def test_lock_hides_everything_and_lets_go_of_the_file(shell, workspace, case_file, qtbot) -> None:
    qtbot.keyClick(shell, Qt.Key.Key_L, CTRL)
    assert shell._pages.currentWidget() is shell.lock_page
    assert not workspace.isVisible()
    again = CaseFile.open(case_file.path, password=PASSWORD, installation=case_file._installation)
    again.close()


def test_half_written_note_is_there_again_after_unlocking(
    shell, workspace, a_person, qtbot
) -> None:
    person = a_person()
    workspace.openings.write_visit_for(person, "Милена Асенова")
    form = workspace.panel.content
    form.editor.form.box("note").editor.box.insertPlainText("Недописано")
    form.editor.form.put("service", "soc_info")
    shell.lock()
    _type_password(shell, PASSWORD, qtbot)
    assert shell._pages.currentWidget() is workspace
    assert workspace.panel.content is form
    assert form.editor.form.box("note").editor.value() == "Недописано"
    form.editor.save()
    assert workspace.panel.content is None
    shell.operations.case_file.close()


def test_wrong_password_does_not_unlock(shell, workspace, qtbot) -> None:
    shell.lock()
    _type_password(shell, "не е тази", qtbot)
    assert shell._pages.currentWidget() is shell.lock_page
    problem = shell.lock_page.findChild(QWidget, "lockProblem")
    assert "not right" in problem.text()


def test_draft_is_sealed_when_the_window_locks(shell, workspace, a_person, case_file) -> None:
    person = a_person()
    workspace.openings.write_visit_for(person, "Милена Асенова")
    note = workspace.panel.content.editor.form.box("note").editor.box
    note.insertPlainText("Тайната на Милена")
    shell.lock()
    drafts = list((case_file.path / "drafts").iterdir())
    assert drafts
    content = b"".join(path.read_bytes() for path in drafts)
    assert "Тайната".encode() not in content


def test_window_locks_itself_after_the_minutes_of_the_settings(shell, workspace) -> None:
    assert shell.idleness.timer.interval() == 5 * 60_000
    assert shell.idleness.timer.isActive()
    shell.idleness.timer.timeout.emit()
    assert shell._pages.currentWidget() is shell.lock_page
    assert not shell.idleness.timer.isActive()


def test_every_key_is_a_sign_of_life(shell, workspace, qtbot) -> None:
    timer = shell.idleness.timer
    timer.stop()
    QTest.keyClick(shell.windowHandle(), Qt.Key.Key_A)
    assert timer.isActive()


def test_somebody_else_signs_in(shell, workspace, case_file, qtbot) -> None:
    shell.leave()
    assert shell._pages.currentWidget() is shell.sign_in
    assert shell.operations is None
    again = CaseFile.open(case_file.path, password=PASSWORD, installation=case_file._installation)
    again.close()


def test_locked_file_stays_open_while_long_work_runs(make_shell, case_file, lookups, qtbot) -> None:
    import threading

    from kazanlak_case.ui.session import Opened

    shell = make_shell(Background())
    shell._on_opened(Opened(case_file, lookups))
    gate, started = threading.Event(), threading.Event()

    def work(file, *, now, progress) -> None:
        started.set()
        gate.wait(10)

    shell.operations.long(work, title="Taking in", done=lambda _answer: None)
    assert started.wait(10)
    shell.lock()
    with pytest.raises(CaseFileInUseError):
        CaseFile.open(case_file.path, password=PASSWORD)
    gate.set()
    qtbot.waitUntil(lambda: shell.around.background.is_idle)
    again = CaseFile.open(case_file.path, password=PASSWORD, installation=case_file._installation)
    again.close()
    shell.around.background.stop()


def test_undo_of_the_bar_brings_lists_back(workspace, a_person, case_file, now, qtbot) -> None:
    from functools import partial

    from kazanlak_case.services.people import save_person

    workspace.go("people")
    values = {"given_name": "Мая", "id_type": "none"}
    messages = workspace.kit.messages
    workspace.kit.operations.write(
        partial(lambda uow, v: save_person(uow, None, v), v=values),
        done=lambda written: messages.saved("Person saved.", written.undo),
    )
    assert len(workspace._people.model.rows) == 1
    qtbot.mouseClick(messages._toast.action, Qt.MouseButton.LeftButton)
    assert not workspace._people.model.rows
    assert "Taken back" in workspace._status._saved.text()


def test_language_changes_at_run_time(qapp, shell, workspace) -> None:
    from kazanlak_case import app as program

    program.speak(qapp, "bg")
    shell.retranslate_all()
    assert workspace.rail._buttons["people"].accessibleName() == "Хора"
    assert workspace.header._visit.accessibleName() == "Запиши посещение"
