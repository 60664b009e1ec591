"""The drawing of a family's map: signs, lines and names; each person can be opened by mouse or keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from kazanlak_case.domain.rules.kin import MAN, WOMAN
from kazanlak_case.services.family_layout import HEIGHT, SIGN, WIDTH, Layout
from kazanlak_case.ui.fonts import text_font
from kazanlak_case.ui.widgets.naming import named

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent

    from kazanlak_case.services.family_layout import Place, Stroke
    from kazanlak_case.ui.look import Look

PENS: dict[str, Qt.PenStyle] = {
    "partner": Qt.PenStyle.DashLine,
    "former": Qt.PenStyle.DotLine,
    "parents": Qt.PenStyle.DotLine,
    "care": Qt.PenStyle.DashLine,
    "other": Qt.PenStyle.DotLine,
}
LEAST = 0.85
"""Smaller than this nobody reads the names: the map scrolls instead."""


class MapCanvas(QWidget):
    """Draws a layout as wide as its room allows. Arrows go from one to the next, Enter opens."""

    person_opened = Signal(str)
    moved = Signal(int, int)
    """Where the person stands whom the keyboard came to."""

    def __init__(self, parent: QWidget, look: Look) -> None:
        super().__init__(parent)
        named(self, "mapCanvas")
        self._look = look
        self._layout = Layout((), (), (), 0, 0)
        self._words: dict[str, str] = {}
        self._room = QSize()
        self._at = -1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        look.changed.connect(self._measure)

    def show_layout(self, layout: Layout, words: dict[str, str]) -> None:
        """Draw another map; `words` say below each name what is to be read there."""
        self._layout = layout
        self._words = words
        self._at = min(self._at, len(layout.places) - 1)
        self._measure()

    def fit(self, room: QSize) -> None:
        """Be no larger than this, as far as names can still be read."""
        self._room = room
        self._measure()

    @property
    def scale(self) -> float:
        """How large a figure of the layout is on the screen."""
        whole = self._look.tokens.px(100) / 100
        if self._room.isEmpty() or not self._layout.width:
            return whole
        across = self._room.width() / self._layout.width
        down = self._room.height() / self._layout.height
        return max(LEAST * whole, min(whole, across, down))

    @override
    def sizeHint(self) -> QSize:
        return QSize(int(self._layout.width * self.scale), int(self._layout.height * self.scale))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(self._look.colour("surface")))
        painter.scale(self.scale, self.scale)
        self._paint_frames(painter)
        for stroke in self._layout.strokes:
            self._paint_stroke(painter, stroke)
        for at, place in enumerate(self._layout.places):
            self._paint_person(painter, place, is_current=at == self._at and self.hasFocus())

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if (place := self._place_at(event.position())) is not None:
            self.person_opened.emit(place.person.id)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over = self._place_at(event.position())
        shape = Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor
        self.setCursor(shape)
        self.setToolTip(over.person.name if over else "")

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Up: -1,
        }
        count = len(self._layout.places)
        key = Qt.Key(event.key())
        if key in steps and count:
            self._at = min(max(self._at + steps[key], 0), count - 1)
            place = self._layout.places[self._at]
            self.setAccessibleName(place.person.name)
            self.moved.emit(int(place.middle * self.scale), int(place.heart * self.scale))
            self.update()
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and 0 <= self._at < count:
            self.person_opened.emit(self._layout.places[self._at].person.id)
        else:
            super().keyPressEvent(event)

    def _measure(self) -> None:
        self.setFixedSize(self.sizeHint())
        self.update()

    def _place_at(self, position: QPointF) -> Place | None:
        x, y = position.x() / self.scale, position.y() / self.scale
        return next(
            (
                one
                for one in self._layout.places
                if one.left <= x <= one.left + WIDTH and one.top <= y <= one.top + HEIGHT
            ),
            None,
        )

    def _paint_frames(self, painter: QPainter) -> None:
        pen = QPen(QColor(self._look.colour("accent")), 1.2, Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(QColor(self._look.colour("hover")))
        for frame in self._layout.outlines:
            place = QRectF(frame.left, frame.top, frame.width, frame.height)
            painter.drawRoundedRect(place, 12, 12)

    def _paint_stroke(self, painter: QPainter, stroke: Stroke) -> None:
        width = 1.6 if stroke.style in {"couple", "child"} else 1.3
        style = PENS.get(stroke.style, Qt.PenStyle.SolidLine)
        painter.setPen(QPen(QColor(self._look.colour("muted")), width, style))
        painter.drawPolyline(QPolygonF([QPointF(x, y) for x, y in stroke.points]))

    def _paint_person(self, painter: QPainter, place: Place, *, is_current: bool) -> None:
        person, look = place.person, self._look
        sign = QRectF(place.middle - SIGN / 2, place.top, SIGN, SIGN)
        painter.setPen(QPen(QColor(look.colour("accent")), 2.6 if is_current else 1.8))
        ground = "accent_soft" if is_current else "surface"
        painter.setBrush(QColor(look.colour(ground)))
        if person.sex == MAN:
            painter.drawRect(sign)
        elif person.sex == WOMAN:
            painter.drawEllipse(sign)
        else:
            middle = sign.center()
            corners = [
                QPointF(middle.x(), sign.top()),
                QPointF(sign.right(), middle.y()),
                QPointF(middle.x(), sign.bottom()),
                QPointF(sign.left(), middle.y()),
            ]
            painter.drawPolygon(QPolygonF(corners))
        if person.died_on:
            painter.drawLine(sign.topLeft(), sign.bottomRight())
            painter.drawLine(sign.topRight(), sign.bottomLeft())
        self._paint_words(painter, place)

    def _paint_words(self, painter: QPainter, place: Place) -> None:
        given, _space, rest = place.person.name.partition(" ")
        last = rest.split(" ")[-1] if rest else ""
        nickname = place.person.nickname
        called = f"„{nickname}“" if nickname else ""
        lines = (
            (given, text_font(14, strong=True), "text"),
            (last, text_font(13), "text"),
            (called, text_font(12), "muted"),
            (self._words.get(place.person.id, ""), text_font(12), "muted"),
        )
        top = place.top + SIGN + 3
        for text, font, role in lines:
            if not text:
                continue
            painter.setFont(font)
            painter.setPen(QColor(self._look.colour(role)))
            shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, int(WIDTH))
            painter.drawText(
                QRectF(place.left, top, WIDTH, 17), int(Qt.AlignmentFlag.AlignCenter), shown
            )
            top += 15
