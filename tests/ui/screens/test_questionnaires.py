import pytest
from PySide6.QtCore import Qt

from kazanlak_case.services.questionnaires import questionnaires, shipped
from kazanlak_case.ui.background import AtOnce
from kazanlak_case.ui.screens.questionnaires import Questionnaires


@pytest.fixture
def at_centre(make_shell, centre_file, qtbot, now):
    from kazanlak_case.ui.session import Opened, lookups_of

    shell = make_shell(AtOnce())
    shell._on_opened(Opened(centre_file, lookups_of(centre_file, language="en", now=now)))
    yield shell.workspace
    shell.operations = None


def test_house_only_reads(host, kit) -> None:
    screen = Questionnaires(host, kit)
    assert screen.text.isReadOnly()
    assert screen.change.isHidden()
    assert screen.text.toPlainText() == shipped()[0].text
    screen.save()


def test_municipality_copies_and_hears_of_each_fault_at_once(
    at_centre, centre_file, now, qtbot
) -> None:
    at_centre.go("questionnaires")
    screen = at_centre._screens["questionnaires"]
    qtbot.mouseClick(screen.change, Qt.MouseButton.LeftButton)
    whole = screen.text.toPlainText()
    screen.text.setPlainText(whole.replace("weight = 2", "weight = 20", 1))
    assert screen.said.text().startswith("Line 15:")
    assert not screen.save_button.isEnabled()
    screen.text.setPlainText(whole.replace("Работа в момента", "Работа днес"))
    assert "Nothing is wrong" in screen.said.text()
    screen.save()
    with centre_file.reading(now) as uow:
        newest = questionnaires(uow)[0]
    assert (newest.version, newest.questions["work_now"].text) == (2, "Работа днес")
    assert screen.text.isReadOnly()
    assert screen.findChild(object, "version_adult_2") is not None
    assert screen.findChild(object, "version_adult_1") is not None
