"""A table that fits its room: columns share it, the least needed go first, nothing scrolls sideways."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget
from typing_extensions import override

from kazanlak_case.ui.tables.paged_model import ROW_ROLE, PagedModel
from kazanlak_case.ui.tables.row_delegate import RowDelegate
from kazanlak_case.ui.widgets.naming import named

if TYPE_CHECKING:
    from PySide6.QtCore import QItemSelection
    from PySide6.QtGui import QKeyEvent, QResizeEvent

    from kazanlak_case.ui.look import Look

COMPACT_BELOW = 460
"""Narrower than this (at scale 1) a row is told in two lines, where the model can."""


class TableView(QTableView):
    """Shows a paged model. `chosen` follows every move, `opened` a click or Enter."""

    chosen = Signal(str)
    opened = Signal(str)

    def __init__(self, parent: QWidget, name: str, look: Look, model: PagedModel[Any]) -> None:
        super().__init__(parent)
        named(self, name)
        self._look = look
        self._paged = model
        self._wanted = ""
        self.delegate = RowDelegate(self, look)
        self.setItemDelegate(self.delegate)
        self.setModel(model)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setTextElideMode(Qt.TextElideMode.ElideRight)
        header.setSectionsClickable(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.clicked.connect(self._on_clicked)
        model.filled.connect(self._on_filled)
        look.changed.connect(self._fit)

    def choose(self, record_id: str) -> None:
        """Stand on a record, as soon as it is there."""
        self._wanted = record_id
        self._on_filled()

    def choose_first(self) -> None:
        """Stand on the first row."""
        if self._paged.rowCount():
            self.selectRow(0)

    def move_choice(self, step: int) -> None:
        """Go up or down from outside, as from a search box above."""
        count = self._paged.rowCount()
        if count:
            at = self.currentIndex().row() + step
            self.selectRow(min(max(at, 0), count - 1))

    def open_chosen(self) -> None:
        """Open the row one stands on, or else the first."""
        index = self.currentIndex()
        if not index.isValid() and self._paged.rowCount():
            index = self._paged.index(0, 0)
        if index.isValid():
            self._on_clicked(index)

    @property
    def chosen_id(self) -> str:
        """The record one stands on."""
        index = self.currentIndex()
        return str(index.data(ROW_ROLE).id) if index.isValid() else ""

    @override
    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        if self.chosen_id and not selected.isEmpty():
            self._wanted = self.chosen_id
            self.chosen.emit(self.chosen_id)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.open_chosen()
            return
        super().keyPressEvent(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _on_clicked(self, index: QModelIndex) -> None:
        self.opened.emit(str(index.data(ROW_ROLE).id))

    def _on_filled(self) -> None:
        at = self._paged.row_of(self._wanted) if self._wanted else None
        if at is not None and at != self.currentIndex().row():
            was = self.blockSignals(True)
            self.selectRow(at)
            self.blockSignals(was)

    def _fit(self) -> None:
        tokens = self._look.tokens
        narrow = self.width() < tokens.px(COMPACT_BELOW)
        self.delegate.is_compact = narrow and self._paged.can_tell_lines
        self.horizontalHeader().setVisible(not self.delegate.is_compact)
        self.verticalHeader().setDefaultSectionSize(self.delegate.row_height)
        room = (
            self.viewport().width()
        )  # asked only now: the lines above may have brought a scroll bar
        shown = self._columns_that_fit(room)
        shares = sum(self._paged.columns[at].share for at in shown) or 1
        spare = room - sum(tokens.px(self._paged.columns[at].least) for at in shown)
        left = room
        for at, column in enumerate(self._paged.columns):
            self.setColumnHidden(at, at not in shown)
            if at in shown:
                width = tokens.px(column.least) + max(0, spare) * column.share // shares
                width = left if at == shown[-1] else width
                self.setColumnWidth(at, width)
                left -= width
        self.viewport().update()

    def _columns_that_fit(self, room: int) -> list[int]:
        columns = self._paged.columns
        shown = list(range(len(columns)))
        if self.delegate.is_compact:
            return shown[:1]
        going = sorted((at for at in shown if columns[at].goes), key=lambda at: -columns[at].goes)
        px = self._look.tokens.px
        while going and sum(px(columns[at].least) for at in shown) > room:
            shown.remove(going.pop(0))
        return shown
