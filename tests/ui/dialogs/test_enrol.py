"""A starter becomes a house's case file; the centre makes it through the window."""

import shutil

import pytest
from PySide6.QtWidgets import QWidget

from conftest import NOW, PASSWORD
from kazanlak_case.db.casefile import CaseFile
from kazanlak_case.ui.background import AtOnce
from kazanlak_case.ui.dialogs.enrol import EnrolDialog
from kazanlak_case.ui.dialogs.prepare import PrepareForm
from kazanlak_case.ui.kit import Kit
from kazanlak_case.ui.messages import Messages
from kazanlak_case.ui.operations import LocalOperations
from kazanlak_case.ui.session import lookups_of
from support.travel import acquainted

NEW = "нова парола за къщата"


@pytest.fixture
def starter(tmp_path, host, look, clock):
    path = tmp_path / "municipality.kcase"
    shutil.copytree(acquainted()["municipality"], path)
    file = CaseFile.open(path, password=PASSWORD)
    operations = LocalOperations(file, clock)
    kit = Kit(look, operations, Messages(host, look), lookups_of(file, language="en", now=NOW))
    form = PrepareForm(host, kit)
    form.site.setCurrentIndex(form.site.findData("kran"))
    form.password.setText(PASSWORD)
    form.prepare_in(tmp_path)
    yield tmp_path / "kran.kstarter"
    operations.pause()
    file.close()


@pytest.fixture
def dialog(host: QWidget, look, clock, tmp_path) -> EnrolDialog:
    (tmp_path / "cases").mkdir()
    return EnrolDialog(host, look, AtOnce(), folder=tmp_path / "cases", clock=clock)


def test_house_begins_with_its_starter(starter, dialog, qtbot):
    dialog.take(starter)
    dialog.one_time.setText(PASSWORD)
    dialog.new.setText(NEW)
    dialog.again.setText(NEW)
    with qtbot.waitSignal(dialog.enrolled) as enrolled:
        dialog.go.click()
    file = CaseFile.open(enrolled.args[0], password=NEW)
    assert file.site == "kran"
    file.close()


def test_wrong_one_time_password_is_told_and_can_be_tried_again(starter, dialog):
    dialog.take(starter)
    dialog.one_time.setText("не е тази парола")
    dialog.new.setText(NEW)
    dialog.again.setText(NEW)
    dialog.enrol()
    assert dialog._problem.text()
    assert dialog.go.isEnabled()


def test_new_passwords_must_agree(starter, dialog):
    dialog.take(starter)
    dialog.new.setText("едно")
    dialog.again.setText("друго")
    dialog.enrol()
    assert "differ" in dialog._problem.text()
