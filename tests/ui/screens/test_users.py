"""Who may sign in: added, let in again, taken out, and the sheets for the safe."""

import pytest
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QPushButton

from conftest import PASSWORD
from kazanlak_case.db.casefile import CaseFile
from kazanlak_case.domain.file_errors import WrongPasswordError
from kazanlak_case.services.recovery_sheets import recover
from kazanlak_case.ui.printing import paint_pdf, paint_slip
from kazanlak_case.ui.user_parts.one_time import OneTimePassword
from kazanlak_case.ui.user_parts.paper import slip_lines, write_sheet
from kazanlak_case.ui.user_parts.sheet_made import SheetMade
from kazanlak_case.ui.user_parts.user_row import UserPart


@pytest.fixture
def users(workspace):
    workspace.go("users")
    return workspace._screens["users"]


def _give_access(workspace, users, name: str = "maria") -> str:
    users.new.click()
    form = workspace.panel.content
    form.name.insert(name)
    form.shown.insert("Мария Колева")
    form.post.setCurrentIndex(form.post.findData("roma_mediator"))
    form.go.click()
    part = workspace.panel.content
    assert isinstance(part, OneTimePassword)
    return part.secret.text()


def _parts(users) -> dict[str, UserPart]:
    found = (users._list.itemAt(at).widget() for at in range(users._list.count()))
    return {one.user.name: one for one in found if isinstance(one, UserPart)}


def _button(part, name: str) -> QPushButton:
    return part.findChild(QPushButton, name)


def _open(file: CaseFile, user: str, password: str) -> CaseFile:
    return CaseFile.open(file.path, user=user, password=password, installation=file._installation)


def test_somebody_gets_access_and_the_password_is_shown_once(users, workspace, case_file):
    password = _give_access(workspace, users)
    assert len(password.split()) == 4
    maria = _parts(users)["maria"].user
    assert (maria.shown, maria.role, maria.is_one_time) == ("Мария Колева", "roma_mediator", True)
    workspace.panel.content.done.click()
    assert workspace.panel.content is None
    case_file.close()
    _open(case_file, "maria", password).close()


def test_name_that_is_taken_is_said_in_the_form(users, workspace):
    _give_access(workspace, users)
    users.new.click()
    form = workspace.panel.content
    form.name.insert("Maria")
    form.post.setCurrentIndex(1)
    form.go.click()
    assert workspace.panel.content is form
    assert form._problem.isVisible()
    assert form.name.text() == "Maria"


def test_form_without_name_or_post_asks_for_them(users, workspace):
    users.new.click()
    form = workspace.panel.content
    form.go.click()
    assert "user name" in form._problem.text()
    form.name.insert("maria")
    form.go.click()
    assert "post" in form._problem.text()


def test_new_one_time_password_replaces_the_old(users, workspace, case_file):
    first = _give_access(workspace, users)
    _button(_parts(users)["maria"], "resetPassword").click()
    workspace.panel.content.go.click()
    second = workspace.panel.content.secret.text()
    assert second != first
    case_file.close()
    with pytest.raises(WrongPasswordError):
        _open(case_file, "maria", first)
    _open(case_file, "maria", second).close()


def test_removal_says_what_it_does_and_goes_on_working(users, workspace, case_file, told, a_person):
    _give_access(workspace, users)
    a_person()
    workspace.kit.operations.keep_draft("visit", {"note": "Недописано"})
    _button(_parts(users)["maria"], "removeUser").click()
    asking = workspace.panel.content
    words = " ".join(
        one.text() for one in asking.findChildren(type(asking.findChild(object, "asking0")))
    )
    assert "encrypted anew" in words
    asking.go.click()
    assert "maria" not in _parts(users)
    drafts = []
    workspace.kit.operations.read_draft("visit", done=drafts.append)
    assert drafts == [{"note": "Недописано"}]
    workspace.go("people")
    assert workspace._people.model.rows


def test_oneself_is_neither_removed_nor_reset_here(users, workspace):
    me = _parts(users)["head"]
    assert _button(me, "removeUser") is None
    _button(me, "ownPassword").click()
    assert workspace.here == "own_password"


def test_sheet_is_missed_until_it_is_made_and_then_opens_the_file(
    users, workspace, case_file, tmp_path
):
    assert users.sheets.findChild(object, "sheetMissing_file") is not None
    _button(users.sheets, "makeSheet_file").click()
    workspace.panel.content.go.click()
    made = workspace.panel.content
    assert isinstance(made, SheetMade)
    path = tmp_path / "лист.pdf"
    write_sheet(workspace.kit, made._sheet, path)
    assert path.read_bytes().startswith(b"%PDF")
    letters = made._sheet.letters
    shell = workspace.window()
    shell.leave()
    new = "нова парола след листа"
    recover(case_file.path, sheet=letters, user="head", new_password=new)
    _open(case_file, "head", new).close()


def test_slip_and_sheet_go_onto_paper(users, workspace, tmp_path):
    printer = QPrinter()
    printer.setOutputFileName(str(tmp_path / "slip.pdf"))
    paint_slip(printer, slip_lines(workspace.kit, "Мария Колева", "липа мост река заря"))
    first = tmp_path / "slip.pdf"
    assert first.read_bytes().startswith(b"%PDF")
    printer.setOutputFileName(str(tmp_path / "again.pdf"))
    paint_pdf(printer, first.read_bytes())
    assert (tmp_path / "again.pdf").stat().st_size > 1000


def test_who_may_not_manage_users_sees_only_the_own_password(
    users, shell, workspace, case_file, now
):
    from kazanlak_case.domain.changes import Edited

    with case_file.writing(now) as uow:
        uow.log.append([Edited("user", uow.user.id, {"role": "roma_mediator"})], "user_changed")
        uow.commit()
    case_file.load()
    workspace.go("settings")
    page = workspace._screens["settings"]
    assert "own_password" in page._links
    assert "users" not in page._links


def test_password_is_changed_by_keyboard_and_the_old_one_opens_no_more(
    workspace, case_file, told, qtbot
):
    from PySide6.QtCore import Qt

    workspace.go("own_password")
    form = workspace._screens["own_password"].form
    new = "съвсем нова парола днес"
    form.old.setText("не е тази")
    form.new.new.setText(new)
    form.new.again.setText(new)
    qtbot.keyClick(form.new.again, Qt.Key.Key_Return)
    assert "not right" in form._problem.text()
    form.old.setText(PASSWORD)
    qtbot.keyClick(form.new.again, Qt.Key.Key_Return)
    assert not form.new.new.text()
    case_file.close()
    with pytest.raises(WrongPasswordError):
        _open(case_file, "head", PASSWORD)
    _open(case_file, "head", new).close()
