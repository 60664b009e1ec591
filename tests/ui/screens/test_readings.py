"""Who read and changed what, through the window: opening a person is written once, and found again by person and kind."""

from dataclasses import replace
from pathlib import Path

from openpyxl import load_workbook
from PySide6.QtWidgets import QLabel, QPushButton

from kazanlak_case.db.readings import readings
from kazanlak_case.domain.readings import ReadingKind
from kazanlak_case.ui.screens.readings import Readings
from kazanlak_case.ui.workspace import Workspace


def shown(workspace: Workspace) -> Readings:
    screen = workspace.findChild(Readings)
    assert screen is not None
    return screen


def test_a_person_is_noted_once_however_often_one_looks(workspace: Workspace, a_person) -> None:
    person, other = a_person(), a_person("Айше", "Демир")
    for one in (person, other, person):
        workspace.open_person(one)
    screen = workspace._person
    assert screen is not None
    for tab in (2, 0, 2):
        screen.tabs.setCurrentIndex(tab)
    found = [(one.what, one.row) for one in readings(workspace.kit.operations.case_file)]
    assert found == [
        ("signed_in", None),
        ("person_opened", person),
        ("person_opened", other),
        ("special_seen", person),
    ]


def test_from_a_person_one_sees_who_looked_at_the_data(workspace: Workspace, a_person) -> None:
    person = a_person()
    workspace.open_person(person)
    button = workspace.findChild(QPushButton, "personReadings")
    assert button is not None
    button.click()
    screen = shown(workspace)
    assert workspace.here == "readings"
    assert screen.filter.person.line.text() == "Милена Асенова"
    assert [one.what for one in screen.model.rows] == ["person_opened", "person_made"]
    assert {one.about for one in screen.model.rows} == {"Милена Асенова"}
    line = screen.findChild(QLabel, "chainLine")
    assert line is not None
    assert line.text().startswith("Recorded readings: 2, untouched since")


def test_the_list_is_narrowed_by_kind_and_opens_the_person(workspace: Workspace, a_person) -> None:
    person = a_person()
    workspace.open_person(person)
    workspace.go("readings")
    screen = shown(workspace)
    assert {one.kind for one in screen.model.rows} == {
        ReadingKind.SIGNED_IN,
        ReadingKind.READ,
        ReadingKind.CHANGED,
    }
    for key, kinds in (("read", {ReadingKind.READ}), ("taken_out", set())):
        screen.filter.kind.choose(key)
        screen.filter.kind.chosen.emit(key)
        assert {one.kind for one in screen.model.rows} == kinds
    screen.filter.kind.choose("read")
    screen.filter.kind.chosen.emit("read")
    screen.table.opened.emit(screen.model.rows[0].id)
    assert workspace.here == "people"


def test_what_is_listed_is_written_as_a_workbook(
    workspace: Workspace, a_person, tmp_path: Path
) -> None:
    a_person()
    workspace.go("readings")
    shown(workspace).write_to(tmp_path / "списък.xlsx")
    sheet = load_workbook(tmp_path / "списък.xlsx").active
    assert sheet is not None
    cells = [str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell]
    assert "Милена Асенова" in cells


def test_who_does_not_answer_for_the_data_finds_no_such_page(
    workspace: Workspace, make_shell
) -> None:
    file = workspace.kit.operations.case_file
    file._facts = replace(file.facts, user=replace(file.user, role="social_worker"))
    workspace.go("settings")
    link = workspace.findChild(QPushButton, "readingsLink")
    assert link is None
