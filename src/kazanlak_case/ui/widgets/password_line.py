"""A line for a password that shows what the keyboard is doing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit, QWidget

from kazanlak_case.i18n import _
from kazanlak_case.overriding import override
from kazanlak_case.ui.widgets.naming import named

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from kazanlak_case.ui.look import Look

CYRILLIC = ("а", "я")


class PasswordLine(QLineEdit):
    """A password, and what the keyboard is doing: its alphabet and Caps Lock, which passwords most often fail by."""

    hinted = Signal(str, bool)

    def __init__(self, parent: QWidget, look: Look, name: str = "password") -> None:
        super().__init__(parent)
        named(self, name)
        self._look = look
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self._eye = QAction(self)
        self.addAction(self._eye, QLineEdit.ActionPosition.TrailingPosition)
        self._eye.triggered.connect(self._on_eye)
        look.changed.connect(self._dress)
        self._dress()

    def retranslate(self) -> None:
        """Word the eye."""
        hidden = self.echoMode() is QLineEdit.EchoMode.Password
        self._eye.setText(_("Show the password") if hidden else _("Hide the password"))
        self._eye.setToolTip(self._eye.text())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        super().keyPressEvent(event)
        letter = event.text()
        if letter.isalpha():
            shift = bool(event.modifiers() & QtCore.Qt.KeyboardModifier.ShiftModifier)
            first, last = CYRILLIC
            is_cyrillic = first <= letter.lower() <= last
            self.hinted.emit("БГ" if is_cyrillic else "EN", letter.isupper() != shift)

    def hide_letters(self) -> None:
        """Show dots again, whatever was looked at."""
        if self.echoMode() is not QLineEdit.EchoMode.Password:
            self._on_eye()

    def _on_eye(self) -> None:
        hidden = self.echoMode() is QLineEdit.EchoMode.Password
        mode = QLineEdit.EchoMode.Normal if hidden else QLineEdit.EchoMode.Password
        self.setEchoMode(mode)
        self._dress()
        self.retranslate()

    def _dress(self) -> None:
        hidden = self.echoMode() is QLineEdit.EchoMode.Password
        self._eye.setIcon(self._look.icon("eye" if hidden else "eye-off", "muted", size=16))
