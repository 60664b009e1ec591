"""A panel that slides over the right side of the window: a visit, a form, a history. The page stays in sight."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QFrame, QGraphicsDropShadowEffect, QScrollArea, QWidget
from shiboken6 import isValid
from typing_extensions import override

from kazanlak_case.i18n import _
from kazanlak_case.ui.widgets.buttons import PlainButton
from kazanlak_case.ui.widgets.card import Line, column, row
from kazanlak_case.ui.widgets.labels import ElidedWords
from kazanlak_case.ui.widgets.naming import named

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from kazanlak_case.ui.look import Look

WIDTH = 470
WIDE = 980
"""What a grid takes, where the window has room for it."""


class Panel(QFrame):
    """Holds one widget at a time, over the host's right edge. Escape closes it."""

    closed = Signal()

    def __init__(self, host: QWidget, look: Look) -> None:
        super().__init__(host)
        named(self, "panel")
        self._host = host
        self._look = look
        self._content: QWidget | None = None
        self._came_from: QWidget | None = None
        self._width = WIDTH
        tokens = look.tokens
        self._title = ElidedWords(self, "panelTitle", role="title")
        self._close = PlainButton(self, "panelClose", look, icon="x")
        self._close.clicked.connect(self.close_panel)
        self._scroll = named(QScrollArea(self), "panelScroll")
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        head = row(tokens.small)
        head.setContentsMargins(tokens.wide, tokens.large, tokens.large, tokens.medium)
        head.addWidget(self._title, 1)
        head.addWidget(self._close)
        layout = column(0)
        layout.addLayout(head)
        layout.addWidget(Line(self, "panelLine"))
        layout.addWidget(self._scroll, 1)
        self.setLayout(layout)
        shadow = QGraphicsDropShadowEffect(self)
        shadow.setBlurRadius(2 * tokens.wide)
        shadow.setOffset(-tokens.tight, 0)
        shadow.setColor(QColor(0, 0, 0, 50))
        self.setGraphicsEffect(shadow)
        host.installEventFilter(self)
        self.hide()

    @property
    def content(self) -> QWidget | None:
        """What is shown now."""
        return self._content if not self.isHidden() else None

    def open_with(self, content: QWidget, title: str, *, wide: bool = False) -> None:
        """Show a widget; the one before goes."""
        self._width = WIDE if wide else WIDTH
        self._came_from = self._host.window().focusWidget()
        self._drop()
        tokens = self._look.tokens
        holder = named(QWidget(self), "panelPage")
        holder.setProperty("page", True)
        inside = column(0)
        inside.setContentsMargins(tokens.wide, tokens.large, tokens.wide, tokens.large)
        inside.addWidget(content)
        holder.setLayout(inside)
        self._content = content
        self._scroll.setWidget(holder)
        self._title.setText(title)
        self._close.setAccessibleName(_("Close"))
        self._close.setToolTip(_("Close (Esc)"))
        self._place()
        self.show()
        self.raise_()
        content.show()
        content.setFocus()

    def say_title(self, title: str) -> None:
        """Put another title over what is shown."""
        self._title.setText(title)

    def close_panel(self) -> None:
        """Close, and go back to where one was."""
        if self.isHidden():
            return
        self.hide()
        self._drop()
        if self._came_from is not None and isValid(self._came_from):
            self._came_from.setFocus()
        self.closed.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_panel()
            return
        super().keyPressEvent(event)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def _drop(self) -> None:
        if self._content is not None:
            self._content = None
            self._scroll.takeWidget().deleteLater()

    def _place(self) -> None:
        width = min(self._look.tokens.px(self._width), self._host.width())
        self.setGeometry(self._host.width() - width, 0, width, self._host.height())
