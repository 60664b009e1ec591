"""The real window over a real file, for stories that are told through it; work is done at once."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from kazanlak_case import app as program
from kazanlak_case import paths
from kazanlak_case.db.casefile import CaseFile
from kazanlak_case.settings import Settings
from kazanlak_case.ui.background import AtOnce
from kazanlak_case.ui.look import Look
from kazanlak_case.ui.session import Opened, lookups_of
from kazanlak_case.ui.shell import Shell, Surroundings
from kazanlak_case.ui.workspace import Workspace


class Window:
    """Somebody at the keyboard."""

    def __init__(self, qtbot, shell: Shell) -> None:
        self._qtbot = qtbot
        self.shell = shell

    @property
    def workspace(self) -> Workspace:
        assert self.shell.workspace is not None
        return self.shell.workspace

    def press(self, *keys: Qt.Key) -> None:
        """Press keys, wherever one stands."""
        for key in keys:
            QApplication.processEvents()
            self._qtbot.keyClick(self.shell.focusWidget() or self.shell, key)

    def words(self, of: QWidget | None = None) -> str:
        """Read all that can be read."""
        QApplication.processEvents()
        labels = (of or self.shell).findChildren(QLabel)
        return "\n".join(one.text() for one in labels if one.isVisible() and one.text())


def delete_now() -> None:
    """Delete what was to be deleted later: outside a running event loop Qt keeps it, and restyles it with each window."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@contextmanager
def window_of(
    qtbot, qapp: QApplication, file: CaseFile, *, now: datetime, language: str = "bg"
) -> Iterator[Window]:
    """Open the window over a file that is open already, and leave the file open."""
    program.speak(qapp, language)
    look = Look(paths.resource_folder())
    look.apply(qapp)
    clock: Callable[[], datetime] = lambda: now  # noqa: E731 - a clock that stands still
    around = Surroundings(
        look=look,
        background=AtOnce(),
        clock=clock,
        settings=Settings(language=language),
        case_folder=file.path.parent,
        keep_settings=lambda _settings: None,
    )
    shell = Shell(around)
    qtbot.addWidget(shell)
    shell.resize(1280, 720)
    shell.show()
    qtbot.waitExposed(shell)
    shell._on_opened(Opened(file, lookups_of(file, language=language, now=now)))
    try:
        yield Window(qtbot, shell)
    finally:
        if shell.operations is not None:
            shell.operations.pause()
            shell.operations = None
        shell.hide()
        program.speak(qapp, "en")
        delete_now()
