"""Notices when nobody has touched the window for a while."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtCore import QObject, QTimer, Signal

from kazanlak_case.overriding import override

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QWindow


class Idleness(QObject):
    """Counts from the last sign of life.

    It watches the window itself, where keys and mouse arrive, and not every event of every widget: those are thousands
    while a list is scrolled.
    """

    noticed = Signal()

    def __init__(self, parent: QObject, milliseconds: int) -> None:
        super().__init__(parent)
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.setInterval(milliseconds)
        self.timer.timeout.connect(self.noticed)
        self._window: QWindow | None = None

    def watch(self, window: QWindow | None) -> None:
        """Begin to count."""
        self.stop()
        if window is not None:
            window.installEventFilter(self)
            self._window = window
        self.timer.start()

    def stop(self) -> None:
        """Count no more."""
        self.timer.stop()
        if self._window is not None:
            self._window.removeEventFilter(self)
            self._window = None

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kinds = QtCore.QEvent.Type  # made when it is first named, and not before the first paint
        if event.type() in {kinds.KeyPress, kinds.MouseButtonPress, kinds.MouseMove, kinds.Wheel}:
            self.timer.start()
        return False
