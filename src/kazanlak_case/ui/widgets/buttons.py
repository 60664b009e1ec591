"""Buttons: one primary action a page, ordinary ones, and quiet ones that read as words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtWidgets import QPushButton, QWidget

from kazanlak_case.overriding import override
from kazanlak_case.ui.widgets.naming import named

if TYPE_CHECKING:
    from PySide6.QtGui import QEnterEvent, QKeyEvent

    from kazanlak_case.ui.look import Look


class Button(QPushButton):
    """A button that also answers Enter, as people expect, and shows no underlined letter."""

    kind = ""
    icon_role = "muted"

    def __init__(self, parent: QWidget, name: str, look: Look, *, icon: str = "") -> None:
        super().__init__(parent)
        named(self, name)
        self.setProperty("kind", self.kind)
        self.setAutoDefault(False)
        self._has_icon = bool(icon)
        if icon:
            look.dress(self, icon, self.icon_role)

    def say(self, text: str, *, hint: str = "") -> None:
        """Put words on the button. A space keeps them off the icon."""
        plain = text.replace("&", "&&")
        self.setText(f" {plain}" if self._has_icon else plain)
        self.setAccessibleName(text)
        self.setToolTip(hint)

    @override
    def enterEvent(self, event: QEnterEvent) -> None:
        self.setCursor(QtCore.Qt.CursorShape.PointingHandCursor)  # not before: see `ui.early`
        super().enterEvent(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = QtCore.Qt.Key
        if event.key() in {keys.Key_Return, keys.Key_Enter} and not event.modifiers():
            self.click()
            return
        super().keyPressEvent(event)


class PrimaryButton(Button):
    """The one thing one mostly comes to this page for."""

    kind = "primary"
    icon_role = "on_accent"


class QuietButton(Button):
    """An action beside the text, in the accent colour."""

    kind = "quiet"
    icon_role = "accent"


class PlainButton(Button):
    """An icon or word without a frame."""

    kind = "plain"


class DangerButton(Button):
    """Something that takes away."""

    kind = "danger"
    icon_role = "danger"
