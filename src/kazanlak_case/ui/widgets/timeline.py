"""What happened, newest first: a day, a sign, a sentence and what was noted, under headings of months."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)
from typing_extensions import override

from kazanlak_case.ui.fonts import text_font
from kazanlak_case.ui.widgets.naming import named

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent, QResizeEvent

    from kazanlak_case.ui.look import Look

Index = QModelIndex | QPersistentModelIndex
WRAPPED = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One event, worded. `heading` stands above it where it differs from the one before."""

    key: str
    heading: str
    when: str
    icon: str
    title: str
    detail: str = ""
    note: str = ""
    tone: str = "muted"


class TimelineModel(QAbstractListModel):
    """Holds the entries."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.entries: list[TimelineEntry] = []

    def show(self, entries: Sequence[TimelineEntry]) -> None:
        """Take other entries."""
        self.beginResetModel()
        self.entries = list(entries)
        self.endResetModel()

    def add(self, entries: Sequence[TimelineEntry]) -> None:
        """Take older entries."""
        if not entries:
            return
        at = len(self.entries)
        self.beginInsertRows(QModelIndex(), at, at + len(entries) - 1)
        self.entries.extend(entries)
        self.endInsertRows()

    def begins_group(self, at: int) -> bool:
        """Tell whether a heading stands above an entry."""
        return at == 0 or self.entries[at].heading != self.entries[at - 1].heading

    @override
    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.entries)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        entry = self.entries[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.title
        if role == Qt.ItemDataRole.UserRole:
            return entry
        if role == Qt.ItemDataRole.AccessibleTextRole:
            parts = (entry.when, entry.title, entry.detail, entry.note)
            return ", ".join(part for part in parts if part)
        return None


class TimelineDelegate(QStyledItemDelegate):
    """Paints entries along a thin line."""

    def __init__(self, parent: Timeline, look: Look) -> None:
        super().__init__(parent)
        self._view = parent
        self._look = look

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        entry: TimelineEntry = index.data(Qt.ItemDataRole.UserRole)
        width = self._view.viewport().width()
        px = self._look.tokens.px
        height = px(14) + self._line_height(self._title_font())
        for text in (entry.detail, entry.note):
            height += self._height_of(text, self._text_width(width))
        return QSize(
            width, height + (px(34) if self._view.entries.begins_group(index.row()) else 0)
        )

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry: TimelineEntry = index.data(Qt.ItemDataRole.UserRole)
        tokens = self._look.tokens
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        place = QRect(option.rect)
        if self._view.entries.begins_group(index.row()):
            place = self._paint_heading(painter, place, entry.heading)
        if option.state & QStyle.StateFlag.State_Selected and self._view.hasFocus():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self._look.colour("accent_soft")))
            painter.drawRoundedRect(
                place.adjusted(0, 1, -tokens.tight, -1), tokens.small, tokens.small
            )
        self._paint_sign(painter, place, entry)
        self._paint_words(painter, place, entry)
        painter.restore()

    def _paint_heading(self, painter: QPainter, place: QRect, heading: str) -> QRect:
        tokens = self._look.tokens
        height = tokens.px(34)
        painter.setFont(text_font(tokens.small_size, strong=True))
        painter.setPen(QColor(self._look.colour("muted")))
        line = QRect(place.left() + tokens.small, place.top(), place.width(), height)
        painter.drawText(
            line, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), heading
        )
        return place.adjusted(0, height, 0, 0)

    def _paint_sign(self, painter: QPainter, place: QRect, entry: TimelineEntry) -> None:
        tokens = self._look.tokens
        size = tokens.px(28)
        centre = place.left() + self._sign_left() + size // 2
        painter.setPen(QColor(self._look.colour("line")))
        painter.drawLine(centre, place.top(), centre, place.bottom())
        top = place.top() + tokens.px(5)
        painter.setPen(Qt.PenStyle.NoPen)
        ground = "hover" if entry.tone == "muted" else f"{entry.tone}_soft"
        painter.setBrush(QColor(self._look.colour(ground)))
        painter.drawEllipse(centre - size // 2, top, size, size)
        icon = self._look.pixmap(entry.icon, entry.tone, size=15)
        half = tokens.px(15) // 2
        painter.drawPixmap(centre - half, top + size // 2 - half, icon)

    def _paint_words(self, painter: QPainter, place: QRect, entry: TimelineEntry) -> None:
        tokens = self._look.tokens
        top = place.top() + tokens.px(7)
        painter.setFont(text_font(tokens.small_size, tabular=True))
        painter.setPen(QColor(self._look.colour("muted")))
        line = self._line_height(self._title_font())
        when = QRect(place.left() + tokens.small, top, self._sign_left() - tokens.medium, line)
        painter.drawText(
            when, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), entry.when
        )
        left = place.left() + self._text_left()
        width = self._text_width(place.width())
        painter.setFont(self._title_font())
        painter.setPen(QColor(self._look.colour("text")))
        title = QFontMetrics(self._title_font()).elidedText(
            entry.title, Qt.TextElideMode.ElideRight, width
        )
        painter.drawText(QRect(left, top, width, line), int(Qt.AlignmentFlag.AlignVCenter), title)
        top += line
        for text, role in ((entry.detail, "muted"), (entry.note, "text")):
            height = self._height_of(text, width)
            painter.setFont(self._small_font())
            painter.setPen(QColor(self._look.colour(role)))
            painter.drawText(QRect(left, top, width, height), int(WRAPPED), text)
            top += height

    def _title_font(self) -> QFont:
        return text_font(self._look.tokens.body_size, strong=True)

    def _small_font(self) -> QFont:
        return text_font(self._look.tokens.px(13.5))

    @staticmethod
    def _line_height(font: QFont) -> int:
        return QFontMetrics(font).height() + 2

    def _height_of(self, text: str, width: int) -> int:
        if not text:
            return 0
        metrics = QFontMetrics(self._small_font())
        return metrics.boundingRect(QRect(0, 0, width, 10_000), int(WRAPPED), text).height() + 2

    def _sign_left(self) -> int:
        return self._look.tokens.px(64)

    def _text_left(self) -> int:
        return self._sign_left() + self._look.tokens.px(40)

    def _text_width(self, width: int) -> int:
        return max(80, width - self._text_left() - self._look.tokens.large)


class Timeline(QListView):
    """Shows events; asks for older ones as one scrolls."""

    opened = Signal(str)
    older_wanted = Signal()

    def __init__(self, parent: QWidget, name: str, look: Look) -> None:
        super().__init__(parent)
        named(self, name)
        self.entries = TimelineModel(self)
        self.setModel(self.entries)
        self.setItemDelegate(TimelineDelegate(self, look))
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.activated.connect(self._on_activated)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        look.changed.connect(self.doItemsLayout)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._on_activated(self.currentIndex())
            return
        super().keyPressEvent(event)

    def _on_activated(self, index: QModelIndex) -> None:
        if index.isValid():
            self.opened.emit(self.entries.entries[index.row()].key)

    def _on_scrolled(self, value: int) -> None:
        bar = self.verticalScrollBar()
        if bar.maximum() and value >= bar.maximum() - self.viewport().height():
            self.older_wanted.emit()
