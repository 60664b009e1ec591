"""A row one can open: a sign, a title with a detail below, and a state at the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget
from typing_extensions import override

from kazanlak_case.ui.widgets.card import column, row
from kazanlak_case.ui.widgets.labels import Chip, ElidedWords, Words
from kazanlak_case.ui.widgets.naming import named

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QPaintEvent

    from kazanlak_case.ui.look import Look


class LinkRow(QAbstractButton):
    """A button that is read as a row of a list."""

    def __init__(self, parent: QWidget, name: str, look: Look, *, icon: str = "") -> None:
        super().__init__(parent)
        named(self, name)
        self._look = look
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        tokens = look.tokens
        self._title = ElidedWords(self, f"{name}Title", role="strong")
        self._detail = ElidedWords(self, f"{name}Detail", role="caption")
        self._chip = Chip(self, f"{name}Chip")
        words = column(0)
        words.addWidget(self._title)
        words.addWidget(self._detail)
        layout = row(tokens.medium)
        layout.setContentsMargins(tokens.small, tokens.px(5), tokens.small, tokens.px(5))
        parts: list[QWidget] = [self._title, self._detail, self._chip]
        if icon:
            picture = Words(self, f"{name}Icon")
            look.dress(picture, icon, "muted")
            layout.addWidget(picture)
            parts.append(picture)
        layout.addLayout(words, 1)
        layout.addWidget(self._chip)
        self.setLayout(layout)
        for part in parts:
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def say(self, title: str, detail: str = "", *, mark: str = "", tone: str = "") -> LinkRow:
        """Word the row."""
        self._title.setText(title)
        self._detail.setText(detail)
        self._detail.setVisible(bool(detail))
        self._chip.say(mark, tone)
        self.setAccessibleName(", ".join(part for part in (title, detail, mark) if part))
        return self

    @override
    def sizeHint(self) -> QSize:
        layout = self.layout()
        return layout.sizeHint() if layout is not None else super().sizeHint()

    @override
    def minimumSizeHint(self) -> QSize:
        layout = self.layout()
        return layout.minimumSize() if layout is not None else super().minimumSizeHint()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        radius = self._look.tokens.field_radius
        place = self.rect().adjusted(1, 1, -1, -1)
        painter.setPen(Qt.PenStyle.NoPen)
        if self.underMouse() or self.isDown():
            painter.setBrush(QColor(self._look.colour("hover")))
            painter.drawRoundedRect(place, radius, radius)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(self._look.colour("accent")), 2))
            painter.drawRoundedRect(place, radius, radius)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            self.click()
            return
        super().keyPressEvent(event)
