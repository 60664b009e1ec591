from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from conftest import PASSWORD
from kazanlak_case.ui.background import AtOnce, Background
from kazanlak_case.ui.screens.sign_in import SignIn


@pytest.fixture
def folder(templates: dict[str, Path], tmp_path: Path) -> Path:
    import shutil

    shutil.copytree(templates["kran"], tmp_path / "kran.kcase")
    shutil.copytree(templates["municipality"], tmp_path / "municipality.kcase")
    return tmp_path


@pytest.fixture
def sign_in(host, look, clock, folder: Path, qtbot) -> SignIn:
    page = SignIn(host, look, AtOnce(), clock, language="en")
    page.resize(host.size())
    page.offer(folder, None)
    host.show()
    qtbot.waitExposed(host)
    return page


def test_files_of_the_folder_are_offered_the_last_one_first(sign_in: SignIn, folder: Path) -> None:
    assert [sign_in._file.itemText(at) for at in range(2)] == ["kran", "municipality"]
    sign_in.offer(folder, folder / "municipality.kcase")
    assert sign_in._file.currentText() == "municipality"
    assert sign_in._user.currentText() == "head"


def test_right_password_opens_the_file(sign_in: SignIn, type_into, qtbot) -> None:
    type_into(sign_in._password, PASSWORD)
    with qtbot.waitSignal(sign_in.file_opened) as opened:
        qtbot.keyClick(sign_in._password, Qt.Key.Key_Return)
    session = opened.args[0]
    assert session.case_file.site == "kran"
    assert session.lookups.label("sex", "f") == "female"
    assert not session.is_practice
    assert not sign_in._password.text()
    session.case_file.close()


def test_wrong_password_is_one_clear_sentence(sign_in: SignIn, type_into, qtbot) -> None:
    type_into(sign_in._password, "не е тази")
    with qtbot.assertNotEmitted(sign_in.file_opened):
        qtbot.keyClick(sign_in._password, Qt.Key.Key_Return)
    assert sign_in._problem.isVisible()
    assert "not right" in sign_in._problem.text()
    assert "Caps Lock" in sign_in._problem.text()
    assert sign_in._password.selectedText()
    assert sign_in._enter.isEnabled()


def test_file_open_elsewhere_is_said(sign_in: SignIn, folder: Path, type_into, qtbot) -> None:
    from kazanlak_case.db.casefile import CaseFile

    held = CaseFile.open(folder / "kran.kcase", password=PASSWORD)
    type_into(sign_in._password, PASSWORD)
    qtbot.keyClick(sign_in._password, Qt.Key.Key_Return)
    assert "open already" in sign_in._problem.text()
    held.close()


def test_alphabet_and_caps_lock_are_shown_while_typing(sign_in: SignIn, type_into) -> None:
    type_into(sign_in._password, "п")
    assert sign_in._card.hints.alphabet.text() == "БГ"
    assert sign_in._card.hints.caps.isHidden()
    type_into(sign_in._password, "P")
    assert sign_in._card.hints.alphabet.text() == "EN"
    assert not sign_in._card.hints.caps.isHidden()


def test_password_can_be_looked_at(sign_in: SignIn, type_into) -> None:
    from PySide6.QtWidgets import QLineEdit

    assert sign_in._password.echoMode() is QLineEdit.EchoMode.Password
    sign_in._password._eye.trigger()
    assert sign_in._password.echoMode() is QLineEdit.EchoMode.Normal


def test_without_a_file_one_may_practise(host, look, clock, tmp_path: Path, qtbot) -> None:
    page = SignIn(host, look, AtOnce(), clock, language="en")
    page.offer(tmp_path / "nothing", None)
    host.show()
    assert "no case file" in page._subtitle.text()
    assert not page._enter.isEnabled()
    with qtbot.waitSignal(page.practice_wanted):
        qtbot.mouseClick(page._practice, Qt.MouseButton.LeftButton)


def test_window_stays_awake_while_the_password_is_checked(
    host, look, clock, folder: Path, type_into, qtbot
) -> None:
    background = Background()
    page = SignIn(host, look, background, clock, language="en")
    page.offer(folder, None)
    host.show()
    qtbot.waitUntil(lambda: bool(page._user.count()))
    type_into(page._password, PASSWORD)
    with qtbot.waitSignal(page.file_opened, timeout=20_000) as opened:
        qtbot.keyClick(page._password, Qt.Key.Key_Return)
        assert not page._enter.isEnabled()
    opened.args[0].case_file.close()
    background.stop()
