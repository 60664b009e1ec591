"""A month: whole weeks, each day with its first things; tasks are dragged from day to day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from typing_extensions import override

from kazanlak_case.domain.rules.calendar import months_after
from kazanlak_case.ui.calendar_parts.board import SIDEWAYS, UPRIGHT, Board
from kazanlak_case.ui.calendar_parts.placing import Block, Slot, monday_of

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from kazanlak_case.services.calendar_view import CalendarItem
    from kazanlak_case.ui.kit import Kit

DAYS = 7


class MonthBoard(Board):
    """The weeks that a month touches."""

    def __init__(self, parent: QWidget, kit: Kit) -> None:
        super().__init__(parent, "monthBoard", kit)

    @property
    def first(self) -> date:
        """The first day shown."""
        return monday_of(self.day.replace(day=1))

    @property
    def weeks(self) -> int:
        """How many weeks are shown."""
        last = months_after(self.day.replace(day=1), 1) - timedelta(days=1)
        return (monday_of(last) - self.first).days // DAYS + 1

    @override
    def sizeHint(self) -> QSize:
        px = self._kit.look.tokens.px
        least = px(26) + 3 * self._pitch()
        return QSize(px(700), self._head() + self.weeks * least)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(self._kit.look.tokens.px(420), self.sizeHint().height())

    def _head(self) -> int:
        return self._kit.look.tokens.px(24)

    def _number(self) -> int:
        return self._kit.look.tokens.px(22)

    def _pitch(self) -> int:
        return self._drawing.line_height() + self._kit.look.tokens.px(2)

    def _cell(self, day: date) -> QRect:
        at = (day - self.first).days
        column, line = at % DAYS, at // DAYS
        left, right = (one * self.width() // DAYS for one in (column, column + 1))
        height = self.height() - self._head()
        top, bottom = (self._head() + one * height // self.weeks for one in (line, line + 1))
        return QRect(left, top, right - left, bottom - top)

    def _days(self) -> list[date]:
        return [self.first + timedelta(days=at) for at in range(self.weeks * DAYS)]

    def _room(self) -> int:
        return max(1, (self._cell(self.first).height() - self._number()) // self._pitch())

    @override
    def _blocks_now(self) -> list[Block]:
        room = self._room()
        blocks = []
        for day in self._days():
            items = self.of_day(day)
            shown = items if len(items) <= room else items[: room - 1]
            cell = self._cell(day)
            for row, one in enumerate(shown):
                top = cell.top() + self._number() + row * self._pitch()
                place = QRect(cell.left() + 3, top, cell.width() - 6, self._drawing.line_height())
                blocks.append(Block(one, place))
        return blocks

    @override
    def _slot_at(self, point: QPoint) -> Slot | None:
        days = [one for one in self._days() if self._cell(one).contains(point)]
        return Slot(days[0], None) if days else None

    @override
    def _place_of_day(self, day: date) -> QRect:
        return self._cell(day).adjusted(2, 2, -2, -2)

    @override
    def _paint_ground(self, painter: QPainter) -> None:
        drawing, px = self._drawing, self._kit.look.tokens.px
        painter.setFont(drawing.font())
        painter.setPen(QPen(drawing.colour("muted")))
        for at in range(DAYS):
            name = self._kit.wording.weekday(self.first + timedelta(days=at), short=True)
            left = at * self.width() // DAYS
            place = QRect(left, 0, self.width() // DAYS, self._head() - px(2))
            painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter), name)
        for day in self._days():
            self._paint_day(painter, day)

    def _paint_day(self, painter: QPainter, day: date) -> None:
        drawing, px = self._drawing, self._kit.look.tokens.px
        cell = self._cell(day)
        is_other = day.month != self.day.month
        if is_other or day.weekday() >= 5:
            painter.fillRect(cell, drawing.colour("raised"))
        painter.setPen(QPen(drawing.colour("line")))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(cell)
        number = QRect(cell.left() + px(4), cell.top() + px(3), px(22), px(17))
        is_today = day == self._kit.today
        if is_today:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(drawing.colour("accent"))
            painter.drawRoundedRect(number, px(8), px(8))
        role = "on_accent" if is_today else "muted" if is_other else "text"
        painter.setPen(QPen(drawing.colour(role)))
        painter.setFont(drawing.font(bold=not is_other))
        painter.drawText(number, int(Qt.AlignmentFlag.AlignCenter), str(day.day))
        rest = len(self.of_day(day)) - self._room()
        if rest > 0:
            painter.setPen(QPen(drawing.colour("muted")))
            painter.setFont(drawing.font())
            top = cell.top() + self._number() + (self._room() - 1) * self._pitch()
            place = QRect(cell.left() + px(8), top, cell.width() - px(10), self._pitch())
            painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter), self.more_words(rest + 1))

    @override
    def _walk(self, key: Qt.Key) -> None:
        self._go_by(SIDEWAYS[key] if key in SIDEWAYS else UPRIGHT[key] * DAYS)

    @override
    def _move_by_keys(self, item: CalendarItem, key: Qt.Key) -> None:
        self._move_task(item, days=SIDEWAYS[key] if key in SIDEWAYS else UPRIGHT[key] * DAYS)
