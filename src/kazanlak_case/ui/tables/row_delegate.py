"""How rows are painted: words with room around them, chips, and the whole row as one when it is chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget
from typing_extensions import override

from kazanlak_case.ui.fonts import text_font
from kazanlak_case.ui.tables.paged_model import COLUMN_ROLE, LINES_ROLE, MARK_ROLE

if TYPE_CHECKING:
    from PySide6.QtGui import QFont

    from kazanlak_case.ui.look import Look
    from kazanlak_case.ui.tables.columns import Column, Mark, TwoLines

Index = QModelIndex | QPersistentModelIndex
LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight


class RowDelegate(QStyledItemDelegate):
    """Paints the cells of a table, or a row in two lines when `is_compact`."""

    def __init__(self, parent: QWidget, look: Look) -> None:
        super().__init__(parent)
        self._look = look
        self.is_compact = False

    @property
    def row_height(self) -> int:
        """How high a row is now."""
        return self._look.tokens.px(52) if self.is_compact else self._look.tokens.row_height

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(self._look.tokens.px(90), self.row_height)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        self._paint_ground(painter, option, index)
        place = option.rect.adjusted(self._look.tokens.small, 0, -self._look.tokens.small, 0)
        if self.is_compact:
            lines: TwoLines | None = index.data(LINES_ROLE)
            self._paint_lines(painter, place, lines, chosen=_is_chosen(option))
        elif mark := index.data(MARK_ROLE):
            self.paint_chip(painter, place, mark, chosen=_is_chosen(option))
        else:
            self._paint_words(painter, place, index)
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        if _is_chosen(option):
            painter.fillRect(option.rect, QColor(self._look.colour("accent_soft")))
            if index.column() == 0:
                edge = QRect(option.rect)
                edge.setWidth(self._look.tokens.px(3))
                painter.fillRect(edge, QColor(self._look.colour("accent")))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(option.rect, QColor(self._look.colour("hover")))
        painter.setPen(QColor(self._look.colour("line")))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())

    def _paint_words(self, painter: QPainter, place: QRect, index: Index) -> None:
        column: Column[object] = index.data(COLUMN_ROLE)
        tokens = self._look.tokens
        font = text_font(tokens.body_size, strong=column.is_strong, tabular=column.is_figure)
        align = RIGHT if column.is_figure else LEFT
        self._paint_line(painter, place, str(index.data() or ""), font=font, align=align)

    def _paint_lines(
        self, painter: QPainter, place: QRect, lines: TwoLines | None, *, chosen: bool
    ) -> None:
        if lines is None:
            return
        tokens = self._look.tokens
        place = place.adjusted(tokens.small, tokens.px(6), 0, -tokens.px(6))
        if lines.mark.text:
            width = self.chip_width(lines.mark)
            chip = QRect(place)
            chip.setLeft(place.right() - width)
            self.paint_chip(painter, chip, lines.mark, chosen=chosen)
            place.setRight(chip.left() - tokens.small)
        title, detail = QRect(place), QRect(place)
        title.setHeight(place.height() // 2)
        detail.setTop(title.bottom() + 1)
        self._paint_line(painter, title, lines.title, font=text_font(tokens.body_size, strong=True))
        painter.setPen(QColor(self._look.colour("muted")))
        small = text_font(tokens.small_size)
        painter.setFont(small)
        shown = QFontMetrics(small).elidedText(
            lines.detail, Qt.TextElideMode.ElideRight, detail.width()
        )
        painter.drawText(detail, int(LEFT), shown)

    def _paint_line(
        self,
        painter: QPainter,
        place: QRect,
        text: str,
        *,
        font: QFont,
        align: Qt.AlignmentFlag = LEFT,
    ) -> None:
        painter.setFont(font)
        painter.setPen(QColor(self._look.colour("text")))
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(place, int(align), shown)

    def chip_width(self, mark: Mark) -> int:
        """Say how wide a chip is."""
        metrics = QFontMetrics(text_font(self._look.tokens.small_size, strong=True))
        return metrics.horizontalAdvance(mark.text) + 2 * self._look.tokens.px(9)

    def paint_chip(
        self, painter: QPainter, place: QRect, mark: Mark, *, chosen: bool = False
    ) -> None:
        """Paint a state as a word on a soft ground; a toneless one is just a muted word."""
        if not mark.text:
            return
        tokens = self._look.tokens
        font = text_font(tokens.small_size, strong=bool(mark.tone))
        painter.setFont(font)
        if not mark.tone:
            painter.setPen(QColor(self._look.colour("muted")))
            shown = QFontMetrics(font).elidedText(
                mark.text, Qt.TextElideMode.ElideRight, place.width()
            )
            painter.drawText(place, int(LEFT), shown)
            return
        height = tokens.px(22)
        width = min(self.chip_width(mark), place.width())
        top = place.top() + (place.height() - height) / 2
        ground = QRectF(place.left(), top, width, height)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        soft = "surface" if chosen else f"{mark.tone}_soft"
        painter.setBrush(QColor(self._look.colour(soft)))
        painter.drawRoundedRect(ground, height / 2, height / 2)
        painter.setPen(QColor(self._look.colour(mark.tone)))
        inner = width - 2 * tokens.px(9)
        shown = QFontMetrics(font).elidedText(
            mark.text, Qt.TextElideMode.ElideRight, int(inner) + 2
        )
        painter.drawText(ground, int(Qt.AlignmentFlag.AlignCenter), shown)


def _is_chosen(option: QStyleOptionViewItem) -> bool:
    return bool(option.state & QStyle.StateFlag.State_Selected)
