"""A small chart of needs by domain: how it was before (a mark), how it is now (a bar), and where weak begins."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from kazanlak_case.domain.questionnaires import BEST
from kazanlak_case.ui.fonts import text_font
from kazanlak_case.ui.look import Look
from kazanlak_case.ui.widgets.naming import named


@dataclass(frozen=True, slots=True)
class NeedBar:
    """One domain: its word, the score before and now (None: not asked), the words at the right."""

    label: str
    before: float | None
    now: float | None
    words: str
    is_weak: bool


class NeedsChart(QWidget):
    """Bars from 0 to 4. The numbers stand beside the bars, and in words for who cannot see them."""

    def __init__(self, parent: QWidget, name: str, look: Look) -> None:
        super().__init__(parent)
        named(self, name)
        self._look = look
        self._bars: tuple[NeedBar, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.update)

    def show_bars(self, bars: tuple[NeedBar, ...], *, title: str, description: str) -> None:
        """Draw these domains; the description holds the numbers in words."""
        self._bars = bars
        self.setAccessibleName(title)
        self.setAccessibleDescription(description)
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(self._look.tokens.px(380), self._pitch * max(1, len(self._bars)))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(self._look.tokens.px(240), self.sizeHint().height())

    @property
    def _pitch(self) -> int:
        return self._look.tokens.px(28)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = text_font(self._look.tokens.small_size, tabular=True)
        painter.setFont(font)
        metrics = QFontMetrics(font)
        gap = self._look.tokens.small
        left = min(self._widest(metrics, [one.label for one in self._bars]), self.width() // 3)
        right = min(self._widest(metrics, [one.words for one in self._bars]), self.width() // 3)
        room = max(1, self.width() - left - right - 2 * gap)
        for at, bar in enumerate(self._bars):
            top = at * self._pitch
            self._paint_text(painter, metrics, QRectF(0, top, left, self._pitch), bar.label)
            self._paint_bar(painter, bar, QRectF(left + gap, top, room, self._pitch))
            place = QRectF(left + room + 2 * gap, top, right, self._pitch)
            self._paint_text(painter, metrics, place, bar.words, is_weak=bar.is_weak)

    def _widest(self, metrics: QFontMetrics, texts: list[str]) -> int:
        return max((metrics.horizontalAdvance(text) for text in texts), default=0) + 2

    def _paint_text(
        self,
        painter: QPainter,
        metrics: QFontMetrics,
        place: QRectF,
        text: str,
        *,
        is_weak: bool = False,
    ) -> None:
        painter.setPen(QColor(self._look.colour("warn" if is_weak else "muted")))
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(place.width()))
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)

    def _paint_bar(self, painter: QPainter, bar: NeedBar, place: QRectF) -> None:
        px = self._look.tokens.px
        height = px(12)
        track = QRectF(place.x(), place.y() + (place.height() - height) / 2, place.width(), height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._look.colour("hover")))
        painter.drawRoundedRect(track, 3, 3)
        if bar.now is not None:
            filled = QRectF(track)
            filled.setWidth(max(float(px(3)), track.width() * bar.now / BEST))
            painter.setBrush(QColor(self._look.colour("warn" if bar.is_weak else "accent")))
            painter.drawRoundedRect(filled, 3, 3)
        if bar.before is not None:
            x = track.x() + track.width() * bar.before / BEST
            pen = QPen(QColor(self._look.colour("text")), px(2))
            painter.setPen(pen)
            reach = px(4)
            painter.drawLine(QPointF(x, track.top() - reach), QPointF(x, track.bottom() + reach))
