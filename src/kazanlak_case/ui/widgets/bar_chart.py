"""A small bar chart that also says its numbers to those who cannot see it."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from kazanlak_case.ui.fonts import text_font
from kazanlak_case.ui.look import Look
from kazanlak_case.ui.widgets.naming import named


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its word, and the parts stacked in it (value, token of its colour)."""

    label: str
    parts: tuple[tuple[int, str], ...]

    @property
    def total(self) -> int:
        """The whole bar."""
        return sum(value for value, _ in self.parts)


class BarChart(QWidget):
    """Horizontal bars, longest as wide as there is room; each with its number at the end."""

    def __init__(self, parent: QWidget, name: str, look: Look) -> None:
        super().__init__(parent)
        named(self, name)
        self._look = look
        self._bars: tuple[Bar, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.update)

    def show_bars(self, bars: tuple[Bar, ...], *, title: str, description: str) -> None:
        """Draw these bars; the description holds the numbers in words."""
        self._bars = bars
        self.setAccessibleName(title)
        self.setAccessibleDescription(description)
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(self._look.tokens.px(320), self._pitch * max(1, len(self._bars)))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(self._look.tokens.px(200), self.sizeHint().height())

    @property
    def _pitch(self) -> int:
        return self._look.tokens.px(30)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = text_font(self._look.tokens.small_size, tabular=True)
        painter.setFont(font)
        metrics = QFontMetrics(font)
        words = max((metrics.horizontalAdvance(bar.label) for bar in self._bars), default=0)
        words = min(words, self.width() // 2)
        figures = metrics.horizontalAdvance("00000")
        gap = self._look.tokens.small
        room = max(1, self.width() - words - figures - 2 * gap)
        most = max((bar.total for bar in self._bars), default=0) or 1
        for at, bar in enumerate(self._bars):
            top = at * self._pitch
            self._paint_words(painter, metrics, QRectF(0, top, words, self._pitch), bar.label)
            end = self._paint_bar(painter, bar, words + gap, top, room / most)
            painter.setPen(QColor(self._look.colour("text")))
            place = QRectF(end + gap, top, figures, self._pitch)
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, str(bar.total))

    def _paint_words(
        self, painter: QPainter, metrics: QFontMetrics, place: QRectF, text: str
    ) -> None:
        painter.setPen(QColor(self._look.colour("muted")))
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(place.width()))
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, shown)

    def _paint_bar(
        self, painter: QPainter, bar: Bar, left: float, top: float, unit: float
    ) -> float:
        height = self._look.tokens.px(16)
        y = top + (self._pitch - height) / 2
        painter.setPen(Qt.PenStyle.NoPen)
        for value, role in bar.parts:
            if not value:
                continue
            painter.setBrush(QColor(self._look.colour(role)))
            painter.drawRoundedRect(QRectF(left, y, max(2.0, value * unit), height), 3, 3)
            left += value * unit
        return left
