"""A search field with its magnifying glass; says what was typed a breath after the last key."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from kazanlak_case.ui.look import Look
from kazanlak_case.ui.widgets.naming import named

PAUSE_MS = 30
"""Short enough to feel instant, long enough to let a burst of keys be one search."""


class SearchBox(QLineEdit):
    """A line to search by. Escape empties it; arrow keys and Enter are passed on as signals."""

    searched = Signal(str)
    moved = Signal(int)
    chosen = Signal()
    left = Signal()

    def __init__(self, parent: QWidget, name: str, look: Look) -> None:
        super().__init__(parent)
        named(self, name)
        self._look = look
        self._glass = QAction(self)
        self.addAction(self._glass, QLineEdit.ActionPosition.LeadingPosition)
        self.setClearButtonEnabled(True)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._on_pause)
        self.textChanged.connect(self._on_text)
        look.changed.connect(self._dress)
        self._dress()

    def say(self, placeholder: str, accessible: str) -> None:
        """Word what can be searched for."""
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(accessible)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_PageDown: 8,
            Qt.Key.Key_PageUp: -8,
        }
        key = Qt.Key(event.key())
        if key in steps:
            self.moved.emit(steps[key])
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._search_now()
            self.chosen.emit()
        elif key == Qt.Key.Key_Escape:
            self._escape()
        else:
            super().keyPressEvent(event)

    def stop_waiting(self) -> None:
        """Forget what was typed last: it is not to be searched for."""
        self._pause.stop()

    def _escape(self) -> None:
        if self.text():
            self.clear()
        else:
            self.left.emit()

    def _on_text(self, _text: str) -> None:
        self._pause.start()

    def _search_now(self) -> None:
        if self._pause.isActive():
            self._pause.stop()
            self._on_pause()

    def _on_pause(self) -> None:
        self.searched.emit(self.text().strip())

    def _dress(self) -> None:
        self._glass.setIcon(self._look.icon("search", "muted", size=16))
