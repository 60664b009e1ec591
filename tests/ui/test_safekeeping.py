"""Backups of the day, made while the window closes or locks; and a word after an interruption."""

from datetime import timedelta

import pytest

from kazanlak_case.db.backups import backups_of
from kazanlak_case.db.care import read_care
from kazanlak_case.ui.background import Background
from kazanlak_case.ui.dialogs.leaving import LeavingDialog
from kazanlak_case.ui.safekeeping import Safekeeping
from kazanlak_case.ui.session import Opened

DAY = timedelta(days=1)


@pytest.fixture
def keeping(host, kit) -> Safekeeping:
    return Safekeeping(host, kit)


def test_after_an_interruption_one_line_says_what_is_there(keeping, kit, told, case_file):
    case_file.ended_badly = True
    kit.operations.keep_draft("visit", {"note": "започнато"})
    keeping.begin()
    assert told == ["The program was interrupted. What was saved is all here; 1 draft was found."]
    assert read_care(case_file.path).checked


def test_damage_is_told_once_found(keeping, case_file, qtbot):
    case_file.damage = "page 3"
    with qtbot.waitSignal(keeping.damage_found):
        keeping.begin()


def test_some_hours_of_work_make_a_backup(keeping, case_file, a_person):
    a_person()
    keeping.back_up_if_hours_are_over()
    keeping.back_up_if_hours_are_over()
    (made,) = backups_of(case_file)
    assert made.reason == "hours"


def test_the_window_closes_after_the_backup_of_the_day(
    make_shell, case_file, lookups, qtbot, a_person
):
    a_person()
    background = Background()
    shell = make_shell(background)
    shell._on_opened(Opened(case_file, lookups))
    assert not shell.close()
    assert shell.findChild(LeavingDialog) is not None
    qtbot.waitUntil(lambda: not shell.isVisible(), timeout=20_000)
    (made,) = backups_of(case_file)
    assert (made.reason, made.is_verified) == ("day", True)


def test_the_backup_can_be_skipped(make_shell, case_file, lookups, qtbot, a_person):
    a_person()
    shell = make_shell(Background())
    shell._on_opened(Opened(case_file, lookups))
    assert not shell.close()
    shell.findChild(LeavingDialog).skip.click()
    qtbot.waitUntil(lambda: not shell.isVisible(), timeout=20_000)
    assert not list((case_file.path / "backup").glob("*.part"))
