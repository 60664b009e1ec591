from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from kazanlak_case.services.cases import open_case
from kazanlak_case.services.participation import EntryDraft, enter
from kazanlak_case.services.visits import VisitDraft, record_visit
from kazanlak_case.ui.kit import Kit
from kazanlak_case.ui.screens.today import Today
from kazanlak_case.ui.widgets.link_row import LinkRow


@pytest.fixture
def screen(host, kit: Kit, qtbot) -> Today:
    screen = Today(host, kit)
    screen.resize(host.size())
    host.show()
    qtbot.waitExposed(host)
    return screen


def _rows(screen: Today) -> list[str]:
    return [row.accessibleName() for row in screen.findChildren(LinkRow) if row.isVisible()]


def test_first_day_says_how_to_begin(screen: Today) -> None:
    screen.refresh()
    assert "Ctrl+N" in screen.findChild(QWidget, "visitsEmpty").text()
    assert screen.heading()[0] == "Today"


def test_day_shows_visits_what_is_due_and_what_is_missing(
    screen, a_person, case_file, now, qtbot
) -> None:
    person = a_person()
    with case_file.writing(now - timedelta(days=60)) as uow:
        opened = (now - timedelta(days=60)).date()
        open_case(uow, {"person": person, "opened_on": opened, "status": "assessment"})
    with case_file.writing(now) as uow:
        enter(uow, EntryDraft(person=person))
    with case_file.writing(now) as uow:
        staff = uow.user.staff_member
        record_visit(
            uow,
            VisitDraft(
                person=person, service="soc_info", provided_on=now.date(), staff_member=staff
            ),
        )
    screen.refresh()
    qtbot.waitUntil(lambda: len(_rows(screen)) >= 3)
    words = " | ".join(_rows(screen))
    assert "Милена Асенова" in words
    assert "days late" in words
    assert "answers are missing" in words


def test_opening_a_visit_opens_its_person(screen, a_person, case_file, now, qtbot) -> None:
    person = a_person()
    with case_file.writing(now) as uow:
        draft = VisitDraft(person=person, service="soc_info", provided_on=now.date())
        record_visit(uow, VisitDraft(**{**draft.values(), "staff_member": uow.user.staff_member}))
    screen.refresh()
    row = next(one for one in screen.findChildren(LinkRow) if "Милена" in one.accessibleName())
    with qtbot.waitSignal(screen.person_opened) as opened:
        qtbot.mouseClick(row, Qt.MouseButton.LeftButton)
    assert opened.args == [person]


def test_what_was_written_last_can_be_taken_back(screen, a_person, qtbot) -> None:
    a_person()
    screen.refresh()
    button = next(
        one for one in screen.findChildren(QWidget) if one.objectName().startswith("undo_")
    )
    with qtbot.waitSignal(screen.undo_asked) as asked:
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert asked.args[0]


def test_narrow_day_stands_in_one_column(screen) -> None:
    screen.resize(500, 600)
    assert screen._columns == 1
    screen.resize(1000, 600)
    assert screen._columns == 2


def test_what_was_begun_can_be_gone_on_with(workspace, a_person, qtbot) -> None:
    person = a_person()
    workspace.openings.write_visit_for(person, "Милена Асенова")
    form = workspace.panel.content
    form.editor.form.box("note").editor.box.insertPlainText("Недописано")
    form.keep_draft()
    workspace.panel.close_panel()
    workspace.go("today")
    row = workspace.findChild(LinkRow, f"draft_visit_{person}")
    assert "Милена Асенова" in row.accessibleName()
    qtbot.mouseClick(row, Qt.MouseButton.LeftButton)
    again = workspace.panel.content
    assert again.editor.form.box("note").editor.value() == "Недописано"
    again.editor.cancel_button.click()
    workspace.go("today")
    assert not workspace.findChild(QWidget, "draftsCard").isVisible()
