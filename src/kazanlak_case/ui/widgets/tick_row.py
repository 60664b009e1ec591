"""A row one opens with Enter and ticks with Space: what is to be done, and whether it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPen
from typing_extensions import override

from kazanlak_case.i18n import _
from kazanlak_case.ui.widgets.link_row import LinkRow

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent
    from PySide6.QtWidgets import QWidget

    from kazanlak_case.ui.look import Look


class TickRow(LinkRow):
    """A link row with a circle before it; without `ticks` an icon stands there, and Space does nothing."""

    ticked = Signal()
    stepped = Signal(int)
    """An arrow wants to go to a neighbour: -1 up, 1 down."""

    def __init__(
        self, parent: QWidget, name: str, look: Look, *, ticks: bool, icon: str = "clock"
    ) -> None:
        super().__init__(parent, name, look)
        self._ticks = ticks
        self._icon = icon
        tokens = look.tokens
        layout = self.layout()
        if layout is not None:
            margins = layout.contentsMargins()
            margins.setLeft(tokens.px(36))
            layout.setContentsMargins(margins)

    @override
    def say(self, title: str, detail: str = "", *, mark: str = "", tone: str = "") -> LinkRow:
        super().say(title, detail, mark=mark, tone=tone)
        if self._ticks:
            self.setAccessibleDescription(_("Space: done. Enter: open."))
        return self

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        place = self._circle()
        if not self._ticks:
            picture = self._look.pixmap(self._icon, "muted", size=17)
            painter.drawPixmap(place, picture)
            return
        is_near = self.underMouse() or self.hasFocus()
        role = "accent" if is_near else "strong_line"
        painter.setPen(QPen(QColor(self._look.colour(role)), 1.6))
        painter.setBrush(QColor(self._look.colour("surface")))
        painter.drawEllipse(place)
        if is_near:
            painter.drawPixmap(
                place.adjusted(3, 3, -3, -3), self._look.pixmap("check", "accent", size=12)
            )

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._ticks and event.position().x() < self._look.tokens.px(34):
            self.setFocus()
            self.ticked.emit()
            return
        super().mousePressEvent(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if event.key() == Qt.Key.Key_Space:
            if self._ticks:
                self.ticked.emit()
            return
        if event.key() in steps:
            self.stepped.emit(steps[Qt.Key(event.key())])
            return
        super().keyPressEvent(event)

    def _circle(self) -> QRect:
        size = self._look.tokens.px(18)
        return QRect(self._look.tokens.px(9), (self.height() - size) // 2, size, size)
