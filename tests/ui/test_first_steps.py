"""Before work begins: the first password of one's own, waiting after wrong ones, a forgotten one."""

import shutil
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from conftest import NOW, PASSWORD
from kazanlak_case import paths
from kazanlak_case.db import keys
from kazanlak_case.db.casefile import CaseFile
from kazanlak_case.db.key_slots import WrongTries
from kazanlak_case.domain.file_errors import CaseFileDamagedError, NotEnoughMemoryError
from kazanlak_case.domain.key_errors import TooManyTriesError
from kazanlak_case.services.recovery_sheets import recovery_sheet
from kazanlak_case.ui.password_parts.waiting import Waiting, duration
from kazanlak_case.ui.screens.first_password import FirstPassword
from kazanlak_case.ui.session import recover

GIVEN = "липа мост река заря"
OWN = "моята нова дълга парола"


@pytest.fixture(autouse=True)
def _own_home(tmp_path, monkeypatch) -> None:
    """Wrong tries are counted in the home too: those of one test are nothing to the next."""
    monkeypatch.setenv(paths.HOME, str(tmp_path / "home"))


@pytest.fixture
def given(templates, tmp_path, make_shell, qtbot):
    """The first page, and a user whose password was given."""
    path = tmp_path / "kran.kcase"
    shutil.copytree(templates["kran"], path)
    unlocked = keys.unlock(path, "head", PASSWORD)
    keys.change_password(path, unlocked, user="head", password=GIVEN, one_time=True)
    unlocked.wipe()
    shell = make_shell()
    shell.sign_in._password.setText(GIVEN)
    qtbot.keyClick(shell.sign_in._password, Qt.Key.Key_Return)
    yield shell
    shell.leave()


def _choose(page: FirstPassword, qtbot, new: str, again: str = "") -> None:
    page.form.new.new.setText(new)
    page.form.new.again.setText(again or new)
    qtbot.keyClick(page.form.new.again, Qt.Key.Key_Return)


def test_given_password_leads_straight_to_one_s_own(given, qtbot):
    page = given._pages.currentWidget()
    assert isinstance(page, FirstPassword)
    assert given.workspace is None
    assert not page.form.old.isVisible()
    _choose(page, qtbot, "къса")
    assert "too short" in page.form._problem.text()
    _choose(page, qtbot, OWN, again="друга")
    assert "differ" in page.form._problem.text()
    _choose(page, qtbot, GIVEN)
    assert "same" in page.form._problem.text()
    _choose(page, qtbot, OWN)
    assert given._pages.currentWidget() is given.workspace
    assert given.workspace.here == "today"
    path = given.operations.case_file.path
    given.leave()
    keys.unlock(path, "head", OWN).wipe()


def test_whoever_thinks_better_of_it_keeps_the_given_one(given):
    path = given._steps.page._opened.case_file.path
    given._steps.page._leave.click()
    assert given.sign_in.isVisible()
    unlocked = keys.unlock(path, "head", GIVEN)
    assert unlocked.one_time
    unlocked.wipe()


def test_left_alone_the_page_of_the_first_password_closes_the_file(given):
    secrets = list(given._steps.page._opened.case_file.unlocked.file_keys.values())
    given.idleness.timer.timeout.emit()
    assert given.sign_in.isVisible()
    assert not any(any(one) for one in secrets)


def test_waiting_counts_down_and_ends_by_itself(host, look, qtbot):
    now = [100.0]
    waiting = Waiting(host, look, ticks=lambda: now[0])
    host.show()
    waiting.begin("мария", 75)
    assert "1 min 15 s" in waiting.words.text()
    now[0] += 74
    waiting.tick()
    assert "1 second." in waiting.words.text()
    with qtbot.waitSignal(waiting.ended):
        now[0] += 1
        waiting.tick()
    assert not waiting.isVisible()
    assert duration(2) == "2 seconds"


def test_too_many_wrong_passwords_are_a_wait_and_not_a_dead_window(
    make_shell, templates, tmp_path, qtbot
):
    shutil.copytree(templates["kran"], tmp_path / "kran.kcase")
    shell = make_shell()
    page = shell.sign_in
    for _time in range(6):
        page._password.setText("не е тази парола")
        qtbot.keyClick(page._password, Qt.Key.Key_Return)
    assert page._card.waiting.isVisible()
    assert "head" in page._card.waiting.words.text()
    assert not page._enter.isEnabled()
    assert page._password.isEnabled()
    page._card.waiting._until = 0.0
    page._card.waiting.tick()
    assert page._enter.isEnabled()


def test_wrong_password_damage_and_little_memory_are_three_sentences(make_shell, tmp_path):
    page = make_shell().sign_in
    said = set()
    for error in (
        NotEnoughMemoryError(),
        CaseFileDamagedError(path="kran", detail="case.db"),
        TooManyTriesError(user="head", until=datetime(2022, 11, 14, tzinfo=UTC), seconds=30),
    ):
        page._on_refused(error)
        shown = page._card.waiting.words if page._card.waiting.isVisible() else page._problem
        said.add(shown.text())
        page._card.waiting.stop()
    assert len(said) == 3


def test_wrong_tries_before_the_right_password_are_told(shell, workspace, case_file, qtbot):
    told = []
    workspace.kit.messages.told.connect(told.append)
    case_file.unlocked.wrong_tries = WrongTries(3, datetime(2022, 11, 13, 18, 5, tzinfo=UTC))
    shell._show_work(None)
    assert told
    assert told[0].startswith("3 wrong passwords were given for head since")


def test_forgotten_password_is_replaced_with_the_sheet(make_shell, templates, tmp_path, qtbot):
    path = tmp_path / "kran.kcase"
    shutil.copytree(templates["kran"], path)
    file = CaseFile.open(path, password=PASSWORD)
    letters = recovery_sheet(file, now=NOW).letters
    file.close()
    shell = make_shell()
    shell.sign_in._forgotten.click()
    dialog = next(
        one for one in QApplication.topLevelWidgets() if one.objectName() == "recoverDialog"
    )
    wrong = ("Z" if letters[12] != "Z" else "Y").join((letters[:12], letters[13:]))
    dialog.sheet.lines[0].insert(wrong)
    assert [one.text() for one in dialog.sheet.lines] == wrong.split()
    dialog.new.new.setText(OWN)
    dialog.new.again.setText(OWN)
    dialog.go.click()
    assert "Group 3" in dialog._problem.text()
    assert dialog.sheet.lines[2].property("wrong")
    dialog.sheet.lines[2].setText(letters.split()[2])
    dialog.go.click()
    assert not dialog.isVisible()
    assert not dialog.sheet.text().strip()
    shell.sign_in._password.setText(OWN)
    qtbot.keyClick(shell.sign_in._password, Qt.Key.Key_Return)
    assert shell.workspace is not None
    shell.leave()


def test_new_password_begins_without_the_wait_for_the_old(make_shell, templates, tmp_path, qtbot):
    path = tmp_path / "kran.kcase"
    shutil.copytree(templates["kran"], path)
    file = CaseFile.open(path, password=PASSWORD)
    letters = recovery_sheet(file, now=NOW).letters
    file.close()
    page = make_shell().sign_in
    for _time in range(6):
        page._password.setText("забравена парола")
        qtbot.keyClick(page._password, Qt.Key.Key_Return)
    assert page._card.waiting.isVisible()
    recover(path, letters, user="head", new=OWN)
    CaseFile.open(path, password=OWN).close()
