"""Words on a page: titles, captions, chips."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtCore import QSize
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from kazanlak_case.overriding import override
from kazanlak_case.ui.early import say_plainly
from kazanlak_case.ui.widgets.naming import named, restyled

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent, QResizeEvent

TONES = ("", "accent", "ok", "warn", "danger")


class Words(QLabel):
    """A label in one of the roles of the style sheet; plain text only, so that nothing typed becomes markup."""

    def __init__(
        self, parent: QWidget, name: str, *, role: str = "body", wraps: bool = False, text: str = ""
    ) -> None:
        super().__init__(text, parent)
        named(self, name)
        say_plainly(self)
        self.setWordWrap(wraps)
        self.setProperty("role", role)
        if wraps:
            policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
            policy.setHeightForWidth(True)
            self.setSizePolicy(policy)


class SectionTitle(Words):
    """The heading of a section."""

    def __init__(self, parent: QWidget, name: str, text: str = "") -> None:
        super().__init__(parent, name, role="section", text=text)


class Chip(QLabel):
    """A state as a word on a soft ground. The word says it; the colour only helps."""

    def __init__(self, parent: QWidget, name: str, text: str = "", *, tone: str = "") -> None:
        super().__init__(text, parent)
        named(self, name)
        say_plainly(self)
        self.setProperty("chip", True)
        self.setProperty("tone", tone)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def say(self, text: str, tone: str = "") -> None:
        """Show another state; nothing at all hides the chip."""
        self.setText(text)
        self.setVisible(bool(text))
        restyled(self, tone=tone)


class ElidedWords(QLabel):
    """One line that ends in … where there is no room; the whole text is in its tool tip."""

    def __init__(self, parent: QWidget, name: str, *, role: str = "body", text: str = "") -> None:
        super().__init__(parent)
        named(self, name)
        say_plainly(self)
        self.setProperty("role", role)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setText(text)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().averageCharWidth() * 4, super().minimumSizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wanted = QFontMetrics(self.font()).horizontalAdvance(self.text())
        self.setToolTip(self.text() if wanted > self.width() else "")

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        shown = self.fontMetrics().elidedText(
            self.text(), QtCore.Qt.TextElideMode.ElideRight, self.contentsRect().width()
        )
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.contentsRect(), int(self.alignment()), shown)
