"""The board of the team, by keyboard."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QPushButton

from kazanlak_case.domain.records.case import Case
from kazanlak_case.domain.records.office import StaffMember
from kazanlak_case.services.cases import open_case
from kazanlak_case.services.writing import prepare_birth
from kazanlak_case.ui.widgets.link_row import LinkRow
from support.office import id_of


@pytest.fixture
def colleague(case_file, now):
    with case_file.writing(now) as uow:
        change = prepare_birth(uow, StaffMember, {"given_name": "Ана", "family_name": "Колева"})
        uow.log.append([change], "test", scope="common")
        uow.commit()
    return change.record.id


@pytest.fixture
def a_case(case_file, now, a_person):
    def make(**values):
        person = a_person()
        with case_file.writing(now) as uow:
            opened = now.date() - timedelta(days=60)
            return id_of(open_case(uow, {"person": person, "opened_on": opened, **values}), "case")

    return make


def _press(workspace, name, qtbot):
    button = workspace.findChild(QPushButton, name)
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Return)
    QApplication.processEvents()


def test_each_number_opens_its_list_and_each_line_its_case(workspace, colleague, a_case, qtbot):
    a_case(leader=colleague, priority="urgent")
    workspace.go("cases")
    _press(workspace, "casesTeam", qtbot)
    assert workspace.here == "team"
    _press(workspace, f"team_quiet_case_{colleague}", qtbot)
    line = workspace.window().focusWidget()
    assert isinstance(line, LinkRow)
    assert "Милена Асенова" in line.accessibleName()
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert workspace.panel.content.objectName() == "caseForm"


def test_all_cases_of_a_colleague_are_handed_over_and_taken_back(
    workspace, colleague, a_case, case_file, now, qtbot
):
    with case_file.reading(now) as uow:
        mine = uow.user.staff_member
    cases = [a_case(leader=colleague) for _ in range(3)]
    workspace.go("team")
    _press(workspace, f"handOver_{colleague}", qtbot)
    assert not workspace.findChild(QPushButton, "handOver").isEnabled()
    tick = workspace.panel.content.findChild(QCheckBox, f"takes_{mine}")
    tick.setFocus()
    qtbot.keyClick(tick, Qt.Key.Key_Space)
    button = workspace.panel.content.findChild(QPushButton, "handOver")
    assert button.accessibleName() == "Hand over 3 cases"
    qtbot.keyClick(button, Qt.Key.Key_Return)
    with case_file.reading(now) as uow:
        assert {uow.records.get(Case, one).leader for one in cases} == {mine}
    workspace.undo(workspace.kit.messages._undo)
    with case_file.reading(now) as uow:
        assert {uow.records.get(Case, one).leader for one in cases} == {colleague}
