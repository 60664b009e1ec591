"""A week: what has no hour on top, below it the hours; tasks are dragged from day to day and hour to hour."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from typing_extensions import override

from kazanlak_case.ui.calendar_parts.board import SIDEWAYS, UPRIGHT, Board
from kazanlak_case.ui.calendar_parts.placing import (
    STEP,
    USUAL_MINUTES,
    Block,
    Slot,
    hour_of,
    hours_of,
    minutes_of,
    monday_of,
    side_by_side,
)

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from kazanlak_case.services.calendar_view import CalendarItem
    from kazanlak_case.ui.kit import Kit

DAYS = 7
MOST_ON_TOP = 6
"""How many things without an hour a day shows; the rest is counted."""


class WeekBoard(Board):
    """Seven days from a Monday on."""

    def __init__(self, parent: QWidget, kit: Kit) -> None:
        self._hours = (8, 18)
        self._on_top = 1
        super().__init__(parent, "weekBoard", kit)

    @property
    def monday(self) -> date:
        """The first day shown."""
        return monday_of(self.day)

    @override
    def sizeHint(self) -> QSize:
        px = self._kit.look.tokens.px
        hours = self._hours[1] - self._hours[0]
        return QSize(px(700), self._top() + hours * px(30) + px(2))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(self._kit.look.tokens.px(420), self.sizeHint().height())

    # measures ----------------------------------------------------------------------------------------------------
    def _left(self) -> int:
        return self._kit.look.tokens.px(46)

    def _head(self) -> int:
        return self._kit.look.tokens.px(44)

    def _top(self) -> int:
        """Say where the hours begin."""
        return self._head() + self._on_top * self._pitch() + self._kit.look.tokens.px(8)

    def _pitch(self) -> int:
        return self._drawing.line_height() + self._kit.look.tokens.px(2)

    def _x(self, at: int) -> int:
        return self._left() + at * (self.width() - self._left()) // DAYS

    def _y(self, minutes: int) -> int:
        first, last = self._hours
        height = self.height() - self._top() - 2
        return self._top() + (minutes - first * 60) * height // ((last - first) * 60)

    @override
    def _blocks_now(self) -> list[Block]:
        monday = self.monday
        shown = [one for one in self.items if 0 <= (one.on - monday).days < DAYS]
        self._hours = hours_of(shown)
        days = [[one for one in shown if one.on == monday + timedelta(at)] for at in range(DAYS)]
        on_top = [[one for one in items if not one.at] for items in days]
        most = max((len(items) for items in on_top), default=0)
        self._on_top = max(1, min(most, MOST_ON_TOP))
        blocks: list[Block] = []
        for at in range(DAYS):
            blocks += self._blocks_on_top(at, on_top[at])
            blocks += self._blocks_at_hours(at, [one for one in days[at] if one.at])
        return blocks

    def _blocks_on_top(self, at: int, items: list[CalendarItem]) -> list[Block]:
        shown = items if len(items) <= MOST_ON_TOP else items[: MOST_ON_TOP - 1]
        left, width = self._x(at) + 2, self._x(at + 1) - self._x(at) - 5
        return [
            Block(
                one,
                QRect(
                    left, self._head() + 2 + row * self._pitch(), width, self._drawing.line_height()
                ),
            )
            for row, one in enumerate(shown)
        ]

    def _blocks_at_hours(self, at: int, items: list[CalendarItem]) -> list[Block]:
        left, width = self._x(at) + 2, self._x(at + 1) - self._x(at) - 5
        blocks = []
        for item, column, columns in side_by_side(items):
            begin = minutes_of(item.at or "")
            end = begin + max(STEP, item.minutes or USUAL_MINUTES)
            top, bottom = self._y(begin) + 1, self._y(end) - 1
            part = width // columns
            height = max(bottom - top, self._drawing.line_height())
            blocks.append(Block(item, QRect(left + column * part, top, part - 2, height)))
        return blocks

    @override
    def _slot_at(self, point: QPoint) -> Slot | None:
        if point.x() < self._left():
            return None
        width = max(1, self.width() - self._left())
        at = min(DAYS - 1, (point.x() - self._left()) * DAYS // width)
        day = self.monday + timedelta(days=at)
        if point.y() < self._top():
            return Slot(day, "")
        first, last = self._hours
        height = max(1, self.height() - self._top() - 2)
        minutes = first * 60 + (point.y() - self._top()) * (last - first) * 60 // height
        return Slot(day, hour_of(minutes // STEP * STEP))

    @override
    def _place_of_day(self, day: date) -> QRect:
        at = (day - self.monday).days
        return QRect(self._x(at) + 2, 3, self._x(at + 1) - self._x(at) - 5, self._head() - 5)

    @override
    def _place_of_slot(self, slot: Slot) -> QRect:
        at = (slot.day - self.monday).days
        left, width = self._x(at) + 2, self._x(at + 1) - self._x(at) - 5
        if not slot.hour:
            return QRect(left, self._head(), width, self._top() - self._head() - 4)
        top = self._y(minutes_of(slot.hour))
        return QRect(left, top, width, self._y(minutes_of(slot.hour) + STEP) - top)

    # drawing -----------------------------------------------------------------------------------------------------
    @override
    def _paint_ground(self, painter: QPainter) -> None:
        drawing, wording = self._drawing, self._kit.wording
        today = self._kit.today
        for at in range(DAYS):
            day = self.monday + timedelta(days=at)
            column = QRect(self._x(at), self._head(), self._x(at + 1) - self._x(at), self.height())
            if at >= 5:
                painter.fillRect(column.adjusted(0, 0, 0, -self._head()), drawing.colour("raised"))
            self._paint_day(
                painter, at, wording.weekday(day, short=True), day, is_today=day == today
            )
        self._paint_hours(painter)
        painter.setPen(QPen(drawing.colour("line")))
        for at in range(DAYS):
            painter.drawLine(self._x(at), self._head(), self._x(at), self.height())
        painter.drawLine(0, self._head() - 1, self.width(), self._head() - 1)
        painter.setPen(QPen(drawing.colour("strong_line")))
        painter.drawLine(0, self._top() - 4, self.width(), self._top() - 4)
        self._paint_rest(painter)

    def _paint_day(
        self, painter: QPainter, at: int, name: str, day: date, *, is_today: bool
    ) -> None:
        drawing, px = self._drawing, self._kit.look.tokens.px
        place = QRect(self._x(at), 0, self._x(at + 1) - self._x(at), self._head() - 4)
        if is_today:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(drawing.colour("accent_soft"))
            painter.drawRoundedRect(place.adjusted(2, 2, -3, 0), px(6), px(6))
        painter.setPen(QPen(drawing.colour("accent" if is_today else "muted")))
        painter.setFont(drawing.font())
        centre = Qt.AlignmentFlag.AlignHCenter
        painter.drawText(
            place.adjusted(0, px(4), 0, 0), int(centre | Qt.AlignmentFlag.AlignTop), name
        )
        painter.setPen(QPen(drawing.colour("accent" if is_today else "text")))
        painter.setFont(drawing.font(small=False, bold=True))
        text = str(day.day) if day.day > 1 else day.strftime("%d.%m").lstrip("0")
        painter.drawText(place, int(centre | Qt.AlignmentFlag.AlignBottom), text)

    def _paint_hours(self, painter: QPainter) -> None:
        drawing = self._drawing
        painter.setFont(drawing.font())
        ascent = QFontMetrics(drawing.font()).ascent()
        for hour in range(self._hours[0], self._hours[1]):
            y = self._y(hour * 60)
            painter.setPen(QPen(drawing.colour("line")))
            if hour > self._hours[0]:
                painter.drawLine(self._left(), y, self.width(), y)
            painter.setPen(QPen(drawing.colour("muted")))
            painter.drawText(self._kit.look.tokens.px(4), y + ascent, f"{hour:02}:00")

    def _paint_rest(self, painter: QPainter) -> None:
        """Count what stands on top of a day and is not shown."""
        painter.setPen(QPen(self._drawing.colour("muted")))
        painter.setFont(self._drawing.font())
        for at in range(DAYS):
            day = self.monday + timedelta(days=at)
            count = sum(not one.at for one in self.of_day(day))
            if count > MOST_ON_TOP:
                top = self._head() + (MOST_ON_TOP - 1) * self._pitch()
                place = QRect(
                    self._x(at) + 8, top, self._x(at + 1) - self._x(at) - 10, self._pitch()
                )
                text = self.more_words(count - MOST_ON_TOP + 1)
                painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter), text)

    # the keyboard ------------------------------------------------------------------------------------------------
    @override
    def _walk(self, key: Qt.Key) -> None:
        if key in SIDEWAYS:
            self._go_by(SIDEWAYS[key])
        else:
            self._step_in_day(UPRIGHT[key])

    @override
    def _move_by_keys(self, item: CalendarItem, key: Qt.Key) -> None:
        if key in SIDEWAYS:
            self._move_task(item, days=SIDEWAYS[key])
        else:
            self._move_task(item, minutes=UPRIGHT[key] * STEP)
