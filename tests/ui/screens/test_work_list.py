"""Missing answers filled for many people by keyboard, as one intention."""

import pytest
from PySide6.QtCore import Qt

from conftest import NOW
from kazanlak_case.domain.records import Participation
from kazanlak_case.ui.screens.work_list import WorkList
from support.esf_case import READY, take_in


@pytest.fixture
def screen(host, kit, case_file) -> WorkList:
    silent = READY | {"labour_situation": None, "unemployed_since": None, "national_id": None}
    take_in(case_file, NOW, silent, silent | {"given_name": "Иван"}, READY)
    host.show()
    screen = WorkList(host, kit)
    screen.show()
    screen.refresh()
    return screen


def situations(case_file) -> list[str | None]:
    with case_file.reading(NOW) as uow:
        return sorted(str(one.labour_situation) for one in uow.records.all(Participation))


def test_columns_are_counted(screen):
    assert [(one.field, one.count) for one in screen._columns] == [("labour_situation", 2)]


def test_keys_answer_and_go_on_and_one_save_writes_all(screen, case_file, qtbot, told):
    screen.table.setFocus()
    screen.table.choose_first()
    qtbot.keyClick(screen.table, Qt.Key.Key_1)
    qtbot.keyClick(screen.table, Qt.Key.Key_4)
    assert situations(case_file) == ["None", "None", "unemployed"]
    screen.save_button.click()
    codes = list(screen._kit.lookups.choices("labour_situation"))
    assert situations(case_file) == sorted([codes[0], codes[3], "unemployed"])
    assert told[-1].startswith("2 ")


def test_backspace_takes_an_answer_away(screen, qtbot):
    screen.table.choose_first()
    screen.answer(screen.model.rows[0].id, "employed")
    qtbot.keyClick(screen.table, Qt.Key.Key_Backspace)
    assert not screen._answers


def test_one_answer_for_all_that_are_left(screen, case_file):
    screen.answer(screen.model.rows[0].id, "inactive")
    screen.all_same.click()
    screen.save()
    assert situations(case_file) == ["inactive", "inactive", "unemployed"]


def test_nothing_missing_says_so(screen):
    screen.answer(screen.model.rows[0].id, "inactive")
    screen.all_same.click()
    screen.save()
    assert screen._pages.currentWidget() is screen._empty
