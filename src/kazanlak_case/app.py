"""Start and end of the window: the real parts are built here and handed out."""

import gc
import os
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from types import TracebackType

from PySide6 import QtCore
from PySide6.QtCore import QLibraryInfo, QLocale, QTimer, QTranslator
from PySide6.QtWidgets import QApplication

import kazanlak_case.ui  # noqa: F401 - first of all: whatever comes after it is not read as source by PySide
from kazanlak_case import paths, settings
from kazanlak_case.domain.crash import crash_report
from kazanlak_case.domain.practice import LAST_DAY, PRACTICE_PASSWORD
from kazanlak_case.i18n import _, use_language
from kazanlak_case.ui.background import Background
from kazanlak_case.ui.collecting import Collecting
from kazanlak_case.ui.look import STYLE, Look
from kazanlak_case.ui.practice import Practice, Tell
from kazanlak_case.ui.shell import Shell, Surroundings

PRACTICE_PEOPLE = 60
PRACTICE_MORNING = f"{LAST_DAY}T08:00:00+00:00"
SYSTEM = "system"
HALF = 128
"""Of the lightness of a colour."""
LOCALES = {"bg": "bg_BG", "en": "en_GB"}
_kept: list[object] = []
"""Application and window must never die as locals: Qt and Python tear each other down."""


def main(now: str | None = None) -> int:
    """Open the window and work until it is closed; does not return on a real screen."""
    app = make_application()
    shell = make_window(app, clock_from(now))
    sys.excepthook = partial(show_crash, shell)
    _kept.extend([app, shell])
    shell.show()
    QTimer.singleShot(0, partial(after_first_paint, shell))
    code = app.exec()
    sys.stdout.flush()
    os._exit(code)  # on Windows the process would stay alive, elsewhere 4 in 10 ended with a crash


def make_application() -> QApplication:
    """Make what Qt runs on. The style is said here, for asking for it later costs as much as the whole style sheet."""
    return QApplication([*sys.argv[:1], "-style", STYLE])


def after_first_paint(shell: Shell) -> None:
    """Do what could wait: what lives now lives as long as the program, so it need not be looked through again."""
    gc.freeze()
    Collecting(shell).begin()
    shell.begin()


def make_window(app: QApplication, clock: Callable[[], datetime]) -> Shell:
    """Build the window and everything it stands on."""
    file = paths.settings_file()
    liked = settings.load(file)
    app.setApplicationName("kazanlak-case")
    app.setDesktopFileName("kazanlak-case")
    speak(app, liked.language)
    dark = begins_dark(app) if liked.theme == SYSTEM else is_dark(app, liked.theme)
    look = Look(paths.resource_folder(), dark=dark, scale=liked.text_scale)
    look.dress_all(app)
    around = Surroundings(
        look=look,
        background=Background(app, asleep=True),
        clock=clock,
        settings=liked,
        case_folder=paths.case_folder(),
        keep_settings=partial(settings.save, file),
        adopt=partial(adopt, app, look),
        practice=practice_of(paths.case_folder() / "practice"),
        watches_system=True,
    )
    return Shell(around)


def practice_of(folder: Path) -> Practice:
    """Offer the practice story; its room is loaded only when somebody wants it."""
    return Practice(
        folder=folder,
        password=PRACTICE_PASSWORD,
        make=partial(_make_practice, folder),
        clock=clock_from(PRACTICE_MORNING),
    )


def _make_practice(folder: Path, tell: Tell) -> None:
    from kazanlak_case.demo.year import perform

    folder.mkdir(parents=True, exist_ok=True)
    perform(folder, persons=PRACTICE_PEOPLE, seed=7, password=PRACTICE_PASSWORD, tell=tell)


def speak(app: QApplication, language: str) -> None:
    """Speak a language: our own texts, Qt's, and the formats."""
    use_language(language, locale_dir=paths.locale_folder())
    QLocale.setDefault(QLocale(LOCALES[language]))
    translator = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load(f"qtbase_{language}", folder):
        app.installTranslator(translator)


def adopt(app: QApplication, look: Look, liked: settings.Settings) -> None:
    """Speak and dress as somebody has just chosen."""
    speak(app, liked.language)
    look.change(app, dark=is_dark(app, liked.theme), scale=liked.text_scale)


def begins_dark(app: QApplication) -> bool:
    """Tell whether the system's windows are dark, by their ground: for nothing is dressed yet."""
    return app.palette().window().color().lightness() < HALF


def is_dark(app: QApplication, theme: str) -> bool:
    """Tell whether the window is to be dark: by the settings, or as the system is."""
    if theme == SYSTEM:
        return app.styleHints().colorScheme() == QtCore.Qt.ColorScheme.Dark
    return theme == "dark"


def clock_from(now: str | None) -> Callable[[], datetime]:
    """Make the clock: the real one, or one that was set to another day and goes on from there."""
    if now is None:
        return _real_time
    start = datetime.fromisoformat(now)
    if start.tzinfo is None:
        start = start.replace(tzinfo=UTC)
    return partial(_time_since, start, datetime.now(UTC))


def _real_time() -> datetime:
    return datetime.now(UTC)


def _time_since(start: datetime, began: datetime) -> datetime:
    return start + max(timedelta(), datetime.now(UTC) - began)


def show_crash(
    shell: Shell,
    kind: type[BaseException],
    error: BaseException,
    trace: TracebackType | None,
) -> None:
    """Say that the program made a mistake, with a report that holds no data of clients: places in code only."""
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
        return
    report = crash_report(kind, trace)
    sys.stderr.write(report)
    from PySide6.QtWidgets import QMessageBox

    box = QMessageBox(shell)
    box.setIcon(QMessageBox.Icon.Warning)
    box.setWindowTitle(_("A mistake of the program"))
    box.setText(
        _("The program made a mistake. What was saved is safe; what you were typing is kept.")
    )
    box.setInformativeText(_("Please pass this report on. It holds no data of people."))
    box.setDetailedText(report)
    box.open()
