"""How one thing of the calendar is drawn: a task as a block, a deadline as a thin line, a visit muted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen

from kazanlak_case.services.calendar_view import DEADLINE, TASK, VISIT, CalendarItem
from kazanlak_case.ui.fonts import text_font
from kazanlak_case.ui.telling import deadline_in_words

if TYPE_CHECKING:
    from kazanlak_case.ui.look import Look
    from kazanlak_case.ui.lookups import Lookups


def words_of(item: CalendarItem, lookups: Lookups) -> tuple[str, str]:
    """Say in a few words what it is, and whom it is about."""
    if item.kind == TASK:
        return item.title, item.person_name
    if item.kind == VISIT:
        return item.person_name, lookups.label("service_type", item.code)
    return deadline_in_words(item.code or ""), item.person_name


def told(item: CalendarItem, lookups: Lookups) -> str:
    """Say all of it, for who hears the screen and for the tool tip."""
    minutes = lookups.wording.minutes(item.minutes)
    parts = (item.at or "", *words_of(item, lookups), minutes, item.place or "", item.staff_name)
    return ", ".join(part for part in parts if part)


class Drawing:
    """Draws in the colours of the look."""

    def __init__(self, look: Look) -> None:
        self._look = look

    def colour(self, role: str) -> QColor:
        """Give a colour of the tokens."""
        return QColor(self._look.colour(role))

    def font(self, *, small: bool = True, bold: bool = False) -> QFont:
        """Give a font of the calendar."""
        tokens = self._look.tokens
        font = text_font(tokens.small_size if small else tokens.body_size)
        font.setBold(bold)
        return font

    def line_height(self) -> int:
        """Say how high a thing without an hour is."""
        return QFontMetrics(self.font()).height() + self._look.tokens.px(5)

    def item(self, painter: QPainter, place: QRect, item: CalendarItem, lookups: Lookups) -> None:
        """Draw a thing in its place; one line, or more where there is room."""
        ground, bar, text = self._colours(item)
        tokens = self._look.tokens
        painter.setPen(Qt.PenStyle.NoPen)
        if ground:
            painter.setBrush(self.colour(ground))
            painter.drawRoundedRect(place, tokens.px(4), tokens.px(4))
        painter.setBrush(self.colour(bar))
        painter.drawRect(QRect(place.left(), place.top(), tokens.px(3), place.height()))
        inside = place.adjusted(tokens.px(8), tokens.px(1), -tokens.px(4), -tokens.px(1))
        title, about = words_of(item, lookups)
        if item.at:
            title = f"{item.at} {title}"
        font = self.font(bold=item.kind == TASK and not item.is_done)
        font.setStrikeOut(item.kind == TASK and item.is_done)
        pitch = QFontMetrics(font).height()
        rows = max(1, inside.height() // pitch)
        if rows == 1 and about:
            title = f"{title} · {about}"
        painter.setPen(QPen(self.colour(text)))
        taken = self._title(painter, inside, font, title, rows=rows - bool(about))
        if rows > 1 and about:
            painter.setPen(QPen(self.colour("muted")))
            self._line(painter, inside, self.font(), about, at=taken, of=rows)

    def focus(self, painter: QPainter, place: QRect) -> None:
        """Draw the ring of what has the keyboard."""
        tokens = self._look.tokens
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self.colour("accent"), tokens.px(2)))
        painter.drawRoundedRect(place.adjusted(-1, -1, 1, 1), tokens.px(5), tokens.px(5))

    def _title(self, painter: QPainter, inside: QRect, font: QFont, text: str, *, rows: int) -> int:
        """Draw what it is over as many lines as there are, and tell how many it took."""
        metrics = QFontMetrics(font)
        wraps = int(Qt.TextFlag.TextWordWrap)
        needed = metrics.boundingRect(QRect(0, 0, inside.width(), 10_000), wraps, text).height()
        wanted = -(-needed // metrics.height())
        if rows < 2 or wanted < 2:
            whole = max(1, inside.height() // metrics.height())
            self._line(painter, inside, font, text, at=0, of=whole)
            return 1
        shown = min(rows, wanted)
        painter.setFont(font)
        room = QRect(inside.left(), inside.top(), inside.width(), shown * metrics.height())
        painter.drawText(room, wraps, text)
        return shown

    def _line(  # noqa: PLR0913 - what, and which of how many lines
        self, painter: QPainter, inside: QRect, font: QFont, text: str, *, at: int, of: int
    ) -> None:
        metrics = QFontMetrics(font)
        pitch = metrics.height()
        top = inside.top() + at * pitch + (0 if of > 1 else (inside.height() - pitch) // 2)
        painter.setFont(font)
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, inside.width())
        painter.drawText(inside.left(), top + metrics.ascent(), shown)

    @staticmethod
    def _colours(item: CalendarItem) -> tuple[str, str, str]:
        """Give ground, bar and words; the words say it too, the colour only helps."""
        if item.kind == DEADLINE:
            return "", "warn", "text"
        if item.kind == VISIT or item.is_done:
            return "", "strong_line", "muted"
        return "accent_soft", "accent", "text"
