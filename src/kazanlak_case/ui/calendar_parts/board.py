"""What week and month have in common: a focus that walks the days, tasks that are dragged or moved by keys."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QPainter
from PySide6.QtWidgets import QApplication, QToolTip, QWidget
from typing_extensions import override

from kazanlak_case.i18n import _
from kazanlak_case.services.calendar_view import TASK, CalendarItem
from kazanlak_case.ui.calendar_parts.drawing import Drawing, told
from kazanlak_case.ui.calendar_parts.placing import Block, Slot, hour_of, minutes_of
from kazanlak_case.ui.widgets.naming import named

if TYPE_CHECKING:
    from datetime import date

    from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPaintEvent, QResizeEvent

    from kazanlak_case.ui.kit import Kit

SIDEWAYS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
UPRIGHT = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class Board(QWidget):
    """Shows items on days. Drawing and places are those of a week or a month."""

    item_opened = Signal(object)
    task_moved = Signal(object, object, object)
    """The item, the new day, and the hour: None keeps what stands, "" takes it away."""
    task_wanted = Signal(object, object)
    ticked = Signal(object)
    day_changed = Signal(object)
    """The focus went to another day; it may not be shown yet."""

    def __init__(self, parent: QWidget, name: str, kit: Kit) -> None:
        super().__init__(parent)
        named(self, name)
        self._kit = kit
        self._drawing = Drawing(kit.look)
        self.items: tuple[CalendarItem, ...] = ()
        self.day: date = kit.today
        self._chosen: str | None = None
        self._blocks: list[Block] = []
        self._pressed: tuple[Block, QPoint] | None = None
        self._over: QPoint | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        kit.look.changed.connect(self._replace)

    def show_items(self, items: tuple[CalendarItem, ...]) -> None:
        """Show these; the focus stays on the thing it was on, wherever that went."""
        self.items = items
        here = self.chosen
        if here is not None:
            self.day = here.on
        else:
            self._chosen = None
        self._replace()

    def go_to(self, day: date) -> None:
        """Put the focus on a day."""
        self.day, self._chosen = day, None
        self._replace()

    @property
    def chosen(self) -> CalendarItem | None:
        """The thing that has the focus; None while a whole day has it."""
        return next((one for one in self.items if _key(one) == self._chosen), None)

    def of_day(self, day: date) -> list[CalendarItem]:
        """List the things of a day, in order."""
        return [one for one in self.items if one.on == day]

    # what week and month answer for themselves -------------------------------------------------------------------
    def _blocks_now(self) -> list[Block]:
        raise NotImplementedError

    def _slot_at(self, point: QPoint) -> Slot | None:
        raise NotImplementedError

    def _place_of_day(self, day: date) -> QRect:
        raise NotImplementedError

    def _paint_ground(self, painter: QPainter) -> None:
        raise NotImplementedError

    def _move_by_keys(self, item: CalendarItem, key: Qt.Key) -> None:
        raise NotImplementedError

    def _walk(self, key: Qt.Key) -> None:
        raise NotImplementedError

    # the keyboard ------------------------------------------------------------------------------------------------
    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        has_control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        here = self.chosen
        if key in SIDEWAYS or key in UPRIGHT:
            if has_control and here is not None and here.kind == TASK:
                self._move_by_keys(here, key)
            elif not has_control:
                self._walk(key)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not has_control:
            self._open_or_begin(here)
        elif event.text().casefold() in {"n", "н"} and not has_control:
            self.task_wanted.emit(self.day, here.at if here else None)
        elif key == Qt.Key.Key_Space and here is not None and here.kind == TASK:
            self.ticked.emit(here)
        else:
            super().keyPressEvent(event)

    @override
    def focusNextPrevChild(self, next: bool) -> bool:
        """Let Tab go through the things of a day before it leaves."""
        of_day = self.of_day(self.day)
        keys = [_key(one) for one in of_day]
        at = keys.index(self._chosen) if self._chosen in keys else -1
        to = at + (1 if next else -1)
        if at == -1 and not next:
            return super().focusNextPrevChild(next)
        if to >= len(keys):
            return super().focusNextPrevChild(next)
        self._choose(keys[to] if to >= 0 else None)
        return True

    def _step_in_day(self, by: int) -> None:
        keys = [None, *(_key(one) for one in self.of_day(self.day))]
        at = keys.index(self._chosen) if self._chosen in keys else 0
        self._choose(keys[max(0, min(at + by, len(keys) - 1))])

    def _go_by(self, days: int) -> None:
        self._chosen = None
        self.day += timedelta(days=days)
        self._tell()
        self.day_changed.emit(self.day)
        self.update()

    def _choose(self, key: str | None) -> None:
        self._chosen = key
        self._tell()
        self.update()

    def _tell(self) -> None:
        here = self.chosen
        day = self._kit.wording.long_day(self.day)
        text = day if here is None else f"{day}: {told(here, self._kit.lookups)}"
        self.setAccessibleDescription(text)
        QAccessible.updateAccessibility(
            QAccessibleEvent(self, QAccessible.Event.DescriptionChanged)
        )

    def _open_or_begin(self, here: CalendarItem | None) -> None:
        if here is not None:
            self.item_opened.emit(here)
        else:
            self.task_wanted.emit(self.day, None)

    def _move_task(self, item: CalendarItem, *, days: int = 0, minutes: int = 0) -> None:
        hour = None
        if minutes:
            begin = minutes_of(item.at) + minutes if item.at else 9 * 60
            hour = hour_of(begin)
        self.task_moved.emit(item, item.on + timedelta(days=days), hour)

    # the mouse ---------------------------------------------------------------------------------------------------
    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        block = self._block_at(point)
        slot = self._slot_at(point)
        if slot is not None:
            self.day = slot.day
        self._choose(_key(block.item) if block else None)
        if block is not None and event.button() == Qt.MouseButton.LeftButton:
            self._pressed = (block, point)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        if self._pressed is None:
            block = self._block_at(point)
            shape = Qt.CursorShape.PointingHandCursor if block else Qt.CursorShape.ArrowCursor
            self.setCursor(shape)
            return
        far = (point - self._pressed[1]).manhattanLength() >= QApplication.startDragDistance()
        if self._pressed[0].item.kind == TASK and (far or self._over is not None):
            self._over = point
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self.update()

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, over = self._pressed, self._over
        self._pressed = self._over = None
        self.unsetCursor()
        self.update()
        if pressed is None:
            return
        if over is None:
            self.item_opened.emit(pressed[0].item)
            return
        slot = self._slot_at(over)
        item = pressed[0].item
        if slot is None:
            return
        hour = item.at if slot.hour is None else slot.hour or None
        if (slot.day, hour) != (item.on, item.at):
            self.task_moved.emit(item, slot.day, slot.hour)

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        slot = self._slot_at(event.position().toPoint())
        if slot is not None and self._block_at(event.position().toPoint()) is None:
            self.task_wanted.emit(slot.day, slot.hour)

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip:
            help_event: QHelpEvent = event  # type: ignore[assignment]  # Qt sends no other of this type
            block = self._block_at(help_event.pos())
            text = told(block.item, self._kit.lookups) if block else ""
            QToolTip.showText(help_event.globalPos(), text, self)
            return True
        return super().event(event)

    def _block_at(self, point: QPoint) -> Block | None:
        return next((one for one in reversed(self._blocks) if one.place.contains(point)), None)

    # drawing -----------------------------------------------------------------------------------------------------
    def _replace(self) -> None:
        self._blocks = self._blocks_now()
        self.updateGeometry()
        self.update()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._blocks = self._blocks_now()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter)
        dragged = self._pressed[0].item if self._pressed and self._over is not None else None
        for one in self._blocks:
            painter.setOpacity(0.35 if one.item is dragged else 1)
            self._drawing.item(painter, one.place, one.item, self._kit.lookups)
        painter.setOpacity(1)
        if self.hasFocus():
            key = self._chosen
            here = next((one.place for one in self._blocks if _key(one.item) == key), None)
            self._drawing.focus(painter, here or self._place_of_day(self.day))
        self._paint_dragged(painter)

    def _paint_dragged(self, painter: QPainter) -> None:
        if self._pressed is None or self._over is None:
            return
        block, begun = self._pressed
        place = block.place.translated(self._over - begun)
        painter.setOpacity(0.85)
        self._drawing.item(painter, place, block.item, self._kit.lookups)
        painter.setOpacity(1)
        slot = self._slot_at(self._over)
        if slot is not None:
            self._drawing.focus(painter, self._place_of_slot(slot))

    def _place_of_slot(self, slot: Slot) -> QRect:
        return self._place_of_day(slot.day)

    def more_words(self, count: int) -> str:
        """Say that a day holds more than is shown."""
        return _("+ {n} more").format(n=count)


def _key(item: CalendarItem) -> str:
    return f"{item.kind}:{item.code if item.kind != TASK else ''}:{item.id}"
