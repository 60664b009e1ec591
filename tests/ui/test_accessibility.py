"""Every screen for those who cannot see it, and for those who use no mouse."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QWidget

from kazanlak_case.services.cases import open_case
from kazanlak_case.services.participation import EntryDraft, enter

INNER = {QAccessible.Role.Cell, QAccessible.Role.ListItem}


def _nameless(root: QWidget) -> list[str]:
    found: list[str] = []

    def walk(node, path: str) -> None:
        if node is None or not node.isValid() or node.role() in INNER:
            return
        state = node.state()
        if state.invisible:
            return
        name = node.text(QAccessible.Text.Name)
        here = f"{path}/{node.object().objectName() if node.object() else node.role()}"
        if state.focusable and not name:
            found.append(here)
        for at in range(node.childCount()):
            walk(node.child(at), here)

    walk(QAccessible.queryAccessibleInterface(root), "")
    return found


@pytest.fixture
def person(a_person, case_file, now) -> str:
    person = a_person("Милена", "Асенова", id_type="egn", national_id="8503109277")
    with case_file.writing(now) as uow:
        open_case(uow, {"person": person, "priority": "urgent"})
    with case_file.writing(now) as uow:
        enter(uow, EntryDraft(person=person))
    return person


def _poses(workspace, person: str) -> dict[str, object]:
    def tab(at: int) -> None:
        workspace.open_person(person)
        workspace._person.tabs.setCurrentIndex(at)

    return {
        "today": lambda: workspace.go("today"),
        "people": lambda: workspace.go("people"),
        "timeline": lambda: tab(0),
        "data": lambda: tab(1),
        "participation": lambda: tab(2),
        "person's cases": lambda: tab(3),
        "cases": lambda: workspace.go("cases"),
        "visit": workspace.write_visit,
        "new person": workspace.openings.new_person,
        "new case": workspace.openings.new_case_for_anybody,
        "users": lambda: workspace.go("users"),
        "new user": lambda: workspace._screens["users"].new.click(),  # noqa: PLW0108 - the page is made by the line before
        "sheet": lambda: workspace._screens["users"].acts.new_sheet("", is_first=True),
        "own password": lambda: workspace.go("own_password"),
    }


def test_everything_that_takes_the_focus_has_a_name(shell, workspace, person, qtbot) -> None:
    nameless: dict[str, list[str]] = {}
    for name, pose in _poses(workspace, person).items():
        pose()
        QApplication.processEvents()
        if found := _nameless(shell):
            nameless[name] = found
    assert not nameless


def test_first_page_has_names(make_shell) -> None:
    assert not _nameless(make_shell())


def test_every_widget_of_ours_has_an_object_name(shell, workspace, person) -> None:
    for pose in _poses(workspace, person).values():
        pose()
    ours = [one for one in shell.findChildren(QWidget) if "kazanlak" in type(one).__module__]
    assert ours
    assert not [type(one).__name__ for one in ours if not one.objectName()]


def test_tab_goes_through_the_form_and_comes_round(shell, workspace, person, qtbot) -> None:
    workspace.write_visit()
    shell.activateWindow()
    panel = workspace.panel
    first = panel.content.editor.form.box("person").editor.picker.line
    first.setFocus()
    qtbot.waitUntil(first.hasFocus)
    names, widget = [], first
    for _step in range(80):
        names.append(widget.objectName())
        qtbot.keyClick(widget, Qt.Key.Key_Tab)
        widget = QApplication.focusWidget()
        if widget is first:
            break
    wanted = ["person", "service", "note", "minutes", "form", "provided_on", "staff_member"]
    assert [name for name in names if name in wanted] == wanted
    assert "visitSave" in names
    assert widget is first


def test_no_letter_is_underlined(shell, workspace, person) -> None:
    from PySide6.QtWidgets import QAbstractButton

    for pose in _poses(workspace, person).values():
        pose()
    for button in shell.findChildren(QAbstractButton):
        assert "&" not in button.text().replace("&&", ""), button.objectName()
