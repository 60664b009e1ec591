"""A list of suggestions under a line one types in: two lines each, moved through by the arrow keys of that line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QGraphicsDropShadowEffect,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)
from typing_extensions import override

from kazanlak_case.ui.fonts import text_font
from kazanlak_case.ui.widgets.card import column
from kazanlak_case.ui.widgets.labels import Words
from kazanlak_case.ui.widgets.naming import named

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kazanlak_case.ui.look import Look

MOST_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One thing that can be chosen. `mark` is a word at the right edge."""

    key: str
    title: str
    detail: str = ""
    mark: str = ""


Index = QModelIndex | QPersistentModelIndex


class SuggestionModel(QAbstractListModel):
    """Holds the suggestions."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.shown: tuple[Suggestion, ...] = ()

    def show(self, suggestions: Sequence[Suggestion]) -> None:
        """Take other suggestions."""
        self.beginResetModel()
        self.shown = tuple(suggestions)
        self.endResetModel()

    @override
    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.shown)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        suggestion = self.shown[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return suggestion.title
        if role == Qt.ItemDataRole.UserRole:
            return suggestion
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(
                part for part in (suggestion.title, suggestion.detail, suggestion.mark) if part
            )
        return None


class SuggestionDelegate(QStyledItemDelegate):
    """Paints a title, a detail below it and a word at the right."""

    def __init__(self, parent: QWidget, look: Look) -> None:
        super().__init__(parent)
        self._look = look

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        has_detail = bool(index.data(Qt.ItemDataRole.UserRole).detail)
        return QSize(0, self._look.tokens.px(46 if has_detail else 32))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        suggestion: Suggestion = index.data(Qt.ItemDataRole.UserRole)
        tokens = self._look.tokens
        place: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        if state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            chosen = bool(state & QStyle.StateFlag.State_Selected)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self._look.colour("accent_soft" if chosen else "hover")))
            painter.drawRoundedRect(place, tokens.tight, tokens.tight)
        inner = place.adjusted(tokens.medium, tokens.tight, -tokens.medium, -tokens.tight)
        inner = self._paint_mark(painter, inner, suggestion.mark)
        title = QRect(inner)
        if suggestion.detail:
            title.setHeight(inner.height() // 2)
            detail = inner.adjusted(0, title.height(), 0, 0)
            self._paint_line(painter, detail, suggestion.detail, role="muted")
        self._paint_line(painter, title, suggestion.title, role="text")
        painter.restore()

    def _paint_mark(self, painter: QPainter, inner: QRect, mark: str) -> QRect:
        if not mark:
            return inner
        font = text_font(self._look.tokens.small_size)
        painter.setFont(font)
        painter.setPen(QColor(self._look.colour("muted")))
        painter.drawText(
            inner, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), mark
        )
        width = QFontMetrics(font).horizontalAdvance(mark) + self._look.tokens.medium
        return inner.adjusted(0, 0, -width, 0)

    def _paint_line(self, painter: QPainter, place: QRect, text: str, *, role: str) -> None:
        tokens = self._look.tokens
        is_title = role == "text"
        font = text_font(tokens.body_size if is_title else tokens.small_size, strong=is_title)
        painter.setFont(font)
        painter.setPen(QColor(self._look.colour(role)))
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(
            place, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), shown
        )


class SuggestionList(QFrame):
    """Floats inside the window, under the line it belongs to."""

    chosen = Signal(str)

    def __init__(self, window: QWidget, name: str, look: Look) -> None:
        super().__init__(window)
        named(self, name)
        self.setProperty("card", True)
        self._look = look
        self.model = SuggestionModel(self)
        self.view = named(QListView(self), f"{name}View")
        self.view.setModel(self.model)
        self.view.setItemDelegate(SuggestionDelegate(self, look))
        self.view.setMouseTracking(True)
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.clicked.connect(self._on_clicked)
        self._note = Words(self, f"{name}Note", role="caption", wraps=True)
        layout = column(look.tokens.tight)
        margin = look.tokens.tight
        layout.setContentsMargins(margin, margin, margin, margin)
        layout.addWidget(self.view, 1)
        layout.addWidget(self._note)
        self.setLayout(layout)
        shadow = QGraphicsDropShadowEffect(self)
        shadow.setBlurRadius(look.tokens.wide)
        shadow.setOffset(0, look.tokens.tight)
        shadow.setColor(QColor(0, 0, 0, 60))
        self.setGraphicsEffect(shadow)
        self.hide()

    def show_under(
        self, line: QWidget, suggestions: Sequence[Suggestion], *, title: str, note: str = ""
    ) -> None:
        """Show suggestions below a line, the first one chosen; with none of them only the note."""
        self.model.show(suggestions)
        self.view.setAccessibleName(title)
        self.view.setVisible(bool(suggestions))
        self._note.setText(note)
        self._note.setVisible(bool(note))
        if suggestions:
            self.view.setCurrentIndex(self.model.index(0))
        if not suggestions and not note:
            self.hide()
            return
        self._place(line, len(suggestions))
        self.show()
        self.raise_()

    def move_choice(self, step: int) -> None:
        """Go up or down."""
        count = self.model.rowCount()
        if self.isVisible() and count:
            at = min(max(self.view.currentIndex().row() + step, 0), count - 1)
            self.view.setCurrentIndex(self.model.index(at))

    def choose_current(self) -> bool:
        """Take the suggestion one stands on; answer whether there was one."""
        index = self.view.currentIndex()
        if not self.isVisible() or not index.isValid():
            return False
        self._on_clicked(index)
        return True

    def current(self) -> Suggestion | None:
        """Tell the suggestion one stands on."""
        index = self.view.currentIndex()
        return self.model.shown[index.row()] if index.isValid() else None

    def _on_clicked(self, index: QModelIndex) -> None:
        key = self.model.shown[index.row()].key
        self.hide()
        self.chosen.emit(key)

    def _place(self, line: QWidget, count: int) -> None:
        window = self.window()
        tokens = self._look.tokens
        rows = [self.view.sizeHintForRow(at) for at in range(min(count, MOST_SHOWN))]
        note = self._note.sizeHint().height() + tokens.tight if not self._note.isHidden() else 0
        height = sum(rows) + note + 2 * tokens.tight + 4
        top = line.mapTo(window, QPoint(0, line.height() + tokens.px(3)))
        width = max(line.width(), tokens.px(300))
        left = min(top.x(), window.width() - width - tokens.small)
        self.setGeometry(
            left, top.y(), width, min(height, window.height() - top.y() - tokens.small)
        )
