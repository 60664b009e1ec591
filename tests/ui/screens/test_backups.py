"""Where the work is kept: seen, made, copied; and the way back, which is looked at before it is gone."""

from datetime import timedelta
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from conftest import PASSWORD
from kazanlak_case.db.backups import back_up, backups_of
from kazanlak_case.db.casefile import CaseFile
from kazanlak_case.db.second_medium import backups_on
from kazanlak_case.domain.records import Person
from kazanlak_case.ui.background import AtOnce
from kazanlak_case.ui.dialogs.restore import RestoreDialog
from kazanlak_case.ui.screens.backups import BackupsPage
from support.damage import damage, fill

DAY = timedelta(days=1)


def words_of(widget) -> str:
    QApplication.processEvents()  # what was just put into a layout is shown then
    shown = widget.findChildren(QLabel) + widget.findChildren(QPushButton)
    return "\n".join(one.text() for one in shown if not one.isHidden())


def the_page(host, kit, *sticks: Path) -> BackupsPage:
    page = BackupsPage(host, kit, partial(tuple, sticks))
    page.show()
    page.refresh()
    return page


def test_a_backup_is_made_copied_and_told_of(host, kit, told, case_file, a_person, tmp_path):
    stick = tmp_path / "флашка"
    stick.mkdir()
    a_person()
    page = the_page(host, kit, stick)
    assert "No backup has been made yet." in words_of(page)
    assert "all work would be lost" in words_of(page)
    page.make.click()
    assert len(backups_of(case_file)) == 1
    assert "1 person" in words_of(page)
    assert "Verified" in words_of(page)
    page.copy.click()
    assert len(backups_on(stick)) == 1
    assert "You may take the stick out" in told[-1]
    assert "On a stick: today." in words_of(page)
    a_person("Друга")
    page.copy.click()
    assert len(backups_of(case_file)) == 2, "what was written since is copied too"


def test_damage_is_said_and_what_can_be_read_is_saved(host, kit, told, case_file, now, tmp_path):
    fill(case_file, now, 50)
    page = the_page(host, kit)
    assert not page.save.isVisibleTo(page)
    case_file.damage = "page 7"
    page.refresh()
    assert page.save.isVisibleTo(page)
    page.save.click()
    assert "Everything was saved into" in told[-1]
    (saved,) = tmp_path.glob("kran-*.kcase")
    CaseFile.open(saved, password=PASSWORD).close()


def test_a_backup_is_looked_into_before_it_takes_the_place(
    shell, case_file, a_person, now, qtbot, tmp_path
):
    a_person("Стара")
    made = back_up(case_file, now=now, reason="day")
    a_person("Нова")
    shell.workspace.go("backups")
    shell.workspace.restore_wanted.emit(made)
    dialog = shell.findChild(RestoreDialog)
    assert "1 people" in words_of(dialog)
    assert "1 change is nowhere else and would be lost" in words_of(dialog)
    dialog.go.click()
    assert shell.operations is None
    assert (tmp_path / "aside").is_dir()
    back = CaseFile.open(case_file.path, password=PASSWORD)
    with back.reading(now) as uow:
        (person,) = uow.records.all(Person)
    assert person.given_name == "Стара"
    back.close()


def test_a_file_that_does_not_open_offers_its_backups(make_shell, case_file, now, tmp_path):
    fill(case_file, now)
    back_up(case_file, now=now, reason="day")
    damage(case_file, beyond=1, every=2)
    shell = make_shell(AtOnce())
    shell.sign_in._password.setText(PASSWORD)
    shell.sign_in._on_enter()
    assert not shell.sign_in._restore.isHidden()
    shell.sign_in._restore.click()
    dialog = shell.findChild(RestoreDialog)
    dialog.password.setText("нещо друго и дълго")
    dialog.look_in.click()
    assert not dialog.go.isEnabled()
    dialog.password.setText(PASSWORD)
    dialog.look_in.click()
    assert "400 people" in words_of(dialog)
    dialog.go.click()
    back = CaseFile.open(case_file.path, password=PASSWORD)
    with back.reading(now) as uow:
        assert len(uow.people.page(limit=500)) == 400
    back.close()
