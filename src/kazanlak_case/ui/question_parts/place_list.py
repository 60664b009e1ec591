"""The list of what waits, by whom it is about: a name, and under it each place where somebody disagrees."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFontMetrics, QPainter
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

    from PySide6.QtCore import QItemSelection

    from kazanlak_case.ui.look import Look

Index = QModelIndex | QPersistentModelIndex
PLACE_ROLE = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True, slots=True)
class Place:
    """One line: whom it is about (shown over the first of each), the place, and a word at the right."""

    id: str
    name: str
    place: str
    mark: str = ""
    is_first: bool = True


class PlaceModel(QAbstractListModel):
    """Holds the lines."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.places: tuple[Place, ...] = ()

    def hold(self, places: Sequence[Place]) -> None:
        """Take other lines."""
        self.beginResetModel()
        self.places = tuple(places)
        self.endResetModel()

    @override
    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.places)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        place = self.places[index.row()]
        if role == PLACE_ROLE:
            return place
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return ", ".join(part for part in (place.name, place.place, place.mark) if part)
        return None


class PlaceList(QListView):
    """`chosen` follows every move; Enter and clicks are told too, as `opened`."""

    chosen = Signal(str)
    opened = Signal(str)

    def __init__(self, parent: QWidget, name: str, look: Look) -> None:
        super().__init__(parent)
        named(self, name)
        self.lines = PlaceModel(self)
        self.setModel(self.lines)
        self.setItemDelegate(_Painter(self, look))
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clicked.connect(self._on_clicked)

    def show_places(self, places: Sequence[Place], chosen: str) -> None:
        """Show lines, and stand on one of them; nothing is told."""
        was = self.blockSignals(True)
        self.lines.hold(places)
        at = self.row_of(chosen)
        if at is not None:
            self.setCurrentIndex(self.lines.index(at, 0))
        self.blockSignals(was)
        if at is not None:
            self.scrollTo(self.lines.index(at, 0))

    def row_of(self, place_id: str) -> int | None:
        """Find a line."""
        found = (at for at, place in enumerate(self.lines.places) if place.id == place_id)
        return next(found, None)

    @property
    def chosen_id(self) -> str:
        """The line one stands on."""
        index = self.currentIndex()
        return self.lines.places[index.row()].id if index.isValid() else ""

    @override
    def keyboardSearch(self, search: str) -> None:
        """Leave letters and figures to the page: they answer."""

    @override
    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        if self.chosen_id and not selected.isEmpty():
            self.chosen.emit(self.chosen_id)

    def _on_clicked(self, index: QModelIndex) -> None:
        self.opened.emit(self.lines.places[index.row()].id)


class _Painter(QStyledItemDelegate):
    """Paints a name over the places of one person, and the place with its mark below."""

    def __init__(self, parent: QWidget, look: Look) -> None:
        super().__init__(parent)
        self._look = look

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        place: Place = index.data(PLACE_ROLE)
        px = self._look.tokens.px
        return QSize(px(90), px(56) if place.is_first else px(32))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        place: Place = index.data(PLACE_ROLE)
        tokens = self._look.tokens
        painter.save()
        line = QRect(option.rect)
        if place.is_first:
            if index.row():
                painter.setPen(QColor(self._look.colour("line")))
                painter.drawLine(option.rect.topLeft(), option.rect.topRight())
            head = option.rect.adjusted(tokens.medium, tokens.px(5), -tokens.small, 0)
            head.setHeight(tokens.px(21))
            line.setTop(option.rect.top() + tokens.px(26))
            self._write(painter, head, place.name, strong=True)
        self._ground(painter, option, line)
        words = line.adjusted(tokens.medium, 0, -tokens.small, 0)
        if place.mark:
            words.setRight(words.right() - self._mark(painter, words, place.mark))
        self._write(painter, words, place.place)
        painter.restore()

    def _ground(self, painter: QPainter, option: QStyleOptionViewItem, line: QRect) -> None:
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen:
            painter.fillRect(line, QColor(self._look.colour("accent_soft")))
            edge = QRect(line)
            edge.setWidth(self._look.tokens.px(3))
            painter.fillRect(edge, QColor(self._look.colour("accent")))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(line, QColor(self._look.colour("hover")))

    def _mark(self, painter: QPainter, words: QRect, text: str) -> int:
        font = text_font(self._look.tokens.small_size)
        width = QFontMetrics(font).horizontalAdvance(text)
        painter.setFont(font)
        painter.setPen(QColor(self._look.colour("muted")))
        painter.drawText(
            words, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), text
        )
        return width + self._look.tokens.small

    def _write(self, painter: QPainter, place: QRect, text: str, *, strong: bool = False) -> None:
        font = text_font(self._look.tokens.body_size, strong=strong)
        painter.setFont(font)
        painter.setPen(QColor(self._look.colour("text")))
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(
            place, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), shown
        )
