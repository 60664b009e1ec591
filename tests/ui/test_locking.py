"""The locked window: what falls at once, what comes back, who comes back, and that no key is left."""

import shutil

import pytest
from PySide6.QtCore import QMimeData, QObject, Qt
from PySide6.QtGui import QClipboard, QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLineEdit, QMenu, QToolTip

from conftest import PASSWORD
from kazanlak_case.db import keys
from kazanlak_case.db.casefile import CaseFile
from kazanlak_case.domain.changes import Born
from kazanlak_case.domain.ids import new_id
from kazanlak_case.domain.records import User
from kazanlak_case.ui.own_clipboard import KEPT_OUT, OwnClipboard, marked
from kazanlak_case.ui.session import open_session

COLLEAGUE = "деница"
THEIRS = "парола на колежката ми"


@pytest.fixture
def two_users(case_file, now) -> CaseFile:
    """A file that two people may open."""
    keys.add_user(case_file.path, case_file.unlocked, user=COLLEAGUE, password=THEIRS)
    with case_file.writing(now) as uow:
        user = User(id=new_id(now), name=COLLEAGUE, role="manager", site="kran")
        uow.log.append([Born(user)], "user_added", scope="common")
        uow.commit()
    return case_file


def _unlock(shell, qtbot, text: str = PASSWORD) -> None:
    line = shell.lock_page.findChild(QLineEdit, "lockPassword")
    line.setText(text)
    qtbot.keyClick(line, Qt.Key.Key_Return)


def _sign_in(shell, qtbot, user: str, password: str) -> None:
    page = shell.sign_in
    assert page.isVisible()
    page._user.setCurrentText(user)
    page._password.setText(password)
    qtbot.keyClick(page._password, Qt.Key.Key_Return)


def _shown() -> list[str]:
    """Name every window that stands on the screen."""
    return [one.objectName() for one in QApplication.topLevelWidgets() if one.isVisible()]


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_nothing_that_stood_over_the_window_is_left(shell, workspace, a_person, type_into, qtbot):
    a_person()
    box = workspace.header.search
    box.setFocus()
    type_into(box, "мил")
    qtbot.waitUntil(workspace.header.list.isVisible)  # before dialogs, which take the focus
    dialog, choosing, menu = QDialog(shell), QFileDialog(shell), QMenu(shell)
    dialog.setObjectName("asking")
    typed = QLineEdit(dialog)
    dialog.open()
    typed.insert("Недописано за Милена")
    choosing.setOption(QFileDialog.Option.DontUseNativeDialog)
    choosing.open()
    menu.addAction("Милена Асенова")
    menu.popup(shell.mapToGlobal(shell.rect().center()))
    QToolTip.showText(shell.pos(), "Милена Асенова", shell)
    shell.lock()
    assert _shown() == ["shell"]
    assert not workspace.header.list.isVisible()
    assert not workspace.isVisible()
    assert shell.windowTitle() == "Family houses"
    _unlock(shell, qtbot)
    assert sorted(_shown()) == ["asking", "shell"]
    assert dialog.isModal()
    assert typed.text() == "Недописано за Милена"
    assert choosing.result() == QDialog.DialogCode.Rejected
    assert shell.windowTitle().startswith("Крън")
    dialog.close()


def test_lock_wipes_every_key(shell, workspace, case_file):
    unlocked = case_file.unlocked
    secrets = [unlocked.private, *unlocked.file_keys.values(), *unlocked.role_keys.values()]
    assert all(any(one) for one in secrets)
    shell.lock()
    assert not any(any(one) for one in secrets)
    assert not unlocked.file_keys
    assert not unlocked.role_keys


def test_locked_window_holds_nobody_s_password(shell, workspace, qtbot):
    workspace.go("own_password")
    form = workspace._screens["own_password"].form
    form.old.setText(PASSWORD)
    form.new.new.setText("нещо съвсем друго и дълго")
    shell.lock()
    assert not [one.text() for one in shell.findChildren(QLineEdit) if "дума" in one.text()]
    assert not form.old.text() + form.new.new.text()
    _unlock(shell, qtbot)
    assert not shell.lock_page.findChild(QLineEdit, "lockPassword").text()
    shell.operations.case_file.close()


def _ours(_clipboard, mode: QClipboard.Mode) -> bool:
    """Answer as real screens do; the one of the tests knows no owners."""
    return mode is QClipboard.Mode.Clipboard


def test_only_our_own_text_is_taken_from_the_clipboard(shell, workspace, qapp):
    clipboard = QGuiApplication.clipboard()
    clipboard.setText("чуждо")
    shell.lock()
    assert clipboard.text() == "чуждо"
    OwnClipboard(shell, clipboard, owns=_ours).clear()
    assert not clipboard.text()


def test_our_text_asks_not_to_be_remembered(qapp):
    clipboard = QGuiApplication.clipboard()
    parent = QObject()
    own = OwnClipboard(parent, clipboard, marks=True, owns=_ours)
    clipboard.setText("ЕГН от картона")
    data = clipboard.mimeData()
    assert data.text() == "ЕГН от картона"
    assert set(KEPT_OUT) <= set(data.formats())
    own.clear()
    assert not clipboard.text()
    assert isinstance(marked("x"), QMimeData)


def test_colleague_signs_in_and_whoever_was_here_comes_back_to_the_same_page(
    make_shell, two_users, lookups, a_person, now, qtbot
):
    two_users.close()
    shell = make_shell()
    shell._on_opened(open_session(two_users.path, "head", PASSWORD, language="en", now=now))
    mine = shell.workspace
    mine.openings.write_visit()
    note = mine.panel.content.editor.form.box("note").editor.box
    note.insertPlainText("Недописано")
    shell.lock()
    shell.lock_page._leave.click()
    assert shell.focusWidget() is shell.sign_in._user
    _sign_in(shell, qtbot, COLLEAGUE, THEIRS)
    theirs = shell.workspace
    assert theirs is not mine
    assert theirs.isVisible()
    assert not mine.isVisible()
    assert "Недописано" not in " ".join(_words(theirs))
    assert not theirs._screens["today"].findChildren(QLineEdit, "draft_visit_")
    names = []
    shell.operations.draft_names(done=names.append)
    assert names == [()]
    shell.lock()
    shell.lock_page._leave.click()
    _sign_in(shell, qtbot, "head", PASSWORD)
    assert shell.workspace is mine
    assert mine.isVisible()
    assert note.toPlainText() == "Недописано"
    mine.panel.content.editor.save()
    shell.operations.case_file.close()


def _words(widget) -> list[str]:
    from PySide6.QtWidgets import QLabel

    return [one.text() for one in widget.findChildren(QLabel)]


def test_whoever_signs_out_leaves_no_page(make_shell, two_users, now, qtbot):
    two_users.close()
    shell = make_shell()
    shell._on_opened(open_session(two_users.path, "head", PASSWORD, language="en", now=now))
    mine = shell.workspace
    mine.go("own_password")
    mine._screens["own_password"].leave.click()
    assert shell.operations is None
    assert shell.sign_in.isVisible()
    _sign_in(shell, qtbot, "head", PASSWORD)
    assert shell.workspace is not mine
    shell.operations.case_file.close()


def test_sleep_of_the_computer_locks(shell, workspace):
    shell.guards.away.emit()
    assert shell.lock_page.isVisible()


def test_signing_in_and_locking_are_written_down(shell, workspace, case_file, qtbot):
    from kazanlak_case.db.readings import readings

    shell.lock()
    shutil.rmtree(case_file.path / "drafts", ignore_errors=True)
    _unlock(shell, qtbot)
    said = [one.what for one in readings(shell.operations.case_file)]
    assert said[-3:] == ["signed_in", "signed_out", "signed_in"]
    shell.operations.case_file.close()
