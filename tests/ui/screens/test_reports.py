"""Figures of the funds in the window: every number opens its people, files are written."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLineEdit, QPushButton

from conftest import NOW
from kazanlak_case.ui.screens.reports import Reports
from support.esf_case import READY, take_in

MAN = READY | {"sex": "m", "given_name": "Иван", "national_id": "9711159280", "roma": "no"}


@pytest.fixture
def people(case_file):
    unknown = MAN | {"education": None, "given_name": "Стоян", "national_id": None}
    return take_in(case_file, NOW, READY, MAN, unknown)


@pytest.fixture
def screen(host, kit, people) -> Reports:
    host.show()
    screen = Reports(host, kit)
    screen.show()
    screen.refresh()
    return screen


def number(screen: Reports, code: str, part: str) -> QPushButton:
    found = [
        one
        for one in screen.figures.findChildren(QPushButton)
        if one.objectName().endswith(f"{code}_{part}") and not one.isHidden()
    ]
    return found[-1]


def test_every_number_opens_the_people_it_counts(screen, people):
    assert number(screen, "CO01", "women").text() == "1"
    assert number(screen, "CO01", "total").text() == "2"
    number(screen, "CO01", "women").click()
    (row,) = screen.behind.model.rows
    assert row.person == people[0]
    assert row.why


def test_person_behind_a_number_is_opened(screen, people, qtbot):
    number(screen, "CO01", "total").click()
    with qtbot.waitSignal(screen.person_opened) as opened:
        screen.behind.table.open_chosen()
    assert opened.args[0] in people


def test_sex_narrows_the_people_behind(screen, people):
    number(screen, "CO01", "total").click()
    assert len(screen.behind.model.rows) == 2
    screen._sex._words["men"].click()
    assert [row.person for row in screen.behind.model.rows] == [people[1]]


def test_chart_says_its_numbers(screen):
    assert ": 2" in screen.figures.chart.accessibleDescription()


def test_who_is_incomplete_is_listed_with_reasons_and_opens(screen, people, qtbot):
    screen._kind._words["mend"].click()
    rows = {row.person: row for row in screen.mend.model.rows}
    assert people[0] not in rows
    assert any("education" in why for why in rows[people[2]].why)


def test_fund_and_period_narrow(screen):
    line = screen.selection.findChild(QLineEdit, "reportSince")
    assert line is not None
    line.setText("1.10.2022")
    line.editingFinished.emit()
    assert number(screen, "CO01", "total").text() == "0"


def test_files_are_written(screen, tmp_path: Path, told):
    for name, ending in (("esf-indicators", ".xlsx"), ("esf-indicators", ".pdf")):
        screen.write(name, tmp_path / f"out{ending}")
        assert (tmp_path / f"out{ending}").stat().st_size > 1000
    screen.write("isun-microdata", tmp_path / "isun.xlsx")
    assert (tmp_path / "isun-blocked.xlsx").exists()
    assert "isun-blocked.xlsx" in told[-1]
    assert screen._pages.currentWidget() is screen.mend
