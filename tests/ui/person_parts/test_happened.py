"""What happened, looked through by keyboard."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from kazanlak_case.services.tasks import make_task
from kazanlak_case.services.visits import VisitDraft, record_visits


@pytest.fixture
def page(workspace, a_person, case_file, now):
    person = a_person()
    notes = ["Разговор с Училището", "Помощ за документи"] + ["Друго"] * 60
    drafts = [
        VisitDraft(
            person=person,
            service="soc_info" if at else "edu_enrol",
            provided_on=now.date() - timedelta(days=at),
            note=note,
        )
        for at, note in enumerate(notes)
    ]
    with case_file.writing(now) as uow:
        record_visits(uow, drafts)
    with case_file.writing(now) as uow:
        make_task(uow, {"title": "Обаждане", "person": person, "done_on": now.date()})
    workspace.open_person(person)
    QApplication.processEvents()
    return workspace._person.tabs.happened


def _titles(page):
    return [one.note or one.title for one in page.timeline.entries.entries]


def test_words_are_found_after_one_shortcut(page, workspace, qtbot, type_into):
    page.timeline.setFocus()
    qtbot.keyClick(page.timeline, "f", Qt.KeyboardModifier.ControlModifier)
    assert page.filter.line.hasFocus()
    type_into(page.filter.line, "училище")
    qtbot.keyClick(page.filter.line, Qt.Key.Key_Return)
    assert _titles(page) == ["Разговор с Училището"]
    page.filter._clear.click()
    assert len(_titles(page)) == 50


def test_a_kind_and_a_domain_narrow_and_older_ones_follow(page, qtbot):
    page.filter._domain.setCurrentIndex(page.filter._domain.findData("social"))
    assert len(_titles(page)) == 50
    page.timeline.older_wanted.emit()
    assert len(_titles(page)) == 61
    page.filter._kind.setCurrentIndex(page.filter._kind.findData("tasks"))
    assert _titles(page) == []
    assert page.empty.isVisible()
    page.filter._domain.setCurrentIndex(0)
    assert _titles(page) == ["Done: Обаждане"]


def test_a_done_task_opens_from_the_timeline(page, workspace):
    page.filter._kind.setCurrentIndex(page.filter._kind.findData("tasks"))
    page.timeline._on_activated(page.timeline.entries.index(0))
    assert workspace.panel.content.objectName() == "taskForm"
