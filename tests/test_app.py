"""Start and end of the window."""

import json
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import TracebackType

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from kazanlak_case import app as program
from kazanlak_case import paths
from kazanlak_case.demo import year
from kazanlak_case.demo.plan import FEWEST
from kazanlak_case.domain.file_errors import WrongPasswordError
from kazanlak_case.i18n import _
from kazanlak_case.settings import Settings
from kazanlak_case.ui.background import Background
from kazanlak_case.ui.look import Look
from kazanlak_case.ui.practice import Practice
from kazanlak_case.ui.shell import Shell, Surroundings


@pytest.fixture(scope="session")
def look(qapp) -> Look:
    look = Look(paths.resource_folder())
    look.apply(qapp)
    return look


FIRST_PAINT = """
import sys
from PySide6 import QtCore, QtWidgets
from kazanlak_case import app
application = app.make_application()
window = app.make_window(application, app.clock_from(None))
window.show()
application.processEvents()
heavy = {"openpyxl", "reportlab", "sqlalchemy", "xlsxwriter", "pyrage"} & set(sys.modules)
heavy |= {"typing_extensions", "concurrent.futures"} & set(sys.modules)
# PySide makes a class with all members of its enumerations when it is first named
heavy |= {"Qt"} & set(vars(QtCore)) | {"QStyle"} & set(vars(QtWidgets))
sys.stdout.write(",".join(sorted(heavy)))
sys.stdout.flush()
import os
os._exit(0)
"""


def test_first_paint_needs_qt_only(tmp_path: Path) -> None:
    # a home of its own: where another test opened a server, the sign-in looks for its users
    done = subprocess.run(
        [sys.executable, "-c", FIRST_PAINT],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
        env={**os.environ, paths.HOME: str(tmp_path)},
    )
    assert done.stdout == ""


def test_languages_can_be_spoken(qapp) -> None:
    program.speak(qapp, "bg")
    assert _("Cases") == "Случаи"
    program.speak(qapp, "en")
    assert _("Cases") == "Cases"


def test_clock_set_to_another_day_goes_on_from_there() -> None:
    clock = program.clock_from("2022-11-14")
    first = clock()
    assert first.date().isoformat() == "2022-11-14"
    assert first.tzinfo is UTC
    assert timedelta() <= clock() - first < timedelta(minutes=5)


def test_real_clock_is_utc() -> None:
    assert abs(program.clock_from(None)() - datetime.now(UTC)) < timedelta(minutes=1)


def _raised(error: Exception) -> tuple[type[BaseException], BaseException, TracebackType | None]:
    """Raise an error and give what the crash dialog is given."""
    try:
        raise error
    except type(error):
        kind, value, trace = sys.exc_info()
    assert kind is not None
    assert value is not None
    return kind, value, trace


def test_crash_report_names_places_and_no_data() -> None:
    kind, _error, trace = _raised(ValueError("Милена Асенова"))
    report = program.crash_report(kind, trace)
    assert "ValueError" in report
    assert "test_app.py" in report
    assert "Милена" not in report


def test_crash_is_told_and_the_window_lives_on(qapp, qtbot, capsys) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    program.show_crash(window, *_raised(WrongPasswordError(user="Милена")))
    box = window.findChild(QMessageBox)
    assert box.isVisible()
    assert "Милена" not in box.detailedText()
    assert "Милена" not in capsys.readouterr().err
    box.close()


@pytest.mark.parametrize(("theme", "dark"), [("light", False), ("dark", True)])
def test_theme_of_the_settings_is_taken(qapp, theme: str, dark) -> None:
    assert program.is_dark(qapp, theme) is dark


@pytest.mark.slow
def test_practice_files_are_made_and_opened_from_the_window(
    qapp, qtbot, tmp_path, look, monkeypatch
) -> None:
    """One real telling of the story, to few people and by another seed, as somebody who wants to practise sees it."""
    tell_all = year.perform
    monkeypatch.setattr(
        year, "perform", lambda to, **wish: tell_all(to, **{**wish, "persons": FEWEST, "seed": 2})
    )
    folder = tmp_path / "practice"
    told: list[str] = []

    def make(tell) -> None:
        program._make_practice(folder, tell)

    practice = Practice(
        folder=folder,
        password=program.PRACTICE_PASSWORD,
        make=make,
        clock=program.clock_from(program.PRACTICE_MORNING),
    )
    around = Surroundings(
        look=look,
        background=Background(),
        clock=program.clock_from(None),
        settings=Settings(language="en"),
        case_folder=tmp_path / "cases",
        keep_settings=lambda _settings: None,
        practice=practice,
    )
    shell = Shell(around)
    shell._practising._told.connect(told.append)
    qtbot.addWidget(shell)
    shell.show()
    qtbot.mouseClick(shell.sign_in._practice, Qt.MouseButton.LeftButton)
    assert not shell.sign_in._practice.isEnabled()
    qtbot.waitUntil(shell.sign_in._practice.isEnabled, timeout=300_000)
    assert told
    seeded = json.loads((folder / "seeded.json").read_text("utf-8"))
    assert (seeded["persons"], seeded["seed"]) == (FEWEST, 2)
    assert seeded["conflicts"]
    assert seeded["duplicates"]
    qtbot.waitUntil(lambda: bool(shell.sign_in._user.count()), timeout=10_000)
    with qtbot.waitSignal(shell.sign_in.file_opened, timeout=20_000):
        qtbot.keyClick(shell.sign_in._enter, Qt.Key.Key_Return)
    assert shell._practice.isVisible()
    assert shell.workspace.rail._practice.text() == "Practice"
    assert shell.operations.clock().year == 2022
    qtbot.waitUntil(lambda: shell.around.background.is_idle, timeout=20_000)
    shell.close()
