"""What watches over an open window beside the clock: sleep and screen lock, the clipboard, pictures of the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from kazanlak_case.ui.capture import CaptureGuard
from kazanlak_case.ui.own_clipboard import OwnClipboard
from kazanlak_case.ui.sleep import SleepWatch, watch_sleep

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class Guards(QObject):
    """Made when the first file is opened: nothing of it is needed before."""

    away = Signal()

    def __init__(self, shell: QWidget, *, watches_system: bool) -> None:
        super().__init__(shell)
        self._shell = shell
        self._clipboard = OwnClipboard(self, QGuiApplication.clipboard())
        self._sleep: SleepWatch | None = None
        self._capture: CaptureGuard | None = None
        app = QApplication.instance()
        if watches_system and isinstance(app, QApplication):
            self._sleep = watch_sleep(self, app, window=int(shell.winId()))
            self._sleep.noticed.connect(self.away)
            self._capture = CaptureGuard(self, app)

    def hide_from_capture(self, hides: bool) -> None:
        """Keep the windows out of pictures of the screen, where the system can."""
        if self._capture is not None:
            self._capture.hide_from_capture(hides)

    def on_locked(self) -> None:
        """Take our text from the clipboard, and the page from the task bar."""
        self._clipboard.clear()
        self._hide_preview(True)

    def on_unlocked(self) -> None:
        """Show the page in the task bar again."""
        self._hide_preview(False)

    def stop(self) -> None:
        """Watch no more."""
        if self._sleep is not None:
            self._sleep.stop()

    def _hide_preview(self, hides: bool) -> None:
        if self._capture is not None:
            self._capture.hide_preview(int(self._shell.winId()), hides)
